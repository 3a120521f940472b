"""Reads watched areas."""

from geoalchemy2.shape import to_shape
from shapely import MultiPolygon
from sqlalchemy import exists, select
from sqlalchemy.orm import Session, joinedload

from app.models import WatchedArea
from app.watched.rules import NewArea
from geo.boundaries import polygons


def watched_areas(session: Session) -> list[WatchedArea]:
    """All of them, by name."""
    query = select(WatchedArea).options(joinedload(WatchedArea.district))
    return list(session.scalars(query.order_by(WatchedArea.name, WatchedArea.id)))


def watched_area(session: Session, area_id: int, *, to_change: bool = False) -> WatchedArea:
    """Raises NoResultFound where it has been removed."""
    query = select(WatchedArea).where(WatchedArea.id == area_id)
    return session.scalars(query.with_for_update() if to_change else query).one()


def is_taken(session: Session, name: str, except_id: int | None) -> bool:
    same = select(WatchedArea.id).where(WatchedArea.name == name, WatchedArea.id != (except_id or 0))
    return bool(session.scalar(select(exists(same))))


def shape_of(area: WatchedArea) -> MultiPolygon:
    return polygons(to_shape(area.area))


def as_it_is(area: WatchedArea) -> NewArea:
    """What the area is now, so that it can be told, compared and made so again."""
    return NewArea(area.name, area.district.key, shape_of(area), area.is_approximate, area.origin)
