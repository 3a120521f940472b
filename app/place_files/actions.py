"""Adds places and addresses, or brings them up to date: the same file may be read again."""

from collections.abc import Mapping, Sequence
from typing import Any

from geoalchemy2.shape import to_shape
from sqlalchemy import Column, MetaData, Table, bindparam, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, selectinload

from app import events
from app.bulk import insert_columns, next_ids
from app.logbook import table_of
from app.models import Address, District, Place, User
from app.place_files.rules import STREET, Row, check_number
from geo.addresses import address_key, street_of
from geo.gazetteer import fold
from geo.points import LocationPrecision

ADDRESS = table_of(Address)
FIELDS = ("source", "external_id", "is_street", "name", "key", "street_key", "lon", "lat", "district_id")
CHANGED = ("name", "key", "street_key", "lon", "lat", "district_id")
SAME = 1e-7
"""Degrees: as exact as points are kept."""
WIDE = 0.03
"""Degrees: streets of one name that lie further apart are several, and none of them is in the middle."""


def put_addresses(session: Session, source: str, rows: Sequence[Row], districts: Sequence[int]) -> None:
    """Add addresses, each with its district, or change those that the source has told before."""
    # Twice in one statement is an error on PostgreSQL; the last one holds.
    by_id = {row.id[:200]: (row, district) for row, district in zip(rows, districts, strict=True)}
    told = [(id_, row, row.point, district) for id_, (row, district) in by_id.items() if row.point]
    keys = [address_key(row.name)[:200] for _, row, *_ in told]
    columns: dict[str, Any] = {
        "source": source,
        "external_id": [id_ for id_, *_ in told],
        "is_street": False,
        "name": [row.name for _, row, *_ in told],
        "key": keys,
        "street_key": [street_of(key) for key in keys],
        "lon": [point.lon for *_, point, _ in told],
        "lat": [point.lat for *_, point, _ in told],
        "district_id": [district for *_, district in told],
    }
    if session.get_bind().dialect.name == "postgresql":
        _merge_on_postgis(session, columns)
    else:
        _merge_on_sqlite(session, columns)


def _merge_on_sqlite(session: Session, columns: Mapping[str, Any]) -> None:
    statement = sqlite.insert(ADDRESS)
    changed = {name: statement.excluded[name] for name in CHANGED}
    merge = statement.on_conflict_do_update(index_elements=["source", "external_id"], set_=changed)
    number = len(columns["external_id"])
    values = [value if isinstance(value, list) else [value] * number for value in columns.values()]
    if number:
        connection = session.connection()
        # The driver's own many rows: SQLAlchemy would take as long over them as the database does.
        compiled = merge.values({name: bindparam(name) for name in columns}).compile(connection)
        order = [list(columns).index(name) for name in compiled.positiontup or ()]
        connection.exec_driver_sql(str(compiled), list(zip(*(values[at] for at in order), strict=True)))


def _merge_on_postgis(session: Session, columns: Mapping[str, Any]) -> None:
    """By way of a table of this transaction: COPY knows no conflicts."""
    staged = Table(
        "address_told", MetaData(), *(Column(name, ADDRESS.c[name].type) for name in FIELDS), prefixes=["TEMPORARY"],
        postgresql_on_commit="DROP",
    )  # fmt: skip
    staged.create(session.connection())
    insert_columns(session, staged, columns)
    statement = postgresql.insert(ADDRESS).from_select(FIELDS, select(*(staged.c[name] for name in FIELDS)))
    changed = {name: statement.excluded[name] for name in CHANGED}
    session.execute(statement.on_conflict_do_update(index_elements=["source", "external_id"], set_=changed))
    staged.drop(session.connection())


