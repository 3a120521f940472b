"""Texts without the signs that no XML may hold, and without those that nobody sees and that turn what follows."""

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

import orjson

Part = TypeVar("Part")

_MAYBE_NO_TEXT = re.compile(
    rb"\\[bfu]|\xef\xbf[\xbe\xbf]|\x7f|\xc2[\x80-\x9f]|\xd8\x9c|\xe2\x80[\x8e\x8f\xa8-\xae]|\xe2\x81[\xa6-\xa9]"
)
"""Where JSON has what is no text or turns text, or a backslash of somebody's before one of these letters."""
_TURNING = "\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"
"""Signs that nobody sees and that set what follows backwards, or on another line."""
_NO_TEXT = re.compile(f"[^\t\n\r\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[{_TURNING}]")


def legible(part: Part) -> Part:
    """The same content without the signs that no XML may hold, and without those that control how others stand."""
    try:
        if _MAYBE_NO_TEXT.search(orjson.dumps(part)) is None:  # a tenth of the time of looking at each text
            return part
    except TypeError:  # half a sign, which no JSON may hold either
        pass
    cleaned: Part = _clean(part)
    return cleaned


def legible_text(text: str) -> str:
    """The same for one text, such as a cell of very many."""
    return _NO_TEXT.sub("", text)


def _clean(part: Any) -> Any:
    if type(part) is str:  # and no member of an Enum
        return legible_text(part)
    if isinstance(part, tuple):
        return tuple(map(_clean, part))
    if is_dataclass(part) and not isinstance(part, type):
        return replace(part, **{field.name: _clean(getattr(part, field.name)) for field in fields(part)})
    return part
