"""What a typeface can print: PDF/UA refuses a document with a sign that no font has."""

import re
import unicodedata
from typing import Any

MISSING = "[…]"
"""Read as what it is: something that stood here has been left out."""
SPACES = frozenset("\n\t\u00a0")
LETTERS = range(0x20, 0x500)
"""Latin, Greek and Cyrillic, with their marks."""
MORE_LETTERS = range(0x1E00, 0x2000)
SIGNS = frozenset(
    "‐‑‒–—―‖‘’‚‛“”„†‡•…‰′″‹›‼⁄⁰⁴⁵⁶⁷⁸⁹⁺⁻₀₁₂₃₄₅₆₇₈₉€℅№™Ω℮⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
    "←↑→↓↔↕↖↗↘↙⇐⇑⇒⇓∂∆∏∑−√∞∟∩∫≈≠≡≤≥⌂■□▪▫▬▲△▶▷►▼▽◀◁◄◆◉◊○●◘◙◦☐☑☺☻☼♀♂♠♣♥♦♪♫✓✔✗✘❤"
)
"""Of those that the shipped typeface has, the ones that somebody may write; tests hold them against the fonts."""
SKINS = range(0x1F3FB, 0x1F400)
"""Colours of the emoji before them."""


def _is_printable(sign: str) -> bool:
    return sign in SPACES or sign in SIGNS or unicodedata.category(sign)[0] not in "CM"


_PRINTABLE = frozenset(filter(_is_printable, (*map(chr, (*LETTERS, *MORE_LETTERS)), *SIGNS, *SPACES)))
_OTHERS = re.compile(f"[^{re.escape(''.join(sorted(_PRINTABLE)))}]+")


def printable(value: Any) -> Any:
    """The same data with what can be printed for each sign that cannot: emoji, control characters, far scripts.

    A sign that is a letter or number in disguise becomes that; marks that show nothing by themselves go; for others,
    however many follow each other, stands `MISSING`.
    """
    if isinstance(value, str):
        return _OTHERS.sub(_instead, unicodedata.normalize("NFC", value))
    if isinstance(value, dict):
        return {key: printable(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [printable(part) for part in value]
    return value


def unprintable(text: str) -> tuple[str, ...]:
    """The signs of a text that `MISSING` stands for in print, each once."""
    found = "".join(_OTHERS.findall(unicodedata.normalize("NFC", text)))
    return tuple(dict.fromkeys(sign for sign in found if _plain(sign) is None))


def _instead(found: re.Match[str]) -> str:
    parts = [MISSING if (plain := _plain(sign)) is None else plain for sign in found[0]]
    return re.sub(rf"(?:{re.escape(MISSING)})+", MISSING, "".join(parts))


def _plain(sign: str) -> str | None:
    """What is printed for a sign of its own; None where nothing says it."""
    if ord(sign) in SKINS or unicodedata.category(sign) in ("Cc", "Cf", "Mn", "Me"):
        return ""
    plain = "".join(one for one in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(one))
    return plain if plain and _PRINTABLE.issuperset(plain) else None
