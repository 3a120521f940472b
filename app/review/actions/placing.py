"""Adds a place to the gazetteer that a report has named."""

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import events
from app.errors import DomainError
from app.models import District, Incident, Lesson, Place, User
from app.privacy import check_text
from geo.points import LocationPrecision, Point

STREETS = frozenset({"street", "road"})


@dataclass(frozen=True, slots=True)
class NewPlace:
    """A place as somebody describes it: with a point, or only a district (its key)."""

    name: str
    kind: str
    point: Point | None = None
    district: str | None = None


def add_place(session: Session, new: NewPlace, by: User) -> Place:
    """Refused where the name is missing, taken, or holds personal data, or where nobody says where it is."""
    _check(session, new)
    precision = LocationPrecision.STREET if new.kind in STREETS else LocationPrecision.POINT
    place = Place(
        name=new.name,
        kind=new.kind,
        precision=precision if new.point else LocationPrecision.DISTRICT,
        point=f"SRID=4326;POINT({new.point.lon:.7f} {new.point.lat:.7f})" if new.point else None,
        districts=list(session.scalars(select(District).where(District.key == new.district))),
    )
    session.add(place)
    session.flush()
    session.refresh(place)  # its point was written as text
    events.record(session, "created", "place", place.id, {}, by)
    return place


def withdraw_place(session: Session, place_id: int, by: User) -> None:
    """Take away a place that was added by mistake; one that something stands on by now stays."""
    place = session.get(Place, place_id)
    used = select(func.count()).select_from(Incident).where(Incident.place_id == place_id)
    taught = select(func.count()).select_from(Lesson).where(Lesson.place_id == place_id)
    if place is None or session.scalar(used) or session.scalar(taught):
        return
    events.record(session, "removed", "place", place_id, {}, by)
    session.delete(place)
    session.flush()


def _check(session: Session, new: NewPlace) -> None:
    if len(new.name) < 2:
        raise DomainError(_("Skriv vad platsen heter."))
    if check_text(new.name):
        raise DomainError(_("Platsens namn ser ut att hålla personuppgifter. Skriv ett namn utan dem."))
    if session.scalar(select(func.count()).select_from(Place).where(func.lower(Place.name) == new.name.lower())):
        raise DomainError(_("Platsen ”%(name)s” finns redan. Välj den i rutan Var.", name=new.name))
    if new.point is None and new.district is None:
        raise DomainError(_("Peka på kartan var platsen ligger, eller välj kommundel."))
