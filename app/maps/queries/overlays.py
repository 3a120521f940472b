"""Reads what may be drawn beside the incidents, as GeoJSON: watched areas, and places that people find their way by."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from geoalchemy2.shape import to_shape
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.incidents.filters import IncidentFilter
from app.incidents.queries import matching
from app.maps.queries.marks import HAS_PLACE, drawable_kinds, marks
from app.maps.queries.near import LAT, LON, near
from app.maps.views import MapView, Overlay
from app.models import Incident, Role, User, WatchedArea
from app.places.queries import gazetteer

REFERENCE_KINDS = ("school", "station", "leisure", "square", "lighting")
"""Kinds of places that an area group finds its way by."""


def overlay_features(session: Session, view: MapView, user: User) -> dict[str, Any]:
    """A FeatureCollection; `overlay` tells which each feature belongs to, `name` what it is called.

    Of a watched area `number` is how many of the chosen incidents lie in it: exact points, streets and places. It is
    left out where the person sees nothing of the area's district: nought would not be true.
    """
    features = _watched(session, view.filter, user) if Overlay.WATCHED in view.overlays else []
    features += _references(session) if Overlay.REFERENCE in view.overlays else []
    return {"type": "FeatureCollection", "features": features}


def has_watched(session: Session) -> bool:
    return session.scalar(select(WatchedArea.id).limit(1)) is not None


def _watched(session: Session, chosen: IncidentFilter, user: User) -> list[dict[str, Any]]:
    areas = list(session.scalars(select(WatchedArea).order_by(WatchedArea.name)))
    if not areas:
        return []
    shapes = [to_shape(area.area) for area in areas]
    spots = np.array(_spots(session, chosen, user, shapes), dtype=float).reshape(-1, 3)
    points, numbers = shapely.points(spots[:, :2]), spots[:, 2]
    found = []
    for area, shape in zip(areas, shapes, strict=True):
        number = {"number": int(numbers[shapely.covers(shape, points)].sum())} if _sees(user, area) else {}
        found.append(_feature(mapping(shape), Overlay.WATCHED, name=area.name, **number))
    return found


def _sees(user: User, area: WatchedArea) -> bool:
    return user.role is not Role.AREA_MEMBER or area.district_id in {district.id for district in user.districts}


def _spots(
    session: Session, chosen: IncidentFilter, user: User, shapes: Sequence[BaseGeometry]
) -> list[tuple[float, float, int]]:
    """Degrees, and how many incidents are drawn there: those at least that lie in one of the shapes."""
    if user.role is Role.REPORTER:
        return [(mark.lon, mark.lat, 1) for mark in marks(session, chosen, user)]
    at = (LON.label("lon"), LAT.label("lat"))
    is_drawn = (HAS_PLACE, Incident.category_id.in_(drawable_kinds(session)))
    is_near = or_(*(near(session, *shape.bounds) for shape in shapes))
    chosen_there = (*matching(chosen, user), *is_drawn, is_near)
    rows = session.execute(select(*at, func.count()).where(*chosen_there).group_by("lon", "lat"))
    return [(lon, lat, number) for lon, lat, number in rows]


def _references(session: Session) -> list[dict[str, Any]]:
    return [
        _feature(
            {"type": "Point", "coordinates": [place.point.lon, place.point.lat]},
            Overlay.REFERENCE,
            name=place.name,
            kind=place.kind,
        )
        for place in gazetteer(session).places
        if place.point and place.kind in REFERENCE_KINDS
    ]


def _feature(geometry: Any, overlay: Overlay, **properties: str | int) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": {"overlay": overlay.value, **properties}}
