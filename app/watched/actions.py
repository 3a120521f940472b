"""Adds, changes and removes watched areas."""

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext as _
from geoalchemy2.shape import from_shape
from shapely import MultiPolygon
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, NoResultFound
from sqlalchemy.orm import Session

from app.events import pending_changes, record
from app.models import District, User, WatchedArea
from app.places.queries import area_index
from app.watched.queries import as_it_is, is_taken, shape_of, watched_area
from app.watched.rules import AreaChangedError, NewArea, WatchedAreaError, check_name, district_of
from app.watched.undoing import Undo


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


def change_area(session: Session, area: WatchedArea, new: NewArea, by: User, today: date, *, seen: str) -> Undo:
    """Raises WatchedAreaError, also where the area is no longer the one whose mark was `seen`."""
    before = as_it_is(area)
    if before.mark != seen:
        raise AreaChangedError(
            _(
                "Någon annan har ändrat området sedan du öppnade det, så ditt är inte sparat än. Spara igen för att "
                "ersätta det med ditt."
            )
        )
    with session.no_autoflush:
        _fill(session, area, new, today)
        changes = pending_changes(area)
    try:
        with session.begin_nested():
            session.flush()
    except IntegrityError as error:
        raise _taken(new.name) from error
    record(session, "changed", "watched_area", area.id, changes, by)
    session.refresh(area)
    return Undo(before, area.id, as_it_is(area).mark)


def remove_area(session: Session, area: WatchedArea, by: User) -> Undo:
    """Incidents stay as they are: they are not bound to watched areas."""
    before = as_it_is(area)
    record(session, "removed", "watched_area", area.id, {}, by)
    session.delete(area)
    session.flush()
    return Undo(before)


def undo(session: Session, change: Undo, by: User, today: date) -> tuple[WatchedArea, Undo | None]:
    """Make an area what it was before a change, or add it again; and what takes that back. Raises WatchedAreaError."""
    if change.area_id is None:
        return add_area(session, change.before, by, today), None
    try:
        area = watched_area(session, change.area_id, to_change=True)
    except NoResultFound:
        area = None
    if area is None or as_it_is(area).mark != change.after:
        raise AreaChangedError(
            _("Någon annan har ändrat eller tagit bort området efter dig, så inget är ångrat. Se listan nedan.")
        )
    return area, change_area(session, area, change.before, by, today, seen=change.after)


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
        area.is_approximate = new.is_approximate
        area.origin = new.origin


def _is_same(one: MultiPolygon, other: MultiPolygon) -> bool:
    return bool(one.normalize().equals_exact(other.normalize(), 1e-6))


def _taken(name: str) -> WatchedAreaError:
    return WatchedAreaError(_("Det finns redan ett område som heter ”%(name)s”. Välj ett annat namn.", name=name))
