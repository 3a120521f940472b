"""Tiles: where they lie, what their bytes say, how cells add up; and what is kept of what was made."""

from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.maps.rules import Mark
from app.tiles.kept import Kept
from app.tiles.rules import FINER, Cell, Counted, cell_key, cells_tile, parts_of_key
from geo.points import LocationPrecision
from geo.tiles import EXTENT, Feature, Tile, encode, mercator_x, mercator_y
from reports.incoming.drafts import Certainty
from tests.at_once import at_once
from tests.vector_tiles import read_tile

TEXT = st.text(max_size=8)
TOLD = st.dictionaries(TEXT, TEXT | st.integers(-(2**31), 2**53), max_size=4)
STEP = st.integers(-EXTENT, 2 * EXTENT)
FEATURES = st.lists(st.builds(Feature, st.integers(0, 2**53), STEP, STEP, TOLD), max_size=6)


@given(TEXT, FEATURES)
def test_what_is_encoded_is_read_back(layer: str, features: list[Feature]):
    assert read_tile(encode(layer, features)) == [(layer, *feature) for feature in features]


def test_a_tile_has_the_bytes_of_the_format():
    """Written by hand from the specification: one layer, one point at (5, 7) with the id 3 that tells a = "b"."""
    feature = b"\x08\x03\x12\x02\x00\x00\x18\x01\x22\x03\x09\x0a\x0e"
    layer = b"\x0a\x01L" + b"\x12\x0d" + feature + b"\x1a\x01a" + b"\x22\x03\x0a\x01b" + b"\x28\x80\x20" + b"\x78\x02"
    assert encode("L", [Feature(3, 5, 7, {"a": "b"})]) == b"\x1a" + bytes([len(layer)]) + layer


def test_a_tile_without_points_has_no_bytes():
    assert encode("L", []) == b""


def test_where_a_tile_lies():
    """The tile of Stockholm's middle at zoom 10, as the world's maps number it."""
    tile = Tile(10, 563, 301)
    assert (tile.west, tile.east) == pytest.approx((17.9297, 18.2812), abs=1e-4)
    assert (tile.north, tile.south) == pytest.approx((59.3556, 59.1759), abs=1e-4)
    assert tile.place(tile.west, tile.north) == (0, 0)
    assert tile.place(tile.east, tile.south) == (EXTENT, EXTENT)


@pytest.mark.parametrize("wrong", [(-1, 0, 0), (25, 0, 0), (1, 2, 0), (1, 0, -1)])
def test_there_is_no_tile_outside_the_world(wrong: tuple[int, int, int]):
    with pytest.raises(ValueError, match="no tile"):
        Tile(*wrong)


@given(st.integers(0, 23), st.data())
def test_a_key_holds_column_row_and_kind(zoom: int, data: st.DataObject):
    parts = (
        data.draw(st.integers(0, 2**zoom - 1)),
        data.draw(st.integers(0, 2**zoom - 1)),
        data.draw(st.integers(0, 2**16 - 1)),
    )
    key = cell_key(*parts, zoom)
    assert parts_of_key(key, zoom) == parts
    assert key < 2**63


POINTS = st.lists(st.tuples(st.floats(17.5, 17.9), st.floats(59.3, 59.7), st.sampled_from([1, 2, 3])), max_size=30)


@given(POINTS, st.integers(5, 9))
def test_coarser_cells_are_the_sums_of_finer_ones(points: list[tuple[float, float, int]], zoom: int):
    """As counting each point anew in the cells of every tile; category 3 is of kind 1."""
    level, kinds = 14, [(1, 1), (2, 2), (3, 1)]
    at = [(int(mercator_x(lon) * 2**level), int(mercator_y(lat) * 2**level)) for lon, lat, _ in points]
    keys = [cell_key(x, y, category, level) for (x, y), (_, _, category) in zip(at, points, strict=True)]
    ids = list(range(1, len(points) + 1))
    columns = [keys, [1] * len(points), ids, [lon for lon, _, _ in points], [lat for _, lat, _ in points]]
    counted = Counted(level, columns, kinds)
    back = level - zoom
    tiles = {(x >> back, y >> back) for x, y in at} or {(0, 0)}
    found = {(cell.x, cell.y): cell for x, y in tiles for cell in counted.within(Tile(zoom, x, y))}
    expected: dict[tuple[int, int], Cell] = {}
    for (x, y), (lon, lat, category), id_ in zip(at, points, ids, strict=True):
        place = (x >> back - FINER, y >> back - FINER)
        expected.setdefault(place, Cell(*place)).add(dict(kinds)[category], 1, id_, lon, lat)
    assert {at: (cell.number, cell.kinds) for at, cell in found.items()} == {
        at: (cell.number, cell.kinds) for at, cell in expected.items()
    }
    for place, cell in found.items():
        assert (cell.lons, cell.lats) == pytest.approx((expected[place].lons, expected[place].lats))
        assert cell.number > 1 or cell.first == expected[place].first


def test_a_tile_finer_than_what_was_counted_is_refused():
    with pytest.raises(KeyError):
        Counted(10, [], [(1, 1)]).within(Tile(8, 0, 0))


def test_a_cell_tells_its_three_most_frequent_kinds_and_who_is_alone_is_told_singly():
    tile, kinds = Tile(10, 563, 301), {5: 1, 6: 9, 7: 3, 8: 3}
    many = Cell(4504, 2408, 16, 1, 16 * tile.west, 16 * tile.north, kinds)
    alone = Cell(4505, 2408, 1, 77, 18.0, 59.3, {5: 1})
    mark = Mark(77, 18.0, 59.3, 5, LocationPrecision.POINT, 498_000, 1, Certainty.OBSERVED)
    cell, single = read_tile(cells_tile(tile, [many, alone], [mark]))
    assert cell == ("cells", 0, 0, 0, {"x": 4504, "y": 2408, "number": 16, "kind-6": 9, "kind-7": 3, "kind-8": 3})
    assert (single.layer, single.id) == ("incidents", 77)


def test_what_is_kept_is_made_once_however_many_ask_at_once():
    kept, made, begun = Kept(100), [], Event()

    def make() -> tuple[str, int]:
        begun.wait(0.05)
        made.append(1)
        return "made", 1

    assert at_once(*[lambda: kept.get("key", make)] * 5) == ["made"] * 5
    assert made == [1]


def test_what_was_used_least_lately_goes_first_and_the_bound_holds():
    kept = Kept(10)
    made: list[str] = []

    def get(key: str, size: int = 4) -> None:
        kept.get(key, lambda: (made.append(key), size))

    for key in ("a", "b", "a", "c", "a", "b"):
        get(key)
        assert kept.size <= 10
    assert made == ["a", "b", "c", "b"]
    get("too large", 11)
    assert kept.size == 8


def test_a_maker_that_fails_is_asked_again():
    kept = Kept(10)
    with pytest.raises(ZeroDivisionError):
        kept.get("key", lambda: (1 // 0, 1))
    assert kept.get("key", lambda: ("made", 1)) == "made"
