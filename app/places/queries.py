"""Reads districts and the gazetteer, and keeps what is costly to build until the tables change."""

from collections.abc import Callable, Hashable, Sequence
from datetime import date
from typing import Any, TypeVar

import shapely
from geoalchemy2.shape import to_shape
from shapely import MultiPolygon
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, selectinload

from app.models import BoundaryImport, District, DistrictBoundary, Lesson, LessonKind, Municipality, Place, PlaceName
from geo.areas import Area, AreaIndex
from geo.gazetteer import Gazetteer
from geo.gazetteer import Place as GazetteerPlace
from geo.maps import land_and_beyond
from geo.points import Point

OUTLINE_TOLERANCE = 0.0005
"""Degrees: some 30–60 metres, less than a screen's dot on a small map."""

_KEYS = (Place.id, PlaceName.id, Lesson.id)

Built = TypeVar("Built")

# Per database and table version: at most one entry of each kind per database.
_kept: dict[tuple[str, str], tuple[Hashable, Any]] = {}


def districts(session: Session) -> list[District]:
    return list(session.scalars(select(District).order_by(District.sort, District.id)))


def boundaries_on(session: Session, day: date) -> list[tuple[District, DistrictBoundary]]:
    """Each district with the boundary that is valid on a day."""
    rows = session.execute(
        select(District, DistrictBoundary)
        .join(DistrictBoundary, DistrictBoundary.district_id == District.id)
        .where(DistrictBoundary.valid_from <= day)
        .where(or_(DistrictBoundary.valid_to.is_(None), DistrictBoundary.valid_to > day))
        .order_by(District.sort, District.id)
    )
    return [(district, boundary) for district, boundary in rows]


def area_index(session: Session, day: date) -> AreaIndex:
    """Which district a point lies in on a day."""
    # An import may end boundaries without adding any, and a database may give an undone one's ids to the next.
    imports = (BoundaryImport.applied_at, BoundaryImport.undone_at)
    newest = (select(func.max(moment)).scalar_subquery() for moment in imports)
    version = session.execute(select(func.count(), func.max(DistrictBoundary.id), *newest)).one()
    return kept(session, "areas", (day, *version), lambda: _read_areas(session, day))


def gazetteer(session: Session) -> Gazetteer:
    """All places with their names and the words that were learned for them, ready for suggesting and finding."""
    # The mark tells of every change that a session made; the counts of rows that came or went by other ways.
    mark = session.scalar(select(Municipality.places_version))
    counts = [session.execute(select(func.count(), func.max(key)).select_from(key.class_)).one() for key in _KEYS]
    return kept(session, "gazetteer", (mark, *map(tuple, counts)), lambda: Gazetteer(_read_places(session)))


def outlines(session: Session, day: date) -> dict[str, Any]:
    """GeoJSON for small maps, by `kind`: the land around, the districts' simplified outlines, places with a point."""
    areas, places, land = area_index(session, day), gazetteer(session), surroundings(session)
    return kept(session, "outlines", (areas, places, land), lambda: _as_geojson(areas.areas, places.places, land))


def surroundings(session: Session) -> MultiPolygon | None:
    """The land around the municipality, where that is known."""
    land = session.scalar(select(Municipality.surroundings))
    return None if land is None else to_shape(land)


def kept(session: Session, kind: str, version: Hashable, build: Callable[[], Built]) -> Built:
    """What is costly to build, built anew only when its version is another; `kind` names it."""
    key = (str(session.get_bind().engine.url), kind)
    found = _kept.get(key)
    if found is None or found[0] != version:
        # Held here: what another thread builds may lie in its place before this is given back.
        _kept[key] = found = (version, build())
    built: Built = found[1]
    return built


def _as_geojson(areas: Sequence[Area], places: Sequence[GazetteerPlace], land: MultiPolygon | None) -> dict[str, Any]:
    shapes = shapely.coverage_simplify([area.shape for area in areas], OUTLINE_TOLERANCE)
    drawn = zip(areas, shapely.set_precision(shapes, OUTLINE_TOLERANCE / 10), strict=True)
    around = None if land is None else land_and_beyond(land, [area.shape for area in areas])
    features = [] if around is None else [_feature(shapely.set_precision(around, OUTLINE_TOLERANCE / 10), kind="land")]
    features += [_feature(shape, kind="district", name=area.name) for area, shape in drawn]
    # Several places may share a point; one name is all that can be read there.
    named = {place.point: place.name for place in reversed(places) if place.point}
    features += [
        _feature(shapely.Point(point.lon, point.lat), kind="place", name=name) for point, name in named.items()
    ]
    return {"type": "FeatureCollection", "features": features}


def _feature(shape: Any, **properties: str) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": shapely.geometry.mapping(shape)}


def _read_areas(session: Session, day: date) -> AreaIndex:
    return AreaIndex(
        [
            Area(district.key, district.name, to_shape(boundary.area))
            for district, boundary in boundaries_on(session, day)
        ]
    )


def _read_places(session: Session) -> list[GazetteerPlace]:
    learned: dict[int, list[str]] = {}
    lessons = select(Lesson.place_id, Lesson.words).where(Lesson.kind == LessonKind.PLACE)
    for place_id, words in session.execute(lessons.order_by(Lesson.id)):
        learned.setdefault(place_id or 0, []).append(words)
    query = select(Place).options(selectinload(Place.names), selectinload(Place.districts)).order_by(Place.id)
    return [_gazetteer_place(place, learned.get(place.id, [])) for place in session.scalars(query)]


def _gazetteer_place(place: Place, learned: Sequence[str]) -> GazetteerPlace:
    shape = None if place.point is None else to_shape(place.point)
    return GazetteerPlace(
        id=place.id,
        name=place.name,
        kind=place.kind,
        names=(*(name.name for name in place.names), *learned),
        districts=tuple(district.key for district in place.districts),
        point=None if shape is None else Point(shape.x, shape.y),
        precision=place.precision,
    )
