"""Adds, changes and removes watched areas."""

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext as _
from geoalchemy2.shape import from_shape
from shapely import MultiPolygon
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.events import pending_changes, record
from app.models import District, User, WatchedArea
from app.places.queries import area_index
from app.watched.queries import is_taken, shape_of
from app.watched.rules import NewArea, WatchedAreaError, check_name, district_of


def add_area(session: Session, new: NewArea, by: User, today: date) -> WatchedArea:
    """Raises WatchedAreaError."""
    area = WatchedArea()
    _fill(session, area, new, today)
    try:
        with session.begin_nested():
            session.add(area)
    except IntegrityError as error:  # somebody else has just added one
        raise _taken(new.name) from error
    record(session, "created", "watched_area", area.id, {}, by)
    return area


def add_areas(session: Session, new: Sequence[NewArea], by: User, today: date) -> list[WatchedArea]:
    """All of them, or none. Raises WatchedAreaError, which names the one that cannot be saved."""
    added = []
    for one in new:
        try:
            added.append(add_area(session, one, by, today))
        except WatchedAreaError as error:
            raise WatchedAreaError(f"{one.name}: {error}") from error
    return added


def change_area(session: Session, area: WatchedArea, new: NewArea, by: User, today: date) -> None:
    """Raises WatchedAreaError."""
    with session.no_autoflush:
        _fill(session, area, new, today)
        changes = pending_changes(area)
    try:
        with session.begin_nested():
            session.flush()
    except IntegrityError as error:
        raise _taken(new.name) from error
    record(session, "changed", "watched_area", area.id, changes, by)


def remove_area(session: Session, area: WatchedArea, by: User) -> None:
    """Incidents stay as they are: they are not bound to watched areas."""
    record(session, "removed", "watched_area", area.id, {}, by)
    session.delete(area)
    session.flush()


def _fill(session: Session, area: WatchedArea, new: NewArea, today: date) -> None:
    name = check_name(new.name)
    if is_taken(session, name, area.id):
        raise _taken(name)
    key = district_of(new, {each.key: each for each in area_index(session, today).areas})
    area.name = name
    area.district_id = session.scalars(select(District.id).where(District.key == key)).one()
    # Corners are written shorter than they may be stored: what nobody has moved stays to the millimetre.
    if area.area is None or not _is_same(shape_of(area), new.shape):
        area.area = from_shape(new.shape, srid=4326)
        area.is_approximate = False
        area.origin = ""


def _is_same(one: MultiPolygon, other: MultiPolygon) -> bool:
    return bool(one.normalize().equals_exact(other.normalize(), 1e-6))


def _taken(name: str) -> WatchedAreaError:
    return WatchedAreaError(_("Det finns redan ett område som heter ”%(name)s”. Välj ett annat namn.", name=name))
