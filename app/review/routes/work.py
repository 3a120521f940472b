"""What is done with the drafts of a report; each answers with what has changed, and how to undo it."""

from flask import request
from flask_babel import gettext as _

from app import context, decisions
from app.incidents.rules import WithdrawReason
from app.models import IncidentStatus, Report, Source
from app.review.actions import deciding, undoing
from app.review.actions.teaching import learn_place_of, offer, place_likewise
from app.review.forms import typed_change
from app.review.routes import answers
from app.review.routes.asking import asked, asked_as_shown, step
from app.review.rules import changed_meanwhile, check_version, told, version_of
from app.review.words import sure_words


@step("confirm")
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
    return answers.decided(report, _("Bekräftad."), memory, [source], taught)


@step("confirm-sure")
def confirm_sure(report_id: int) -> answers.Answer:
    """Confirm all drafts that were read without doubt, of those that a page `shown` as such where it says which.

    What has got a likely twin since the page counted waits, and the answer says so.
    """
    report = answers.opened(report_id)
    review, shown = answers.reviewed(report), _shown_as_sure()
    sources = [draft.source for draft in review.sure if shown is None or draft.incident.id in shown]
    memory = undoing.remember(report, sources)
    incidents = [told(source) for source in sources]
    decisions.confirm(context.session(), incidents, context.signed_in_user())
    late = [draft.incident.id for draft in review.drafts if draft.twins and draft.incident.id in (shown or ())]
    undo = answers.committed(memory.closed(incidents))
    return answers.done(report, sure_words(len(sources), len(late)), undo, [one.id for one in incidents] + late)


def _shown_as_sure() -> set[int] | None:
    """The drafts that the page showed as sure; None of a page without scripts."""
    sent = request.form.get("shown")
    return None if sent is None else {int(id_) for id_ in sent.split(",") if id_.isdecimal() and len(id_) < 10}


@step("leave-out")
def leave_out(report_id: int) -> answers.Answer:
    report, source = asked(report_id)
    if told(source).status is IncidentStatus.WITHDRAWN:
        return answers.done(report, _("Redan utanför."), None, [told(source).id])
    check_version(told(source), request.form.get("version"))
    memory = undoing.remember(report, [source])
    decisions.withdraw(context.session(), told(source), WithdrawReason.OUT_OF_SCOPE, context.signed_in_user())
    return answers.decided(report, _("Lämnad utanför."), memory, [source])


@step("reopen")
def reopen(report_id: int) -> answers.Answer:
    report, source = asked_as_shown(report_id)
    memory = undoing.remember(report, [source])
    deciding.reopen(context.session(), told(source), context.signed_in_user())
    return answers.decided(report, _("Utkast igen."), memory, [source])


@step("change")
def change(report_id: int) -> answers.Answer:
    report, source = asked_as_shown(report_id)
    memory = undoing.remember(report, [source])
    taught = _take_typed(report, source, memory)
    return answers.decided(report, _("Ändringen är sparad."), memory, [source], taught)


@step("undo")
def undo(report_id: int) -> answers.Answer:
    report = answers.opened(report_id)
    memory = answers.recalled(request.form.get("token", ""), report)
    touched = undoing.undo(context.session(), report, memory, context.signed_in_user())
    done = undoing.Memory(report.id, [], after={str(one.id): version_of(one) for one in touched}, is_undo=True)
    answers.committed(done)
    return answers.done(report, _("Ångrat."), None, [incident.id for incident in touched], all_new=len(touched) > 1)


def _check_nothing_lost(report: Report, source: Source) -> None:
    """What was typed for a draft that somebody else has confirmed meanwhile is not passed over."""
    if deciding.differs(context.session(), report, source, typed_change(request.form, told(source))):
        raise changed_meanwhile()


def _take_typed(report: Report, source: Source, memory: undoing.Memory) -> answers.Taught:
    session, user = context.session(), context.signed_in_user()
    typed = typed_change(request.form, told(source))
    deciding.change(session, report, source, typed, user)
    lesson = learn_place_of(session, source, user, memory) if typed.place else None
    likewise = place_likewise(session, report, source, user, memory) if lesson else []
    return answers.Taught(lesson, offer(report, source) if typed.category else None, likewise)
