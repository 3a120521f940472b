"""What is decided about a draft and an incident that may be the same."""

from flask import request
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest

from app import context
from app.incidents.queries import incident as incident_of
from app.merging import say_not_same
from app.models import Incident, IncidentStatus, Report, Source
from app.review.actions import undoing
from app.review.actions.uniting import unite
from app.review.routes import answers
from app.review.routes.asking import asked_as_shown, step
from app.review.rules import told, version_of


@step("merge")
def merge_twin(report_id: int) -> answers.Answer:
    """A draft and the incident that it turned out to be: one of them is kept, and counts from now on."""
    report, source, other = _asked_for_two(report_id)
    draft = told(source)
    memory, before = undoing.remember(report, [source]), [version_of(one) for one in (draft, other)]
    done = unite(context.session(), draft, other, context.signed_in_user())
    memory.merge, is_open = done.id, draft.status is IncidentStatus.DRAFT
    for one, version in zip((draft, other), before, strict=True):
        memory.versions[str(one.id)] = [version, version_of(one)]
    undo = answers.committed(memory)
    context.session().expire_all()
    said = (
        _("Sammanslagna till ett utkast, som väntar här.") if is_open else _("Sammanslagna till en bekräftad händelse.")
    )
    return answers.done(report, said, undo, [draft.id, other.id])


@step("apart")
def apart(report_id: int) -> answers.Answer:
    """A draft and an incident are two: they are not suggested as one again."""
    report, source, other = _asked_for_two(report_id)
    say_not_same(context.session(), told(source), other, by=context.signed_in_user())
    memory = undoing.remember(report, [])
    memory.apart = [told(source).id, other.id]
    undo = answers.committed(memory)
    return answers.done(report, _("Inte samma: det föreslås inte igen."), undo, [told(source).id])


def _asked_for_two(report_id: int) -> tuple[Report, Source, Incident]:
    report, source = asked_as_shown(report_id)
    other_id = request.form.get("other", 0, type=int)
    if not 0 < other_id < 2**31:
        raise BadRequest
    return report, source, incident_of(context.session(), other_id, context.signed_in_user())
