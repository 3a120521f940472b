"""How often an edition is wrong when nothing has changed, and how often it sees what has (docs/picture-numbers.md).

All from fixed seeds.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from reports.picture.inputs import CategoryLabel, PictureInput, PointInput
from reports.picture.numbers.clusters import half_year
from reports.picture.numbers.comparing import CELLS_RATE, FEWEST_EVENTS, LAST_YEAR_RATE, compare, judged_together
from reports.picture.numbers.rates import p_value
from reports.picture.numbers.spread import Spread
from reports.picture.periods import Period
from reports.picture.record import Comparison, Model, Verdict
from tests.bench.real_data import real_file

Counts = NDArray[np.int64]
Draw = Callable[[np.random.Generator], Counts]
DISTRICTS, CATEGORIES, FORTNIGHTS = 3, 13, 27
EDITIONS = 300
MEANS = (1, 2, 4, 8, 16)


def main() -> None:
    print(
        f"{EDITIONS} editions a line, each of {DISTRICTS} x {CATEGORIES} cells and their totals, 26 fortnights before"
    )
    print(
        "nothing has changed            any cell  or last year  of all cells  ±50 % arrows  by Poisson alone: any cell"
    )
    for name, draw in (*even(), *uneven(), *real()):
        print(f"{name:30} {no_change(draw)}", flush=True)
    for number in (100, 400, 1600):
        print(f"{f'half a year of {number} points':30} {clusters(number):8.1%}", flush=True)
    print("one cell of 39 grows           seen in so many editions, at a mean of", *MEANS)
    for times in (2, 3, 4):
        print(
            f"{f'to {times} times its mean':30} {'  '.join(f'{power(mean, times):6.1%}' for mean in MEANS)}", flush=True
        )


def even() -> Iterator[tuple[str, Draw]]:
    for mean in MEANS:
        yield f"even, mean {mean}", lambda chance, mean=mean: chance.poisson(mean, SHAPE)


def uneven() -> Iterator[tuple[str, Draw]]:
    """With a standard deviation of 22, 45 and 71 % of the mean beside what chance adds."""
    for dispersion in (0.05, 0.2, 0.5):
        for mean in (2, 8):
            size = 1 / dispersion
            yield (
                f"uneven {dispersion}, mean {mean}",
                lambda chance, size=size, mean=mean: chance.negative_binomial(size, size / (size + mean), SHAPE),
            )


def real() -> Iterator[tuple[str, Draw]]:
    """Real counts by square area and type, whole fortnights shuffled so that nothing but chance tells them apart."""
    path = real_file("incidents/chicago_1m.parquet")
    for side in (1.1, 2.2, 5.5) if path else ():
        areas = counted(path, side / 111.2)
        mean = float(np.median(areas.mean(axis=2)))
        yield f"real, {side} km, median {mean:.1f}", lambda chance, areas=areas: shuffled(areas, chance)


SQUARES, FIRST = 30, date(2026, 6, 22)
NAMES = tuple(CategoryLabel(f"c{number}", f"C{number}", "diamond", "#000000") for number in range(CATEGORIES))
EMPTY = PictureInput(
    "Provköping", Period(date(2026, 12, 7)), datetime(2026, 12, 22, tzinfo=UTC), None, NAMES, (), (), (), (), (), 0
)
SHAPE = (DISTRICTS, CATEGORIES, FORTNIGHTS)


def counted(path: Path, step: float) -> Counts:
    """(areas, the most common types, fortnights) of squares so many degrees high with two incidents a fortnight."""
    import pyarrow.parquet as pq

    table = pq.read_table(path)
    days = table["date"].to_numpy().astype("datetime64[D]").astype(np.int64)
    kinds = table["primary_type"].combine_chunks().indices.to_numpy()
    lat, lon = table["lat"].to_numpy(), table["lon"].to_numpy()
    top = np.argsort(-np.bincount(kinds))[:CATEGORIES]
    fortnight = (days - days.min()) // 14
    whole = int(fortnight.max())
    south, west = np.floor(lat / step).astype(np.int64), np.floor(lon / (step * 1.34)).astype(np.int64)
    _, area = np.unique(south * 100_000 + west, return_inverse=True)
    kept = np.isin(kinds, top) & (fortnight < whole)
    found = np.zeros((int(area.max()) + 1, CATEGORIES, whole), dtype=np.int64)
    place = np.zeros(int(kinds.max()) + 1, dtype=np.int64)
    place[top] = np.arange(CATEGORIES)
    np.add.at(found, (area[kept], place[kinds[kept]], fortnight[kept]), 1)
    return found[found.sum(axis=(1, 2)) > 2 * whole]


def shuffled(areas: Counts, chance: np.random.Generator) -> Counts:
    some = areas[chance.choice(len(areas), DISTRICTS, replace=False)]
    return some[:, :, chance.permutation(areas.shape[2])[:FORTNIGHTS]]


def with_totals(counts: Counts) -> Counts:
    """All cells and totals of an edition: (cells, fortnights), the last fortnight the period."""
    rows = np.concatenate((counts, counts.sum(axis=0, keepdims=True)))
    return np.concatenate((rows, rows.sum(axis=1, keepdims=True)), axis=1).reshape(-1, counts.shape[2])


def cells_of(counts: Counts) -> list[Comparison]:
    """Its cells and totals, judged as `compare_counts` judges them."""
    return judged_together([compare(row[-1], tuple(row[:-1])) for row in with_totals(counts).tolist()], CELLS_RATE)


def years_of(cells: list[Comparison]) -> list[Comparison]:
    spreads = [Spread(cell.history) if cell.model is Model.NEGATIVE_BINOMIAL else None for cell in cells]
    compared = [compare(cell.counted, cell.history[:1], spread) for cell, spread in zip(cells, spreads, strict=True)]
    return judged_together(compared, LAST_YEAR_RATE)


def no_change(draw: Draw) -> str:
    chance = np.random.default_rng(2026)
    any_cell = any_year = any_poisson = flagged = 0
    arrows: list[float] = []
    for _ in range(EDITIONS):
        counts = draw(chance)
        cells = cells_of(counts)
        flags = sum(cell.is_change for cell in cells)
        any_cell, flagged = any_cell + (flags > 0), flagged + flags
        any_year += flags > 0 or any(year.is_change for year in years_of(cells))
        any_poisson += any(cell.is_change for cell in judged_together([as_poisson(c) for c in cells], CELLS_RATE))
        arrows.append(arrows_of(counts))
    shares = (any_cell / EDITIONS, any_year / EDITIONS, flagged / (EDITIONS * len(cells)), float(np.mean(arrows)))
    return "{:8.1%} {:12.1%} {:13.3%} {:12.0%}".format(*shares) + f" {any_poisson / EDITIONS:14.1%}"


def as_poisson(cell: Comparison) -> Comparison:
    """The same count judged as if counts were never uneven."""
    chance = p_value(cell.counted, cell.baseline_total, len(cell.history))
    too_few = cell.counted + cell.baseline_total < FEWEST_EVENTS
    return replace(cell, p_value=chance, verdict=Verdict.TOO_FEW if too_few else Verdict.WITHIN_NORMAL)


def arrows_of(counts: Counts) -> float:
    """The share of cells that an arrow for a change of half or more, against the fortnight before, would mark."""
    now, before = counts[:, :, -1], counts[:, :, -2]
    return float((np.abs(now - before)[before > 0] >= 0.5 * before[before > 0]).mean()) if before.any() else 0.0


def clusters(number: int) -> float:
    """The share of half-years, scattered over 13 categories and busy and quiet squares, that name anything."""
    chance, named = np.random.default_rng(2028), 0
    codes = [category.code for category in NAMES]
    for _ in range(EDITIONS):
        busy = chance.gamma(1.0, size=SQUARES * SQUARES)
        squares = chance.choice(SQUARES * SQUARES, number, p=busy / busy.sum())
        lons, lats = 17.5 + squares % SQUARES * 0.0044, 59.5 + squares // SQUARES * 0.0022
        days, kinds = chance.integers(0, 182, number), np.minimum(chance.geometric(0.3, number) - 1, CATEGORIES - 1)
        points = tuple(
            PointInput(float(lon), float(lat), FIRST + timedelta(days=int(day)), None, codes[kind])
            for lon, lat, day, kind in zip(lons, lats, days, kinds, strict=True)
        )
        found = half_year(replace(EMPTY, points=points))
        named += found is not None and bool(found.hot_spots or any(near.is_clear for near in found.near_repeat))
    return named / EDITIONS


def power(mean: float, times: int) -> float:
    chance, seen = np.random.default_rng(2027), 0
    for _ in range(EDITIONS):
        counts = chance.poisson(mean, SHAPE)
        counts[0, 0, -1] = chance.poisson(times * mean)
        seen += cells_of(counts)[0].is_change
    return seen / EDITIONS


if __name__ == "__main__":
    main()
