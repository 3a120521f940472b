"""Reads what may be drawn beside the incidents, as GeoJSON: watched areas, and places that people find their way by."""

from collections.abc import Collection
from typing import Any

from geoalchemy2.shape import to_shape
from shapely.geometry import mapping
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.maps.views import Overlay
from app.models import WatchedArea
from app.places.queries import gazetteer

REFERENCE_KINDS = ("school", "station", "leisure", "square", "lighting")
"""Kinds of places that an area group finds its way by."""


def overlay_features(session: Session, overlays: Collection[Overlay]) -> dict[str, Any]:
    """A FeatureCollection; `overlay` tells which each feature belongs to, `name` what it is called."""
    features = _watched(session) if Overlay.WATCHED in overlays else []
    features += _references(session) if Overlay.REFERENCE in overlays else []
    return {"type": "FeatureCollection", "features": features}


def _watched(session: Session) -> list[dict[str, Any]]:
    areas = session.scalars(select(WatchedArea).order_by(WatchedArea.name))
    return [_feature(mapping(to_shape(area.area)), Overlay.WATCHED, name=area.name) for area in areas]


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


def _feature(geometry: Any, overlay: Overlay, **properties: str) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": {"overlay": overlay.value, **properties}}
