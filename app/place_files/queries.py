"""Which files of places and addresses were read."""

from collections import Counter
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Address, Event, Place

MOST_READINGS = 50


class Source(NamedTuple):
    """What a source has told that is here now."""

    name: str
    addresses: int
    places: int


def sources(session: Session) -> list[Source]:
    """By their names."""
    addresses, places = Counter[str](), Counter[str]()
    told = select(Address.source, func.count()).where(~Address.is_street).group_by(Address.source)
    for source, number in session.execute(told):
        addresses[source] = number
    placed = select(Place.source, func.count()).where(Place.source.is_not(None)).group_by(Place.source)
    for name, number in session.execute(placed):
        places[name or ""] = number
    return [Source(name, addresses[name], places[name]) for name in sorted({*addresses, *places})]


def readings(session: Session) -> list[Event]:
    """When files were read, and how much they held; newest first."""
    read = select(Event).where(Event.subject == "place_file", Event.verb == "imported")
    return list(session.scalars(read.order_by(Event.at.desc(), Event.id.desc()).limit(MOST_READINGS)))
