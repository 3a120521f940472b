"""Reads the table's rows of what lies in the part of the map that is in view."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from app.incidents.filters import IncidentFilter
from app.incidents.queries import PAGE_SIZE, matching
from app.maps.queries.marks import HAS_PLACE, drawable_kinds, incidents_on_map, marks
from app.maps.queries.near import LAT, LON, near
from app.models import Incident, Role, User


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the map in WGS 84 degrees; its edges belong to it."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def read(cls, text: str) -> "Box | None":
        """ "17.6,59.4,17.8,59.6"; None for anything else."""
        try:
            west, south, east, north = map(float, text.split(","))
        except ValueError:
            return None
        return cls(west, south, east, north) if west <= east and south <= north else None

    def holds(self, lon: float, lat: float) -> bool:
        return self.west <= lon <= self.east and self.south <= lat <= self.north


@dataclass(frozen=True, slots=True)
class Rows:
    """The newest incidents in view, and how many there are in all."""

    incidents: Sequence[Incident]
    total: int


def rows_in(session: Session, chosen: IncidentFilter, user: User, box: Box) -> Rows:
    """Those of the filter that are drawn there. To a reporter each lies where the own organisation told."""
    if user.role is Role.REPORTER:
        drawn = [mark for mark in marks(session, chosen, user) if box.holds(mark.lon, mark.lat)]
        newest = sorted(drawn, key=lambda mark: (-mark.hour, -mark.id))[:PAGE_SIZE]
        return Rows(incidents_on_map(session, user, [mark.id for mark in newest]), len(drawn))
    conditions = _drawn_in(session, chosen, user, box)
    newest_first = (Incident.occurred_from.desc(), Incident.id.desc())
    ids = session.scalars(select(Incident.id).where(*conditions).order_by(*newest_first).limit(PAGE_SIZE))
    return Rows(incidents_on_map(session, user, list(ids)), _count(session, conditions))


def number_in(session: Session, chosen: IncidentFilter, user: User, box: Box) -> int:
    """How many `rows_in` there are in all."""
    if user.role is Role.REPORTER:
        return sum(box.holds(mark.lon, mark.lat) for mark in marks(session, chosen, user))
    return _count(session, _drawn_in(session, chosen, user, box))


def _drawn_in(session: Session, chosen: IncidentFilter, user: User, box: Box) -> list[ColumnElement[bool]]:
    kinds = drawable_kinds(session)
    return [*matching(chosen, user), HAS_PLACE, Incident.category_id.in_(kinds), inside(session, box)]


def _count(session: Session, conditions: list[ColumnElement[bool]]) -> int:
    return session.scalar(select(func.count()).select_from(Incident).where(*conditions)) or 0


def inside(session: Session, box: Box) -> ColumnElement[bool]:
    """Whether an incident has its point in the box."""
    west, south, east, north = box.west, box.south, box.east, box.north
    exactly = (west <= LON, east >= LON, south <= LAT, north >= LAT)
    return and_(near(session, west, south, east, north), *exactly)
