"""Marks that lie on each other, gathered into spots where every category still shows its own symbol."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil, hypot, sqrt

import numpy as np
from numpy.typing import NDArray

from geo.drawing.frame import Panel
from geo.drawing.labels import Box

GRAIN = 9.0  # pixels, a symbol's width: marks nearer than this are at the same spot from the start
GAP = 3.0
SIGN_WIDTH = 7.0  # of one figure of a spot's number
SMALLEST, LARGEST = 4.6, 7.5  # a symbol's radius in pixels


@dataclass(frozen=True, slots=True)
class Symbol:
    """One category's symbol, in pixels."""

    x: float
    y: float
    radius: float
    kind: str


@dataclass(frozen=True, slots=True)
class Spot:
    """Incidents drawn together about (x, y) in pixels: how many of each kind."""

    x: float
    y: float
    numbers: Counter[str]

    @property
    def total(self) -> int:
        return self.numbers.total()

    @property
    def columns(self) -> int:
        return ceil(sqrt(len(self.numbers)))

    @property
    def rows(self) -> int:
        return ceil(len(self.numbers) / self.columns)

    @property
    def spacing(self) -> float:
        return 2 * symbol_radius(max(self.numbers.values())) + 1.5

    @property
    def half_width(self) -> float:
        return self.columns * self.spacing / 2

    @property
    def half_height(self) -> float:
        return self.rows * self.spacing / 2

    @property
    def number(self) -> str:
        """What stands beside its symbols: how many incidents, where that is more than the symbols show."""
        return str(self.total) if self.total > len(self.numbers) else ""

    @property
    def room(self) -> Box:
        """All that it takes on paper, its number included."""
        beside = len(self.number) * SIGN_WIDTH
        return Box(self.x + beside / 2, self.y, self.half_width + beside / 2, self.half_height)

    def moved_into(self, panel: Panel) -> "Spot":
        """Moved by the least that brings all of it inside the panel."""
        room = self.room
        west, north = panel.left + GAP - room.x + room.half_width, panel.top + GAP - room.y + room.half_height
        east = panel.left + panel.width - GAP - room.x - room.half_width
        south = panel.top + panel.height - GAP - room.y - room.half_height
        return replace(self, x=self.x + min(max(0.0, west), east), y=self.y + min(max(0.0, north), south))

    def is_near(self, x: float, y: float, distance: float) -> bool:
        return hypot(self.x - x, self.y - y) <= distance

    def symbols(self, kinds: list[str]) -> Iterator[Symbol]:
        """Its symbols in rows about its middle, in the order of `kinds` so that the eye finds them again.

        Raises ValueError where a kind is none of `kinds`.
        """
        for place, kind in enumerate(sorted(self.numbers, key=kinds.index)):
            row, column = divmod(place, self.columns)
            in_row = min(self.columns, len(self.numbers) - row * self.columns)
            across, down = column - (in_row - 1) / 2, row - (self.rows - 1) / 2
            radius = symbol_radius(self.numbers[kind])
            yield Symbol(self.x + across * self.spacing, self.y + down * self.spacing, radius, kind)


def symbol_radius(number: int) -> float:
    """In pixels; grows slowly, so that many at one spot never hide what lies beside."""
    return min(LARGEST, SMALLEST * sqrt(sqrt(number)))


def gather(marks: list[tuple[float, float, str, int]]) -> list[Spot]:
    """Spots that do not overlap, biggest first, from marks as (x, y, kind, number) in pixels.

    A spot stands where its biggest part is; smaller ones that would overlap it join it.
    """
    spots, before = _coarse(marks), -1
    while len(spots) != before:
        before = len(spots)
        spots = _merged(spots)
    return spots


def _coarse(marks: list[tuple[float, float, str, int]]) -> list[Spot]:
    cells: dict[tuple[int, int], Spot] = {}
    for x, y, kind, number in marks:
        cell = round(x / GRAIN), round(y / GRAIN)
        if cell not in cells:
            cells[cell] = Spot(x, y, Counter())
        cells[cell].numbers[kind] += number
    return list(cells.values())


def _merged(spots: list[Spot]) -> list[Spot]:
    kept: list[Spot] = []
    boxes = np.empty((len(spots), 4))  # of those kept: middle and half size; whole columns at once, as spots are many
    for spot in sorted(spots, key=lambda spot: (-spot.total, spot.x, spot.y)):
        box, others = _box(spot), boxes[: len(kept)]
        apart = np.abs(others[:, :2] - box[:2])
        touches = (apart < others[:, 2:] + box[2:] + GAP).all(axis=1)
        if touches.any():
            closest = int(np.where(touches, np.hypot(apart[:, 0], apart[:, 1]), np.inf).argmin())
            kept[closest].numbers.update(spot.numbers)
            boxes[closest] = _box(kept[closest])
        else:
            boxes[len(kept)] = box
            kept.append(spot)
    return kept


def _box(spot: Spot) -> NDArray[np.float64]:
    room = spot.room
    return np.array([room.x, room.y, room.half_width, room.half_height])
