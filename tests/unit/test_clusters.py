"""Half a year's clusters: held against what pointpats 2.5 and esda 2.9 give for the same points, and against chance."""

from dataclasses import asdict
from datetime import date, timedelta

import numpy as np
import orjson
import pytest

from geo.points import to_wgs84
from reports.picture.half_year import HalfYear
from reports.picture.inputs import PointInput
from reports.picture.numbers.clusters import FEWEST_POINTS, gi_star, half_year, hot_spots, near_repeat
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
    assert near_repeat("trafik", bursts).p_value == 0.001
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
