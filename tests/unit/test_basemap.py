"""The background of a printed map: what is read of a file of map tiles, and that it lies under what happened.

All of it is run in the process that draws, as GDAL may not be loaded where SpatiaLite is.
"""

import gzip
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import shapely
from pmtiles.reader import MemorySource, Reader
from pmtiles.tile import Compression, TileType, zxy_to_tileid

from app.beside import Beside
from geo.basemap import BUILDINGS_FROM, MOST_BYTES, MOST_SHAPES, MOST_TILES, Basemap, read_basemap
from geo.drawing.basemap import EARTH
from geo.drawing.ground import LAND, WATER
from geo.printed_map import MapKind, PrintedMap, PrintMark, Sheet, draw_printed_map
from geo.tile_files import TileFileError
from geo.tiles import Feature, Tile, encode, mercator_x, mercator_y
from reports.printed_map.paper import Paper, Turn, layout
from tests.made_tiles import (
    AROUND,
    LAKE,
    NEAR,
    NEAR_LAYERS,
    NEAR_ZOOMS,
    write_basemap,
    write_images,
    write_tiles,
)

LAST = 12
VIEW = (17.67, 59.47, 17.73, 59.505)
NEAR_THE_LAKE = (17.7, 59.41, 17.8, 59.47)
NOT_UTF_8 = encode("roads", [Feature(1, 5, 5, {"kind": "highway", "name": "xx"})]).replace(b"xx", b"\xff\xfe")
MARK = PrintMark(17.70, 59.485, "trafik")
MAP = PrintedMap(
    districts=[("Väst", shapely.box(17.5, 59.3, 17.9, 59.7))],
    kinds={"trafik": MapKind("Trafik", "square", "#0072b2")},
    marks=[MARK],
)


@pytest.fixture(scope="module")
def drawing() -> Iterator[Beside]:
    beside = Beside(idle=0.05)
    yield beside
    assert beside.run(len, "alive") == 5  # nothing that was read has ended it


