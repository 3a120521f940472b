"""What an edition says, twice a year, of where and when incidents cluster."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NearRepeat:
    """Pairs of incidents within `metres` and `days` of each other, and how many chance alone would give.

    `p_value` is P(X >= pairs) when places and times have nothing to do with each other.
    """

    metres: int
    days: int
    pairs: int
    expected: float
    p_value: float


@dataclass(frozen=True, slots=True)
class HotSpot:
    """A square with more incidents in and around it than chance gives; `lon`, `lat` its middle (WGS 84 degrees)."""

    district: str | None
    lon: float
    lat: float
    number: int
    z: float
    p_value: float


@dataclass(frozen=True, slots=True)
class HalfYear:
    """Where and when half a year's incidents cluster. With too few points to mean anything, `is_enough` is False."""

    points: int
    is_enough: bool
    near_repeat: tuple[NearRepeat, ...] = ()
    hot_spots: tuple[HotSpot, ...] = ()
    square_metres: int = 0
