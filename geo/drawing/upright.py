"""A plane with true north up: metres of SWEREF 99 TM turned about a point."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import atan2, cos, sin

import numpy as np
import shapely
from numpy import float64
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.points import to_sweref, to_wgs84

NORTHWARDS = 0.01  # degrees
Edges = tuple[float, float, float, float]
Rows = NDArray[float64]


@dataclass(frozen=True, slots=True)
class Upright:
    """Metres of SWEREF 99 TM from a point, turned so that true north is up there, as on the map on screen."""

    east: float
    north: float
    turn: float  # radians

    @classmethod
    def about(cls, edges: Edges) -> "Upright":
        """About the middle of west, south, east, north in WGS 84 degrees."""
        west, south, east, north = edges
        lon, lat = (west + east) / 2, (south + north) / 2
        (east, further_east), (north, further_north) = to_sweref(
            np.array([lon, lon]), np.array([lat, lat + NORTHWARDS])
        )
        return cls(float(east), float(north), atan2(further_east - east, further_north - north))

    def rows(self, degrees: Sequence[tuple[float, float]]) -> Rows:
        """(lon, lat) pairs as rows of metres to the east and to the north."""
        return self.turned(np.array(degrees, dtype=float64).reshape(-1, 2))

    def shape(self, degrees: BaseGeometry) -> BaseGeometry:
        """A shape in degrees as a valid one in the same metres."""
        return shapely.make_valid(shapely.transform(degrees, self.turned))

    def turned(self, degrees: Rows) -> Rows:
        """Rows of lon and lat as rows of metres."""
        easting, northing = to_sweref(degrees[:, 0], degrees[:, 1])
        x, y = easting - self.east, northing - self.north
        return np.column_stack([x * cos(self.turn) - y * sin(self.turn), x * sin(self.turn) + y * cos(self.turn)])

    def edges(self, shape: BaseGeometry) -> Edges:
        """West, south, east, north in degrees of what a shape in these metres holds."""
        x, y = shapely.get_coordinates(shape).T
        easting, northing = x * cos(self.turn) + y * sin(self.turn), y * cos(self.turn) - x * sin(self.turn)
        lons, lats = to_wgs84(easting + self.east, northing + self.north)
        return float(lons.min()), float(lats.min()), float(lons.max()), float(lats.max())
