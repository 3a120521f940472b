"""Which area a point lies in, and splitting an outline by the nearest town."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import MultiPolygon, box

from geo.areas import Area, AreaIndex, circle_within, split_by_nearest, to_plane
from geo.points import Point, metres_between

WEST, EAST = Area("west", "Väst", box(17.0, 59.0, 17.5, 60.0)), Area("east", "Öst", box(17.5, 59.0, 18.0, 60.0))
INDEX = AreaIndex([WEST, EAST])
OUTLINE = MultiPolygon(
    [shapely.Point(17.6, 59.5).buffer(0.3).difference(box(17.5, 59.6, 17.6, 60)), box(18, 59.4, 18.1, 59.5)]
)

points = st.builds(Point, st.floats(17.35, 17.85), st.floats(59.25, 59.75))
towns = st.lists(points, min_size=1, max_size=7, unique=True)


def test_inside_outside_and_on_the_border():
    assert INDEX.area_of(Point(17.2, 59.5)) == "west"
    assert INDEX.area_of(Point(20, 59.5)) is None
    assert INDEX.area_of(Point(17.5, 59.5)) == "east", "a shared border belongs to the first by key"


def test_the_order_given_does_not_matter():
    assert AreaIndex([EAST, WEST]).area_of(Point(17.5, 59.5)) == "east"


def test_no_points_no_areas():
    assert INDEX.areas_of(np.array([]), np.array([])) == []
    assert AreaIndex([]).areas_of(np.array([17.0]), np.array([59.0])) == [None]
    assert INDEX.areas_of(np.array([np.nan]), np.array([59.5])) == [None]


@given(st.lists(st.tuples(st.sampled_from([16.9, 17.0, 17.3, 17.5, 18.0]), st.sampled_from([58.9, 59.0, 59.7, 60.0]))))
def test_many_points_get_what_each_gets_alone(pairs: list[tuple[float, float]]):
    lons, lats = np.array([lon for lon, _ in pairs]), np.array([lat for _, lat in pairs])
    assert INDEX.areas_of(lons, lats) == [INDEX.area_of(Point(lon, lat)) for lon, lat in pairs]


@settings(max_examples=40)
@given(towns, st.sampled_from([0.0, 50.0, 400.0]))
def test_parts_cover_the_outline_without_gaps_or_overlaps(places: list[Point], tolerance: float):
    parts = split_by_nearest(OUTLINE, {str(i): place for i, place in enumerate(places)}, tolerance)
    filled = [part for part in parts.values() if not part.is_empty]
    whole = to_plane(shapely.union_all(filled))
    assert shapely.coverage_is_valid(filled)
    assert sum(to_plane(part).area for part in filled) == pytest.approx(whole.area, rel=1e-9)
    if not tolerance:
        assert whole.symmetric_difference(to_plane(OUTLINE)).area < 1e-6 * whole.area


@settings(max_examples=30)
@given(towns, points)
def test_each_point_lies_in_the_part_of_its_nearest_town(places: list[Point], point: Point):
    parts = split_by_nearest(OUTLINE, {str(i): place for i, place in enumerate(places)})
    found = AreaIndex(Area(key, key, part) for key, part in parts.items()).area_of(point)
    distances = [metres_between(point, place) for place in places]
    if found is not None:
        assert distances[int(found)] <= min(distances) + 0.1


def test_towns_that_cannot_split_are_refused():
    with pytest.raises(ValueError, match="apart"):
        split_by_nearest(OUTLINE, {})
    with pytest.raises(ValueError, match="apart"):
        split_by_nearest(OUTLINE, {"a": Point(17.5, 59.5), "b": Point(17.5, 59.5)})


def test_a_circle_ends_at_the_area_it_lies_in():
    town = box(17.6, 59.4, 17.7, 59.6)
    whole = to_plane(circle_within(town, Point(17.65, 59.5), 400))
    half = to_plane(circle_within(town, Point(17.7, 59.5), 400))
    assert whole.area == pytest.approx(np.pi * 400**2, rel=0.01)
    assert half.area == pytest.approx(whole.area / 2, rel=0.01)
