"""Makes small files of map tiles: shapes cut into tiles by GDAL, a file for each layer, laid together; or images."""

import gzip
import os
import struct
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import shapely
from pmtiles.reader import MemorySource, all_tiles
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer
from shapely import LineString, Point, box

from geo.tiles import mercator_x, mercator_y
from tests.map_files import MapFile, write_map_files

AROUND = (17.5, 59.3, 17.9, 59.7)
"""The made-up town lies well within."""
LAKE = box(17.72, 59.42, 17.78, 59.46)
ZOOMS = (7, 12)
E7 = 10_000_000
LAYERS: Mapping[str, tuple[list[shapely.Geometry], dict[str, list[object]]]] = {
    "earth": ([box(*AROUND)], {"kind": ["earth"]}),
    "landuse": ([box(17.62, 59.52, 17.66, 59.56)], {"kind": ["park"]}),
    "water": ([LAKE], {"kind": ["lake"]}),
    "roads": ([LineString([(17.55, 59.5), (17.85, 59.5)])], {"kind": ["highway"], "name": ["Storvägen"]}),
    "places": (
        [Point(17.68, 59.48), Point(17.74, 59.55)],
        {"kind": ["locality"] * 2, "name": ["Stoby", "Lillby"], "name:sv": ["Storby", None], "min_zoom": [8, 8]},
    ),
}
NEAR = (17.69, 59.49, 17.71, 59.51)
NEAR_LAYERS: Mapping[str, tuple[list[shapely.Geometry], dict[str, list[object]]]] = {
    "landcover": ([box(17.692, 59.492, 17.7, 59.5)], {"pmap:kind": ["forest"]}),  # by the older word
    "buildings": ([box(17.702, 59.502, 17.704, 59.503)], {"kind": ["building"]}),
}
NEAR_ZOOMS = (13, 14)


def write_basemap(
    path: Path, layers: Iterable[str] = LAYERS, told: Mapping[str, Any] | None = None, zooms: tuple[int, int] = ZOOMS
) -> Path:
    """A file with some of LAYERS and NEAR_LAYERS; `told` is what it says of itself beside them."""
    folder = path.with_suffix(".layers")
    folder.mkdir()
    options = {"MINZOOM": str(zooms[0]), "MAXZOOM": str(zooms[1])}
    shapes = {**LAYERS, **NEAR_LAYERS}
    files = [MapFile(f"{name}.pmtiles", *shapes[name], layer=name, options=options) for name in layers]
    write_map_files(folder, *files)
    tiles: dict[int, bytes] = {}
    for one in files:
        for (z, x, y), packed in all_tiles(MemorySource((folder / one.name).read_bytes())):
            # A tile is a list of layers: two of them, one after the other, are one with both.
            number = zxy_to_tileid(z, x, y)
            tiles[number] = tiles.get(number, b"") + gzip.decompress(packed)
    packed_tiles = {number: gzip.compress(plain, mtime=0) for number, plain in tiles.items()}
    named = {"vector_layers": [{"id": one.layer, "fields": {}} for one in files], **(told or {})}
    return write_tiles(path, packed_tiles, named, kind=TileType.MVT, compression=Compression.GZIP)


def write_images(path: Path, bounds: tuple[float, float, float, float] = AROUND) -> Path:
    """A file of orange images."""
    west, south, east, north = bounds
    zoom = 9
    side = 2**zoom
    columns = range(int(mercator_x(west) * side), int(mercator_x(east) * side) + 1)
    rows = range(int(mercator_y(north) * side), int(mercator_y(south) * side) + 1)
    tiles = {zxy_to_tileid(zoom, x, y): orange_image() for x in columns for y in rows}
    told = {"name": "Provbild", "attribution": '<a href="https://prov.example">© Prov</a>'}
    return write_tiles(path, tiles, told, kind=TileType.PNG, compression=Compression.NONE, bounds=bounds)


def write_tiles(
    path: Path,
    tiles: Mapping[int, bytes],
    told: Mapping[str, Any],
    *,
    kind: TileType,
    compression: Compression,
    bounds: tuple[float, float, float, float] = AROUND,
) -> Path:
    names = ("min_lon_e7", "min_lat_e7", "max_lon_e7", "max_lat_e7")
    corners = {name: round(degrees * E7) for name, degrees in zip(names, bounds, strict=True)}
    with path.open("wb") as out:
        writer = Writer(out)
        for number in sorted(tiles):
            writer.write_tile(number, tiles[number])
        writer.finalize({"tile_type": kind, "tile_compression": compression, **corners}, dict(told))
    return path


def orange_image(side: int = 256) -> bytes:
    """A PNG of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + b"\xe0\x80\x10" * side) * side
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def spoil(path: Path) -> None:
    """Breaks a file, which looks untouched: as long, as old, in its place."""
    stat = path.stat()
    path.write_bytes(b"PMTiles\x03".ljust(stat.st_size, b"\xff"))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