@pytest.fixture(scope="module")
def basemap(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_basemap(tmp_path_factory.mktemp("tiles") / "prov.pmtiles")


def tile_of(lon: float, lat: float) -> tuple[int, int, int]:
    return LAST, int(mercator_x(lon) * 2**LAST), int(mercator_y(lat) * 2**LAST)


def written(path: Path, tiles: Mapping[Tile, bytes]) -> Path:
    packed = {zxy_to_tileid(tile.z, tile.x, tile.y): gzip.compress(content, 1) for tile, content in tiles.items()}
    told = {"vector_layers": [{"id": "places"}]}
    return write_tiles(path, packed, told, kind=TileType.MVT, compression=Compression.GZIP)


def drawn(drawing: Beside, background: Path | None, **changed: Any) -> Sheet:
    fields = {name: getattr(MAP, name) for name in ("districts", "kinds", "marks")}
    content = PrintedMap(**{**fields, **changed}, background=background)
    return drawing.run(draw_printed_map, content, layout(Paper.A4, Turn.LANDSCAPE).room, VIEW)


def test_shapes_come_as_they_are_with_their_swedish_names(drawing: Beside, basemap: Path):
    found: Basemap = drawing.run(read_basemap, basemap, AROUND, 12.0)
    assert found.unread == 0
    places = found.layer("places")
    assert set(places.names) == {"Storby", "Lillby"}
    assert set(places.kinds) == {"locality"}
    west, south, east, north = shapely.total_bounds(found.layer("water").shapes)
    assert (west, south, east, north) == pytest.approx(LAKE.bounds, abs=0.0005)
    assert set(found.layer("roads").names) == {"Storvägen"}


def test_houses_are_read_from_where_they_are_seen_and_kinds_by_their_older_word(drawing: Beside, tmp_path: Path):
    path = write_basemap(tmp_path / "near.pmtiles", NEAR_LAYERS, zooms=NEAR_ZOOMS)
    near: Basemap = drawing.run(read_basemap, path, NEAR, BUILDINGS_FROM)
    far: Basemap = drawing.run(read_basemap, path, NEAR, BUILDINGS_FROM - 0.1)
    assert set(near.layer("buildings").kinds) == {"building"}
    assert len(far.layer("buildings").shapes) == 0
    assert set(far.layer("landcover").kinds) == set(near.layer("landcover").kinds) == {"forest"}


def test_no_more_tiles_are_read_than_may_be(drawing: Beside, basemap: Path):
    """On its last level the town is 60 tiles, so the level before is read."""
    columns, rows = (
        tile_of(AROUND[2], AROUND[1])[1] - tile_of(AROUND[0], AROUND[3])[1] + 1,
        tile_of(AROUND[2], AROUND[1])[2] - tile_of(AROUND[0], AROUND[3])[2] + 1,
    )
    assert columns * rows > MOST_TILES
    found: Basemap = drawing.run(read_basemap, basemap, AROUND, 20.0)
    assert found.unread == 0
    assert 0 < len(found.layer("earth").shapes) <= MOST_TILES


def test_of_a_file_without_coarser_tiles_those_about_the_middle_are_read(drawing: Beside, tmp_path: Path):
    """Of a continent it would have millions, which are counted and never listed."""
    path = tmp_path / "fine.pmtiles"
    middle = Tile(14, *(int(part * 2**14) for part in (mercator_x(15.0), (mercator_y(40.0) + mercator_y(75.0)) / 2)))
    written(path, {middle: encode("places", [Feature(1, 5, 5, {"kind": "locality", "name": "Mittby"})])})
    found: Basemap = drawing.run(read_basemap, path, (-10.0, 40.0, 40.0, 75.0), 8.0)
    assert set(found.layer("places").names) == {"Mittby"}
    assert found.unread > 1_000_000


def test_a_layer_without_room_for_its_shapes_is_told_of(drawing: Beside, tmp_path: Path):
    places = [Feature(number, number % 4000, number // 4000, {"kind": "locality"}) for number in range(MOST_SHAPES + 9)]
    path = written(tmp_path / "full.pmtiles", {Tile(*tile_of(17.7, 59.44)): encode("places", places)})
    found: Basemap = drawing.run(read_basemap, path, NEAR_THE_LAKE, 13.0)
    assert (len(found.layer("places").shapes), found.unread) == (MOST_SHAPES, 1)


def test_no_more_is_unpacked_than_may_be(drawing: Beside, tmp_path: Path):
    """Each of four tiles a fourth of it and more, of something that is passed over."""
    zoom, column, row = tile_of(17.75, 59.44)
    tiles = [Tile(zoom, column + x, row + y) for x in (0, 1) for y in (0, 1)]
    path = written(tmp_path / "large.pmtiles", dict.fromkeys(tiles, padded(MOST_BYTES // 4 + 1)))
    middle = tiles[-1]
    area = (middle.west - 0.01, middle.north - 0.01, middle.west + 0.01, middle.north + 0.01)
    found: Basemap = drawing.run(read_basemap, path, area, 13.0)
    assert (len(found.layer("places").shapes), found.unread) == (3, 1)


def test_a_tile_that_is_larger_than_gdal_takes_is_counted(drawing: Beside, tmp_path: Path):
    path = written(tmp_path / "large.pmtiles", {Tile(*tile_of(17.75, 59.44)): padded(11_000_000)})
    assert drawing.run(read_basemap, path, NEAR_THE_LAKE, 13.0).unread == 1


def padded(size: int) -> bytes:
    """A tile with one place and something of so many bytes that is passed over: field 15 of the format has no use."""
    length = bytes([size & 0x7F | 0x80, size >> 7 & 0x7F | 0x80, size >> 14 & 0x7F | 0x80, size >> 21])
    return encode("places", [Feature(1, 5, 5, {"kind": "locality"})]) + b"\x7a" + length + bytes(size)


BROKEN = {"nothing packed": b"\x00" * 9} | {
    name: gzip.compress(plain)
    for name, plain in (("noise", b"\xff" * 50), ("cut off", b"\x1a\x05ab\x0a"), ("not UTF-8", NOT_UTF_8))
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_a_broken_tile_is_left_out_and_counted(drawing: Beside, basemap: Path, tmp_path: Path, content: bytes):
    whole = Reader(MemorySource(basemap.read_bytes()))
    zoom, column, row = tile_of(17.75, 59.44)
    around = [(x, y) for x in range(column - 1, column + 2) for y in range(row - 1, row + 2)]
    tiles = {zxy_to_tileid(zoom, x, y): whole.get(zoom, x, y) for x, y in around}
    tiles[zxy_to_tileid(zoom, column, row)] = content
    path = tmp_path / "broken.pmtiles"
    told = {"vector_layers": [{"id": "water"}, {"id": "roads"}]}
    write_tiles(path, tiles, told, kind=TileType.MVT, compression=Compression.GZIP)
    found: Basemap = drawing.run(read_basemap, path, NEAR_THE_LAKE, 13.0)
    assert found.unread == 1
    assert len(found.layer("earth").shapes) > 0


def test_the_background_lies_under_marks_and_names_in_place_of_the_maps_own_ground(drawing: Beside, basemap: Path):
    sheet, own = drawn(drawing, basemap), drawn(drawing, None)
    assert (sheet.has_background, sheet.unread, own.has_background) == (True, 0, False)
    assert LAND in own.svg.split("<text", 1)[0]
    assert LAND not in sheet.svg.split("<text", 1)[0]
    assert sheet.svg.index(EARTH) < sheet.svg.index("#0072b2")
    assert "Storvägen" in sheet.svg
    assert "Storby" in sheet.svg
    assert (sheet.scale, sheet.width, sheet.height) == (own.scale, own.width, own.height)


def test_the_lake_lies_where_it_is(drawing: Beside, basemap: Path):
    """Its path's corners against a mark in its south-western one."""
    south_west = PrintMark(LAKE.bounds[0], LAKE.bounds[1], "trafik")
    view_sheet = drawing.run(
        draw_printed_map,
        PrintedMap(districts=MAP.districts, kinds=MAP.kinds, marks=[south_west], background=basemap),
        layout(Paper.A4, Turn.LANDSCAPE).room,
        NEAR_THE_LAKE,
    )
    (path,) = re.findall(rf'<path d="([^"]*)" fill="{WATER}"', view_sheet.svg)
    numbers = [float(number) for number in re.findall(r"-?[\d.]+", path)]
    (x, y) = re.findall(r'translate\(([\d.]+),([\d.]+)\)"[^>]*fill="#0072b2"', view_sheet.svg)[0]
    assert min(numbers[::2]) == pytest.approx(float(x), abs=2)
    assert max(numbers[1::2]) == pytest.approx(float(y), abs=2)


def test_a_name_that_the_map_has_itself_stands_there_once(drawing: Beside, basemap: Path):
    sheet = drawn(drawing, basemap, places=[("Storby", 17.68, 59.48)])
    assert sheet.svg.count(">Storby<") == 2  # with its halo


def test_a_file_that_cannot_be_read_leaves_the_maps_own_ground(drawing: Beside, tmp_path: Path):
    broken = tmp_path / "broken.pmtiles"
    broken.write_bytes(b"PMTiles\x03 and no more")
    for path in (broken, tmp_path / "none.pmtiles", write_images(tmp_path / "images.pmtiles")):
        sheet = drawn(drawing, path)
        assert not sheet.has_background
        assert LAND in sheet.svg


def test_images_are_no_shapes(drawing: Beside, tmp_path: Path):
    with pytest.raises(TileFileError):
        drawing.run(read_basemap, write_images(tmp_path / "images.pmtiles"), AROUND, 10.0)
