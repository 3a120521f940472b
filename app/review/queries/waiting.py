"""Reads which reports wait to be reviewed."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, defer, selectinload

from app.models import Incident, IncidentStatus, Organisation, Report, Source

MOST = 100
"""The reports that the list of work shows at once."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A report with drafts that wait."""

    report: Report
    drafts: int


def waiting_reports(session: Session, organisation: str | None = None) -> list[Waiting]:
    """Those that have waited longest first; of one organisation, or of all."""
    many = func.count(Incident.id.distinct())
    query = (
        select(Report, many)
        .join(Source, Source.report_id == Report.id)
        .join(Incident, Incident.id == Source.incident_id)
        .where(Incident.status == IncidentStatus.DRAFT)
        .group_by(Report.id)
        .options(selectinload(Report.organisation), defer(Report.raw_text))
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
    waits = (
        select(Source.report_id)
        .join(Incident, Incident.id == Source.incident_id)
        .where(Incident.status == IncidentStatus.DRAFT)
    )
    query = (
        select(Organisation.key, Organisation.name, func.count(Report.id))
        .join(Report, Report.organisation_id == Organisation.id)
        .where(Report.id.in_(waits))
        .group_by(Organisation.id)
        .order_by(Organisation.name, Organisation.id)
    )
    return [(key, name, many) for key, name, many in session.execute(query)]
