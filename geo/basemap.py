"""Reads what a file of map tiles holds of an area: the shapes of the Protomaps basemap, layer by layer.

GDAL takes the tiles apart. It may not be loaded where SpatiaLite is, as libraries of the two would meet: this is run in
the process that draws.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.tile_files import TileFile, TileFileError, read_tile_file, tile_bytes
from geo.tiles import Tile, mercator_x, mercator_y

LAYERS = ("earth", "landcover", "landuse", "water", "roads", "buildings", "places")
EITHER = (("kind", "pmap:kind"), ("name:sv", "name"))
"""A feature's kind and name: files of the basemap's third version have the older word for a kind."""
FIELDS = tuple(name for names in EITHER for name in names)
MOST_TILES = 48
MOST_COLUMNS = 8
"""Of them, where they would be more and the rows too."""
MOST_BYTES = 32_000_000
"""Of all tiles together, unpacked: several times as much as the densest town has on a sheet."""
LARGEST = 10 * 1024 * 1024
"""Bytes of a tile: GDAL passes over a larger one without a word."""
MOST_SHAPES = 40_000
"""Of a layer."""
BUILDINGS_FROM = 13.5
"""The zoom level from which houses are seen: paper is finer than a screen."""
EARTH = 6378137.0
"""Metres: the radius of the sphere of the web's Mercator map."""
DESCRIPTION = "layers.json"
Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Features:
    """Shapes in WGS 84 degrees, what they are and what they are called ("" without), as arrays of shape (n,)."""

    shapes: NDArray[Any]
    kinds: NDArray[Any]
    names: NDArray[Any]

    def of(self, kinds: frozenset[str]) -> "Features":
        chosen = np.isin(self.kinds, list(kinds))
        return Features(self.shapes[chosen], self.kinds[chosen], self.names[chosen])


NOTHING = Features(np.array([], dtype=object), np.array([], dtype=object), np.array([], dtype=object))


@dataclass(frozen=True, slots=True)
class Basemap:
    """`layers` by their names in the schema; `unread` counts tiles that are broken, or more than are read, and layers
    that had no room for all their shapes."""

    layers: Mapping[str, Features]
    unread: int = 0

    def layer(self, name: str) -> Features:
        return self.layers.get(name, NOTHING)


def read_basemap(path: Path, area: Bounds, zoom: float) -> Basemap:
    """What the file has of an area (west, south, east, north in WGS 84 degrees), in the detail of a zoom level; houses
    where they are seen.

    At most `MOST_TILES` are read; where there would be more, less detailed ones, and where the file has no such those
    about the middle. A broken one is left out. Raises TileFileError for a file that holds no shapes, and OSError where
    it cannot be read.
    """
    file = read_tile_file(path)
    if not file.is_vector:
        raise TileFileError("unknown_kind")
    with TemporaryDirectory(prefix="laget-tiles-") as folder:
        level = _level(file, area, zoom)
        columns, rows = _columns(area, level), _rows(area, level)
        tiles = list(_tiles(level, columns, rows))
        unread = len(columns) * len(rows) - len(tiles) + _unpack(path, tiles, Path(folder))
        layers = [layer for layer in LAYERS if layer != "buildings" or zoom >= BUILDINGS_FROM]
        return _layers(Path(folder), level, layers, unread)


def _level(file: TileFile, area: Bounds, zoom: float) -> int:
    """Tiles of shapes are drawn 512 pixels wide, so they are those of the level before."""
    first, last = file.zooms
    level = min(max(ceil(zoom) - 1, first), last)
    while level > first and len(_columns(area, level)) * len(_rows(area, level)) > MOST_TILES:
        level -= 1
    return level


