"""How the review is asked: the draft that a form names, and what comes back where it is refused."""

from collections.abc import Callable, Mapping
from functools import wraps

from flask import request
from flask_babel import gettext as _
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import BadRequest, Forbidden

from app import context
from app.errors import DomainError
from app.holding import hold_report
from app.i18n import language
from app.models import Report, Role, Source
from app.places.rules import PlaceError
from app.privacy import PersonalDataError, Piece, marked
from app.review.queries.drafts import source_of
from app.review.reading import Read, Stretch, read_ahead
from app.review.routes import answers
from app.review.routes.blueprint import bp, reviewers
from app.review.rules import ChangedMeanwhileError, check_version, may_read_passage, told
from reports.incoming.times.when import UnknownTimeError

View = Callable[[int], answers.Answer]
DEADLOCK = "40P01"
"""What PostgreSQL says to one of two transactions that wait for each other."""
Refused = tuple[str, int] | tuple[answers.Answer, int]


def refusing(view: View) -> Callable[[int], answers.Answer | Refused]:
    """A view whose refusals come back with what was typed: in the page, or as words for its script.

    It has the report to itself: what it looks at stays so until it commits.
    """

    @wraps(view)
    def answer(report_id: int) -> answers.Answer | Refused:
        try:
            return _once_more(view, report_id)
        except (DomainError, UnknownTimeError) as error:
            context.session().rollback()
            return _refusal(report_id, error)

    return answer


def step(name: str) -> Callable[[View], Callable[[int], answers.Answer | Refused]]:
    """Makes a view one of the steps of a review, which editors take: `POST /reports/<id>/review/<name>`."""

    def add(view: View) -> Callable[[int], answers.Answer | Refused]:
        made: Callable[[int], answers.Answer | Refused]
        made = bp.post(f"/reports/<int:report_id>/review/{name}")(reviewers(refusing(view)))
        return made

    return add


def _once_more(view: View, report_id: int) -> answers.Answer:
    """What a view answers, asked again where it and somebody else, elsewhere, would have waited for each other."""
    try:
        return _alone(view, report_id)
    except OperationalError as error:
        if getattr(error.orig, "sqlstate", None) != DEADLOCK:
            raise
        context.session().rollback()
        return _alone(view, report_id)


def _alone(view: View, report_id: int) -> answers.Answer:
    other = request.form.get("other", 0, type=int)
    hold_report(context.session(), report_id, *[id_ for id_ in [other] if 0 < id_ < 2**31])
    return answers.again(report_id) or view(report_id)


def _refusal(report_id: int, error: DomainError | UnknownTimeError) -> Refused:
    report, draft = answers.opened(report_id), request.form.get("draft", 0, type=int)
    words = error.in_words(language()) if isinstance(error, UnknownTimeError) else str(error)
    found = personal_data(error, request.form) if isinstance(error, PersonalDataError) else {}
    if not context.is_asked_by_script():
        return answers.page(report, draft, typed=request.form, problem=words, personal=found), 409
    # No error to the browser, which would complain: the script tells the person.
    why = {"problem": words, "is_changed": isinstance(error, ChangedMeanwhileError)}
    personal = answers.piece("personal_note", found) if found else ""
    return answers.pieces(report, [draft], field=_field(error), personal=personal, **why), 200


def personal_data(error: PersonalDataError, form: Mapping[str, str]) -> dict[str, list[Piece]]:
    """What was typed that holds personal data, in pieces, by the label of its box."""
    boxes = {"summary": (_("Text"), "summary"), "place_words": (_("Var"), "place")}
    return {label: marked(form.get(box, "")) for name, (label, box) in boxes.items() if name in error.texts}


def _field(error: DomainError | UnknownTimeError) -> str:
    """The box that an error is about."""
    if isinstance(error, PersonalDataError):
        return "summary" if "summary" in error.texts else "place"
    return "place" if isinstance(error, PlaceError) else "when" if isinstance(error, UnknownTimeError) else ""


def asked(report_id: int) -> tuple[Report, Source]:
    """The report, and the passage of the draft that the form names."""
    report = answers.opened(report_id)
    return report, readable_passage(report, request.form.get("draft", 0, type=int))


def asked_as_shown(report_id: int) -> tuple[Report, Source]:
    """The same. Refused where somebody has changed the draft since the page showed it."""
    report, source = asked(report_id)
    check_version(told(source), request.form.get("version"))
    return report, source


def asked_for_all(report_id: int) -> Report:
    """The report, for who decides about what stands between its drafts: that is for the coordinator alone."""
    if context.signed_in_user().role is not Role.COORDINATOR:
        raise Forbidden
    return answers.opened(report_id)


def read_apart(report: Report, *stretches: Stretch) -> Read:
    """Read while others may write. What was looked at before may be otherwise after: the report is let go meanwhile."""
    session = context.session()
    session.commit()
    read = read_ahead(context.database(), report, stretches)
    session.expire_all()
    hold_report(session, report.id)
    return read


def readable_passage(report: Report, incident_id: int) -> Source:
    source = passage_of(report, incident_id)
    if not may_read_passage(context.signed_in_user(), source):
        raise Forbidden
    return source


def passage_of(report: Report, incident_id: int) -> Source:
    if not 0 < incident_id < 2**31:
        raise BadRequest
    return source_of(context.session(), report, incident_id)
