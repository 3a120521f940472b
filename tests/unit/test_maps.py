"""The folium map taken apart, names that find room, and the packing of marks."""

import gzip
import random
import subprocess
import sys
from itertools import accumulate
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import MultiPolygon, box

from app.maps.rules import Mark, bounds_of, columns
from geo.areas import Area
from geo.maps import KINDS, LAST_ZOOM, MapName, district_map, land_and_beyond, zooms_with_room
from geo.points import LocationPrecision, Point
from reports.incoming.drafts import Certainty

HALF_A_YEAR = 494_000
PRECISIONS = [LocationPrecision.POINT, LocationPrecision.STREET, LocationPrecision.PLACE]
WEST = Area("vast", "Väst", MultiPolygon([box(17.6, 59.4, 17.7, 59.6)]))
EAST = Area("ost", "Öst", MultiPolygon([box(17.7, 59.4, 17.8, 59.6)]))
STATION = MapName("Provstads station", "station", Point(17.65, 59.45))

marks = st.lists(
    st.builds(
        Mark,
        id=st.integers(1, 2**40),
        lon=st.floats(-180, 180),
        lat=st.floats(-90, 90),
        kind=st.integers(1, 200),
        precision=st.sampled_from(PRECISIONS),
        hour=st.integers(-10_000, 2_000_000),
        touched=st.integers(1, 24),
        certainty=st.sampled_from(Certainty),
    ),
    max_size=60,
    unique_by=lambda mark: mark.id,
).map(lambda some: sorted(some, key=lambda mark: mark.id))


def test_nothing_of_the_map_comes_from_elsewhere():
    parts = district_map([WEST, EAST], [STATION])
    both = parts.html + parts.script
    for outside in ("http", "//cdn", "<link", "<style", "src=", "jquery", "$("):
        assert outside not in both


def test_the_same_areas_give_the_same_text():
    assert district_map([WEST, EAST], [STATION]) == district_map([WEST, EAST], [STATION])
    assert 'id="map_laget"' in district_map([WEST], []).html


def test_water_ends_where_the_land_is_no_longer_known():
    land = MultiPolygon([box(17.4, 59.3, 17.5, 59.7), box(17.85, 59.3, 17.9, 59.7)])
    around = land_and_beyond(land, [WEST.shape, EAST.shape])
    assert around.is_valid
    assert [around.covers(at) for at in (box(17.45, 59.5, 17.46, 59.6), box(17.82, 59.5, 17.83, 59.6))] == [True, False]
    assert all(around.covers(at) for at in (box(0, 50, 17.4, 60), box(17.9, 50, 40, 60), box(10, 59.7, 20, 70)))
    assert not around.intersects(box(17.501, 59.301, 17.599, 59.699))
    assert "[100.0, 85.0]" in district_map([WEST, EAST], [], land).script


def test_areas_and_names_stand_in_the_script():
    script = district_map([WEST, EAST], [STATION]).script
    for words in ("V\\u00e4st", "\\u00d6st", "Provstads station", "[17.6, 59.4]"):
        assert words in script


def test_a_name_cannot_break_out_of_the_script_or_become_markup():
    hostile = "</script><img src=x onerror=alert(1)>"
    script = district_map([Area("a", hostile, WEST.shape)], [MapName(hostile, "station", STATION.at)]).script
    assert "<" not in script.replace("<=", "")
    assert "\\u0026lt;img" in script  # Leaflet makes markup of it, so it is escaped for that as well


def test_a_map_of_nothing_is_refused():
    with pytest.raises(ValueError, match="area"):
        district_map([], [])


def test_of_two_names_at_one_point_the_dearer_stands():
    school = MapName("Provskolan", "school", STATION.at)
    assert zooms_with_room([school, STATION]) == [None, KINDS["station"]]


def test_names_join_as_they_find_room():
    near = MapName("Provgatan", "street", Point(STATION.at.lon + 0.001, STATION.at.lat))
    far = MapName("Långtbortgatan", "street", Point(STATION.at.lon + 0.1, STATION.at.lat))
    station, late, soon = zooms_with_room([STATION, near, far])
    assert station == KINDS["station"]
    assert soon == KINDS["street"]
    assert late is not None
    assert KINDS["street"] < late <= LAST_ZOOM


def test_kinds_that_nobody_looks_for_are_not_named():
    assert zooms_with_room([MapName("Huset", "building", STATION.at)]) == [None]


def unpacked(packed: dict[str, Any]) -> list[Mark]:
    """As static/js/map-layer.js does it."""
    west, south = packed["origin"]

    def number(text: str, place: int, width: int) -> int:
        digits = text[place * width : (place + 1) * width]
        return sum((ord(digit) - 48) * 32 ** (width - 1 - i) for i, digit in enumerate(digits))

    return [
        Mark(
            id_,
            (west + number(packed["at"], 2 * i, packed["width"])) / packed["scale"],
            (south + number(packed["at"], 2 * i + 1, packed["width"])) / packed["scale"],
            packed["kinds"][ord(packed["kind"][i]) - 48],
            LocationPrecision(packed["precisions"][ord(packed["precision"][i]) - 48]),
            packed["first"] + number(packed["hour"], i, packed["hours"]),
            ord(packed["touched"][i]) - 48,
            Certainty(packed["certainties"][ord(packed["certainty"][i]) - 48]),
        )
        for i, id_ in enumerate(accumulate(packed["id"]))
    ]


@given(marks)
def test_what_is_packed_comes_out_again(some: list[Mark]):
    again = unpacked(orjson.loads(orjson.dumps(columns(some))))
    for before, after in zip(some, again, strict=True):
        assert after._replace(lon=0, lat=0) == before._replace(lon=0, lat=0)
        assert after.lon == pytest.approx(before.lon, abs=0.6e-5)
        assert after.lat == pytest.approx(before.lat, abs=0.6e-5)


def test_ten_thousand_marks_of_half_a_year_are_some_eighty_kilobytes():
    chance = random.Random(1)
    scattered = [
        Mark(
            i,
            chance.uniform(17.53, 17.83),
            chance.uniform(59.44, 59.65),
            chance.randrange(12),
            chance.choice(PRECISIONS),
            HALF_A_YEAR + chance.randrange(26 * 7 * 24),
            chance.choice([1, 1, 1, 4, 24]),
            chance.choice(list(Certainty)),
        )
        for i in range(1, 10_001)
    ]
    packed = orjson.dumps(columns(scattered))
    assert len(gzip.compress(packed, 6)) < 80_000
    assert b"summary" not in packed


def test_bounds_hold_all_shapes():
    assert bounds_of([WEST.shape, EAST.shape]) == [17.6, 59.4, 17.8, 59.6]
    assert bounds_of([]) is None


def test_the_web_process_starts_without_folium_and_what_writes_office_files():
    heavy = {"folium", "branca", "docx", "pptx", "xlsxwriter"}
    program = f"import sys, app, geo.maps; sys.exit(bool({heavy} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
