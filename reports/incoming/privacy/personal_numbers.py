"""Finds Swedish personal identity and coordination numbers, in all ways of writing them.

The number, its date and its checksum: Skatteverket, SKV 704 (personnummer) and SKV 707 (samordningsnummer).
"""

import re
from collections.abc import Iterator

from personnummer import personnummer

GAP = r"[\s\u00ad\u200b-\u200d\u2060\ufeff]"
"""Spaces, and what mail programs put into numbers so that nobody sees it."""
DASH = r"[-\u2010-\u2015\u2212+/.]"

_NUMBER = re.compile(
    rf"(?<!\d)(?:(?:18|19|20){GAP}?)?\d\d(?P<between>{GAP}?|{DASH}?)[01]\d(?P=between)[0-36-9]\d"
    rf"{GAP}{{0,2}}{DASH}?{GAP}{{0,2}}\d\d{GAP}?\d\d(?!\d)"
)
_HIDDEN = re.compile(
    rf"(?<!\d)(?:18|19|20)?\d\d[01]\d[0-36-9]\d{GAP}?{DASH}{GAP}?(?:[x*]{{4}}|[x*]{{2}}\d\d)(?!\w)", re.I
)
_NEXT = rf"{GAP}?{DASH}?{GAP}?\d"
# A mask, "[personnummer]", does not call what follows it a number.
_CALLED_SO = re.compile(
    r"(?<![^\W\d])(?:pnr|(?:person|pers|p|samordnings?|födelse)[- .]?(?:nummer|numret|nr|no))\b(?!\])[^\d\n]{0,12}"
    rf"(?P<number>\d(?:{_NEXT}){{9}}(?:(?:{_NEXT}){{2}})?)(?!\d)",
    re.IGNORECASE,
)
# A typing error still points at a person: the checksum of what is written as such a number may be wrong.
_MISTYPED = re.compile(
    r"(?<![\w-])(?P<century>18|19|20)?(?P<year>\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>[06][1-9]|[1278]\d|[39][01])"
    rf"(?:-|{GAP}?[\u2010-\u2015\u2212]{GAP}?)(?P<last>\d{{4}})(?![\w]|-\d)"
)
_MONTH = r"(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-z]{0,6}"
_BORN = re.compile(
    r"(?<!\w)(?:född|födda|födds?|födelse(?:dag|datum|tid)|f\.)[:,]?\s{0,2}(?:den\s)?"
    r"(?P<day>(?:18|19|20)\d\d[-./ ]?[01]\d[-./ ]?[0-3]\d|\d\d[-./]?[01]\d[-./]?[0-3]\d"
    rf"|[0-3]?\d[./ -]{{1,2}}(?:[01]?\d|{_MONTH})[./ -]{{1,2}}(?:(?:18|19|20)\d\d|\d\d))(?!\d|[:.]\d)",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?:[01]\d|2[0-4])[0-5]\d")
_RECENT = range(15, 40)
"""Years of this century in which "20261120-2215" is rather when something happened."""
SHORTEST = 10
"""Digits of one that is written without its century."""
_NOT_DIGIT = re.compile(r"\D")


def personal_number_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where such numbers stand in a text, end exclusive: 10 or 12 digits with a right date and checksum.

    What the text itself calls a personal number needs no right checksum: it may be mistyped. One whose last digits
    are hidden ("900101-XXXX") is still somebody's day of birth, as is "född 1990-01-01". For what is but written as
    one see `mistyped_spans`.
    """
    at = 0
    while match := _NUMBER.search(text, at):
        if is_personal_number(match[0]):
            yield match.span()
        at = match.start() + 1
    for match in _HIDDEN.finditer(text):
        yield match.span()
    for match in _CALLED_SO.finditer(text):
        yield match.span("number")
    for match in _BORN.finditer(text):
        yield match.span("day")


def mistyped_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where a day of birth, a hyphen and four digits stand, whatever their checksum; they may also number a case."""
    for match in _MISTYPED.finditer(text):
        is_recent = match["century"] != "19" and int(match["year"]) in _RECENT
        if not (is_recent and _CLOCK.fullmatch(match["last"])):
            yield match.span()


def is_personal_number(words: str) -> bool:
    """Whether the digits of these words are a personal identity or coordination number."""
    digits = _NOT_DIGIT.sub("", words)
    return len(digits) in (10, 12) and personnummer.valid(digits)
