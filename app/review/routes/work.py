"""What is done with the drafts of a report; each answers with what has changed, and how to undo it."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import request
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.exceptions import Forbidden

from app import context, decisions
from app.errors import DomainError
from app.formatting import number
from app.incidents.rules import WithdrawReason
from app.models import IncidentStatus, Lesson, Report, Role, Source
from app.review.actions import deciding, passages, undoing
from app.review.actions.teaching import Offer, learn_place_of, offer, place_likewise
from app.review.forms import typed_change
from app.review.routes import answers
from app.review.routes.asking import asked, passage_of, readable_passage, refusing
from app.review.routes.blueprint import bp, reviewers
from app.review.rules import changed_meanwhile, check_version, told


@dataclass(frozen=True, slots=True)
class Taught:
    """What a correction has taught, and what it might; `likewise` are passages that were placed by it at once."""

    lesson: Lesson | None = None
    offer: Offer | None = None
    likewise: Sequence[Source] = ()


NOTHING = Taught()


@bp.post("/reports/<int:report_id>/review/confirm")
@reviewers
@refusing
def confirm(report_id: int) -> answers.Answer:
    """Confirm a draft, after what else the form says of it."""
    report, source = asked(report_id)
    if told(source).status is IncidentStatus.CONFIRMED:
        _check_nothing_lost(report, source)
        return answers.done(report, _("Redan bekräftad."), None, [told(source).id])
    check_version(told(source), request.form.get("version"))
    memory = undoing.remember(report, [source])
    taught = _take_typed(report, source, memory)
    decisions.confirm(context.session(), [told(source)], context.signed_in_user())
    return _done(report, _("Bekräftad."), memory, [source], taught)


@bp.post("/reports/<int:report_id>/review/confirm-sure")
@reviewers
@refusing
def confirm_sure(report_id: int) -> answers.Answer:
    """Confirm all drafts that were read without doubt."""
    report = answers.opened(report_id)
    sources = [draft.source for draft in answers.reviewed(report).sure]
    memory = undoing.remember(report, sources)
    decisions.confirm(context.session(), [told(source) for source in sources], context.signed_in_user())
    many = len(sources)
    said = ngettext("%(count)s säker är bekräftad.", "%(count)s säkra är bekräftade.", many, count=number(many))
    return _done(report, said, memory, sources)


@bp.post("/reports/<int:report_id>/review/leave-out")
@reviewers
@refusing
def leave_out(report_id: int) -> answers.Answer:
    report, source = asked(report_id)
    if told(source).status is IncidentStatus.WITHDRAWN:
        return answers.done(report, _("Redan utanför."), None, [told(source).id])
    check_version(told(source), request.form.get("version"))
    memory = undoing.remember(report, [source])
    decisions.withdraw(context.session(), told(source), WithdrawReason.OUT_OF_SCOPE, context.signed_in_user())
    return _done(report, _("Lämnad utanför."), memory, [source])


@bp.post("/reports/<int:report_id>/review/reopen")
@reviewers
@refusing
def reopen(report_id: int) -> answers.Answer:
    report, source = asked(report_id)
    check_version(told(source), request.form.get("version"))
    memory = undoing.remember(report, [source])
    deciding.reopen(context.session(), told(source), context.signed_in_user())
    return _done(report, _("Utkast igen."), memory, [source])


@bp.post("/reports/<int:report_id>/review/change")
@reviewers
@refusing
def change(report_id: int) -> answers.Answer:
    report, source = asked(report_id)
    check_version(told(source), request.form.get("version"))
    memory = undoing.remember(report, [source])
    taught = _take_typed(report, source, memory)
    return _done(report, _("Ändringen är sparad."), memory, [source], taught)


@bp.post("/reports/<int:report_id>/review/split")
@reviewers
@refusing
def split(report_id: int) -> answers.Answer:
    report, source = asked(report_id)
    check_version(told(source), request.form.get("version"))
    memory, at = undoing.remember(report, [source]), request.form.get("at", 0, type=int)
    made = passages.split(context.session(), report, source, at, context.signed_in_user())
    return _done(
        report, _("Delad i två."), memory, [passage_of(report, incident.id) for incident in made], all_new=True
    )


@bp.post("/reports/<int:report_id>/review/join")
@reviewers
@refusing
def join(report_id: int) -> answers.Answer:
    report, source = asked(report_id)
    check_version(told(source), request.form.get("version"))
    found = answers.reviewed(report).draft_of(told(source).id)
    if found is None or found.joins is None:
        raise DomainError(_("Det finns inget utkast före det här att slå ihop det med."))
    before = readable_passage(report, found.joins)
    memory = undoing.remember(report, [before, source])
    passages.join(context.session(), report, source, before, context.signed_in_user())
    return _done(report, _("Ihop med den före."), memory, [before, source], all_new=True)


@bp.post("/reports/<int:report_id>/review/add")
@reviewers
@refusing
def add(report_id: int) -> answers.Answer:
    """Make a draft of a stretch of text that was none; what stands between drafts is for the coordinator alone."""
    report, user = answers.opened(report_id), context.signed_in_user()
    if user.role is not Role.COORDINATOR:
        raise Forbidden
    memory = undoing.remember(report, [])
    start, end = (request.form.get(name, -1, type=int) for name in ("start", "end"))
    made = passages.add(context.session(), report, start, end, user)
    return _done(report, _("Ett nytt utkast."), memory, [passage_of(report, made.id)], all_new=True)


@bp.post("/reports/<int:report_id>/review/undo")
@reviewers
@refusing
def undo(report_id: int) -> answers.Answer:
    report = answers.opened(report_id)
    memory = answers.recalled(request.form.get("token", ""), report)
    touched = undoing.undo(context.session(), report, memory, context.signed_in_user())
    context.session().commit()
    return answers.done(report, _("Ångrat."), None, [incident.id for incident in touched], all_new=len(touched) > 1)


def _check_nothing_lost(report: Report, source: Source) -> None:
    """What was typed for a draft that somebody else has confirmed meanwhile is not passed over."""
    if deciding.differs(context.session(), report, source, typed_change(request.form, told(source))):
        raise changed_meanwhile()


def _take_typed(report: Report, source: Source, memory: undoing.Memory) -> Taught:
    session, user = context.session(), context.signed_in_user()
    typed = typed_change(request.form, told(source))
    deciding.change(session, report, source, typed, user)
    lesson = learn_place_of(session, source, user, memory) if typed.place else None
    likewise = place_likewise(session, report, source, user, memory) if lesson else []
    return Taught(lesson, offer(report, source) if typed.category else None, likewise)


def _done(
    report: Report,
    said: str,
    memory: undoing.Memory,
    sources: Sequence[Source],
    taught: Taught = NOTHING,
    *,
    all_new: bool = False,
) -> answers.Answer:
    """Commit, and answer with a way to undo."""
    changed = [told(source) for source in (*sources, *taught.likewise)]
    undo = answers.committed(memory.closed(changed))
    touched = [incident.id for incident in changed]
    return answers.done(report, said, undo, touched, all_new=all_new, lesson=taught.lesson, offer=taught.offer)
