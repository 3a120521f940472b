"""Tries a file of boundaries, makes it valid, and undoes it."""

from collections import Counter
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import shapely
from flask_babel import gettext as _
from geoalchemy2.shape import from_shape
from sqlalchemy import ColumnElement, delete, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app import events
from app.boundaries import queries
from app.boundaries.recomputing import (
    Way,
    keep_moves,
    move_addresses,
    move_incidents,
    move_places,
    moved_incidents,
)
from app.boundaries.rules import BoundaryError, Wish, areas_of, check_day, check_place
from app.models import BoundaryImport, District, DistrictBoundary, DistrictMove, Incident, Place, User
from app.places.queries import area_index, districts
from geo.areas import AreaIndex
from geo.boundaries import survey
from geo.files import AreaFile


def try_file(session: Session, file: AreaFile, name: str, wish: Wish, by: User | None, today: date) -> BoundaryImport:
    """What a file would change, kept until it is applied; nothing else changes. Raises BoundaryError."""
    check_day(wish.valid_from, queries.latest_day(session), today)
    known = {district.key: district.name for district in districts(session)}
    areas, mended = areas_of(file, wish, known)
    present = area_index(session, today)
    found = survey(areas, present.areas, mended)
    check_place(found)
    keys = {area.key for area in areas}
    _moved, ways = moved_incidents(session, present, AreaIndex(areas))
    held = {area.key for area in present.areas}
    report = {
        "crs": file.crs,
        "survey": asdict(found),
        "new": [area.name for area in areas if area.key not in known],
        "without": [name for key, name in known.items() if key not in keys and key in held],
    }
    # What the same person has tried before, or anybody has left for a day, is not waited for any more.
    session.execute(delete(BoundaryImport).where(BoundaryImport.applied_at.is_(None), _is_left(by)))
    tried = BoundaryImport(
        at=datetime.now(UTC),
        by_id=by.id if by else None,
        file_name=Path(name).name[:200],
        valid_from=wish.valid_from,
        areas=[[area.key, area.name, shapely.to_wkb(area.shape, hex=True)] for area in areas],
        report=report,
        moves=_counted(ways),
        before={},
    )
    session.add(tried)
    session.flush()
    return tried


def apply(session: Session, import_id: int, by: User | None, today: date) -> BoundaryImport:
    """Make the boundaries of a tried file valid, and move what lies elsewhere by them."""
    tried = queries.boundary_import(session, import_id, to_change=True)
    if tried.applied_at is not None:
        raise BoundaryError(_("De här gränserna är redan inlästa."))
    check_day(tried.valid_from, queries.latest_day(session), today)
    present, areas = area_index(session, today), queries.stored_areas(tried)
    tried.before = _replace(session, tried)
    tried.applied_at = datetime.now(UTC)
    session.flush()
    after = AreaIndex(areas)
    moved, ways = moved_incidents(session, present, after, hold=True)
    keep_moves(session, moved, tried.id)
    move_incidents(session, moved, by)
    move_places(session, present, after, tried.id)
    move_addresses(session, present, after)
    tried.moves = _counted(ways)
    events.record(session, "imported", "boundaries", tried.id, {"moved": [0, len(moved)]}, by)
    session.flush()
    return tried


def undo(session: Session, import_id: int, by: User | None, today: date) -> int:
    """Take back the newest import: boundaries and districts are as before; gives how many incidents moved back."""
    found = queries.boundary_import(session, import_id, to_change=True)
    if found.applied_at is None or found.undone_at is not None:
        raise BoundaryError(_("Inläsning %(number)s gäller inte, så det finns inget att ångra.", number=import_id))
    newest = queries.newest_valid(session)
    if newest != import_id:
        raise BoundaryError(_("Ångra först inläsning %(number)s, som kom senare.", number=newest))
    present = area_index(session, today)
    _put_back(session, found.before)
    found.undone_at = datetime.now(UTC)
    session.flush()
    restored = area_index(session, today)
    number = _move_back(session, found, present, restored, by)
    move_addresses(session, present, restored)
    _forget_districts(session, found.before["districts"])
    events.record(session, "undone", "boundaries", found.id, {"moved": [number, 0]}, by)
    session.flush()
    return number


