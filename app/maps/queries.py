"""Reads what the map shows: marks, what is counted beside them, the outlines, one incident for its popup."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import Session

from app.incidents.filters import IncidentFilter
from app.incidents.queries import matching, sensitive_categories, visible, with_sources
from app.maps.rules import DRAWN_PRECISIONS, Mark, Tally
from app.models import Category, DistrictBoundary, Incident, User
from app.places.queries import area_index, gazetteer
from geo.areas import AreaIndex
from geo.gazetteer import Gazetteer
from geo.maps import MapName, MapParts, district_map

MOST_MARKS = 50_000
"""As many of the newest incidents are drawn; beyond that a browser would have to wait for them."""

_kind = func.coalesce(Category.parent_id, Category.id)


def marks(session: Session, chosen: IncidentFilter, user: User) -> list[Mark]:
    """The incidents to draw, in the order of their ids."""
    rows = session.execute(
        select(Incident.id, func.ST_X(Incident.point), func.ST_Y(Incident.point), _kind, Incident.precision)
        .join(Category, Category.id == Incident.category_id)
        .where(*matching(chosen, user), _is_drawn())
        .order_by(Incident.occurred_from.desc(), Incident.id.desc())
        .limit(MOST_MARKS)
    )
    return sorted((Mark(*row) for row in rows), key=lambda mark: mark.id)


def tally(session: Session, chosen: IncidentFilter, user: User) -> Tally:
    """All that the filter chooses, counted in one reading."""
    is_drawn = case((_is_drawn(), 1), else_=0)
    rows = session.execute(
        select(_kind, Incident.district_id, is_drawn, func.count())
        .join(Category, Category.id == Incident.category_id)
        .where(*matching(chosen, user))
        .group_by(_kind, Incident.district_id, is_drawn)
    )
    drawn: Counter[int] = Counter()
    undrawn: Counter[int | None] = Counter()
    for kind, district, has_mark, number in rows:
        if has_mark:
            drawn[kind] += number
        else:
            undrawn[district] += number
    return Tally(drawn, undrawn)


def incidents_on_map(session: Session, user: User, ids: Sequence[int]) -> list[Incident]:
    """Those of the incidents that this user may see on the map, newest first."""
    query = (
        select(Incident)
        .where(Incident.id.in_(ids), visible(user), _is_drawn())
        .options(*with_sources())
        .order_by(Incident.occurred_from.desc(), Incident.id.desc())
    )
    return list(session.scalars(query))


def outlines(session: Session, day: date) -> MapParts | None:
    """The map without incidents, None before any boundary is there. Kept until boundaries or places change."""
    areas = area_index(session, day)
    return _outlines(areas, gazetteer(session)) if areas.areas else None


def boundary_origins(session: Session) -> tuple[list[str], bool]:
    """Where the boundaries come from, and whether any of them is but approximate."""
    rows = list(session.execute(select(DistrictBoundary.origin, DistrictBoundary.is_approximate).distinct()))
    return sorted({origin for origin, _ in rows if origin}), any(is_approximate for _, is_approximate in rows)


# Both are themselves kept until their tables change, so the same objects mean the same map.
@lru_cache(maxsize=2)
def _outlines(areas: AreaIndex, places: Gazetteer) -> MapParts:
    names = [MapName(place.name, place.kind, place.point) for place in places.places if place.point]
    return district_map(areas.areas, names)


def _is_drawn() -> ColumnElement[bool]:
    """Nothing is drawn whose place is not known, and nothing of violence in close relations."""
    return and_(
        Incident.point.is_not(None),
        Incident.precision.in_(DRAWN_PRECISIONS),
        Incident.category_id.not_in(sensitive_categories()),
    )
