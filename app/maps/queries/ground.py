"""Reads what lies under the incidents: outlines, names, watched areas, reference points."""

from datetime import date
from functools import lru_cache

from shapely import MultiPolygon
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import DistrictBoundary
from app.places.queries import area_index, gazetteer, surroundings
from geo.areas import AreaIndex
from geo.gazetteer import Gazetteer
from geo.maps import MapName, MapParts, district_map


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
