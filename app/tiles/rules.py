"""What a tile of incidents holds: each of a few, or cells of many with their number, kinds and mean place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from app.maps.rules import Mark
from geo.tiles import Feature, Tile, encode

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_SINGLY = 500
"""Up to so many incidents a tile holds each; with more it holds cells."""
FINER = 3
"""A cell is a tile so many zoom levels further on: a tile, drawn 512 pixels wide, has cells of 64 pixels."""
DEEPEST = 20
"""The last zoom level of tiles; keys of its cells just find room in a database's whole numbers."""
MOST_KINDS = 3
KIND_BITS = 16
SINGLES, CELLS = "incidents", "cells"


@dataclass(slots=True)
class Cell:
    """Incidents in a cell (column and row at its zoom level): how many, the sums of their degrees, numbers of kinds.

    `first` is one of them: all of a cell that holds one incident.
    """

    x: int
    y: int
    number: int = 0
    first: int = 0
    lons: float = 0.0
    lats: float = 0.0
    kinds: dict[int, int] = field(default_factory=dict)

    def add(self, kind: int, number: int, first: int, lons: float, lats: float) -> None:
        self.number += number
        self.first = first
        self.lons += lons
        self.lats += lats
        self.kinds[kind] = self.kinds.get(kind, 0) + number


class Level(NamedTuple):
    """Counts in the cells of a zoom level by kind, shapes (n,): keys (see `cell_key`) in order, and as in `Cell`."""

    keys: "NDArray[np.int64]"
    numbers: "NDArray[np.int64]"
    firsts: "NDArray[np.int64]"
    lons: "NDArray[np.float64]"
    lats: "NDArray[np.float64]"

    @classmethod
    def of(cls, keys: "NDArray[np.int64]", numbers: Any, firsts: Any, lons: Any, lats: Any) -> "Level":
        """Columns of counts, those with equal keys together."""
        found, where = np.unique(keys, return_inverse=True)
        one = np.zeros(len(found), dtype=np.int64)
        one[where] = firsts
        total, east, north = (
            np.bincount(where, column, len(found)).astype(np.float64) for column in (numbers, lons, lats)
        )
        return cls(found, total.astype(np.int64), one, east, north)

    def coarser(self, level: int) -> "Level":
        """The same in the cells of the level before, which is `level`."""
        x, y, kinds = parts_of_key(self.keys, level + 1)
        return Level.of(cell_key(x >> 1, y >> 1, kinds, level), *self[1:])


class Counted:
    """A filter's incidents, counted in the cells of one zoom level: those of the levels further out are sums of these.

    `columns` are those of `Level`, their keys with a category instead of its kind.
    """

    def __init__(self, level: int, columns: Sequence[Sequence[float]], kinds: Sequence[tuple[int, int]]) -> None:
        keys, *others = columns or ((),) * len(Level._fields)
        of_category = np.zeros(max((category for category, _ in kinds), default=0) + 1, dtype=np.int64)
        for category, kind in kinds:
            of_category[category] = kind
        x, y, categories = parts_of_key(np.array(keys, dtype=np.int64), level)
        self._finest = level
        self._levels = {level: Level.of(cell_key(x, y, of_category[categories], level), *others)}

    @property
    def size(self) -> int:
        """In bytes, with the coarser levels that are made when they are asked for."""
        return 2 * sum(column.nbytes for column in self._levels[self._finest])

    def within(self, tile: Tile) -> list[Cell]:
        """Those in a tile. KeyError for one whose cells are finer than was counted."""
        zoom = tile.z + FINER
        counts = self._level(zoom)
        first, last = np.searchsorted(counts.keys, [cell_key(x << FINER, 0, 0, zoom) for x in (tile.x, tile.x + 1)])
        columns, rows, kinds = parts_of_key(counts.keys[first:last], zoom)
        here = np.flatnonzero(rows >> FINER == tile.y)
        told = zip(kinds[here].tolist(), *(column[first:last][here].tolist() for column in counts[1:]), strict=True)
        cells: dict[tuple[int, int], Cell] = {}
        for x, y, count in zip(columns[here].tolist(), rows[here].tolist(), told, strict=True):
            cells.setdefault((x, y), Cell(x, y)).add(*count)
        return list(cells.values())

    def cells(self, most: int) -> list[Cell]:
        """All of them, of the finest level at which they are no more than `most`."""
        zoom = self._finest
        while zoom and len(np.unique(self._level(zoom).keys >> KIND_BITS)) > most:
            zoom -= 1
        counts = self._level(zoom)
        cells: dict[tuple[int, int], Cell] = {}
        for x, y, kind, *count in zip(*_listed(parts_of_key(counts.keys, zoom)), *_listed(counts[1:]), strict=True):
            cells.setdefault((x, y), Cell(x, y)).add(kind, *count)
        return list(cells.values())

    def _level(self, zoom: int) -> Level:
        if zoom not in self._levels:
            if zoom > self._finest:
                raise KeyError(zoom)
            self._levels[zoom] = self._level(zoom + 1).coarser(zoom)
        return self._levels[zoom]


def _listed(columns: Iterable[Any]) -> list[list[Any]]:
    return [column.tolist() for column in columns]


def cell_key(x: Any, y: Any, kind: Any, zoom: int) -> Any:
    """Column, row and kind as one whole number: of numbers, arrays, or columns of a database."""
    return (x * 2**zoom + y) * 2**KIND_BITS + kind


def parts_of_key(key: Any, zoom: int) -> tuple[Any, Any, Any]:
    cell = key >> KIND_BITS
    return cell >> zoom, cell & (1 << zoom) - 1, key & (1 << KIND_BITS) - 1


def cells_tile(tile: Tile, cells: Iterable[Cell], alone: Iterable[Mark]) -> bytes:
    """A tile of cells, and of the incidents that are alone in theirs.

    Each cell tells which it is by its column and row at its own zoom level.
    """
    many = [_cell(tile, place, cell) for place, cell in enumerate(cells) if cell.number > 1]
    return encode(CELLS, many) + singles_tile(tile, alone)


def singles_tile(tile: Tile, marks: Iterable[Mark]) -> bytes:
    """A tile of incidents; the queries let PostGIS make the same."""
    return encode(SINGLES, [_single(tile, mark) for mark in marks])


def _cell(tile: Tile, place: int, cell: Cell) -> Feature:
    most = sorted(cell.kinds.items(), key=lambda kind: (-kind[1], kind[0]))[:MOST_KINDS]
    told = {"x": cell.x, "y": cell.y, "number": cell.number, **{f"kind-{kind}": number for kind, number in most}}
    return Feature(place, *tile.place(cell.lons / cell.number, cell.lats / cell.number), told)


def _single(tile: Tile, mark: Mark) -> Feature:
    told = {
        "kind": mark.kind,
        "precision": mark.precision.value,
        "certainty": mark.certainty.value,
        "hour": mark.hour,
        "touched": mark.touched,
    }
    return Feature(mark.id, *tile.place(mark.lon, mark.lat), told)
