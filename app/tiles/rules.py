"""What a tile of incidents holds: each of a few, or cells of many with their number, kinds and mean place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from app.maps.rules import Mark
from geo.tiles import Feature, Tile, encode

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_IN_ONE_LAYER = 5_000
"""Up to so many marks the browser gets them all at once."""
MOST_SINGLY = 500
"""Up to so many incidents a tile holds each; with more it holds cells."""
FINER = 3
"""A cell is a tile so many zoom levels further on: a tile, drawn 512 pixels wide, has cells of 64 pixels."""
MOST_KINDS = 3
SINGLES, CELLS = "incidents", "cells"


class CellCount(NamedTuple):
    """Incidents of one kind in a cell (column and row at its zoom level): how many, and the sums of their degrees."""

    x: int
    y: int
    kind: int
    number: int
    lons: float
    lats: float


@dataclass(frozen=True, slots=True)
class Counted:
    """A filter's incidents, counted in the cells of one zoom level: tiles further out are sums of these.

    Column and row of each cell with the kind (shape (n, 3)), how many (n,), sums of their degrees (n, 2).
    """

    level: int
    cells: "NDArray[np.int64]"
    numbers: "NDArray[np.int64]"
    degrees: "NDArray[np.float64]"

    @classmethod
    def of(cls, level: int, counts: Sequence[CellCount]) -> "Counted":
        return cls(
            level,
            np.array([count[:3] for count in counts], dtype=np.int64).reshape(-1, 3),
            np.array([count.number for count in counts], dtype=np.int64),
            np.array([count[4:] for count in counts], dtype=np.float64).reshape(-1, 2),
        )

    @property
    def size(self) -> int:
        """In bytes."""
        return self.cells.nbytes + self.numbers.nbytes + self.degrees.nbytes

    def within(self, tile: Tile) -> list[CellCount]:
        """Those in a tile that lies `FINER` levels further out than the counts, or more, by cells of that tile."""
        here = ((self.cells[:, :2] >> self.level - tile.z) == (tile.x, tile.y)).all(axis=1)
        cells = self.cells[here]
        cells[:, :2] >>= self.level - tile.z - FINER
        found, where = np.unique(cells, axis=0, return_inverse=True)
        numbers, lons, lats = (
            np.bincount(where.ravel(), weights, len(found)) for weights in (self.numbers[here], *self.degrees[here].T)
        )
        rows = zip(found.tolist(), numbers.tolist(), lons.tolist(), lats.tolist(), strict=True)
        return [CellCount(x, y, kind, int(number), lon, lat) for (x, y, kind), number, lon, lat in rows]


def cells_tile(tile: Tile, counts: Iterable[CellCount]) -> bytes:
    """A tile of cells; each tells which it is by its column and row at its own zoom level."""
    cells: dict[tuple[int, int], list[CellCount]] = {}
    for count in counts:
        cells.setdefault((count.x, count.y), []).append(count)
    return encode(CELLS, [_cell(tile, place, cells[at]) for place, at in enumerate(sorted(cells))])


def singles_tile(tile: Tile, marks: Iterable[Mark]) -> bytes:
    """A tile of incidents; `singles` in the queries lets PostGIS make the same."""
    return encode(SINGLES, [_single(tile, mark) for mark in marks])


def _cell(tile: Tile, place: int, counts: Sequence[CellCount]) -> Feature:
    number = sum(count.number for count in counts)
    kinds: dict[int, int] = {}
    for count in counts:
        kinds[count.kind] = kinds.get(count.kind, 0) + count.number
    most = sorted(kinds, key=lambda kind: (-kinds[kind], kind))[:MOST_KINDS]
    at = tile.place(sum(count.lons for count in counts) / number, sum(count.lats for count in counts) / number)
    told = {"x": counts[0].x, "y": counts[0].y, "number": number}
    return Feature(place, *at, told | {f"kind-{kind}": kinds[kind] for kind in most})


def _single(tile: Tile, mark: Mark) -> Feature:
    told = {
        "kind": mark.kind,
        "precision": mark.precision.value,
        "certainty": mark.certainty.value,
        "hour": mark.hour,
        "touched": mark.touched,
    }
    return Feature(mark.id, *tile.place(mark.lon, mark.lat), told)
