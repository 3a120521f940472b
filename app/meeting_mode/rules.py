"""What a slide is, and the hours of the week in blocks that can be read from the back of a room."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, NamedTuple

from geo.points import Point, metres_between
from reports.picture.hours_of_week import WEEK

HOURS_IN_BLOCK = 4
SHADES = 5
LEAST_NEARER = 3
STRIDE = 0.01
"""Degrees over which is measured how many metres one is."""
LEAST_ACROSS, AIR, OUTSIDE = 800.0, 0.1, 0.1
"""Metres; then parts of the length, and of the incidents at either end."""


@dataclass(frozen=True, slots=True)
class Slide:
    """One screen: a template and what it is given as `data`. `key` stands in the address.

    `heading` is what it tells of, "" for the municipality itself; `district` is the name of the one that it belongs to,
    "" for those of the whole.
    """

    key: str
    heading: str
    template: str
    data: Mapping[str, Any]
    district: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """Some hours of one weekday (0: Monday): from `start` up to `end` o'clock, how many incidents are expected there.

    `shade` is 0 for none, then one of `SHADES` equal steps up to the week's most.
    """

    day: int
    start: int
    weight: float
    shade: int

    @property
    def end(self) -> int:
        return self.start + HOURS_IN_BLOCK


def blocks(hours: Sequence[float]) -> list[list[Block]]:
    """The week's 168 hours, Monday 00 first, as seven days of six blocks."""
    sums = [sum(hours[at : at + HOURS_IN_BLOCK]) for at in range(0, WEEK, HOURS_IN_BLOCK)]
    found = [
        Block(*divmod(at * HOURS_IN_BLOCK, 24), weight, _shade(weight, max(sums))) for at, weight in enumerate(sums)
    ]
    in_a_day = 24 // HOURS_IN_BLOCK
    return [found[at : at + in_a_day] for at in range(0, len(found), in_a_day)]


def _shade(weight: float, most: float) -> int:
    return min(SHADES, 1 + int(SHADES * weight / most)) if weight else 0


class Spot(NamedTuple):
    """Incidents at one place or in one cell: degrees, and how many of each kind."""

    lon: float
    lat: float
    kinds: Mapping[int, int]

    @property
    def number(self) -> int:
        return sum(self.kinds.values())


class Box(NamedTuple):
    """A part of the map in WGS 84 degrees; its edges belong to it."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, spot: Spot) -> bool:
        return self.west <= spot.lon <= self.east and self.south <= spot.lat <= self.north

    def kinds_of(self, spots: Iterable[Spot]) -> Counter[int]:
        """How many incidents of each kind lie in it."""
        counts: Counter[int] = Counter()
        for spot in filter(self.holds, spots):
            counts.update(spot.kinds)
        return counts


def nearer(spots: Sequence[Spot], whole: Box) -> Box | None:
    """The part of a map where most incidents lie; None where that is half of the whole or more, or where there are few.

    Of each axis it is where the middle eight tenths lie, at least `LEAST_ACROSS` metres, and some air.
    """
    if sum(spot.number for spot in spots) < LEAST_NEARER:
        return None
    west, east = _middle([(spot.lon, spot.number) for spot in spots])
    south, north = _middle([(spot.lat, spot.number) for spot in spots])
    at, beside, above = Point(west, south), Point(west + STRIDE, south), Point(west, south + STRIDE)
    west, east = _with_air(west, east, STRIDE * LEAST_ACROSS / metres_between(at, beside))
    south, north = _with_air(south, north, STRIDE * LEAST_ACROSS / metres_between(at, above))
    is_near = 2 * (east - west) < whole.east - whole.west and 2 * (north - south) < whole.north - whole.south
    return Box(west, south, east, north) if is_near else None


def _middle(weighted: list[tuple[float, int]]) -> tuple[float, float]:
    """Where that part of the whole weight lies that is not the `OUTSIDE` at either end."""
    ordered = sorted(weighted)
    passed = list(accumulate(weight for _, weight in ordered))
    first = bisect_right(passed, passed[-1] * OUTSIDE)
    last = bisect_left(passed, passed[-1] * (1 - OUTSIDE))
    return ordered[first][0], ordered[last][0]


def _with_air(low: float, high: float, least: float) -> tuple[float, float]:
    half = max(high - low, least) * (0.5 + AIR)
    middle = (low + high) / 2
    return round(middle - half, 5), round(middle + half, 5)
