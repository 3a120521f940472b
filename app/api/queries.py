"""Reads what became of a report, in numbers alone."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import DraftReading, Incident, IncidentStatus, Report, Source


def own_report(session: Session, organisation_id: int, report_id: int) -> Report:
    """Raises NoResultFound where it is not there or another organisation's."""
    return session.scalars(
        select(Report).where(Report.id == report_id, Report.organisation_id == organisation_id)
    ).one()


def known_report(session: Session, organisation_id: int, external_id: str) -> Report | None:
    return session.scalar(
        select(Report).where(Report.organisation_id == organisation_id, Report.external_id == external_id)
    )


def counts_of(session: Session, report: Report) -> dict[IncidentStatus, int]:
    """How many incidents a report tells of, by their status: as it told them, without what lives on in others of it."""
    counted = (
        select(Incident.status, func.count(Incident.id.distinct()))
        .join(Source, Incident.id == func.coalesce(Source.moved_from_id, Source.incident_id))
        .outerjoin(Incident.reading)
        .where(Source.report_id == report.id, ~DraftReading.is_replaced)
        .group_by(Incident.status)
        .order_by(Incident.status)
    )
    found = {row[0]: row[1] for row in session.execute(counted)}
    return {status: found.get(status, 0) for status in IncidentStatus}
