"""The map's density beside scipy's kernel density, on the same real reports: are the densest cells the same?"""

import gzip
import time
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import gaussian_kde

from geo.density import Density, Spots, density
from tests.bench.real_data import real_file

TOP = 0.01
LOOKED_AT = 0.1
"""The densest cells by ours for which scipy is asked: all of them would take minutes, and differ by a few per cent."""
AT_ONCE = 20_000


class FixedKernel(gaussian_kde):  # type: ignore[misc]
    """Scipy's, with a kernel as wide in all directions; its own follows the shape of the data."""

    def __init__(self, spots: NDArray[np.float64], deviation: float, numbers: NDArray[np.float64]) -> None:
        self.deviation = deviation
        super().__init__(spots, weights=numbers)

    def _compute_covariance(self) -> None:
        self.factor, self.covariance = self.deviation, np.eye(2) * self.deviation**2
        self.cho_cov = np.eye(2) * self.deviation
        self.log_det = 2 * np.log(np.diag(self.cho_cov * np.sqrt(2 * np.pi))).sum()


def main() -> None:
    path = real_file("incidents/lancashire_asb.tab.gz")
    if path is None:
        return
    spots = read(path)
    print(f"{spots.numbers.sum():,.0f} reports at {len(spots.numbers):,} spots")
    for reach in (150, 300, 600):
        start = time.perf_counter()
        found = density(spots, reach)
        ours = time.perf_counter() - start
        start = time.perf_counter()
        looked_at = np.argsort(-found.per_km2)[: round(len(found.per_km2) * LOOKED_AT)]
        theirs = by_scipy(spots, found, looked_at)
        print(f"over {reach} m: {ours * 1000:.0f} ms for {len(found.per_km2):,} cells;", end=" ")
        print(f"scipy {time.perf_counter() - start:.1f} s for {len(looked_at):,} of them;", end=" ")
        compare(found.per_km2[looked_at], theirs, max(1, round(len(found.per_km2) * TOP)))


def read(path: Path) -> Spots:
    with gzip.open(path, "rt") as lines:
        next(lines)
        places = np.array([[float(part) for part in line.split("\t")[1:3]] for line in lines])
    spots, numbers = np.unique(places, axis=0, return_counts=True)
    return Spots.of(spots[:, 0], spots[:, 1], numbers)


def by_scipy(spots: Spots, found: Density, cells: NDArray[np.int64]) -> NDArray[np.float64]:
    """Per km² at the middles of the same cells, from the spots themselves, gathered in no cells."""
    kernel = FixedKernel(np.array([spots.easts, spots.norths]), found.reach / 2, spots.numbers)
    middles = (np.array([found.columns[cells], found.rows[cells]]) + 0.5) * found.side
    parts: Any = [kernel(middles[:, at : at + AT_ONCE]) for at in range(0, middles.shape[1], AT_ONCE)]
    return np.asarray(np.concatenate(parts) * spots.numbers.sum() * 1e6)


def compare(ours: NDArray[np.float64], theirs: NDArray[np.float64], most: int) -> None:
    same = set(np.argsort(-ours)[:most]) & set(np.argsort(-theirs)[:most])
    apart = np.abs(ours - theirs).max() / theirs.max()
    print(f"of the top 1 % ({most:,}) {len(same) / most:.1%} are the same; at most {apart:.1%} of the densest apart")


if __name__ == "__main__":
    main()
