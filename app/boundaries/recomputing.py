"""Moves incidents, places and addresses to the districts that their points lie in by other boundaries.

What stands in an edition is stored with it and stays as it was drawn; a draft follows when it is built anew.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple

import numpy as np
from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.orm import Session, selectinload

from app.models import Address, District, DistrictMove, Event, Incident, Place, User
from geo.areas import AreaIndex
from geo.points import Point

AT_ONCE = 50_000
Way = tuple[str | None, str | None]
"""From one district to another, by their keys; None is outside all."""


class Moved(NamedTuple):
    """An incident with the ids of the district it has, and of the one it is to have."""

    id: int
    before_id: int | None
    after_id: int | None


def moved_incidents(
    session: Session, old: AreaIndex, new: AreaIndex, *, hold: bool = False
) -> tuple[list[Moved], Counter[Way]]:
    """The incidents whose point lies in another district by `new` than by `old`, and how many go which way.

    `hold` lets nobody else change any that has a point until this is committed. Takes a second for 100,000.
    """
    columns = (Incident.id, func.ST_X(Incident.point), func.ST_Y(Incident.point), Incident.district_id)
    query = select(*columns).where(Incident.point.is_not(None)).order_by(Incident.id)
    rows = session.execute(query.with_for_update(of=Incident) if hold else query).all()
    if not rows:
        return [], Counter()
    ids, lons, lats, districts = zip(*rows, strict=True)
    own = _ids_of_districts(session)
    moved, ways = [], Counter[Way]()
    for number, before, after in _changes(old, new, lons, lats):
        moved.append(Moved(ids[number], districts[number], own.get(after or "")))
        ways[before, after] += 1
    return moved, ways


def move_incidents(session: Session, moved: Iterable[Moved], by: User | None) -> None:
    """Give the incidents their new districts; each gets its line in the event log."""
    now = datetime.now(UTC)
    rows = [one for one in moved if one.before_id != one.after_id]
    table = Incident.__table__
    change = (
        update(table)  # type: ignore[arg-type]
        .where(table.c.id == bindparam("of"))
        .values(district_id=bindparam("to"), updated_at=now)
    )
    for batch in _batches(rows):
        session.connection().execute(change, [{"of": one.id, "to": one.after_id} for one in batch])
        session.execute(insert(Event), [_event(one, now, by) for one in batch])
    session.expire_all()


def keep_moves(session: Session, moved: Iterable[Moved], import_id: int) -> None:
    """Note what it takes to undo them exactly."""
    for batch in _batches(list(moved)):
        facts = [
            {"import_id": import_id, "incident_id": one.id, "before_id": one.before_id, "after_id": one.after_id}
            for one in batch
        ]
        session.execute(insert(DistrictMove), facts)


def move_places(session: Session, old: AreaIndex, new: AreaIndex, import_id: int) -> int:
    """The same for places with a point that lie in one district; gives how many. `import_id` notes how to undo it."""
    districts = {district.key: district for district in session.scalars(select(District))}
    placed = select(Place, func.ST_X(Place.point), func.ST_Y(Place.point)).where(Place.point.is_not(None))
    number = 0
    for place, lon, lat in session.execute(placed.options(selectinload(Place.districts)).order_by(Place.id)):
        before, after = (index.area_of(Point(lon, lat)) for index in (old, new))
        if before == after or [district.key for district in place.districts] != ([before] if before else []):
            continue
        place.districts = [districts[after]] if after else []
        ids = {name: districts[key].id if key else None for name, key in (("before_id", before), ("after_id", after))}
        session.add(DistrictMove(import_id=import_id, place_id=place.id, **ids))
        number += 1
    session.flush()
    return number


def move_addresses(session: Session, old: AreaIndex, new: AreaIndex) -> int:
    """The same for addresses, whose district always is the one they lie in; gives how many."""
    own, number, last = _ids_of_districts(session), 0, 0
    table = Address.__table__
    change = update(table).where(table.c.id == bindparam("of")).values(district_id=bindparam("to"))  # type: ignore[arg-type]
    columns = (Address.id, Address.lon, Address.lat)
    while rows := session.execute(select(*columns).where(Address.id > last).order_by(Address.id).limit(AT_ONCE)).all():
        ids, lons, lats = zip(*rows, strict=True)
        changes = [{"of": ids[at], "to": own.get(after or "")} for at, _, after in _changes(old, new, lons, lats)]
        if changes:
            session.connection().execute(change, changes)
        number, last = number + len(changes), ids[-1]
    return number


def _changes(old: AreaIndex, new: AreaIndex, lons: Any, lats: Any) -> Iterator[tuple[int, str | None, str | None]]:
    """The numbers of the points that lie elsewhere by the new areas, with both keys."""
    east, north = np.array(lons, dtype=float), np.array(lats, dtype=float)
    both = zip(old.areas_of(east, north), new.areas_of(east, north), strict=True)
    return ((number, before, after) for number, (before, after) in enumerate(both) if before != after)


def _ids_of_districts(session: Session) -> dict[str, int]:
    return {key: id_ for id_, key in session.execute(select(District.id, District.key))}


def _event(one: Moved, now: datetime, by: User | None) -> dict[str, Any]:
    return {
        "at": now,
        "user_id": by.id if by else None,
        "verb": "redistricted",
        "subject": "incident",
        "subject_id": one.id,
        "changes": {"district_id": [one.before_id, one.after_id]},
    }


def _batches(rows: list[Moved]) -> Iterator[list[Moved]]:
    return (rows[start : start + AT_ONCE] for start in range(0, len(rows), AT_ONCE))
