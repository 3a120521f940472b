"""Half a year's clusters: held against what pointpats 2.5 and esda 2.9 give for the same points, and against chance."""

from dataclasses import asdict, replace
from datetime import date, timedelta
from itertools import combinations

import numpy as np
import orjson
import pytest

from geo.points import to_wgs84
from reports.picture.half_year import HalfYear
from reports.picture.inputs import CountInput, PointInput
from reports.picture.numbers.cells import compare_counts
from reports.picture.numbers.clusters import (
    FEWEST_POINTS,
    _chances,
    _Near,
    gi_star,
    half_year,
    hot_spots,
    near_repeat,
)
from reports.picture.numbers.comparing import (
    CELLS_RATE,
    HOT_SPOTS_RATE,
    PLACES_RATE,
    REPEATS_RATE,
    SOURCES_RATE,
    last_year_rate,
)
from reports.picture.record import Verdict
from tests.unit.picture_data import PERIOD, picture_input

EAST, NORTH = 641_000, 6_600_000
LATTICE = (0, 1, 0, 0, 2, 0, 3, 5, 1, 0, 1, 4, 9, 2, 0, 0, 2, 3, 1, 0, 0, 0, 1, 0, 0)
"""Made up, 5 × 5."""
SCORES = {6: 2.042752923, 7: 2.435590024, 11: 2.828427125, 12: 3.417682776, 18: 0.667823071}
"""Squares with eight neighbours: `esda.G_Local(x, w, transform="B", star=True).Zs`."""


def at(east: float, north: float, day: int, category: str = "trafik") -> PointInput:
    lon, lat = to_wgs84(EAST + east, NORTH + north)
    return PointInput(lon, lat, PERIOD.start - timedelta(days=day), "norr", category)


def scattered(number: int, seed: int, width: int = 3000) -> list[PointInput]:
    chance = np.random.default_rng(seed)
    rows = zip(*(chance.integers(0, most, number) for most in (width, width, 180)), strict=True)
    return [at(float(x), float(y), int(day)) for x, y, day in rows]


def test_pairs_near_in_place_and_time_are_those_of_pointpats():
    """`pointpats.Knox(…, delta=200, tau=14)` of the same draw: 11 pairs, 7.2205 expected, p of 0.083 by shuffling."""
    chance = np.random.default_rng(7)
    places, days = chance.integers(0, 1500, (40, 2)), chance.integers(0, 120, 40)
    found = near_repeat("trafik", [at(x, y, int(day)) for (x, y), day in zip(places, days, strict=True)])
    assert (found.pairs, found.expected) == (11, pytest.approx(7.220513))
    assert found.p_value == pytest.approx(0.083, abs=0.03)


def test_gi_star_is_that_of_esda():
    counts = np.array(LATTICE)
    for square, score in SCORES.items():
        group = [square + east + 5 * north for north in (-1, 0, 1) for east in (-1, 0, 1)]
        assert gi_star(counts, group) == pytest.approx(score)


def test_the_chance_of_as_many_pairs_counts_the_number_itself():
    """All on one day: every shuffle gives the same pairs, so P(X >= n) is 1 where P(X > n) would be 0."""
    assert near_repeat("trafik", [at(100.0 * n, 0, 3) for n in range(40)]).p_value == 1


