"""Places as circles with a number in each, pushed apart where they would hide each other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from math import ceil, cos, hypot, pi, sin, sqrt
from typing import NamedTuple

import shapely

from geo.drawing.frame import Panel
from geo.drawing.ground import ACCENT, QUIET
from geo.drawing.labels import WIDTH_PER_SIGN, Box, Taken, shortened, text_box
from geo.drawing.vega import Drawing

LEAST, MOST = 20.0, 44.0  # pixels across
OVERLAP, STEP = 2.0, 4.0  # pixels that may overlap; between places that are tried
NUMBER_SIZE, NAME_SIZE = 11.0, 11.0
NEAR, CLEAR = 2.0, 8.0  # pixels from a name to its circle, and to any other at least
INSET = 5.0  # pixels that a number has to either side at least


class PlaceCircle(NamedTuple):
    """A place with a name in WGS 84 degrees, how many incidents there were, and ▲ or ▼ for a clear change."""

    lon: float
    lat: float
    name: str
    number: int
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Circle:
    """One that stands somewhere in pixels; `place` is where it belongs."""

    x: float
    y: float
    radius: float
    told: PlaceCircle
    place: tuple[float, float]

    @property
    def words(self) -> str:
        return f"{self.told.number}{self.told.sign}"

    @property
    def room(self) -> Box:
        return Box(self.x, self.y, self.radius, self.radius)

    @property
    def surroundings(self) -> Box:
        """Where a name would be read as that of the circle."""
        return Box(self.x, self.y, self.radius + CLEAR, self.radius + CLEAR)

    def apart(self, box: Box) -> float:
        """Pixels between its rim and a box; less than nothing where they overlap."""
        across = max(abs(self.x - box.x) - box.half_width, 0)
        down = max(abs(self.y - box.y) - box.half_height, 0)
        return hypot(across, down) - self.radius


def parted(places: Sequence[tuple[float, float, PlaceCircle]], panel: Panel) -> list[Circle]:
    """Circles whose areas are as the numbers, the largest first, none over another.

    `places` are (x, y, place) in pixels. Each stands at its place, or as near to it as the larger ones leave room.
    """
    most = max((one.number for _, _, one in places), default=0)
    circles: list[Circle] = []
    for x, y, told in sorted(places, key=lambda place: (-place[2].number, place[2].name)):
        words = len(f"{told.number}{told.sign}") * NUMBER_SIZE * WIDTH_PER_SIGN
        radius = max(LEAST, MOST * sqrt(told.number / most), words + 2 * INSET) / 2
        tries = (Circle(*at, radius, told, (x, y)) for at in _around(x, y))
        circles.append(next(one for one in tries if _has_room(one, circles, panel)))
    return circles


def _around(x: float, y: float) -> Iterator[tuple[float, float]]:
    yield x, y
    for far in count(STEP, STEP):
        turns = ceil(2 * pi * far / STEP)
        yield from (
            (x + far * sin(2 * pi * turn / turns), y - far * cos(2 * pi * turn / turns)) for turn in range(turns)
        )


def _has_room(one: Circle, others: Sequence[Circle], panel: Panel) -> bool:
    """One far from the map's middle is let be, so that a full map is no endless search."""
    if hypot(one.x - one.place[0], one.y - one.place[1]) > panel.width + panel.height:
        return True
    is_free = all(hypot(one.x - other.x, one.y - other.y) >= one.radius + other.radius - OVERLAP for other in others)
    return is_free and one.room.is_within(panel)


def draw_circles(drawing: Drawing, circles: Sequence[Circle]) -> None:
    """With a line to the place of one that has been pushed away from it."""
    leads = [
        shapely.LineString([(one.x, one.y), one.place])
        for one in circles
        if hypot(one.x - one.place[0], one.y - one.place[1]) > one.radius
    ]
    drawing.outlines(leads, stroke=QUIET, strokeWidth=0.8)
    for one in reversed(circles):  # the smaller below
        shape = shapely.Point(one.x, one.y).buffer(one.radius)
        drawing.outlines([shape], fill="white", fillOpacity=0.94, stroke=ACCENT, strokeWidth=1.6)
    rows = [{"x": one.x, "y": one.y, "text": one.words} for one in circles]
    drawing.texts(rows, fontSize=NUMBER_SIZE, fontWeight=600)


def draw_circle_names(drawing: Drawing, circles: Sequence[Circle], panel: Panel, taken: list[Box]) -> None:
    """Each beside its circle, where there is room and no other circle is near enough to be taken for its own.

    The others are left out. The room that they take joins `taken`, which holds the circles.
    """
    # They are round: a name aslant of one stands in a corner of the square that is its room.
    round_ones = {one.room for one in circles}
    over = Taken([box for box in taken if box not in round_ones])
    for one in circles:
        text = shortened(one.told.name)
        tries = _beside(one, text_box(0, 0, text, NAME_SIZE))
        rest = [other for other in circles if other is not one]
        box = next(
            (box for box in tries if box.is_within(panel) and not over.first_over(box) and _is_told(box, rest)), None
        )
        if box:
            over.add(box)
            taken.append(box)
            drawing.texts([{"x": box.x, "y": box.y, "text": text}], halo="white", fontSize=NAME_SIZE, fontWeight=600)


def _beside(one: Circle, text: Box) -> Iterator[Box]:
    """Where a text touches its circle: below, above, on either side, and aslant."""
    across, down = text.half_width, text.half_height
    far = one.radius + NEAR
    slant = far / sqrt(2)
    aslant = [(x * (slant + across), y * (slant + down)) for x in (1, -1) for y in (1, -1)]
    aside = [(x * across / 2, y * (far + down)) for x in (1, -1) for y in (1, -1)]
    for x, y in ((0, far + down), (0, -far - down), (far + across, 0), (-far - across, 0), *aside, *aslant):
        yield Box(one.x + x, one.y + y, across, down)


def _is_told(box: Box, others: Sequence[Circle]) -> bool:
    """Whether no other circle stands as near as its own."""
    return all(one.apart(box) > CLEAR for one in others)
