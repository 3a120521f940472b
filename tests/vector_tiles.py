"""Reads the points of a vector tile, whoever has made it."""

from collections.abc import Iterator
from typing import Any, NamedTuple

LAYER, FEATURE, VALUE = 3, 2, 4
NAME, KEY, EXTENT = 1, 3, 5


class Read(NamedTuple):
    """A point of a tile: the layer it is in, its id, its steps from the west and the north edge, what it tells."""

    layer: str
    id: int
    x: int
    y: int
    told: dict[str, Any]


def read_tile(packed: bytes) -> list[Read]:
    return [point for number, layer in _fields(packed) if number == LAYER for point in _points(layer)]


def _points(layer: bytes) -> Iterator[Read]:
    fields = list(_fields(layer))
    [name] = [value.decode() for number, value in fields if number == NAME]
    assert [value for number, value in fields if number == EXTENT] == [4096]
    keys = [value.decode() for number, value in fields if number == KEY]
    values = [_value(value) for number, value in fields if number == VALUE]
    for number, value in fields:
        if number == FEATURE:
            parts = dict(_fields(value))
            tags = list(_numbers(parts[2]))
            told = {keys[key]: values[value] for key, value in zip(tags[::2], tags[1::2], strict=True)}
            move, x, y = _numbers(parts[4])
            assert (parts[3], move) == (1, 9), "a point"
            yield Read(name, parts.get(1, 0), _signed(x), _signed(y), told)


def _value(packed: bytes) -> str | int:
    [(kind, value)] = _fields(packed)
    return {1: lambda: value.decode(), 4: lambda: value, 5: lambda: value, 6: lambda: _signed(value)}[kind]()


def _fields(packed: bytes) -> Iterator[tuple[int, Any]]:
    at = 0
    while at < len(packed):
        tag, at = _number(packed, at)
        value, at = _number(packed, at)
        if tag & 7 == 2:
            value, at = packed[at : at + value], at + value
        yield tag >> 3, value


def _numbers(packed: bytes) -> Iterator[int]:
    at = 0
    while at < len(packed):
        number, at = _number(packed, at)
        yield number


def _number(packed: bytes, at: int) -> tuple[int, int]:
    number, shift = 0, 0
    while True:
        byte = packed[at]
        number, at, shift = number | (byte & 0x7F) << shift, at + 1, shift + 7
        if byte < 0x80:
            return number, at


def _signed(number: int) -> int:
    return number >> 1 ^ -(number & 1)
