"""Reads what may be drawn beside the incidents, as GeoJSON: watched areas, and places that people find their way by."""

from typing import Any

import numpy as np
import shapely
from geoalchemy2.shape import to_shape
from shapely.geometry import mapping
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.incidents.filters import IncidentFilter
from app.maps.queries.marks import marks
from app.maps.views import MapView, Overlay
from app.models import User, WatchedArea
from app.places.queries import gazetteer

REFERENCE_KINDS = ("school", "station", "leisure", "square", "lighting")
"""Kinds of places that an area group finds its way by."""


def overlay_features(session: Session, view: MapView, user: User) -> dict[str, Any]:
    """A FeatureCollection; `overlay` tells which each feature belongs to, `name` what it is called.

    Of a watched area `number` is how many of the chosen incidents lie in it: exact points, streets and places.
    """
    features = _watched(session, view.filter, user) if Overlay.WATCHED in view.overlays else []
    features += _references(session) if Overlay.REFERENCE in view.overlays else []
    return {"type": "FeatureCollection", "features": features}


def _watched(session: Session, chosen: IncidentFilter, user: User) -> list[dict[str, Any]]:
    areas = list(session.scalars(select(WatchedArea).order_by(WatchedArea.name)))
    if not areas:
        return []
    spots = [(mark.lon, mark.lat) for mark in marks(session, chosen, user)]
    points = shapely.points(np.array(spots, dtype=float).reshape(-1, 2))
    shapes = [to_shape(area.area) for area in areas]
    return [
        _feature(mapping(shape), Overlay.WATCHED, name=area.name, number=int(shapely.covers(shape, points).sum()))
        for area, shape in zip(areas, shapes, strict=True)
    ]


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