def test_what_repeats_near_in_place_and_time_is_found_and_scattered_incidents_are_not():
    bursts = [at(x + step, y, day + step // 10) for x, y, day in spots(12) for step in (0, 10, 20)]
    assert near_repeat("trafik", bursts).p_value == 0.0001
    chances = [near_repeat("trafik", scattered(60, seed)).p_value for seed in range(20)]
    assert 0.2 < float(np.mean(chances)) < 0.8


def spots(number: int) -> list[tuple[int, int, int]]:
    chance = np.random.default_rng(3)
    return [(int(x), int(y), int(day)) for x, y, day in chance.integers(0, (3000, 3000, 170), (number, 3))]


def test_a_square_with_far_more_than_others_is_hot_and_evenly_scattered_ones_are_not():
    near = np.random.default_rng(5).normal(1500, 200, (50, 2))
    crowd = [at(float(x), float(y), 3 * n) for n, (x, y) in enumerate(near)]
    [hot, *_] = hot_spots([*scattered(150, 1), *crowd])
    assert orjson.loads(orjson.dumps(hot)) == asdict(hot), "it can be stored"
    assert (hot.number >= 5, hot.around >= 20, hot.district) == (True, True, "norr")
    lon, lat = to_wgs84(EAST + 1500, NORTH + 1500)
    assert (hot.lon, hot.lat) == (pytest.approx(lon, abs=0.006), pytest.approx(lat, abs=0.003))
    assert sum(bool(hot_spots(scattered(150, seed))) for seed in range(10)) <= 2


def test_the_chance_of_a_square_is_the_share_of_all_draws():
    """Against every draw of two among the eleven others."""
    counts = np.array([4, 1, 1, 2, 7, 1, 3, 2, 1, 1, 5, 1])
    draws = [counts[0] + sum(two) for two in combinations(counts[1:].tolist(), 2)]
    for group in ([0, 4, 3], [0, 4, 10], [0, 1, 2]):
        wanted = sum(draw >= counts[group].sum() for draw in draws) / len(draws)
        assert _chances(counts, [(0, group)]) == [pytest.approx(wanted)]


def test_one_hot_spot_is_found_among_any_number_of_squares():
    """400 squares tested: what a set number of draws could show would have to be below 0.0025 / 400."""
    even = [at(250.0 * east + 5, 250.0 * north + 5, 9) for east in range(20) for north in range(20)]
    crowd = [at(2505.0 + 250 * east, 2505.0, 9) for east in (-1, 0, 1) for _ in range(9)]
    found = hot_spots([*even, *crowd])
    assert {spot.around for spot in found} == {36}
    assert len(found) == 2, "north and south of three squares in a row"


@pytest.mark.parametrize("last_day", [150, 3000], ids=["from a table", "from what is sorted"])
def test_pairs_at_and_between_spots_are_those_counted_one_by_one(last_day: int):
    chance = np.random.default_rng(11)
    metres = chance.integers(0, 5, (60, 2)) * 90.0
    days = chance.integers(0, last_day, 60)
    near = _Near(metres)
    pairs = [(a, b) for a, b in combinations(range(60), 2) if np.hypot(*(metres[a] - metres[b])) <= 200]
    assert near.pairs == len(pairs)
    assert near.close(days) == sum(abs(int(days[a] - days[b])) <= 14 for a, b in pairs)


def test_thousands_at_one_spot_are_counted_without_their_pairs():
    """4,000 make eight million pairs, which once were all held and gone through for each shuffle."""
    near = _Near(np.zeros((4_000, 2)))
    assert near.pairs == 4_000 * 3_999 // 2
    assert near.asking.size == 0


def test_the_five_per_cent_of_an_edition_hold_in_those_of_a_half_year_too():
    ordinary = CELLS_RATE + PLACES_RATE + SOURCES_RATE
    assert ordinary + last_year_rate(has_half_year=False) == pytest.approx(0.05)
    half_year_s = last_year_rate(has_half_year=True) + REPEATS_RATE + HOT_SPOTS_RATE
    assert ordinary + half_year_s == pytest.approx(0.05)
    found = half_year(picture_input(points=tuple(scattered(400, 1))))
    assert found is not None
    assert all(spot.p_value <= HOT_SPOTS_RATE for spot in found.hot_spots)


def test_last_year_gives_of_its_share_where_half_a_year_is_looked_at():
    """13 against 2 has a p-value of 0.0074: between the two shares."""
    starts = [period.start for period in PERIOD.before(26)]
    days = [*starts, PERIOD.start]
    numbers = [2, *[10] * 25, 13]
    told = tuple(CountInput(day, "norr", "trafik", number) for day, number in zip(days, numbers, strict=True))
    data = picture_input(counts=told, first_data=starts[0], districts=picture_input().districts[:1])
    years = [
        compare_counts(replace(data, points=points))["norr", "trafik"].last_year
        for points in ((), tuple(scattered(60, 2)))
    ]
    assert [year.verdict for year in years if year] == [Verdict.CLEAR_INCREASE, Verdict.WITHIN_NORMAL]


def test_with_too_few_points_nothing_is_tested_and_the_section_says_so():
    assert half_year(picture_input()) is None
    few = half_year(picture_input(points=tuple(scattered(FEWEST_POINTS - 1, 2))))
    assert few == HalfYear(FEWEST_POINTS - 1, is_enough=False)
    enough = half_year(picture_input(points=(*scattered(FEWEST_POINTS, 2), at(0, 0, 1, "skada"))))
    assert enough is not None
    assert (enough.is_enough, enough.too_few, [found.category for found in enough.near_repeat]) == (
        True,
        ("skada",),
        ["trafik"],
    )


def test_points_in_another_order_give_the_same():
    points = tuple(scattered(120, 4))
    assert half_year(picture_input(points=points)) == half_year(picture_input(points=points[::-1]))


def test_the_half_year_ends_in_june_and_in_december():
    ends = [period.last_day for period in PERIOD.before(53) if period.ends_half_year]
    assert ends == [date(2024, 12, 22), date(2025, 6, 22), date(2025, 12, 21), date(2026, 6, 21)]
