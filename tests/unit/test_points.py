"""Points, the projection of Sweden, and distances."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.points import Point, metres_between, to_sweref, to_wgs84

LONS = st.floats(11, 24.1)
LATS = st.floats(55.3, 69)


def test_the_central_meridian_has_the_false_easting():
    easting, northing = to_sweref(15.0, 59.0)
    assert easting == pytest.approx(500_000)
    assert 6_540_000 < northing < 6_542_000


def test_a_distance_agrees_with_the_geodesic():
    """Bro station to Kungsängens station; the geodesic on GRS 80 is 7,586.65 m."""
    assert metres_between(Point(17.6359, 59.5114), Point(17.7525, 59.4779)) == pytest.approx(7586.65, rel=0.0005)


def test_arrays_stay_arrays():
    eastings, northings = to_sweref(np.array([15.0, 17.6]), np.array([59.0, 59.5]))
    assert eastings.shape == northings.shape == (2,)
    assert (float(eastings[1]), float(northings[1])) == pytest.approx(to_sweref(17.6, 59.5))


@given(LONS, LATS)
def test_there_and_back_again(lon: float, lat: float):
    assert to_wgs84(*to_sweref(lon, lat)) == pytest.approx((lon, lat), abs=1e-7)


@given(LONS, LATS, LONS, LATS)
def test_distance_is_symmetric(lon: float, lat: float, other_lon: float, other_lat: float):
    a, b = Point(lon, lat), Point(other_lon, other_lat)
    assert metres_between(a, b) == metres_between(b, a) >= 0
    assert metres_between(a, a) == 0


def test_importing_points_and_names_loads_nothing_heavy():
    """The web process must start fast."""
    loaded = "import sys, geo.points, geo.gazetteer; print({'numpy', 'shapely', 'rapidfuzz'} & set(sys.modules))"
    printed = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert printed.stdout.strip() == "set()"
