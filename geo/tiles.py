"""Vector tiles of points: where a tile lies on the web's map, and its bytes by Mapbox Vector Tile 2.1."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import atan, degrees, log, pi, radians, sinh, tan
from typing import NamedTuple

EXTENT = 4096
"""Steps along a tile's side."""
LAST_ZOOM = 24
# Field numbers and wire types of the format: number * 8 + 0 for a number, + 2 for bytes of a length that goes before.
_LAYER = 3 << 3 | 2
_NAME, _FEATURE, _KEY, _VALUE, _EXTENT, _VERSION = 1 << 3 | 2, 2 << 3 | 2, 3 << 3 | 2, 4 << 3 | 2, 5 << 3, 15 << 3
_ID, _TAGS, _KIND, _GEOMETRY = 1 << 3, 2 << 3 | 2, 3 << 3, 4 << 3 | 2
_TEXT, _WHOLE = 1 << 3 | 2, 6 << 3
_POINT = 1
_MOVE_ONCE = 1 | 1 << 3


@dataclass(frozen=True, slots=True)
class Tile:
    """A square of the web's Mercator map: at zoom z it has 2^z columns x from the west and rows y from the north.

    ValueError for one that is not there.
    """

    z: int
    x: int
    y: int

    def __post_init__(self) -> None:
        if not (0 <= self.z <= LAST_ZOOM and 0 <= self.x < 2**self.z and 0 <= self.y < 2**self.z):
            raise ValueError(f"no tile {self.z}/{self.x}/{self.y}")

    @property
    def west(self) -> float:
        return _lon(self.x / 2**self.z)

    @property
    def east(self) -> float:
        return _lon((self.x + 1) / 2**self.z)

    @property
    def north(self) -> float:
        return _lat(self.y / 2**self.z)

    @property
    def south(self) -> float:
        return _lat((self.y + 1) / 2**self.z)

    def place(self, lon: float, lat: float) -> tuple[int, int]:
        """Where WGS 84 degrees lie in the tile: steps of 1/`EXTENT` of its side from its west and north edges."""
        side = 2**self.z
        return (
            round((mercator_x(lon) * side - self.x) * EXTENT),
            round((mercator_y(lat) * side - self.y) * EXTENT),
        )


class Feature(NamedTuple):
    """A point in a tile (see `Tile.place`) with an id, 0 or more, and what is told of it in words and whole numbers."""

    id: int
    x: int
    y: int
    properties: Mapping[str, str | int]


def mercator_x(lon: float) -> float:
    """How far east on the web's map, 0 to 1."""
    return (lon + 180) / 360


def mercator_y(lat: float) -> float:
    """How far south on the web's map, 0 to 1."""
    return 0.5 - log(tan(pi / 4 + radians(lat) / 2)) / (2 * pi)


def encode(layer: str, features: Sequence[Feature]) -> bytes:
    """A tile with one layer of points; no bytes at all without any.

    Source: Mapbox Vector Tile Specification 2.1 (2016), sections 4.1 to 4.4.
    """
    if not features:
        return b""
    keys: dict[str, int] = {}
    values: dict[str | int, int] = {}
    packed = [_field(_FEATURE, _feature(feature, keys, values)) for feature in features]
    content = [
        _field(_NAME, layer.encode()),
        *packed,
        *(_field(_KEY, key.encode()) for key in keys),
        *(_field(_VALUE, _value(value)) for value in values),
        _number(_EXTENT) + _number(EXTENT),
        _number(_VERSION) + _number(2),
    ]
    return _field(_LAYER, b"".join(content))


def _feature(feature: Feature, keys: dict[str, int], values: dict[str | int, int]) -> bytes:
    tags: list[int] = []
    for key, value in feature.properties.items():
        tags += (keys.setdefault(key, len(keys)), values.setdefault(value, len(values)))
    return b"".join(
        (
            _number(_ID) + _number(feature.id),
            _field(_TAGS, _numbers(tags)),
            _number(_KIND) + _number(_POINT),
            _field(_GEOMETRY, _numbers((_MOVE_ONCE, _zigzag(feature.x), _zigzag(feature.y)))),
        )
    )


def _value(value: str | int) -> bytes:
    if isinstance(value, str):
        return _field(_TEXT, value.encode())
    return _number(_WHOLE) + _number(_zigzag(value))


def _field(tag: int, content: bytes) -> bytes:
    return _number(tag) + _number(len(content)) + content


def _numbers(numbers: Iterable[int]) -> bytes:
    return b"".join(map(_number, numbers))


def _zigzag(number: int) -> int:
    """Small numbers of either sign become small ones without."""
    return number << 1 if number >= 0 else (-number << 1) - 1


@lru_cache(maxsize=1 << 16)
def _number(number: int) -> bytes:
    """Seven bits a byte, the lowest first; the eighth says that more follow."""
    signs = bytearray()
    while number > 0x7F:
        signs.append(number & 0x7F | 0x80)
        number >>= 7
    signs.append(number)
    return bytes(signs)


def _lon(part: float) -> float:
    return part * 360 - 180


def _lat(part: float) -> float:
    return degrees(atan(sinh(pi * (1 - 2 * part))))
