"""What a typeface can print: PDF/UA refuses a document with a sign that no font has."""

import re
import unicodedata
from typing import Any

MISSING = "\N{WHITE SQUARE}"
SPACES = frozenset("\n\t\u00a0")
LETTERS = range(0x20, 0x500)
"""Latin, Greek and Cyrillic, with their marks."""
MORE_LETTERS = range(0x1E00, 0x2000)
SIGNS = frozenset("‐‑–—―‘’‚“”„†‡•…‰′″‹›€™−≈≠≤≥▲●▼○◆■□△")


def _is_printable(sign: str) -> bool:
    return sign in SPACES or sign in SIGNS or unicodedata.category(sign)[0] not in "CM"


_PRINTABLE = filter(_is_printable, (*map(chr, (*LETTERS, *MORE_LETTERS)), *sorted(SIGNS), *sorted(SPACES)))
_OTHERS = re.compile(f"[^{re.escape(''.join(_PRINTABLE))}]")


def printable(value: Any) -> Any:
    """The same data with `MISSING` for each sign that cannot be printed: emoji, control characters, far scripts."""
    if isinstance(value, str):
        return _OTHERS.sub(MISSING, unicodedata.normalize("NFC", value))
    if isinstance(value, dict):
        return {key: printable(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [printable(part) for part in value]
    return value
