"""Points on earth and the distance between them."""

from dataclasses import dataclass
from enum import StrEnum
from math import hypot
from typing import TYPE_CHECKING, Any, overload

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Point:
    """A point in WGS 84 (EPSG:4326), in decimal degrees."""

    lon: float
    lat: float


class LocationPrecision(StrEnum):
    """How exactly the place of an incident is known, from best to worst."""

    POINT = "point"
    STREET = "street"
    PLACE = "place"
    DISTRICT = "district"
    MUNICIPALITY = "municipality"
    UNKNOWN = "unknown"

    @property
    def is_drawable(self) -> bool:
        """Only these may carry a point; the centre of an area would make a false hot spot."""
        return self in _DRAWABLE

    @property
    def radius(self) -> int:
        """Metres around its point within which an incident is taken to lie; 0 for an exact one.

        Half a longer street of a town, and about the size of a square, a school or a park with what lies beside it.
        Raises ValueError for what carries no point.
        """
        if self not in _RADII:
            raise ValueError(f"{self.value} has no point")
        return _RADII[self]


_DRAWABLE = (LocationPrecision.POINT, LocationPrecision.STREET, LocationPrecision.PLACE)
_RADII = {LocationPrecision.POINT: 0, LocationPrecision.STREET: 150, LocationPrecision.PLACE: 300}


@overload
def to_sweref(lons: float, lats: float) -> tuple[float, float]: ...
@overload
def to_sweref(lons: "NDArray[float64]", lats: "NDArray[float64]") -> "tuple[NDArray[float64], NDArray[float64]]": ...
def to_sweref(lons: Any, lats: Any) -> Any:
    """Degrees in WGS 84 → (eastings, northings) in metres in SWEREF 99 TM (EPSG:3006); arrays keep their shape."""
    from geo.sweref import project  # numpy is loaded at first use: the web process must start fast

    return project(lons, lats)


@overload
def to_wgs84(eastings: float, northings: float) -> tuple[float, float]: ...
@overload
def to_wgs84(
    eastings: "NDArray[float64]", northings: "NDArray[float64]"
) -> "tuple[NDArray[float64], NDArray[float64]]": ...
def to_wgs84(eastings: Any, northings: Any) -> Any:
    """Metres in SWEREF 99 TM (EPSG:3006) → (longitudes, latitudes) in degrees in WGS 84; arrays keep their shape."""
    from geo.sweref import unproject

    return unproject(eastings, northings)


def metres_between(a: Point, b: Point) -> float:
    """Distance in metres in the plane of SWEREF 99 TM: within 0.2 % of the true one anywhere in Sweden."""
    (east_a, north_a), (east_b, north_b) = to_sweref(a.lon, a.lat), to_sweref(b.lon, b.lat)
    return hypot(east_a - east_b, north_a - north_b)
