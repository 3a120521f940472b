"""What is done with the drafts of a report; each answers with what has changed, and how to undo it."""

from collections.abc import Callable, Sequence
from functools import wraps

from flask import request
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.exceptions import BadRequest, Forbidden
from werkzeug.wrappers import Response

from app import context
from app.errors import DomainError
from app.formatting import number
from app.i18n import language
from app.models import IncidentStatus, Report, Role, Source
from app.places.rules import PlaceError
from app.review.actions import deciding, passages, undoing
from app.review.forms import typed_change
from app.review.queries.drafts import source_of
from app.review.routes import answers
from app.review.routes.blueprint import bp, reviewers
from app.review.rules import ChangedMeanwhileError, check_version, may_review
from reports.incoming.when import UnknownTimeError

Work = Callable[[Report], answers.Answer]
Refused = tuple[str, int] | tuple[answers.Answer, int]


def refusing(view: Callable[[int], answers.Answer]) -> Callable[[int], answers.Answer | Refused]:
    """A view whose refusals come back with what was typed: in the page, or as words for its script."""

    @wraps(view)
    def answer(report_id: int) -> answers.Answer | Refused:
        try:
            return view(report_id)
        except (DomainError, UnknownTimeError) as error:
            context.session().rollback()
            return _refusal(report_id, error)

    return answer


def _refusal(report_id: int, error: DomainError | UnknownTimeError) -> Refused:
    report, draft = answers.opened(report_id), request.form.get("draft", 0, type=int)
    words = error.in_words(language()) if isinstance(error, UnknownTimeError) else str(error)
    if not answers.wants_pieces():
        return answers.page(report, draft, typed=request.form, problem=words), 409
    field = "place" if isinstance(error, PlaceError) else "when" if isinstance(error, UnknownTimeError) else ""
    is_changed = isinstance(error, ChangedMeanwhileError)
    return answers.pieces(report, [draft], problem=words, field=field, is_changed=is_changed), 409


@bp.post("/reports/<int:report_id>/review/confirm")
@reviewers
@refusing
def confirm(report_id: int) -> answers.Answer:
    """Confirm a draft, after what else the form says of it."""
    report, source = _asked(report_id)
    if source.incident.status is IncidentStatus.CONFIRMED:
        return answers.done(report, _("Redan bekräftad."), None, [source.incident_id])
    check_version(source.incident, request.form.get("version"))
    memory = undoing.remember(report, [source])
    _take_typed(report, source)
    deciding.confirm(context.session(), [source.incident], context.signed_in_user())
    return _done(report, _("Bekräftad."), memory, [source])


@bp.post("/reports/<int:report_id>/review/confirm-sure")
@reviewers
@refusing
def confirm_sure(report_id: int) -> answers.Answer:
    """Confirm all drafts that were read without doubt."""
    report = answers.opened(report_id)
    sources = [draft.source for draft in answers.reviewed(report).sure]
    memory = undoing.remember(report, sources)
    deciding.confirm(context.session(), [source.incident for source in sources], context.signed_in_user())
    many = len(sources)
    said = ngettext("%(count)s säker är bekräftad.", "%(count)s säkra är bekräftade.", many, count=number(many))
    return _done(report, said, memory, sources)


@bp.post("/reports/<int:report_id>/review/leave-out")
@reviewers
@refusing
def leave_out(report_id: int) -> answers.Answer:
    report, source = _asked(report_id)
    if source.incident.status is IncidentStatus.WITHDRAWN:
        return answers.done(report, _("Redan utanför."), None, [source.incident_id])
    check_version(source.incident, request.form.get("version"))
    memory = undoing.remember(report, [source])
    deciding.leave_out(context.session(), source.incident, context.signed_in_user())
    return _done(report, _("Lämnad utanför."), memory, [source])


@bp.post("/reports/<int:report_id>/review/reopen")
@reviewers
@refusing
def reopen(report_id: int) -> answers.Answer:
    report, source = _asked(report_id)
    check_version(source.incident, request.form.get("version"))
    memory = undoing.remember(report, [source])
    deciding.reopen(context.session(), source.incident, context.signed_in_user())
    return _done(report, _("Utkast igen."), memory, [source])


@bp.post("/reports/<int:report_id>/review/change")
@reviewers
@refusing
def change(report_id: int) -> answers.Answer:
    report, source = _asked(report_id)
    check_version(source.incident, request.form.get("version"))
    memory = undoing.remember(report, [source])
    _take_typed(report, source)
    return _done(report, _("Ändringen är sparad."), memory, [source])


@bp.post("/reports/<int:report_id>/review/split")
@reviewers
@refusing
def split(report_id: int) -> answers.Answer:
    report, source = _asked(report_id)
    check_version(source.incident, request.form.get("version"))
    memory, at = undoing.remember(report, [source]), request.form.get("at", 0, type=int)
    made = passages.split(context.session(), report, source, at, context.signed_in_user())
    return _done(report, _("Delad i två."), memory, [_source(report, incident.id) for incident in made])


@bp.post("/reports/<int:report_id>/review/join")
@reviewers
@refusing
def join(report_id: int) -> answers.Answer:
    report, source = _asked(report_id)
    check_version(source.incident, request.form.get("version"))
    found = answers.reviewed(report).draft_of(source.incident_id)
    if found is None or found.joins is None:
        raise DomainError(_("Det finns inget utkast före det här att slå ihop det med."))
    before = _source(report, found.joins)
    memory = undoing.remember(report, [before, source])
    passages.join(context.session(), report, source, before, context.signed_in_user())
    return _done(report, _("Ihop med den före."), memory, [before, source])


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
    return _done(report, _("Ett nytt utkast."), memory, [_source(report, made.id)])


@bp.post("/reports/<int:report_id>/review/undo")
@reviewers
@refusing
def undo(report_id: int) -> answers.Answer:
    report = answers.opened(report_id)
    memory = answers.unsealed(request.form.get("token", ""), report)
    touched = undoing.undo(context.session(), report, memory, context.signed_in_user())
    context.session().commit()
    return answers.done(report, _("Ångrat."), None, [incident.id for incident in touched])


def _asked(report_id: int) -> tuple[Report, Source]:
    """The report, and the passage of the draft that the form names."""
    report = answers.opened(report_id)
    source = _source(report, request.form.get("draft", 0, type=int))
    if not may_review(context.signed_in_user(), source.incident):
        raise Forbidden
    return report, source


def _source(report: Report, incident_id: int) -> Source:
    if not 0 < incident_id < 2**31:
        raise BadRequest
    return source_of(context.session(), report, incident_id)


def _take_typed(report: Report, source: Source) -> None:
    typed = typed_change(request.form, source.incident)
    deciding.change(context.session(), report, source, typed, context.signed_in_user())


def _done(report: Report, said: str, memory: undoing.Memory, sources: Sequence[Source]) -> Response | answers.Answer:
    """Commit, and answer with a way to undo."""
    memory.closed(source.incident for source in sources)
    context.session().commit()
    return answers.done(report, said, memory, [source.incident_id for source in sources])
