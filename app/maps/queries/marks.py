"""Reads what the map shows: marks, what is counted beside them, the outlines, one incident for its popup."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from shapely import MultiPolygon
from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session

from app.incidents.as_told import fields_as_told, show_as_told
from app.incidents.filters import IncidentFilter
from app.incidents.queries import matching, sensitive_categories, visible, with_sources
from app.maps.rules import DRAWN_PRECISIONS, Mark, Tally
from app.models import Category, DistrictBoundary, Incident, Role, User
from app.places.queries import area_index, gazetteer, surroundings
from geo.areas import AreaIndex
from geo.gazetteer import Gazetteer
from geo.maps import MapName, MapParts, district_map

MOST_MARKS = 50_000
"""As many of the newest incidents are drawn; beyond that a browser would have to wait for them."""
_HAS_PLACE = and_(Incident.point.is_not(None), Incident.precision.in_(DRAWN_PRECISIONS))


def marks(session: Session, chosen: IncidentFilter, user: User) -> list[Mark]:
    """The incidents to draw, in the order of their ids."""
    kinds = _drawable_kinds(session)
    rows = session.execute(
        select(
            Incident.id, func.ST_X(Incident.point), func.ST_Y(Incident.point), Incident.category_id, Incident.precision
        )
        .where(*matching(chosen, user), _HAS_PLACE, Incident.category_id.in_(kinds))
        .order_by(Incident.occurred_from.desc(), Incident.id.desc())
        .limit(MOST_MARKS)
    )
    found = [Mark(id_, lon, lat, kinds[category], precision) for id_, lon, lat, category, precision in rows.all()]
    return sorted(_as_told(session, found, user) if user.role is Role.REPORTER else found)


def _as_told(session: Session, found: list[Mark], user: User) -> list[Mark]:
    """A reporter does not learn of a point that others have told."""
    was = fields_as_told(session, user, [mark.id for mark in found])
    points = {id_: fields["point"] for id_, fields in was.items() if "point" in fields}
    kept = [mark for mark in found if mark.id not in points]
    moved = [(mark, points[mark.id]) for mark in found if points.get(mark.id)]
    return kept + [
        mark._replace(lon=at.lon, lat=at.lat, precision=was[mark.id].get("precision", mark.precision))
        for mark, at in moved
    ]


def tally(session: Session, chosen: IncidentFilter, user: User) -> Tally:
    """All that the filter chooses, counted in one reading."""
    kinds = _drawable_kinds(session)
    has_place = case((_HAS_PLACE, 1), else_=0)
    rows = session.execute(
        select(Incident.category_id, Incident.district_id, has_place, func.count())
        .where(*matching(chosen, user))
        .group_by(Incident.category_id, Incident.district_id, has_place)
    )
    drawn: Counter[int] = Counter()
    undrawn: Counter[int | None] = Counter()
    for category, district, is_placed, number in rows:
        if is_placed and category in kinds:
            drawn[kinds[category]] += number
        else:
            undrawn[district] += number
    return Tally(drawn, undrawn)


def incidents_on_map(session: Session, user: User, ids: Sequence[int]) -> list[Incident]:
    """Those of the incidents that this user may see on the map, newest first."""
    query = (
        select(Incident)
        .where(Incident.id.in_(ids), visible(user), _HAS_PLACE, Incident.category_id.in_(_drawable_kinds(session)))
        .options(*with_sources())
        .order_by(Incident.occurred_from.desc(), Incident.id.desc())
    )
    incidents = list(session.scalars(query))
    show_as_told(session, user, incidents)
    return incidents


def outlines(session: Session, day: date) -> MapParts | None:
    """The map without incidents, None before any boundary is there. Kept until boundaries or places change."""
    areas = area_index(session, day)
    return _outlines(areas, gazetteer(session), surroundings(session)) if areas.areas else None


def boundary_origins(session: Session) -> tuple[list[str], bool]:
    """Where the boundaries come from, and whether any of them is but approximate."""
    rows = list(session.execute(select(DistrictBoundary.origin, DistrictBoundary.is_approximate).distinct()))
    return sorted({origin for origin, _ in rows if origin}), any(is_approximate for _, is_approximate in rows)


# The first two are themselves kept until their tables change, so the same objects mean the same map.
@lru_cache(maxsize=2)
def _outlines(areas: AreaIndex, places: Gazetteer, land: MultiPolygon | None) -> MapParts:
    names = [MapName(place.name, place.kind, place.point) for place in places.places if place.point]
    return district_map(areas.areas, names, land)


def _drawable_kinds(session: Session) -> dict[int, int]:
    """Each category with the top-level one above it, without those of which nothing is drawn."""
    hidden = set(session.scalars(sensitive_categories()))
    rows = session.execute(select(Category.id, func.coalesce(Category.parent_id, Category.id)))
    return {id_: kind for id_, kind in rows if id_ not in hidden}
