"""Reads reports for their pages: a list of them, and one with its incidents."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, case, false, func, select, true
from sqlalchemy.orm import Session, defer, joinedload

from app.models import Category, DraftReading, Incident, IncidentStatus, Report, ReportKind, Role, Source, User

PAGE_SIZE = 50
MOST_SHOWN = 200
_SOURCES = select(func.count(Source.id))
_LIVING = _SOURCES.outerjoin(DraftReading, DraftReading.incident_id == Source.incident_id).where(
    ~DraftReading.is_replaced
)


@dataclass(frozen=True, slots=True)
class ReportPage:
    """One page of the list of reports, each with how many incidents stand on it and how many of them wait to be
    confirmed; `number` counts from 1.
    """

    rows: Sequence[tuple[Report, int, int]]
    total: int
    number: int
    pages: int


def visible_reports(user: User) -> ColumnElement[bool]:
    """Which reports somebody may read: what of their text, see `app.incidents.queries.may_read_text`."""
    if user.role in (Role.ADMINISTRATOR, Role.COORDINATOR):
        return true()
    if user.role is Role.REPORTER and user.organisation_id is not None:
        return Report.organisation_id == user.organisation_id
    return false()


def report_page(session: Session, user: User, number: int = 1) -> ReportPage:
    """Reports, newest first; the last page where a page beyond it is asked for."""
    total = session.scalar(select(func.count()).select_from(Report).where(visible_reports(user))) or 0
    pages = max(1, -(-total // PAGE_SIZE))
    number = min(max(1, number), pages)
    rows = session.execute(
        select(Report, _number_of_incidents(), _number_of_drafts())
        .where(visible_reports(user))
        .options(joinedload(Report.organisation), joinedload(Report.original), defer(Report.raw_text))
        .order_by(Report.received_at.desc(), Report.id.desc())
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    )
    return ReportPage([(report, count, drafts) for report, count, drafts in rows], total, number, pages)


def _number_of_incidents() -> ColumnElement[int]:
    """Of each report. Only drafts of words live on in others: of a file's rows, a million maybe, none is looked at."""
    sources, living = (
        counted.where(Source.report_id == Report.id).correlate(Report).scalar_subquery()
        for counted in (_SOURCES, _LIVING)
    )
    return case((Report.kind == ReportKind.DAY_REPORT, living), else_=sources)


def _number_of_drafts() -> ColumnElement[int]:
    """Of each report; of a file's rows, which nobody reviews one by one, none is looked at."""
    waiting = select(func.count(Incident.id.distinct())).join(Source, Source.incident_id == Incident.id)
    waiting = waiting.where(Incident.status == IncidentStatus.DRAFT, Source.report_id == Report.id).correlate(Report)
    return case((Report.kind == ReportKind.FILE, 0), else_=waiting.scalar_subquery())


def readable_report(session: Session, user: User, report_id: int) -> Report:
    """Raises NoResultFound for a report that is not there or not this user's to read."""
    query = select(Report).where(Report.id == report_id, visible_reports(user)).options(joinedload(Report.organisation))
    return session.scalars(query).one()


def sources_of(session: Session, report: Report) -> list[Source]:
    """The passages of a report with their incidents, in the order of its text; not drafts that live on in others.

    All of a text: it is cut by them, and one that were missing would stand there for everybody. A file's rows have no
    text here and may be very many: the first `MOST_SHOWN`.
    """
    loaded = joinedload(Source.incident)
    found = session.scalars(
        select(Source)
        .join(Source.incident)
        .where(Source.report_id == report.id)
        .options(
            loaded.joinedload(Incident.category).joinedload(Category.parent),
            loaded.joinedload(Incident.district),
            loaded.joinedload(Incident.reading),
        )
        .order_by(Source.start, Source.id)
        .limit(None if report.raw_text else MOST_SHOWN)
    )
    return [one for one in found if not (one.incident.reading and one.incident.reading.is_replaced)]


def drafts_of(session: Session, report: Report) -> list[Incident]:
    """Its incidents that wait to be confirmed."""
    query = select(Incident).join(Incident.sources).where(Source.report_id == report.id)
    return list(session.scalars(query.where(Incident.status == IncidentStatus.DRAFT).order_by(Incident.id)))


def number_of_incidents(session: Session, report: Report) -> int:
    """As many as `sources_of` would give without end."""
    return session.scalar(_LIVING.where(Source.report_id == report.id)) or 0
