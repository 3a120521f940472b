"""Files of map tiles (PMTiles, version 3): what one says of itself, and whether it is whole."""

import json
import zlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import IO, Any

import shapely
from pmtiles.tile import Compression, HeaderDict, deserialize_directory, deserialize_header, find_tile, zxy_to_tileid

from geo.tiles import LAST_ZOOM, Tile

HEADER = 127
MOST_BYTES = 16_000_000
"""Of a directory, a tile or what the file tells of itself, unpacked: more is not read."""
DEEPEST = 4
"""Levels of directories, by the specification."""
E7 = 1e7
CODES = frozenset({"broken", "compression", "empty", "no_tile_file", "truncated", "unknown_kind", "version"})
_READABLE = {Compression.NONE, Compression.GZIP}
_SECTIONS = ("root", "metadata", "leaf_directory", "tile_data")


class TileFileError(Exception):
    """A file that cannot be used; `code` is one of CODES, `details` what belongs in a sentence about it."""

    def __init__(self, code: str, **details: Any) -> None:
        assert code in CODES
        super().__init__(code)
        self.code = code
        self.details = details


@dataclass(frozen=True, slots=True)
class TileFile:
    """What a file holds. `kind` is mvt (shapes) or png, jpeg, webp, avif (images); `layers` are those of shapes.

    `bounds` are west, south, east, north in WGS 84 degrees, `zooms` the first and the last level, `size` bytes.
    `name`, `date` and `attribution` are the file's own words, without markup; empty where it says nothing.
    """

    kind: str
    bounds: tuple[float, float, float, float]
    zooms: tuple[int, int]
    layers: tuple[str, ...]
    size: int
    tiles: int
    name: str = ""
    date: str = ""
    attribution: str = ""

    @property
    def is_vector(self) -> bool:
        return self.kind == "mvt"

    def coverage(self, area: shapely.Geometry) -> float:
        """The part of an area (WGS 84) that lies within the file's bounds, 0 to 1."""
        within = shapely.intersection(area, shapely.box(*self.bounds))
        return float(within.area / area.area)


def read_tile_file(path: Path) -> TileFile:
    """What the file says of itself. Raises TileFileError, and OSError where it cannot be read.

    Source: PMTiles specification 3.6 (2024): https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md
    """
    size = path.stat().st_size
    with path.open("rb") as opened:
        header = _header(opened, size)
        told = _told(opened, header)
        if not _entries(opened, header, header["root_offset"], header["root_length"]):
            raise TileFileError("empty")
    layers = told.get("vector_layers")
    return TileFile(
        kind=header["tile_type"].name.lower(),
        bounds=(
            header["min_lon_e7"] / E7,
            header["min_lat_e7"] / E7,
            header["max_lon_e7"] / E7,
            header["max_lat_e7"] / E7,
        ),
        zooms=(header["min_zoom"], header["max_zoom"]),
        layers=tuple(str(one.get("id")) for one in _mappings(layers)),
        size=size,
        tiles=header["addressed_tiles_count"],
        name=_plain(told.get("name")),
        date=_plain(told.get("planetiler:osm:osmosisreplicationtime"))[:10],
        attribution=_plain(told.get("attribution")),
    )


def tile_bytes(path: Path, tile: Tile) -> bytes | None:
    """A tile unpacked; None where the file has none there. Raises TileFileError for one that cannot be read."""
    wanted = zxy_to_tileid(tile.z, tile.x, tile.y)
    with path.open("rb") as opened:
        header = _header(opened, path.stat().st_size)
        offset, length = header["root_offset"], header["root_length"]
        for _level in range(DEEPEST):
            entry = find_tile(_entries(opened, header, offset, length), wanted)
            if entry is None:
                return None
            if entry.run_length:
                packed = _part(opened, header["tile_data_offset"] + entry.offset, entry.length)
                return _unpacked(packed, header["tile_compression"])
            offset, length = header["leaf_directory_offset"] + entry.offset, entry.length
    raise TileFileError("broken")


def _header(opened: IO[bytes], size: int) -> HeaderDict:
    start = opened.read(HEADER)
    if not start.startswith(b"PMTiles"):
        raise TileFileError("no_tile_file")
    if len(start) < HEADER:
        raise TileFileError("truncated", size=size, whole=HEADER)
    if start[7] != 3:
        raise TileFileError("version", version=start[7])
    try:
        header = deserialize_header(start)
    except ValueError:
        raise TileFileError("unknown_kind") from None
    whole = max(_number(header, f"{name}_offset") + _number(header, f"{name}_length") for name in _SECTIONS)
    if whole > size:
        raise TileFileError("truncated", size=size, whole=whole)
    if header["tile_type"].name in ("UNKNOWN", "MLT"):
        raise TileFileError("unknown_kind")
    if not {header["tile_compression"], header["internal_compression"]} <= _READABLE:
        raise TileFileError("compression")
    if not header["min_zoom"] <= header["max_zoom"] <= LAST_ZOOM:
        raise TileFileError("broken")
    return header


def _number(header: HeaderDict, key: str) -> int:
    return int(header[key])  # type: ignore[literal-required]


def _told(opened: IO[bytes], header: HeaderDict) -> Mapping[str, Any]:
    packed = _part(opened, header["metadata_offset"], header["metadata_length"])
    try:
        told = json.loads(_unpacked(packed, header["internal_compression"]) or b"{}")
    except (ValueError, RecursionError):  # one within another, thousands deep
        raise TileFileError("broken") from None
    return told if isinstance(told, dict) else {}


def _entries(opened: IO[bytes], header: HeaderDict, offset: int, length: int) -> list[Any]:
    plain = _unpacked(_part(opened, offset, length), header["internal_compression"])
    # The library takes packed ones alone; level 0 only wraps.
    packed = zlib.compressobj(0, wbits=31)
    try:
        return deserialize_directory(packed.compress(plain) + packed.flush())
    except (EOFError, ValueError, IndexError):
        raise TileFileError("broken") from None


def _part(opened: IO[bytes], offset: int, length: int) -> bytes:
    if length > MOST_BYTES:
        raise TileFileError("broken")
    opened.seek(offset)
    found = opened.read(length)
    if len(found) < length:
        raise TileFileError("broken")
    return found


def _unpacked(packed: bytes, compression: Compression) -> bytes:
    if compression is Compression.NONE:
        return packed
    try:
        reader = zlib.decompressobj(wbits=31)
        plain = reader.decompress(packed, MOST_BYTES)
    except zlib.error:
        raise TileFileError("broken") from None
    if not reader.eof:
        raise TileFileError("broken")
    return plain


def _mappings(found: Any) -> list[Mapping[str, Any]]:
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _plain(text: Any) -> str:
    """The words of a text that may hold markup; what is no text says nothing."""
    reader = _Words()
    with suppress(AssertionError):  # by which the parser says that something is no markup: what stands before it counts
        reader.feed(text if isinstance(text, str) else "")
        reader.close()
    return " ".join("".join(reader.words).split())[:200]


class _Words(HTMLParser):
    """Takes the words out of markup, and leaves out what scripts and styles hold."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        if self.cdata_elem is None:
            self.words.append(data)