def make_streets(session: Session, source: str) -> int:
    """The streets of a source anew: one for each name and district, in the middle of its addresses; gives how many."""
    of_source = Address.source == source
    session.execute(delete(Address).where(of_source, Address.is_street))
    spans = [func.max(column) - func.min(column) < WIDE for column in (Address.lon, Address.lat)]
    middles = (
        select(
            func.min(Address.name),
            Address.street_key,
            Address.district_id,
            func.avg(Address.lon),
            func.avg(Address.lat),
        )
        .where(of_source, ~Address.is_street, Address.key != Address.street_key, Address.street_key != "")
        .group_by(Address.street_key, Address.district_id)
        .having(*spans)
    )
    streets = session.execute(middles.order_by(Address.street_key, Address.district_id)).all()
    columns: dict[str, Any] = {
        "id": next_ids(session, ADDRESS, len(streets)),
        "source": source,
        "external_id": [f"street:{key}:{district}"[:200] for _, key, district, *_ in streets],
        "is_street": True,
        "name": [street_of(name) for name, *_ in streets],
        "key": [key for _, key, *_ in streets],
        "street_key": [key for _, key, *_ in streets],
        "lon": [lon for *_, lon, _ in streets],
        "lat": [lat for *_, lat in streets],
        "district_id": [district for _, _, district, *_ in streets],
    }
    insert_columns(session, ADDRESS, columns)
    return len(streets)


def put_places(session: Session, source: str, rows: Sequence[Row], districts: Sequence[int]) -> tuple[int, int]:
    """Add places to the gazetteer, or bring them up to date: (new, changed).

    A place that was there without a point of its own gets it; one that somebody has placed stays. Raises PlaceFileError
    for more than the gazetteer may hold.
    """
    check_number(len(rows))
    known = list(session.scalars(select(Place).options(selectinload(Place.districts)).order_by(Place.id)))
    by_id = {place.external_id: place for place in known if place.source == source and place.external_id}
    by_name = {fold(place.name): place for place in known}
    own = {district.id: district for district in session.scalars(select(District))}
    new = changed = 0
    # Those that the source has told before come first: where it has renamed one, another may have the name by now.
    for row, district in sorted(zip(rows, districts, strict=True), key=lambda told: told[0].id[:200] not in by_id):
        told = by_id.get(row.id[:200])
        place = told or by_name.get(fold(row.name))
        if place is None:
            place = Place(name=row.name, districts=[own[district]])
            by_name[fold(row.name)] = place
            session.add(place)
            _tell(place, row, source)
            new += 1
        elif _may_change(place, source):
            is_renamed = place is told and _rename(session, place, row.name, by_name)
            if is_renamed or _differs(place, row, own[district]):
                place.districts = [own[district]]
                _tell(place, row, source)
                changed += 1
    session.flush()
    session.expire_all()
    return new, changed


def _rename(session: Session, place: Place, name: str, by_name: dict[str, Place]) -> bool:
    """Whether it has another name now. Names are unique: one that another place has is not taken from it."""
    if name == place.name or by_name.get(fold(name), place) is not place:
        return False
    by_name.pop(fold(place.name), None)
    place.name, by_name[fold(name)] = name, place
    session.flush()  # before its old name is given to another
    return True


def remove_addresses(session: Session, source: str, by: User | None) -> int:
    """Remove a source's addresses with the streets made of them; gives how many addresses they were."""
    of_source = Address.source == source
    number = session.scalar(select(func.count()).where(of_source, ~Address.is_street)) or 0
    session.execute(delete(Address).where(of_source))
    if number:
        events.record(session, "removed", "place_file", None, {"addresses": [number, 0]}, by)
    session.flush()
    return number


def _may_change(place: Place, source: str) -> bool:
    return place.source == source or place.point is None or place.is_approximate


def _differs(place: Place, row: Row, district: District) -> bool:
    if place.source is None or row.point is None:
        return True
    at = to_shape(place.point) if place.point is not None else None
    is_there = at is not None and max(abs(at.x - row.point.lon), abs(at.y - row.point.lat)) < SAME
    return not is_there or (place.kind, place.districts) != (row.kind, [district])


def _tell(place: Place, row: Row, source: str) -> None:
    assert row.point is not None
    place.kind, place.source, place.external_id = row.kind, source, row.id[:200]
    is_street = row.kind == STREET
    place.precision = LocationPrecision.STREET if is_street else LocationPrecision.POINT
    place.is_approximate = False
    place.point = f"SRID=4326;POINT({row.point.lon:.7f} {row.point.lat:.7f})"  # type: ignore[assignment]
