"""The gazetteer of the location box: places, and the register of addresses that is asked behind them."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.models import Address
from app.places.queries import gazetteer
from geo.addresses import AddressedGazetteer
from geo.gazetteer import Gazetteer, Place
from geo.points import LocationPrecision, Point

LAST = "\U0010ffff"
"""Sorts after every sign, on both databases."""


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
    begun = select(Address).where(Address.is_street == is_street, Address.key >= key, Address.key < key + LAST)
    chosen = begun.order_by(Address.key, Address.id).limit(limit * 4).options(joinedload(Address.district))
    return _once([_as_place(found) for found in session.scalars(chosen)])[:limit]


def _named(session: Session, keys: Sequence[str]) -> list[Place]:
    wanted = Address.is_street.in_([False, True]), Address.key.in_(keys)
    chosen = select(Address).where(*wanted).order_by(Address.key, Address.id).limit(50)
    return _once([_as_place(found) for found in session.scalars(chosen.options(joinedload(Address.district)))])


def _by_number(session: Session, number: int) -> Place | None:
    found = session.get(Address, number)
    return _as_place(found) if found else None


def _as_place(found: Address) -> Place:
    return Place(
        id=-found.id,
        name=found.name,
        kind="street" if found.is_street else "address",
        districts=(found.district.key,) if found.district else (),
        point=Point(found.lon, found.lat),
        precision=LocationPrecision.STREET if found.is_street else LocationPrecision.POINT,
    )


def _once(places: Sequence[Place]) -> list[Place]:
    once: dict[object, Place] = {}
    for place in places:
        once.setdefault((place.name, place.districts), place)
    return list(once.values())
