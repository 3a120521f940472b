"""Points on earth and the distance between them."""

from dataclasses import dataclass
from enum import StrEnum


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
        return self in (LocationPrecision.POINT, LocationPrecision.STREET, LocationPrecision.PLACE)
