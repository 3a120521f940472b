"""How dense incidents lie: per square kilometre, smoothed over stated metres, only where there are enough of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from math import ceil, floor, isqrt, log10

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array

from geo.points import LocationPrecision, to_sweref, to_wgs84

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

REACHES = (150, 300, 600)
"""Metres that may be smoothed over."""
FEWEST = 5
"""Within the reach of a cell there must be so many incidents, or nothing is said of it."""
PARTS = 6
"""A cell's side is the reach divided by this."""
CUT = 4.0
"""Standard deviations beyond which a kernel is nothing: what is cut off is 0.03 % of it."""
SQUARE_KILOMETRE = 1e6
STEPS = 5
_ROUND = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0)


@dataclass(frozen=True, slots=True)
class Spots:
    """Incidents by spot, as arrays of shape (n,): eastings and northings in metres of SWEREF 99 TM, how many are there,
    and the metres around the spot within which they lie (`LocationPrecision.radius`).
    """

    easts: Floats
    norths: Floats
    numbers: Floats
    radii: Floats

    @classmethod
    def of(
        cls, lons: Floats, lats: Floats, numbers: Floats, precisions: Sequence[LocationPrecision] | None = None
    ) -> "Spots":
        """From WGS 84 degrees; without `precisions` all are exact. ValueError for a precision that has no point."""
        radii = np.zeros(len(lons)) if precisions is None else np.array([p.radius for p in precisions], dtype=float)
        return cls(*to_sweref(lons, lats), np.asarray(numbers, dtype=float), radii)


@dataclass(frozen=True, slots=True)
class Peak:
    """A place where incidents lie densest: per km², how many lie within reach of it, and where (WGS 84 degrees)."""

    per_km2: float
    number: int
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class Density:
    """Cells of `side` metres in the plane of SWEREF 99 TM, only those with at least `FEWEST` incidents within reach.

    `columns` and `rows` count from the plane's origin, `per_km2` is incidents per square kilometre at a cell's middle,
    `numbers` how many lie within `reach` metres of it: arrays of shape (n,).
    """

    reach: int
    side: float
    columns: Whole
    rows: Whole
    per_km2: Floats
    numbers: Whole

    def steps(self) -> tuple[float, ...]:
        """Where each of the drawn steps begins: each at twice the one before, in round numbers; none without cells."""
        if not len(self.per_km2):
            return ()
        first = _round_below(float(self.per_km2.max()) * 0.75 / 2 ** (STEPS - 2))
        return (0.0, *(first * 2**step for step in range(STEPS - 1)))

    def shapes(self) -> list[shapely.Geometry]:
        """The cells of each step (see `steps`) as one shape in WGS 84 degrees, from the thinnest to the densest."""
        begins = np.array(self.steps())
        of_step = np.searchsorted(begins, self.per_km2, side="right") - 1
        return [self._joined(of_step == step) for step in range(len(begins))]

    def peaks(self, most: int = 10) -> list[Peak]:
        """The densest cells, each at least two reaches from any denser one, the densest first."""
        order = np.lexsort((self.rows, self.columns, -self.per_km2))
        middles = np.column_stack([self.columns, self.rows])[order] * self.side + self.side / 2
        left = np.ones(len(order), dtype=bool)
        peaks: list[Peak] = []
        while left.any() and len(peaks) < most:
            at = int(left.argmax())
            left &= np.hypot(*(middles - middles[at]).T) >= 2 * self.reach
            lon, lat = to_wgs84(*(float(metres) for metres in middles[at]))
            peaks.append(Peak(float(self.per_km2[order[at]]), int(self.numbers[order[at]]), lon, lat))
        return peaks

    def _joined(self, chosen: NDArray[np.bool_]) -> shapely.Geometry:
        columns, rows = self.columns[chosen], self.rows[chosen]
        edges = (columns * self.side, rows * self.side, (columns + 1) * self.side, (rows + 1) * self.side)
        joined = shapely.simplify(shapely.coverage_union_all(shapely.box(*edges)), 0)
        return shapely.transform(joined, to_wgs84, interleaved=False)


def density(spots: Spots, reach: int) -> Density:
    """Incidents per km² by a Gaussian kernel, in cells of a sixth of `reach` metres, where there are enough to tell.

    The kernel's standard deviation is half the reach, so that 86 % of what an incident weighs lies within it. One that
    is only placed within a radius is spread by that too: it has an 86 % chance to lie there, and the two variances add
    up. So nothing becomes a sharper spot than it is known to be, and each weighs one in all, also over water and beyond
    a boundary. Incidents are first shared out to cells, which adds 2 % to the kernel's variance; it is made so much
    narrower. A cell says nothing with fewer than `FEWEST` within its reach, from the middle of a cell to that of
    another. Raises ValueError for a reach that is none.

    Source: Silverman (1986), Density Estimation for Statistics and Data Analysis, section 4.2, and section 3.5 for
    gathering in cells; Chainey & Ratcliffe (2005), GIS and Crime Mapping, chapter 6, for a stated bandwidth, cells and
    a threshold on maps of incidents.
    """
    if reach <= 0:
        raise ValueError(f"nothing is smoothed over {reach} metres")
    side, nothing = reach / PARTS, np.zeros(0, dtype=np.int64)
    if not len(spots.easts):
        return Density(reach, side, nothing, nothing, np.zeros(0), nothing)
    grid = _Grid.around(spots, side, margin=PARTS + 1)
    near = _in_disk(grid.held(), PARTS).tocoo()
    enough = near.data >= FEWEST - 0.5
    rows, columns = near.row[enough], near.col[enough]
    weights = np.zeros(len(rows))
    for radius in np.unique(spots.radii):
        deviation = float(np.hypot(reach, radius)) / 2 / side
        smoothed = _smoothed(grid.shared(spots.radii == radius), deviation)
        weights += _at(smoothed, rows, columns)
    return Density(
        reach,
        side,
        columns + grid.first_column,
        rows + grid.first_row,
        weights / side**2 * SQUARE_KILOMETRE,
        np.rint(near.data[enough]).astype(np.int64),
    )


