"""Whether half a year's incidents cluster in space, and in space and time at once: hot spots and near repeats.

Both are tested by shuffling, since the textbook normal and Poisson p-values are too small for counts of which most are
zero and pairs that share their incidents. The shuffles are drawn from fixed seeds: the same input, the same edition.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from geo.points import to_sweref, to_wgs84
from reports.picture.half_year import HalfYear, HotSpot, NearRepeat
from reports.picture.inputs import PictureInput, PointInput
from reports.picture.numbers.rates import discovery_limit

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Square = tuple[int, int]

FEWEST_POINTS = 60
"""Below it a town's squares hold one or two incidents each, and one evening decides which of them is hot."""
FEWEST_PAIRED = 30
"""Below it chance gives about one close pair (of 435 pairs, 2 % near in place and 15 % in time), and one more pair
would be called a pattern."""
MOST_PAIRED = 5_000
METRES, DAYS = 200, 14
SQUARE = 250
SHUFFLES = 999
DRAWS = 4_999
FEWEST_SQUARES = 3
MOST_SPOTS = 10


def half_year(data: PictureInput) -> HalfYear | None:
    """Near repeats per category and hot spots of all `data.points`; None where none are given.

    With fewer than 60 points nothing is tested, and no near repeats of a category with fewer than 30.
    """
    if not data.points:
        return None
    points = sorted(data.points, key=lambda point: (point.day, point.lon, point.lat, point.category))
    if len(points) < FEWEST_POINTS:
        return HalfYear(len(points), is_enough=False)
    by_category: dict[str, list[PointInput]] = defaultdict(list)
    for point in points:
        by_category[point.category].append(point)
    few = tuple(c.code for c in data.categories if 0 < len(by_category[c.code]) < FEWEST_PAIRED)
    tested = [c.code for c in data.categories if len(by_category[c.code]) >= FEWEST_PAIRED]
    repeats = _judged([near_repeat(code, by_category[code]) for code in tested])
    return HalfYear(len(points), True, repeats, few, hot_spots(points), SQUARE)


def near_repeat(category: str, points: Sequence[PointInput]) -> NearRepeat:
    """Knox's test: are pairs near in place also near in time (200 m, 14 days) more often than chance gives?

    The days are shuffled over the places; the p-value is the share of all arrangements, the real one among them, with
    as many close pairs or more: P(X >= pairs). Of more than 5,000 points the newest are taken. (`pointpats.Knox` gives
    the same pairs and expected number; its Poisson p-value is P(X > pairs).)
    Source: Knox (1964), Applied Statistics 13, 25-29; by shuffling Mantel (1967), Cancer Research 27, 209-220, and
    Johnson et al. (2007), Journal of Quantitative Criminology 23, 201-219.
    """
    # Loaded here alone: only two editions a year need it.
    from scipy.spatial import cKDTree

    newest = points[-MOST_PAIRED:]
    near = cKDTree(_metres(newest)).query_pairs(METRES, output_type="ndarray")
    days: Whole = np.array([point.day.toordinal() for point in newest], dtype=np.int64)
    pairs, chance = _close(days, near), np.random.default_rng(1964)
    shuffled = [_close(chance.permutation(days), near) for _ in range(SHUFFLES)]
    every = len(newest) * (len(newest) - 1) / 2
    expected = len(near) * _pairs_in_time(days) / every
    p_value = (1 + sum(number >= pairs for number in shuffled)) / (1 + SHUFFLES)
    return NearRepeat(category, METRES, DAYS, pairs, round(expected, 6), p_value)