def _tiles(level: int, columns: range, rows: range) -> Iterator[Tile]:
    """Those about the middle, `MOST_TILES` at most: a file that begins near the ground may have millions."""
    columns = _middle(columns, max(MOST_COLUMNS, MOST_TILES // max(len(rows), 1)))
    rows = _middle(rows, MOST_TILES // max(len(columns), 1))
    yield from (Tile(level, x, y) for x in columns for y in rows)


def _middle(numbers: range, most: int) -> range:
    first = max(0, len(numbers) - most) // 2
    return numbers[first : first + most]


def _columns(area: Bounds, level: int) -> range:
    return _between(mercator_x(area[0]), mercator_x(area[2]), level)


def _rows(area: Bounds, level: int) -> range:
    return _between(mercator_y(area[3]), mercator_y(area[1]), level)


def _between(first: float, last: float, level: int) -> range:
    side = 2**level
    return range(max(int(first * side), 0), min(int(last * side), side - 1) + 1)


def _unpack(path: Path, tiles: list[Tile], folder: Path) -> int:
    """Lays tiles where GDAL finds them; how many could not be read, or had no room."""
    unread, room = 0, MOST_BYTES
    for tile in tiles:
        try:
            content = tile_bytes(path, tile) or b""
        except TileFileError:
            unread += 1
            continue
        room -= len(content)
        if room < 0 or len(content) > LARGEST:
            unread += 1
        elif content:
            column = folder / str(tile.z) / str(tile.x)
            column.mkdir(parents=True, exist_ok=True)
            (column / f"{tile.y}.pbf").write_bytes(content)
    return unread


def _layers(folder: Path, level: int, layers: Sequence[str], unread: int) -> Basemap:
    tiles = sorted((folder / str(level)).glob("*/*.pbf"))
    if not tiles:
        return Basemap({}, unread)
    try:
        found = _all_of(folder, level, layers)
    except _broken():  # which says in which layer something is wrong, not in which tile
        broken = [tile for tile in tiles if _is_broken(tile, level, layers)]
        if not broken:
            raise TileFileError("broken") from None
        for tile in broken:
            tile.unlink()
        return _layers(folder, level, layers, unread + len(broken))
    return Basemap(found, unread + sum(len(layer.shapes) >= MOST_SHAPES for layer in found.values()))


def _is_broken(tile: Path, level: int, layers: Sequence[str]) -> bool:
    with TemporaryDirectory(prefix="laget-tile-") as folder:
        alone = Path(folder, str(level), tile.parent.name, tile.name)
        alone.parent.mkdir(parents=True)
        alone.write_bytes(tile.read_bytes())
        try:
            _all_of(Path(folder), level, layers)
        except _broken():
            return True
        return False


def _broken() -> tuple[type[Exception], ...]:
    """What is raised where a tile's frame, its shapes or its words (which are UTF-8) are wrong."""
    from pyogrio.errors import DataLayerError, DataSourceError

    return DataLayerError, DataSourceError, shapely.errors.ShapelyError, UnicodeDecodeError


def _all_of(folder: Path, level: int, layers: Sequence[str]) -> dict[str, Features]:
    told = [{"id": layer, "fields": dict.fromkeys(FIELDS, "String")} for layer in LAYERS]
    (folder / DESCRIPTION).write_text(json.dumps({"vector_layers": told}))
    return {layer: _read(folder, level, layer) for layer in layers}


def _read(folder: Path, level: int, layer: str) -> Features:
    from pyogrio.raw import read

    # Not clipped: what reaches over a tile's edge hides the seam between two.
    told, _index, shapes, fields = read(
        f"MVT:{folder / str(level)}",
        layer=layer,
        columns=list(FIELDS),
        max_features=MOST_SHAPES,
        METADATA_FILE=str(folder / DESCRIPTION),
        CLIP="NO",
    )
    words = {name: _plain(column) for name, column in zip(told["fields"], fields, strict=True)}
    kinds, names = (np.where(words[one] == "", words[other], words[one]) for one, other in EITHER)
    return Features(shapely.transform(shapely.from_wkb(shapes), _degrees), kinds, names)


def _plain(column: NDArray[Any]) -> NDArray[Any]:
    """Words without signs that no drawing may hold; most are there many times."""
    plain = {word: "".join(sign for sign in word or "" if sign.isprintable()) for word in set(column.tolist())}
    return np.array([plain[word] for word in column.tolist()], dtype=object)


def _degrees(metres: NDArray[np.float64]) -> NDArray[np.float64]:
    lons = np.degrees(metres[:, 0] / EARTH)
    lats = np.degrees(np.arctan(np.sinh(metres[:, 1] / EARTH)))
    return np.column_stack([lons, lats])
