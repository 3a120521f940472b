"""Reads how dense the chosen incidents lie, and by which places they lie densest."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from shapely.geometry import mapping
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.incidents.filters import IncidentFilter
from app.incidents.queries import matching
from app.maps.queries.marks import HAS_PLACE, drawable_kinds, marks
from app.models import Incident, Role, User
from app.places.queries import gazetteer, kept
from geo.density import Density, Peak, Spots, density, usual_reach
from geo.gazetteer import Place
from geo.points import LocationPrecision, Point

SPOT = 10_000
"""Incidents are gathered by so many parts of a degree: some metres, far less than is smoothed over."""

Row = tuple[float, float, LocationPrecision, int]


@dataclass(frozen=True, slots=True)
class DensePlace:
    """Where incidents lie densest, and the place with a name that is nearest: None where no place has a point."""

    peak: Peak
    place: Place | None
    metres: float


@dataclass(frozen=True, slots=True)
class DensityLayer:
    """`number` incidents, of which `vague` are known to a street or a place alone."""

    density: Density
    number: int
    vague: int

    @property
    def reach(self) -> int:
        return self.density.reach

    @property
    def steps(self) -> list[tuple[float, float | None]]:
        """From and up to how many per km² each step stands for; nothing is beyond the last."""
        begins = self.density.steps()
        ends: list[float | None] = [*begins[1:], *([None] if begins else [])]
        return list(zip(begins, ends, strict=True))

    def features(self) -> dict[str, Any]:
        """A FeatureCollection with a shape for each step; `step` counts from 1, the thinnest."""
        shapes = enumerate(self.density.shapes(), 1)
        drawn = [_feature(step, mapping(shape)) for step, shape in shapes if not shape.is_empty]
        return {"type": "FeatureCollection", "features": drawn}


def density_layer(session: Session, chosen: IncidentFilter, user: User, reach: int | None) -> DensityLayer:
    """The density of all that may be drawn; without a reach one that suits how many there are. Kept for the last."""
    rows = _spots(session, chosen, user)
    return kept(session, "density", (reach, rows), lambda: _layer(rows, reach))


def dense_places(session: Session, layer: DensityLayer) -> list[DensePlace]:
    """The densest first."""
    places = gazetteer(session)
    found = [(peak, places.nearest(Point(peak.lon, peak.lat))) for peak in layer.density.peaks()]
    return [DensePlace(peak, *(near or (None, 0.0))) for peak, near in found]


def _layer(rows: tuple[Row, ...], reach: int | None) -> DensityLayer:
    lons, lats, precisions, numbers = zip(*rows, strict=True) if rows else ((), (), (), ())
    spots = Spots.of(np.array(lons, dtype=float), np.array(lats, dtype=float), np.array(numbers), precisions)
    vague = sum(number for *_, precision, number in rows if precision.radius)
    return DensityLayer(density(spots, reach or usual_reach(spots)), sum(numbers), vague)


def _spots(session: Session, chosen: IncidentFilter, user: User) -> tuple[Row, ...]:
    if user.role is Role.REPORTER:
        return tuple((mark.lon, mark.lat, mark.precision, 1) for mark in marks(session, chosen, user))
    lon, lat = (func.round(part(Incident.point) * SPOT) for part in (func.ST_X, func.ST_Y))
    rows = session.execute(
        select(lon.label("lon"), lat.label("lat"), Incident.precision, func.count())
        .where(*matching(chosen, user), HAS_PLACE, Incident.category_id.in_(drawable_kinds(session)))
        .group_by("lon", "lat", Incident.precision)
        .order_by("lon", "lat", Incident.precision)
    )
    return tuple((x / SPOT, y / SPOT, precision, number) for x, y, precision, number in rows)


def _feature(step: int, geometry: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "geometry": _rounded(geometry), "properties": {"step": step}}


def _rounded(geometry: dict[str, Any]) -> dict[str, Any]:
    """To about a metre."""

    def short(part: Any) -> Any:
        return round(part, 5) if isinstance(part, float) else [short(inner) for inner in part]

    return {"type": geometry["type"], "coordinates": short(geometry["coordinates"])}