def hot_spots(points: Sequence[PointInput]) -> tuple[HotSpot, ...]:
    """Squares of 250 m that with the squares around them hold more incidents than others do, the ten strongest first.

    Getis and Ord's Gi* over a square and its neighbours, among the squares that held any incident: against empty woods
    every street would be hot. A square with fewer than two such neighbours is not tested. The p-value holds the square
    and draws its neighbours at random from all others: the share of draws that hold as much, the real one among them.
    False discoveries are controlled over all squares tested. A single busy spot is no cluster; that is what the table
    of named places shows. Source: Getis & Ord (1992), Geographical Analysis 24, 189-206; Ord & Getis (1995),
    Geographical Analysis 27, 286-306; by draws as in Anselin (1995), Geographical Analysis 27, 93-115.
    """
    squares: list[Square] = [(int(x), int(y)) for x, y in np.floor(_metres(points) / SQUARE)]
    numbers = Counter(squares)
    place = {square: at for at, square in enumerate(sorted(numbers))}
    counts: Whole = np.array([numbers[square] for square in place], dtype=np.int64)
    groups = {square: [place[other] for other in _around(square) if other in place] for square in place}
    tested = {square: group for square, group in groups.items() if len(group) >= FEWEST_SQUARES}
    p_values = _chances(counts, [(place[square], group) for square, group in tested.items()])
    limit = discovery_limit(p_values)
    found = [
        _hot_spot(square, counts, (place[square], group), p_value, _home(points, squares, square))
        for (square, group), p_value in zip(tested.items(), p_values, strict=True)
        if p_value <= limit
    ]
    return tuple(sorted(found, key=lambda spot: (-spot.z, spot.lon, spot.lat))[:MOST_SPOTS])


def gi_star(counts: Whole, group: Sequence[int]) -> float:
    """Gi* as a standard score, of the squares at the indexes `group` of all `counts`; 0 where all are alike."""
    n, held = len(counts), len(group)
    spread = float(counts.std()) * float(np.sqrt((n * held - held**2) / (n - 1)))
    return float(counts[group].sum() - held * counts.mean()) / spread if spread else 0.0


def _chances(counts: Whole, groups: list[tuple[int, list[int]]]) -> list[float]:
    """Per (square, its group): the chance that the square itself and as many others, drawn at random, hold as much."""
    chance, others = np.random.default_rng(1992), len(counts) - 1
    if others < 8:
        return [1.0] * len(groups)
    # Each shuffle is cut into draws of eight, none of which holds a square twice.
    shuffles = -(-DRAWS // (others // 8))
    draws = np.concatenate([chance.permutation(others)[: others // 8 * 8].reshape(-1, 8) for _ in range(shuffles)])[
        :DRAWS
    ]
    found = []
    for square, group in groups:
        drawn = draws[:, : len(group) - 1]
        sums = counts[drawn + (drawn >= square)].sum(axis=1) + counts[square]
        found.append((1 + int((sums >= counts[group].sum()).sum())) / (1 + DRAWS))
    return found


def _around(square: Square) -> list[Square]:
    """The square and its eight neighbours."""
    return [(square[0] + east, square[1] + north) for east in (-1, 0, 1) for north in (-1, 0, 1)]


def _hot_spot(square: Square, counts: Whole, held: tuple[int, list[int]], p_value: float, home: str | None) -> HotSpot:
    # Plain numbers: those of numpy cannot be stored as JSON.
    lon, lat = (round(float(part), 6) for part in to_wgs84((square[0] + 0.5) * SQUARE, (square[1] + 0.5) * SQUARE))
    own, around = int(counts[held[0]]), int(counts[held[1]].sum())
    return HotSpot(home, lon, lat, own, around, round(gi_star(counts, held[1]), 6), p_value)


def _home(points: Sequence[PointInput], squares: list[Square], square: Square) -> str | None:
    """The district of most of a square's incidents."""
    here = Counter(point.district or "" for point, at in zip(points, squares, strict=True) if at == square)
    return min(here, key=lambda district: (-here[district], district)) or None


def _judged(repeats: list[NearRepeat]) -> tuple[NearRepeat, ...]:
    limit = discovery_limit([repeat.p_value for repeat in repeats])
    return tuple(replace(repeat, is_clear=repeat.p_value <= limit) for repeat in repeats)


def _close(days: Whole, near: Whole) -> int:
    """How many of the pairs `near` in place (indexes, two columns) are near in time."""
    return int((np.abs(days[near[:, 0]] - days[near[:, 1]]) <= DAYS).sum())


def _pairs_in_time(days: Whole) -> int:
    """How many of all pairs are near in time."""
    ordered = np.sort(days)
    return int((np.searchsorted(ordered, ordered + DAYS, "right") - np.arange(len(ordered)) - 1).sum())


def _metres(points: Sequence[PointInput]) -> Floats:
    """Eastings and northings in SWEREF 99 TM: shape (n, 2)."""
    lons, lats = np.array([point.lon for point in points]), np.array([point.lat for point in points])
    return np.column_stack(to_sweref(lons, lats))
