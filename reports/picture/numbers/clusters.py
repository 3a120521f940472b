"""Whether half a year's incidents cluster in space, and in space and time at once: hot spots and near repeats.

Neither is tested by a formula, since the textbook normal and Poisson p-values are too small for counts of which most
are zero and pairs that share their incidents. Draws of squares are counted one and all; days are shuffled from a fixed
seed: the same input, the same edition.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from math import comb

import numpy as np
from numpy.typing import NDArray

from geo.points import to_sweref, to_wgs84
from reports.picture.half_year import HalfYear, HotSpot, NearRepeat
from reports.picture.inputs import PictureInput, PointInput
from reports.picture.numbers.comparing import HOT_SPOTS_RATE, REPEATS_RATE
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
SHUFFLES = 9_999
"""So many that one category of 25 can pass alone: the least p-value is 0.0001."""
ENOUGH = 50
"""Shuffles with as many close pairs, at which the chance is seen to be no small one."""
LARGEST_TABLE = 50_000
FEWEST_SQUARES = 3
MOST_AROUND = 8
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
    as many close pairs or more: P(X >= pairs). Shuffling ends early where that share is large. Of more than 5,000
    points the newest are taken. (`pointpats.Knox` gives the same pairs and expected number; its Poisson p-value is
    P(X > pairs).)
    Source: Knox (1964), Applied Statistics 13, 25-29; by shuffling Mantel (1967), Cancer Research 27, 209-220, and
    Johnson et al. (2007), Journal of Quantitative Criminology 23, 201-219; ending early Besag & Clifford (1991),
    Biometrika 78, 301-304.
    """
    newest = points[-MOST_PAIRED:]
    near = _Near(_metres(newest))
    days: Whole = np.array([point.day.toordinal() for point in newest], dtype=np.int64)
    pairs = near.close(days)
    every = len(newest) * (len(newest) - 1) / 2
    expected = near.pairs * _pairs_in_time(days) / every
    return NearRepeat(category, METRES, DAYS, pairs, round(expected, 6), _chance_of(pairs, days, near))


def hot_spots(points: Sequence[PointInput]) -> tuple[HotSpot, ...]:
    """Squares of 250 m that with the squares around them hold more incidents than others do, the ten strongest first.

    Getis and Ord's Gi* over a square and its neighbours, among the squares that held any incident: against empty woods
    every street would be hot. A square with fewer than two such neighbours is not tested. The p-value holds the square
    and draws its neighbours at random from all others: the share of all such draws that hold as much, counted exactly.
    False discoveries are controlled over all squares tested. A single busy spot is no cluster; that is what the table
    of named places shows. Source: Getis & Ord (1992), Geographical Analysis 24, 189-206; Ord & Getis (1995),
    Geographical Analysis 27, 286-306; conditional as in Anselin (1995), Geographical Analysis 27, 93-115.
    """
    squares: list[Square] = [(int(x), int(y)) for x, y in np.floor(_metres(points) / SQUARE)]
    numbers = Counter(squares)
    place = {square: at for at, square in enumerate(sorted(numbers))}
    counts: Whole = np.array([numbers[square] for square in place], dtype=np.int64)
    groups = {square: [place[other] for other in _around(square) if other in place] for square in place}
    tested = {square: group for square, group in groups.items() if len(group) >= FEWEST_SQUARES}
    p_values = _chances(counts, [(place[square], group) for square, group in tested.items()])
    limit = discovery_limit(p_values, HOT_SPOTS_RATE)
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
    if len(counts) <= MOST_AROUND:
        return [1.0] * len(groups)
    numbers = Counter(counts.tolist())
    # Squares that hold as many themselves draw among the same others.
    ways = {own: _ways(numbers - Counter([own])) for own in {int(counts[square]) for square, _ in groups}}
    found = []
    for square, group in groups:
        own, others = int(counts[square]), len(group) - 1
        as_much = ways[own][others, int(counts[group].sum()) - own :].sum()
        found.append(min(1.0, float(as_much) / comb(len(counts) - 1, others)))
    return found


