"""What is done with the drafts of a report; each answers with what has changed, and how to undo it."""

from flask import request
from flask_babel import gettext as _
from flask_babel import ngettext

from app import context, decisions
from app.formatting import number
from app.incidents.rules import WithdrawReason
from app.models import IncidentStatus, Report, Source
from app.review.actions import deciding, undoing
from app.review.actions.teaching import learn_place_of, offer, place_likewise
from app.review.forms import typed_change
from app.review.routes import answers
from app.review.routes.asking import asked, asked_as_shown, step
from app.review.rules import changed_meanwhile, check_version, told, version_of


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
    """Confirm all drafts that were read without doubt."""
    report = answers.opened(report_id)
    sources = [draft.source for draft in answers.reviewed(report).sure]
    memory = undoing.remember(report, sources)
    decisions.confirm(context.session(), [told(source) for source in sources], context.signed_in_user())
    many = len(sources)
    said = ngettext("%(count)s säker är bekräftad.", "%(count)s säkra är bekräftade.", many, count=number(many))
    return answers.decided(report, said, memory, sources)


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
