"""How wide words are on a slide, which nobody lays out before it is opened: reckoned from the letters of Calibri."""

from functools import lru_cache

_WIDTHS = {
    "ijlI.,:;'|·": 0.25,
    " ftr()[]-/‑": 0.33,
    "Jscz*†": 0.4,
    "aegkvxyåäFLPSTY–": 0.48,
    "bdhnopquöBCEKRVXZ0123456789": 0.54,
    "ADGHNOQUÅÄÖ": 0.65,
    "mwMW▲▼●○…": 0.86,
}
_LETTERS = {letter: width for letters, width in _WIDTHS.items() for letter in letters}
_OTHER = 0.6
EM = 2.54 / 72
"""Centimetres that a point is."""
WIDER = 1.22
"""How much wider than Calibri the widest typeface is that takes its place: that of Linux, where there is no Carlito."""
BOLD = 1.16


@lru_cache(maxsize=4096)
def _ems(text: str) -> float:
    return sum(_LETTERS.get(letter, _OTHER) for letter in text)


def text_width(text: str, size: float, wider: float = WIDER) -> float:
    """Centimetres of a text on one line, `size` in points, in a typeface `wider` times as wide as Calibri."""
    return _ems(text) * size * EM * wider


def longest_width(text: str, size: float) -> float:
    """Centimetres of the widest word, which breaks where it has no such room; hyphens and dashes part words."""
    parts = text.replace("-", "- ").replace("/", "/ ").split()
    return max((text_width(part, size) for part in parts), default=0.0)


def lines_of(text: str, size: float, width: float) -> int:
    """On how many lines a text stands in so many centimetres."""
    return sum(_wrapped(line, size, width) for line in text.split("\n"))


def _wrapped(line: str, size: float, width: float) -> int:
    lines, filled = 1, 0.0
    for word in line.split(" "):
        needed = text_width(word, size)
        if filled and filled + needed > width + 0.01:  # of sums made in another order
            lines, filled = lines + 1, 0.0
        filled += needed + text_width(" ", size)
    return lines
