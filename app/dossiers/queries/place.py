"""Reads what a choice means: its place's name and point, its area, its districts, and what lies around for the map."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import shapely
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.dossiers.choice import Choice
from app.dossiers.rules import DossierError, Spot, spot_of
from app.models import Role, User
from app.places.addresses import location_box
from app.places.queries import area_index, boundaries_on, districts, gazetteer, surroundings
from geo.areas import to_plane
from geo.drawing.content import DistrictMap, MapKind, MapMark
from geo.points import Point
from reports.dossier.inputs import Asked

NEAR = 1000
"""Metres within which a named place tells where an area lies."""
HECTARE = 10_000


@dataclass(frozen=True, slots=True)
class Known:
    """What a choice means: its area, the place's name, and the question in words."""

    spot: Spot
    name: str
    asked: Asked


def known_place(session: Session, choice: Choice, user: User, today: date) -> Known:
    """Raises DossierError where the choice names no place, or none within the districts."""
    is_round = not (choice.corners or choice.fault)
    place = location_box(session).place(choice.place) if is_round and choice.place is not None else None
    if choice.place is not None and is_round and place is None:
        raise DossierError(_("Platsen finns inte längre. Välj en annan plats."))
    at = place.point if place else choice.at
    spot = spot_of(choice, at, area_index(session, today))
    names = {district.key: district.name for district in districts(session)}
    name = place.name if place else _name_of(session, spot.middle, is_area=bool(choice.corners))
    own = {district.key for district in user.districts}
    asked = Asked(
        title=name,
        where=_where(choice, spot, name, names),
        district=names[spot.districts[0]],
        period=choice.period,
        before=choice.compared_with,
        is_limited=user.role is Role.AREA_MEMBER and not own.issuperset(spot.districts),
        for_sharing=choice.for_sharing,
    )
    return Known(spot, name, asked)


def _name_of(session: Session, at: Point, *, is_area: bool) -> str:
    nearest = gazetteer(session).nearest(at)
    if nearest is None or nearest[1] > NEAR:
        return str(_("Område på kartan") if is_area else _("Punkt på kartan"))
    named = nearest[0].name
    return str(_("Område vid %(place)s", place=named) if is_area else _("Nära %(place)s", place=named))


def _where(choice: Choice, spot: Spot, name: str, names: Mapping[str, str]) -> str:
    district = names[spot.districts[0]]
    if choice.corners:
        hectares = max(1, round(to_plane(spot.shape).area / HECTARE))
        return str(_("ett område på %(size)s hektar i %(district)s", size=hectares, district=district))
    if choice.place is None:
        at = f"{spot.middle.lat:.4f}, {spot.middle.lon:.4f}"
        return str(_("%(metres)s m runt %(point)s i %(district)s", metres=choice.radius, point=at, district=district))
    return str(_("%(metres)s m runt %(place)s i %(district)s", metres=choice.radius, place=name, district=district))


def map_of(
    session: Session, known: Known, marks: tuple[MapMark, ...], kinds: Mapping[str, MapKind], alt: str, today: date
) -> DistrictMap:
    """What the map of the place shows: its district firmly, the others faintly, the places around by name."""
    home = known.spot.districts[0]
    bounds = boundaries_on(session, today)
    shapes = {area.key: shapely.geometry.mapping(area.shape) for area in area_index(session, today).areas}
    land = surroundings(session)
    return DistrictMap(
        outline=shapes[home],
        kinds=kinds,
        marks=marks,
        place_names=tuple(
            (place.name, place.point.lon, place.point.lat) for place in gazetteer(session).places if place.point
        ),
        neighbours=tuple((one.name, shapes[one.key]) for one, _ in bounds if one.key != home and one.key in shapes),
        land=None if land is None else shapely.geometry.mapping(land),
        is_approximate=any(boundary.is_approximate for one, boundary in bounds if one.key == home),
        description=alt,
    )
