"""Marks that lie on each other, gathered into spots where every category still shows its own symbol."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil, hypot, sqrt

import numpy as np
from numpy.typing import NDArray

from geo.drawing.frame import Panel, Rows
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
        return _shape(len(self.numbers))[0]

    @property
    def rows(self) -> int:
        return _shape(len(self.numbers))[1]

    @property
    def spacing(self) -> float:
        return _spacing(max(self.numbers.values()))

    @property
    def half_width(self) -> float:
        return self.columns * self.spacing / 2

    @property
    def half_height(self) -> float:
        return self.rows * self.spacing / 2

    @property
    def number(self) -> str:
        """What stands beside its symbols: how many incidents, where that is more than the symbols show."""
        return _number(self.total, len(self.numbers))

    @property
    def room(self) -> Box:
        """All that it takes on paper, its number included."""
        return Box(*_box(self))

    @property
    def half_size(self) -> tuple[float, float, float]:
        """The width of its number, and half the width and height of all that it takes."""
        return _half_size(self.total, len(self.numbers), max(self.numbers.values()))

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


def _shape(kinds: int) -> tuple[int, int]:
    """Columns and rows of so many symbols."""
    columns = ceil(sqrt(kinds))
    return columns, ceil(kinds / columns)


def _spacing(most: int) -> float:
    """From symbol to symbol, where one stands for `most` incidents and none for more."""
    return 2 * symbol_radius(most) + 1.5


def _number(total: int, kinds: int) -> str:
    return str(total) if total > kinds else ""


# A map of thousands of marks asks for the same few again and again.
@lru_cache(maxsize=10_000)
def _half_size(total: int, kinds: int, most: int) -> tuple[float, float, float]:
    (columns, rows), spacing = _shape(kinds), _spacing(most)
    beside = len(_number(total, kinds)) * SIGN_WIDTH
    return beside, columns * spacing / 2 + beside / 2, rows * spacing / 2


def gather(marks: list[tuple[float, float, str, int]]) -> list[Spot]:
    """Spots that do not overlap, biggest first, from marks as (x, y, kind, number) in pixels.

    A spot stands where its biggest part is; smaller ones that would overlap it join it.
    """
    x, y, kinds, numbers = zip(*marks, strict=True) if marks else ((), (), (), ())
    return gather_rows(np.array([x, y], dtype=np.float64).T, kinds, np.array(numbers, dtype=np.int64))


def gather_rows(at: Rows, kinds: Sequence[str], numbers: NDArray[np.int64]) -> list[Spot]:
    """The same from whole columns: `at` holds (x, y) rows, and there is a kind and a number for each."""
    spots, before = _coarse(at, kinds, numbers), -1
    while len(spots) != before:
        before = len(spots)
        spots = _merged(spots)
    return spots


def _coarse(at: Rows, kinds: Sequence[str], numbers: NDArray[np.int64]) -> list[Spot]:
    """A spot for each square of the grain, where its first mark lies."""
    across, down = np.rint(at.T / GRAIN).astype(np.int64)
    _, first, cell = np.unique(across * 2**32 + down, return_index=True, return_inverse=True)
    spots = [Spot(x, y, Counter()) for x, y in at[first].tolist()]
    names = list(dict.fromkeys(kinds))
    places = {kind: place for place, kind in enumerate(names)}
    named = np.fromiter(map(places.__getitem__, kinds), np.int64, len(kinds))
    sums = np.bincount(cell * len(names) + named, numbers, len(spots) * len(names)).astype(np.int64)
    for pair in np.flatnonzero(sums).tolist():
        place, kind = divmod(pair, len(names))
        spots[place].numbers[names[kind]] = int(sums[pair])
    return [spots[place] for place in np.argsort(first).tolist()]


def _merged(spots: list[Spot]) -> list[Spot]:
    kept: list[Spot] = []
    boxes = np.empty((4, len(spots)))  # of those kept: middle and half size; whole columns at once, as spots are many
    for spot in sorted(spots, key=lambda spot: (-spot.total, spot.x, spot.y)):
        x, y, half_width, half_height = box = _box(spot)
        others = boxes[:, : len(kept)]
        across, down = np.abs(others[0] - x), np.abs(others[1] - y)
        touches = (across < others[2] + half_width + GAP) & (down < others[3] + half_height + GAP)
        near = touches.nonzero()[0]
        if near.size:
            closest = int(near[np.hypot(across[near], down[near]).argmin()])
            kept[closest].numbers.update(spot.numbers)
            boxes[:, closest] = _box(kept[closest])
        else:
            boxes[:, len(kept)] = box
            kept.append(spot)
    return kept


def _box(spot: Spot) -> tuple[float, float, float, float]:
    beside, half_width, half_height = spot.half_size
    return spot.x + beside / 2, spot.y, half_width, half_height