def _ways(numbers: Counter[int]) -> Floats:
    """In how many ways so many squares (rows, 0 to 8) hold so many incidents together (columns).

    `numbers` tells how many squares hold so many. Only sums of what is positive: exact to rounding, also where rare.
    """
    most = sum(sorted(numbers.elements())[-MOST_AROUND:])
    ways = np.zeros((MOST_AROUND + 1, most + 1))
    ways[0, 0] = 1
    for held, squares in numbers.items():
        before = ways.copy()
        for taken in range(1, min(MOST_AROUND, squares) + 1):
            more = taken * held
            ways[taken:, more:] += comb(squares, taken) * before[: MOST_AROUND + 1 - taken, : most + 1 - more]
    return ways


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
    limit = discovery_limit([repeat.p_value for repeat in repeats], REPEATS_RATE)
    return tuple(replace(repeat, is_clear=repeat.p_value <= limit) for repeat in repeats)


class _Near:
    """Points near each other in place: counted by spot, as many incidents are known at one and the same.

    Of n points at one spot there are n²/2 pairs; sorted by spot and day they are counted in n log n.
    """

    def __init__(self, metres: Floats) -> None:
        # Loaded here alone: only two editions a year need it.
        from scipy.spatial import cKDTree

        spots, spot = np.unique(metres, axis=0, return_inverse=True)
        self.spot: Whole = spot.reshape(-1).astype(np.int64)
        links = cKDTree(spots).query_pairs(METRES, output_type="ndarray").astype(np.int64)
        sizes = np.bincount(self.spot)
        self.pairs = int((sizes * (sizes - 1)).sum() // 2 + (sizes[links[:, 0]] * sizes[links[:, 1]]).sum())
        # Of two spots each point of the one with fewer asks for those of the other.
        is_less = sizes[links[:, 0]] <= sizes[links[:, 1]]
        asking, asked = np.where(is_less, links.T, links.T[::-1])
        members, starts = np.argsort(self.spot, kind="stable"), np.cumsum(sizes) - sizes
        times = sizes[asking]
        within = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
        self.asking: Whole = members[np.repeat(starts[asking], times) + within]
        self.asked: Whole = np.repeat(asked, times)

    def close(self, days: Whole) -> int:
        """How many of the pairs are near in time too; `days` in the order of the points."""
        since = days - days.min() + DAYS
        width = int(since.max()) + DAYS + 1
        ordered = np.sort(self.spot * width + since)
        middle = self.asked * width + since[self.asking]
        held = _up_to(ordered, int(self.spot.max() + 1) * width)
        same = held(ordered + DAYS) - np.arange(len(ordered)) - 1
        return int(same.sum() + (held(middle + DAYS) - held(middle - DAYS - 1)).sum())


def _up_to(ordered: Whole, size: int) -> Callable[[Whole], Whole]:
    """How many of the numbers (0 to `size`) are at most each of some others: from a table where it is small."""
    if size > LARGEST_TABLE:
        return lambda most: np.searchsorted(ordered, most, "right")
    table = np.bincount(ordered, minlength=size).cumsum()
    return lambda most: table[most]


def _chance_of(pairs: int, days: Whole, near: _Near) -> float:
    """The chance of as many close pairs or more; no more shuffles than it takes to see that it is not small."""
    chance, as_many = np.random.default_rng(1964), 0
    for drawn in range(1, SHUFFLES + 1):
        as_many += near.close(chance.permutation(days)) >= pairs
        if as_many == ENOUGH:
            return ENOUGH / drawn
    return (1 + as_many) / (1 + SHUFFLES)


def _pairs_in_time(days: Whole) -> int:
    """How many of all pairs are near in time."""
    ordered = np.sort(days)
    return int((np.searchsorted(ordered, ordered + DAYS, "right") - np.arange(len(ordered)) - 1).sum())


def _metres(points: Sequence[PointInput]) -> Floats:
    """Eastings and northings in SWEREF 99 TM: shape (n, 2)."""
    lons, lats = np.array([point.lon for point in points]), np.array([point.lat for point in points])
    return np.column_stack(to_sweref(lons, lats))
