"""Reads what waits for whom today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.incidents.queries import visible
from app.models import Incident, IncidentStatus, Organisation, Picture, PictureStatus, PoliceType, Report, User


@dataclass(frozen=True, slots=True)
class Silence:
    """An organisation that has sent nothing for longer than it usually goes; `since` is None where it never has."""

    name: str
    since: datetime | None


def drafts_waiting(session: Session, user: User) -> int:
    return _number(session, user, Incident.status == IncidentStatus.DRAFT)


def confirmed_since(session: Session, user: User, start: datetime) -> int:
    return _number(session, user, Incident.status == IncidentStatus.CONFIRMED, Incident.occurred_from >= start)


def unplaced_since(session: Session, user: User, start: datetime) -> int:
    """Confirmed incidents that no map can show."""
    confirmed = Incident.status == IncidentStatus.CONFIRMED
    return _number(session, user, confirmed, Incident.occurred_from >= start, Incident.point.is_(None))


def silent_sources(session: Session, now: datetime) -> list[Silence]:
    """Organisations expected to report that are overdue by more than half of their usual time."""
    newest = func.max(Report.received_at)
    rows = session.execute(
        select(Organisation, newest)
        .outerjoin(Report, Report.organisation_id == Organisation.id)
        .where(Organisation.is_active, Organisation.reports_every_days.is_not(None))
        .group_by(Organisation.id)
        .order_by(Organisation.name)
    )
    found = []
    for organisation, latest in rows:
        patience = timedelta(days=1.5 * (organisation.reports_every_days or 0))
        if latest is None or now - latest > patience:
            found.append(Silence(organisation.name, latest))
    return found


def reports_received_since(session: Session, start: datetime) -> int:
    return session.scalar(select(func.count()).select_from(Report).where(Report.received_at >= start)) or 0


def types_to_map(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(PoliceType).where(~PoliceType.is_mapped)) or 0


def newest_picture(session: Session, only_published: bool) -> Picture | None:
    query = select(Picture).order_by(Picture.period_start.desc()).limit(1)
    return session.scalar(query.where(Picture.status == PictureStatus.PUBLISHED) if only_published else query)


def own_reports(session: Session, user: User, most: int = 10) -> Sequence[Report]:
    """The newest reports of a reporter's own organisation."""
    query = select(Report).where(Report.organisation_id == user.organisation_id)
    return session.scalars(query.order_by(Report.received_at.desc(), Report.id.desc()).limit(most)).all()


def _number(session: Session, user: User, *conditions: object) -> int:
    query = select(func.count()).select_from(Incident).where(visible(user), *conditions)  # type: ignore[arg-type]
    return session.scalar(query) or 0
