"""Where names stand on a drawn map: none on another, none over a mark."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from geo.drawing.frame import Panel

LONGEST = 30
WIDTH_PER_SIGN = 0.53  # of the font size: a fair mean for a humanist sans
GAP = 3.0
FAR = 1.5  # lines that a name may stand from its point
_SIDES = ((0.0, 1.0), (0.0, -1.0), (1.0, 0.0), (-1.0, 0.0), (0.6, 1.0), (-0.6, 1.0), (0.6, -1.0), (-0.6, -1.0))


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels by its middle and half its size."""

    x: float
    y: float
    half_width: float
    half_height: float

    def overlaps(self, other: "Box") -> bool:
        across = abs(self.x - other.x) < self.half_width + other.half_width
        return across and abs(self.y - other.y) < self.half_height + other.half_height

    def is_within(self, panel: Panel) -> bool:
        across = panel.left <= self.x - self.half_width and self.x + self.half_width <= panel.left + panel.width
        return (
            across and panel.top <= self.y - self.half_height and self.y + self.half_height <= panel.top + panel.height
        )


@dataclass(frozen=True, slots=True)
class Label:
    """A text whose middle stands at (x, y) in pixels."""

    x: float
    y: float
    text: str


def shortened(text: str, longest: int = LONGEST) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def text_box(x: float, y: float, text: str, size: float) -> Box:
    """The room that a text of `size` pixels takes about its middle, roughly."""
    return Box(x, y, len(text) * size * WIDTH_PER_SIGN / 2, size * 0.6)


def place_labels(
    wanted: Iterable[tuple[str, float, float]],
    obstacles: list[Box],
    panel: Panel,
    size: float,
    *,
    of_areas: bool = False,
) -> list[Label]:
    """The names, given as (name, x, y) with the dearest first, that find room at their point or beside what covers it.

    Each one placed joins `obstacles`. The others are left out: an unreadable name tells nothing, and one on the wrong
    side of a group of incidents, or far off beyond it, says that they lie where they do not. Names `of_areas` may stand
    anywhere about it.
    """
    taken, placed = Taken(obstacles), []
    for name, x, y in wanted:
        text = shortened(name)
        tries = _tries(text_box(x, y, text, size), taken, of_areas=of_areas)
        box = next((box for box in tries if box.is_within(panel) and taken.first_over(box) is None), None)
        if box:
            taken.add(box)
            placed.append(Label(box.x, box.y, text))
    return placed


class Taken:
    """Room that is taken; asked as whole columns, as a large map has thousands of spots."""

    def __init__(self, boxes: list[Box]) -> None:
        self._boxes = boxes
        self._rows = np.array([(box.x, box.y, box.half_width, box.half_height) for box in boxes]).reshape(-1, 4)

    def add(self, box: Box) -> None:
        self._boxes.append(box)
        self._rows = np.vstack([self._rows, (box.x, box.y, box.half_width, box.half_height)])

    def first_over(self, box: Box) -> Box | None:
        apart = np.abs(self._rows[:, :2] - (box.x, box.y))
        over = (apart < self._rows[:, 2:] + (box.half_width, box.half_height)).all(axis=1)
        return self._boxes[int(over.argmax())] if over.any() else None


def _tries(box: Box, taken: Taken, *, of_areas: bool) -> Iterator[Box]:
    """At the point itself, else about the obstacle that covers it, the nearest first, then a little further off.

    A point's only on the side of the obstacle on which it lies, and no further off than it can be told to be its.
    """
    cover = (None if of_areas else taken.first_over(Box(box.x, box.y, 0, 0))) or taken.first_over(box)
    yield box
    if cover:
        east, south = (0.0, 0.0) if of_areas else (box.x - cover.x, box.y - cover.y)
        is_its_own = max(abs(east), abs(south)) <= GAP
        for further in (GAP, GAP + box.half_height):
            down = cover.half_height + box.half_height + further
            across = cover.half_width + box.half_width + further
            around = [
                Box(cover.x + x * across, cover.y + y * down, box.half_width, box.half_height)
                for x, y in _SIDES
                if x * east >= 0 and y * south >= 0 and (x * east + y * south > 0 or east == south == 0)
            ]
            near = [one for one in around if is_its_own or _is_near(one, box)]
            yield from sorted(near, key=lambda one: math.hypot(one.x - box.x, one.y - box.y))


def _is_near(one: Box, box: Box) -> bool:
    """Whether a text is so near to the point about which `box` stands that it is read as its name."""
    across = max(abs(one.x - box.x) - one.half_width, 0)
    down = max(abs(one.y - box.y) - one.half_height, 0)
    return math.hypot(across, down) <= FAR * 2 * one.half_height
