"""An edition as bytes and back: the JSON that is stored and frozen."""

from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

import orjson

from reports.picture.earlier import as_stored_today
from reports.picture.record import Picture
from reports.picture.remarks import Remarks


def to_json(picture: Picture) -> bytes:
    """The same picture always gives the same bytes; one from before a field was added gives its own.

    No text can hold what is taken away: its quotation marks would stand behind a backslash.
    """
    return orjson.dumps(picture, option=orjson.OPT_SORT_KEYS).replace(b',"outside_projected":null', b"")


def from_json(data: bytes) -> Picture:
    """Raises KeyError or ValueError for what is no picture; fields added since an edition was stored get defaults."""
    return _read(Picture, as_stored_today(orjson.loads(data)))  # type: ignore[no-any-return]


def remarks_to_json(remarks: Remarks) -> bytes:
    """The same remarks always give the same bytes; those from before a field was added give theirs."""
    found = orjson.dumps(remarks, option=orjson.OPT_SORT_KEYS)
    for later in (b',"earlier":[]}', b',"public_reasons":null}', b',"public_summary":null}'):
        without = found.removesuffix(later)
        found = found if without == found else without + b"}"
    return found


def remarks_from_json(data: bytes) -> Remarks:
    """Raises KeyError or ValueError for what are no remarks; fields added since they were stored get defaults."""
    return _read(Remarks, orjson.loads(data))  # type: ignore[no-any-return]


def _read(kind: Any, value: Any) -> Any:
    if value is None or kind in (str, int, float, bool, object):
        return value
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        known = {field.name: value[field.name] for field in fields(kind) if field.name in value}
        return kind(**{name: _read(hints[name], part) for name, part in known.items()})
    if kind in (date, datetime):
        return kind.fromisoformat(value)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(value)
    return _read_generic(get_origin(kind), get_args(kind), value)


@cache
def _hints(kind: type) -> dict[str, Any]:
    """Looked up once for each kind: an edition holds hundreds of cells."""
    return get_type_hints(kind)


def _read_generic(origin: Any, parts: tuple[Any, ...], value: Any) -> Any:
    if origin is UnionType:
        return _read(parts[0], value)
    if origin is dict:
        return {key: _read(parts[1], item) for key, item in value.items()}
    return tuple(_read(parts[0], item) for item in value)