def discard(session: Session, import_id: int) -> None:
    """Throw away what was tried and not applied."""
    tried = queries.boundary_import(session, import_id, to_change=True)
    if tried.applied_at is not None:
        raise BoundaryError(_("De här gränserna är redan inlästa."))
    session.delete(tried)
    session.flush()


def _replace(session: Session, tried: BoundaryImport) -> dict[str, Any]:
    """End the present boundaries and add the new ones; gives what it takes to undo that."""
    open_now = or_(DistrictBoundary.valid_to.is_(None), DistrictBoundary.valid_to > tried.valid_from)
    ended = list(session.scalars(select(DistrictBoundary).where(open_now).order_by(DistrictBoundary.id)))
    before = [[one.id, one.valid_to and one.valid_to.isoformat()] for one in ended]
    for one in ended:
        one.valid_to = tried.valid_from
    known = {district.key: district for district in districts(session)}
    new, added = [], []
    for key, name, wkb in tried.areas:
        if key not in known:
            known[key] = District(key=key, name=name, sort=max((d.sort for d in known.values()), default=-1) + 1)
            new.append(known[key])
        area = from_shape(shapely.from_wkb(bytes.fromhex(wkb)), srid=4326)
        added.append(DistrictBoundary(valid_from=tried.valid_from, area=area, origin=tried.file_name))
        known[key].boundaries.append(added[-1])
        session.add(known[key])
    session.flush()
    return {"ended": before, "added": [one.id for one in added], "districts": [one.id for one in new]}


def _put_back(session: Session, before: dict[str, Any]) -> None:
    session.execute(delete(DistrictBoundary).where(DistrictBoundary.id.in_(before["added"])))
    for id_, valid_to in before["ended"]:
        session.get_one(DistrictBoundary, id_).valid_to = valid_to and date.fromisoformat(valid_to)
    session.flush()
    session.expire_all()


def _move_back(
    session: Session, found: BoundaryImport, present: AreaIndex, restored: AreaIndex, by: User | None
) -> int:
    """Those that the import moved go where they were, unless somebody has moved them since; others by their points."""
    moves = session.execute(
        select(DistrictMove.incident_id, DistrictMove.before_id, DistrictMove.after_id, Incident.district_id)
        .join(Incident, Incident.id == DistrictMove.incident_id)
        .where(DistrictMove.import_id == found.id)
        .order_by(DistrictMove.incident_id)
    )
    before = {id_: before for id_, before, after, now in moves if now == after}
    changed, _ways = moved_incidents(session, present, restored, hold=True)
    moved = [one._replace(after_id=before.get(one.id, one.after_id)) for one in changed]
    move_incidents(session, moved, by)
    _move_places_back(session, found)
    session.execute(delete(DistrictMove).where(DistrictMove.import_id == found.id))
    return len(moved)


def _move_places_back(session: Session, found: BoundaryImport) -> None:
    chosen = select(DistrictMove).where(DistrictMove.import_id == found.id, DistrictMove.place_id.is_not(None))
    for move in session.scalars(chosen.order_by(DistrictMove.id)):
        place = session.get_one(Place, move.place_id)
        if [district.id for district in place.districts] == ([move.after_id] if move.after_id else []):
            place.districts = [session.get_one(District, move.before_id)] if move.before_id else []
    session.flush()


def _forget_districts(session: Session, ids: list[int]) -> None:
    """Districts that the import had added, unless something else stands on them by now."""
    for id_ in ids:
        try:
            with session.begin_nested():
                session.execute(delete(District).where(District.id == id_))
        except IntegrityError:
            continue
    session.expire_all()


def _is_left(by: User | None) -> ColumnElement[bool]:
    own = BoundaryImport.by_id == by.id if by else BoundaryImport.by_id.is_(None)
    return own | (BoundaryImport.at < datetime.now(UTC) - timedelta(days=1))


def _counted(ways: Counter[Way]) -> list[list[Any]]:
    return [[before, after, number] for (before, after), number in ways.most_common()]
