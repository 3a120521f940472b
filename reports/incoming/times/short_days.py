"""Weekly lists, whose lines begin with the shortened name of a day: "Ti Broskolan", "on 14.20", "Fr-lö"."""

import re

from reports.incoming.reading import Span

_NAMES = {
    "måndag": ("må", "mån", "månd"),
    "tisdag": ("ti", "tis", "tisd"),
    "onsdag": ("on", "ons", "onsd"),
    "torsdag": ("to", "tor", "tors"),
    "fredag": ("fr", "fre", "fred"),
    "lördag": ("lö", "lör", "lörd"),
    "söndag": ("sö", "sön", "sönd"),
}
_IN_FULL = {short: day for day, all_short in _NAMES.items() for short in all_short}
_DAY = rf"(?:{'|'.join(sorted(_IN_FULL, key=len, reverse=True))})"
_TO = r"[^\S\r\n]?[-–/][^\S\r\n]?"
_LINE = re.compile(
    rf"^[^\S\r\n]*(?:[-–—•*·][^\S\r\n]*)?(?P<day>{_DAY}\b(?:{_TO}{_DAY}\b)?)\.?[^\S\r\n]*[:,–-]?[^\S\r\n]+(?=\S)",
    re.IGNORECASE | re.MULTILINE,
)
_ALONE = re.compile(rf"(?P<first>{_DAY})(?:{_TO}(?P<last>{_DAY}))?", re.IGNORECASE)
_ENGLISH = frozenset({"on", "to"})  # a list that has but these may be in English, or be no list
_FEWEST = 2  # different days from which a text is such a list


def short_days(text: str) -> dict[int, tuple[Span, int]]:
    """The shortened days that lines begin with, by where the line begins, and where the words after each begin."""
    found = list(_LINE.finditer(text))
    days = {one["day"].casefold() for one in found}
    if len(days) < _FEWEST or days <= _ENGLISH:
        return {}
    return {one.start(): (Span(*one.span("day")), one.end()) for one in found}


def days_in_full(words: str) -> tuple[str, str]:
    """The first and the last day that words name, shortened days in full: "Fr-lö" is ("fredag", "lördag")."""
    found = _ALONE.fullmatch(words)
    if not found:
        return words, words
    first, last = found["first"].casefold(), (found["last"] or found["first"]).casefold()
    return _IN_FULL[first], _IN_FULL[last]