def usual_reach(spots: Spots) -> int:
    """The least of `REACHES` at which at least half of the incidents have enough about them to say something."""
    for reach in REACHES[:-1]:
        side = reach / PARTS
        if not len(spots.easts):
            break
        grid = _Grid.around(spots, side, margin=PARTS + 1)
        held = grid.held()
        near = _at(_in_disk(held, PARTS), *held.nonzero())
        if held.data[near >= FEWEST - 0.5].sum() >= held.data.sum() / 2:
            return reach
    return REACHES[-1]


@dataclass(frozen=True, slots=True)
class _Grid:
    """Cells in which incidents are gathered, with empty ones around them; `norths` and `easts` are counted in cells."""

    norths: Floats
    easts: Floats
    numbers: Floats
    first_row: int
    first_column: int
    shape: tuple[int, int]

    @classmethod
    def around(cls, spots: Spots, side: float, margin: int) -> "_Grid":
        norths, easts = spots.norths / side, spots.easts / side
        first_row, first_column = floor(norths.min()) - margin, floor(easts.min()) - margin
        shape = floor(norths.max()) - first_row + margin + 1, floor(easts.max()) - first_column + margin + 1
        return cls(norths - first_row, easts - first_column, spots.numbers, first_row, first_column, shape)

    def held(self) -> csr_array:
        """How many lie in each cell."""
        return self._gathered(self.numbers, np.floor(self.norths), np.floor(self.easts))

    def shared(self, chosen: NDArray[np.bool_]) -> csr_array:
        """Each shared out to the four cells whose middles are around it, so that it keeps its place on the whole."""
        norths, easts, numbers = self.norths[chosen] - 0.5, self.easts[chosen] - 0.5, self.numbers[chosen]
        found: csr_array = csr_array(self.shape, dtype=np.float64)
        for up, across in product((0, 1), (0, 1)):
            row, column = np.floor(norths) + up, np.floor(easts) + across
            share = (1 - np.abs(norths - row)) * (1 - np.abs(easts - column))
            found = found + self._gathered(numbers * share, row, column)
        return found

    def _gathered(self, numbers: Floats, rows: Floats, columns: Floats) -> csr_array:
        held = csr_array((numbers, (rows.astype(np.int64), columns.astype(np.int64))), shape=self.shape)
        held.sum_duplicates()
        return held


def _at(cells: csr_array, rows: Whole, columns: Whole) -> Floats:
    found = cells[rows, columns] if len(rows) else np.zeros(0)
    dense = found.toarray() if hasattr(found, "toarray") else found
    return np.asarray(dense, dtype=np.float64).ravel()


def _smoothed(held: csr_array, deviation: float) -> csr_array:
    """By a Gaussian kernel whose standard deviation is given in cells; it is the product of one for each direction."""
    narrowed = deviation**2 - 1 / 6  # what sharing out to cells has added
    offsets = np.arange(-ceil(CUT * deviation), ceil(CUT * deviation) + 1)
    weights = np.exp(-(offsets**2) / 2 / narrowed)
    rows, columns = (_band(weights / weights.sum(), offsets, size) for size in held.shape)
    return rows @ held @ columns


def _in_disk(held: csr_array, radius: int) -> csr_array:
    """How many lie in cells whose middles are at most `radius` cells away."""
    found = csr_array(held.shape)
    for step in range(-radius, radius + 1):
        half = isqrt(radius**2 - step**2)
        across = np.arange(-half, half + 1)
        row, run = (
            _band(np.ones(1), np.array([step]), held.shape[0]),
            _band(np.ones(len(across)), across, held.shape[1]),
        )
        found = found + row @ held @ run
    return found


def _band(weights: Floats, offsets: Whole, size: int) -> csr_array:
    """A square matrix with the same weight all along each of its diagonals."""
    inside = np.abs(offsets) < size
    weights, offsets = weights[inside], offsets[inside]
    lines = [np.full(size - abs(int(offset)), weight) for weight, offset in zip(weights, offsets, strict=True)]
    return diags_array(lines, offsets=offsets, shape=(size, size), format="csr")


def _round_below(value: float) -> float:
    """The largest number of few figures up to a positive one."""
    power = 10.0 ** floor(log10(value))
    return max(number for number in _ROUND if number * power <= value * (1 + 1e-9)) * power
