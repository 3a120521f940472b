"""Reads which reports wait to be reviewed."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, defer, selectinload

from app.models import Incident, IncidentStatus, Organisation, Report, Source

MOST = 100
"""The reports that the list of work shows at once."""
_IS_DRAFT = Incident.status == IncidentStatus.DRAFT


@dataclass(frozen=True, slots=True)
class Waiting:
    """A report with drafts that wait, or with none, while nobody has said that it tells of nothing."""

    report: Report
    drafts: int


def waiting_reports(session: Session, organisation: str | None = None) -> list[Waiting]:
    """Those that have waited longest first; of one organisation, or of all."""
    many = select(func.count(Incident.id.distinct())).join(Source, Source.incident_id == Incident.id)
    many = many.where(_IS_DRAFT, Source.report_id == Report.id)
    query = (
        select(Report, many.scalar_subquery())
        .where(_waits())
        .options(selectinload(Report.organisation), selectinload(Report.original), defer(Report.raw_text))
        .order_by(Report.received_at, Report.id)
        .limit(MOST)
    )
    if organisation:
        query = query.where(Report.organisation.has(Organisation.key == organisation))
    return [Waiting(report, drafts) for report, drafts in session.execute(query)]


def next_waiting(session: Session, after: Report) -> Waiting | None:
    """Another report that waits: the one that has waited longest."""
    return next((one for one in waiting_reports(session) if one.report.id != after.id), None)


def waiting_by_source(session: Session) -> Sequence[tuple[str, str, int]]:
    """Key, name and number of reports that wait, of each organisation that has such."""
    query = (
        select(Organisation.key, Organisation.name, func.count(Report.id))
        .join(Report, Report.organisation_id == Organisation.id)
        .where(_waits())
        .group_by(Organisation.id)
        .order_by(Organisation.name, Organisation.id)
    )
    return [(key, name, many) for key, name, many in session.execute(query)]


def _waits() -> ColumnElement[bool]:
    drafted = select(Source.report_id).join(Incident, Incident.id == Source.incident_id).where(_IS_DRAFT)
    return or_(Report.awaits_sign_off, Report.id.in_(drafted))
