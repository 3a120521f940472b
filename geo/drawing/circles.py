"""Places as circles with a number in each, pushed apart where they would hide each other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from math import ceil, cos, hypot, pi, sin, sqrt
from typing import NamedTuple

import shapely

from geo.drawing.frame import Panel
from geo.drawing.ground import ACCENT, QUIET
from geo.drawing.labels import WIDTH_PER_SIGN, Box, place_labels, text_box
from geo.drawing.vega import Drawing

LEAST, MOST = 20.0, 44.0  # pixels across
OVERLAP, STEP = 2.0, 4.0  # pixels that may overlap; between places that are tried
NUMBER_SIZE, NAME_SIZE = 11.0, 11.0
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
    drawing.outlines(leads, filled=False, stroke=QUIET, strokeWidth=0.8)
    for one in reversed(circles):  # the smaller below
        shape = shapely.Point(one.x, one.y).buffer(one.radius)
        drawing.outlines([shape], fill="white", fillOpacity=0.94, stroke=ACCENT, strokeWidth=1.6)
    rows = [{"x": one.x, "y": one.y, "text": one.words} for one in circles]
    drawing.texts(rows, fontSize=NUMBER_SIZE, fontWeight=600)


def draw_circle_names(drawing: Drawing, circles: Sequence[Circle], panel: Panel, taken: list[Box]) -> None:
    """Each beside its circle, where there is room; the room that they take joins `taken`, which holds the circles."""
    wanted = [(one.told.name, one.x, one.y) for one in circles]
    labels = place_labels(wanted, list(taken), panel, NAME_SIZE, of_areas=True)
    taken += [text_box(label.x, label.y, label.text, NAME_SIZE) for label in labels]
    rows = [{"x": label.x, "y": label.y, "text": label.text} for label in labels]
    drawing.texts(rows, halo="white", fontSize=NAME_SIZE, fontWeight=600)
