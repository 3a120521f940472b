"""Density: how many per square kilometre, over how many metres, and where nothing may be said."""

from itertools import pairwise

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.density import FEWEST, PARTS, STEPS, Density, Spots, density, usual_reach
from geo.points import LocationPrecision, to_sweref

LON, LAT = 17.65, 59.51
EAST, NORTH = to_sweref(LON, LAT)


def spots(*offsets: tuple[float, float], numbers: list[float] | None = None, radius: float = 0) -> Spots:
    """At so many metres east and north of a point."""
    easts, norths = np.array(offsets, dtype=float).reshape(-1, 2).T
    held = np.ones(len(easts)) if numbers is None else np.array(numbers)
    return Spots(EAST + easts, NORTH + norths, held, np.full(len(easts), radius))


def area(found: Density) -> float:
    return found.side**2 / 1e6


def test_one_spot_gives_the_kernel_around_it():
    found = density(spots((0, 0), numbers=[1000]), 300)
    middle = 1000 / (2 * np.pi * 0.15**2)
    assert found.per_km2.max() == pytest.approx(middle, rel=0.03)
    distances = np.hypot((found.columns + 0.5) * found.side - EAST, (found.rows + 0.5) * found.side - NORTH)
    at_edge = np.abs(distances - 300) < 20
    assert found.per_km2[at_edge] / middle == pytest.approx(np.exp(-2), rel=0.35)


def test_all_weigh_one_in_all_where_nothing_is_masked():
    # So many at every spot of a wide field that only its edge is lost.
    field = [(east, north) for east in range(0, 3000, 100) for north in range(0, 3000, 100)]
    found = density(spots(*field, numbers=[FEWEST] * len(field)), 300)
    assert (found.per_km2 * area(found)).sum() == pytest.approx(FEWEST * len(field), rel=0.02)
    inside = found.per_km2[(found.numbers >= found.numbers.max() * 0.95)]
    assert np.median(inside) == pytest.approx(FEWEST * 100, rel=0.05)


@pytest.mark.parametrize(("number", "is_told"), [(FEWEST - 1, False), (FEWEST, True)])
def test_nothing_is_said_where_there_are_too_few(number: int, is_told: bool):
    found = density(spots(*[(0, 0)] * number), 300)
    assert bool(len(found.per_km2)) is is_told
    assert len(found.peaks()) == is_told
    assert bool(found.shapes()) is is_told


def test_what_is_out_of_reach_does_not_help():
    apart = [(east, 0) for east in range(0, FEWEST * 1000, 1000)]
    assert not len(density(spots(*apart), 300).per_km2)
    assert set(density(spots(*apart, *[(0, 0)] * (FEWEST - 1)), 300).numbers) == {FEWEST}


def test_a_street_is_spread_by_its_own_doubt_too():
    exact, vague = (density(spots((0, 0), numbers=[100], radius=radius), 150) for radius in (0, 300))
    assert vague.per_km2.max() / exact.per_km2.max() == pytest.approx(150**2 / (150**2 + 300**2), rel=0.05)
    assert vague.peaks()[0].number == exact.peaks()[0].number == 100


def test_places_and_numbers_of_peaks():
    found = density(spots((0, 0), (2000, 0), (2100, 0), numbers=[40, 10, 6]), 300)
    first, second = found.peaks()
    assert (first.number, second.number) == (40, 16)
    assert (first.lon, first.lat) == (pytest.approx(LON, abs=0.001), pytest.approx(LAT, abs=0.0005))
    assert [peak.number for peak in found.peaks(most=1)] == [40]


def test_steps_double_in_round_numbers_and_hold_all_cells():
    found = density(spots((0, 0), (700, 0), numbers=[173, 40]), 300)
    begins, shapes = found.steps(), found.shapes()
    assert len(begins) == len(shapes) == STEPS
    assert [later / earlier for earlier, later in pairwise(begins[1:])] == [2.0] * 3
    assert float(f"{begins[1]:.2g}") == begins[1]
    assert begins[-1] <= found.per_km2.max()
    here = [shape.covers(shapely.Point(LON, LAT)) for shape in shapes]
    assert here == [False] * (STEPS - 1) + [True]
    metres = sum(shapely.transform(shape, to_sweref, interleaved=False).area for shape in shapes)
    assert metres / 1e6 == pytest.approx(len(found.per_km2) * area(found), rel=1e-6)


@given(st.lists(st.tuples(st.integers(-900, 900), st.integers(-900, 900)), min_size=1, max_size=40))
def test_numbers_within_reach_are_those_that_are_there(offsets: list[tuple[int, int]]):
    given_spots = spots(*offsets)
    found = density(given_spots, 300)
    side = 300 / PARTS
    columns, rows = (np.floor(metres / side) for metres in (given_spots.easts, given_spots.norths))
    for column, row, number in zip(found.columns, found.rows, found.numbers, strict=True):
        assert number == ((columns - column) ** 2 + (rows - row) ** 2 <= PARTS**2).sum()


def test_spots_far_apart_need_no_room_between_them():
    found = density(spots(*[(0, 0)] * 9, *[(150_000, 200_000)] * 9), 150)
    assert len(found.peaks()) == 2


def test_the_usual_reach_grows_where_incidents_are_sparse():
    dense, sparse, lone = ([(east, 0) for east in range(0, 40 * step, step)] for step in (20, 100, 900))
    assert [usual_reach(spots(*some)) for some in (dense, sparse, lone, [])] == [150, 300, 600, 600]


def test_without_incidents_there_is_nothing():
    found = density(spots(), 300)
    assert (found.steps(), found.shapes(), found.peaks()) == ((), [], [])


def test_what_is_wrong_is_refused():
    with pytest.raises(ValueError, match="0 metres"):
        density(spots((0, 0)), 0)
    with pytest.raises(ValueError, match="district has no point"):
        Spots.of(np.array([LON]), np.array([LAT]), np.array([1.0]), [LocationPrecision.DISTRICT])


def test_degrees_and_precisions_become_metres():
    given_spots = Spots.of(np.array([LON]), np.array([LAT]), np.array([2.0]), [LocationPrecision.STREET])
    assert (given_spots.easts[0], given_spots.norths[0]) == pytest.approx((EAST, NORTH))
    assert (given_spots.numbers[0], given_spots.radii[0]) == (2, 150)
