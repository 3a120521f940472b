"""Files of map tiles: what one says of itself, and each way in which one may be no use."""

import gzip
import struct
from pathlib import Path

import pytest
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from shapely import box

from geo.tile_files import HEADER, TileFileError, read_tile_file, tile_bytes
from geo.tiles import Tile, mercator_x, mercator_y
from tests.made_tiles import AROUND, LAYERS, write_basemap, write_images, write_tiles

TILE = zxy_to_tileid(8, 140, 74)


@pytest.fixture(scope="module")
def basemap(tmp_path_factory: pytest.TempPathFactory) -> Path:
    told = {"name": "Prov", "attribution": "<a href='https://x.example'>&copy; Prov</a><script>alert(1)</script>"}
    return write_basemap(tmp_path_factory.mktemp("tiles") / "prov.pmtiles", told=told)


def small(path: Path, told: dict[str, object] | None = None) -> Path:
    tiles = {TILE: gzip.compress(b"\x1a\x00")}
    return write_tiles(path, tiles, told or {}, kind=TileType.MVT, compression=Compression.GZIP)


def fault(path: Path) -> str:
    with pytest.raises(TileFileError) as caught:
        read_tile_file(path)
    return caught.value.code


def changed(path: Path, at: int, value: bytes) -> Path:
    whole = path.read_bytes()
    path.write_bytes(whole[:at] + value + whole[at + len(value) :])
    return path


def test_it_tells_what_it_holds_and_markup_is_taken_out(basemap: Path):
    file = read_tile_file(basemap)
    assert (file.kind, file.zooms, file.layers) == ("mvt", (7, 12), tuple(LAYERS))
    assert file.bounds == AROUND
    assert (file.name, file.attribution) == ("Prov", "© Prov")
    assert file.size == basemap.stat().st_size
    assert file.tiles > 50


def test_how_much_of_an_area_it_covers(basemap: Path):
    file = read_tile_file(basemap)
    assert file.coverage(box(17.6, 59.4, 17.8, 59.6)) == 1
    assert file.coverage(box(17.8, 59.4, 18.0, 59.6)) == pytest.approx(0.5)
    assert file.coverage(box(12, 57, 13, 58)) == 0


def test_a_tile_is_found_and_unpacked(basemap: Path):
    side = 2**12
    x, y = int(mercator_x(17.75) * side), int(mercator_y(59.44) * side)
    assert b"water" in (tile_bytes(basemap, Tile(12, x, y)) or b"")
    assert tile_bytes(basemap, Tile(12, 0, 0)) is None


def test_tiles_in_directories_below_the_first_are_found(tmp_path: Path):
    """So many that one directory does not hold them."""
    tiles = {zxy_to_tileid(9, x, y): f"{x}/{y}".encode() for x in range(100) for y in range(100)}
    path = write_tiles(tmp_path / "a", tiles, {}, kind=TileType.PNG, compression=Compression.NONE)
    assert tile_bytes(path, Tile(9, 37, 81)) == b"37/81"
    assert tile_bytes(path, Tile(9, 101, 0)) is None


def test_images_are_told_from_shapes(tmp_path: Path):
    file = read_tile_file(write_images(tmp_path / "images.pmtiles"))
    assert (file.kind, file.is_vector, file.layers, file.attribution) == ("png", False, (), "© Prov")


def test_other_files_are_none(tmp_path: Path):
    path = tmp_path / "a"
    for content in (b"", b"PMTil", b"SQLite format 3\0" * 20):
        path.write_bytes(content)
        assert fault(path) == "no_tile_file"


@pytest.mark.parametrize("kept", [50, HEADER, HEADER + 10, -1])
def test_one_that_is_cut_off_anywhere_is_noticed(tmp_path: Path, kept: int):
    path = small(tmp_path / "a")
    path.write_bytes(path.read_bytes()[:kept])
    assert fault(path) == "truncated"


@pytest.mark.parametrize(
    ("at", "value", "code"),
    [
        (7, b"\x02", "version"),
        (97, b"\x03", "compression"),  # brotli
        (98, b"\x04", "compression"),  # zstd
        (98, b"\xee", "unknown_kind"),
        (99, b"\x00", "unknown_kind"),
        (99, b"\x06", "unknown_kind"),
        (100, b"\x0f", "broken"),  # begins at a level after its last
        (101, b"\xff", "broken"),
        (HEADER + 4, b"\xff\xff\xff\xff\xff\xff\xff\xff", "broken"),
    ],
)
def test_what_cannot_be_shown_is_said(tmp_path: Path, at: int, value: bytes, code: str):
    assert fault(changed(small(tmp_path / "a"), at, value)) == code


def test_a_tile_that_is_no_gzip_is_broken(tmp_path: Path):
    path = small(tmp_path / "a")
    changed(path, path.stat().st_size - 8, b"\xff" * 8)
    with pytest.raises(TileFileError) as caught:
        tile_bytes(path, Tile(8, 140, 74))
    assert caught.value.code == "broken"


def test_what_unpacks_to_very_much_is_not_unpacked(tmp_path: Path):
    """A few thousand bytes of it say twenty million."""
    assert fault(small(tmp_path / "a", {"name": "x" * 20_000_000})) == "broken"


def test_odd_words_of_its_own_do_no_harm(tmp_path: Path):
    told = {"vector_layers": "none", "name": 7, "attribution": ["x"], "planetiler:osm:osmosisreplicationtime": None}
    file = read_tile_file(small(tmp_path / "a", told))
    assert (file.layers, file.name, file.attribution, file.date) == ((), "", "", "")


@pytest.mark.parametrize("odd", ["<![cc ©]", "<![if", "<!DOCTYPE [<!x", "<!-", "&#xffffffff; <", "<script>"])
def test_what_is_no_markup_takes_nothing_down(tmp_path: Path, odd: str):
    assert read_tile_file(small(tmp_path / "a", {"attribution": f"<b>Prov</b> {odd}"})).attribution.startswith("Prov")


def test_what_it_tells_of_itself_may_be_too_deep(tmp_path: Path):
    path, told = small(tmp_path / "a"), gzip.compress(b"[" * 100_000)
    end = path.stat().st_size
    changed(path, 24, struct.pack("<QQ", end, len(told)))
    changed(path, end, told)
    assert fault(path) == "broken"
