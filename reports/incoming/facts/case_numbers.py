"""Finds the sender's own number of a case: the police's K number, a guard company's report number."""

import re
from collections.abc import Iterator

from reports.incoming.privacy.personal_numbers import is_personal_number

LONGEST = 60
"""Characters of a number that is kept."""

_WORDS = (
    r"\b(?:k(?=[- ]n|nu)|ref|mål|case)|ärende|diarie|händelse|anmälnings?|rapport|avvikelse|referens|larm|jobb|uppdrag"
    r"|uppdrags|incident"
)
_NUMBER = r"(?:nummer|numret|nr|no|id)"
_VALUE = r"(?:(?-i:[A-ZÅÄÖ]{1,5}) )?(?=[\w/-]*\d)\w+(?:(?:[-/]|\.(?=\d))\w+)*"

_POLICE = re.compile(r"(?<![\w-])(?:\d{4}[ -]{1,2})?k[ -]?\d{2,7} ?[-/] ?\d{2,4}(?!\w|-\d)", re.IGNORECASE)
_NAMED = re.compile(
    rf"(?:(?:{_WORDS})\.?[- ]?{_NUMBER}|\bdnr|\bärende(?= (?:\S*\d[-/]|\d{{5,}}\b))|rapport(?= ?#))\b"
    rf"\.?\s?[:#]?\s?#?(?:är\s)?(?P<value>{_VALUE})",
    re.IGNORECASE,
)
# One of these stands in all of them; the letters stand first, so that they are looked for quickly.
_HINT = re.compile(
    r"[NnIiKkÄäRr](?:(?<=[Nn])(?i:ummer|umret|r|o)\b|(?<=[Ii])[Dd]\b|(?<=[Kk])[ -]?\d|(?<=[Ää])(?i:rende)"
    r"|(?<=[Rr])(?i:apport))"
)
_NO_NUMBER = re.compile(r"(?:(?:19|20)\d\d-\d\d?-\d\d?|\d\d?/\d\d?(?:-\d{2,4})?|\d\d?\.\d\d)$")
"""A day or a time of the clock."""


def find_case_number(text: str, start: int, end: int) -> str | None:
    """The first number of a case in text[start:end], the police's own before others, as it is kept: "5000-K123456-26".

    A personal identity number that is called a case's is none.
    """
    stretch = text[start:end]
    spans = sorted(case_number_spans(stretch), key=lambda span: (not _POLICE.fullmatch(stretch, *span), span))
    return next((tidy(stretch[first:last]) for first, last in spans), None)


def case_number_spans(text: str) -> list[tuple[int, int]]:
    """Where the numbers of cases stand in a text, end exclusive, in its order."""
    return sorted({*_spans(text)}) if _HINT.search(text) else []


def tidy(number: str) -> str:
    """A case's number as it is kept; the police's own without spaces and with a capital K."""
    together = re.sub(r"\s", "", number)
    return together.upper() if _POLICE.fullmatch(together) else " ".join(number.split())[:LONGEST]


def _spans(text: str) -> Iterator[tuple[int, int]]:
    for match in _POLICE.finditer(text):
        yield match.span()
    for match in _NAMED.finditer(text):
        value = match["value"]
        is_polices = _POLICE.match(text, match.start("value"))
        if not is_polices and not _NO_NUMBER.match(value) and not is_personal_number(value):
            yield match.span("value")
