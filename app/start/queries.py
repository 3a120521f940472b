"""Reads what waits for whom today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.incidents.filters import IncidentFilter
from app.incidents.queries import matching
from app.models import Incident, Organisation, PoliceType, Report, User


@dataclass(frozen=True, slots=True)
class Silence:
    """An organisation that has sent nothing for longer than it usually goes; `since` is None where it never has."""

    name: str
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Work:
    """A number of incidents and the list's arguments that show exactly those."""

    number: int
    args: dict[str, str | list[str]]


def work(session: Session, user: User, chosen: IncidentFilter) -> Work:
    query = select(func.count()).select_from(Incident).where(*matching(chosen, user))
    return Work(session.scalar(query) or 0, chosen.to_args())


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


def own_reports(session: Session, user: User, most: int = 10) -> Sequence[Report]:
    """The newest reports of a reporter's own organisation."""
    query = select(Report).where(Report.organisation_id == user.organisation_id)
    return session.scalars(query.order_by(Report.received_at.desc(), Report.id.desc()).limit(most)).all()
