"""The gazetteer of the location box: places, and the register of addresses that is asked behind them."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Address, District
from app.places.queries import gazetteer
from geo.addresses import ADDRESS, AddressedGazetteer
from geo.gazetteer import Gazetteer, Place
from geo.points import LocationPrecision, Point

LAST = "\U0010ffff"
"""Sorts after every sign, on both databases."""
LARGEST = 2**31 - 1
"""No row has a larger number, whatever somebody asks for."""
COLUMNS = select(Address.id, Address.name, Address.is_street, Address.lon, Address.lat, District.key).outerjoin(
    District, District.id == Address.district_id
)


def location_box(session: Session) -> Gazetteer:
    """What somebody may mean who types where something happened; the reader of reports knows the places alone."""
    known = gazetteer(session)
    if session.scalar(select(Address.id).limit(1)) is None:
        return known
    return AddressedGazetteer(
        known,
        lambda key, is_street, limit: _begins(session, key, is_street, limit),
        lambda keys: _named(session, keys),
        lambda id_: _by_number(session, -id_),
    )


def _begins(session: Session, key: str, is_street: bool, limit: int) -> list[Place]:
    """One after the other from the index; an address with several rows is told once for each district."""
    begun = COLUMNS.where(Address.is_street == is_street, Address.key >= key, Address.key < key + LAST)
    rows = session.execute(begun.order_by(Address.key, Address.id).limit(limit * 2))
    return _once(rows)[:limit]


def _named(session: Session, keys: Sequence[str]) -> list[Place]:
    # Both are named so that the index serves, which begins with it.
    wanted = COLUMNS.where(Address.is_street.in_([False, True]), Address.key.in_(keys))
    return _once(session.execute(wanted.order_by(Address.key, Address.id).limit(50)))


def _by_number(session: Session, number: int) -> Place | None:
    if number > LARGEST:
        return None
    return next(iter(_once(session.execute(COLUMNS.where(Address.id == number)))), None)


def _once(rows: Iterable[Any]) -> list[Place]:
    once: dict[tuple[str, str | None], Place] = {}
    for id_, name, is_street, lon, lat, district in rows:
        if (name, district) not in once:
            precision = LocationPrecision.STREET if is_street else LocationPrecision.POINT
            kind = "street" if is_street else ADDRESS
            within = (district,) if district else ()
            once[name, district] = Place(-id_, name, kind, (), within, Point(lon, lat), precision)
    return list(once.values())
