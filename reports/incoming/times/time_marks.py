"""Where a text tells a time: "22.12", "kl 22", "vid 23-tiden", "mellan 21 och 04", "strax före midnatt"."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from reports.incoming.reading import Span
from reports.incoming.times.clock_words import Clock, take_clock
from reports.incoming.times.time_errors import UnknownTimeError
from reports.incoming.times.time_words import MONTHS, WEEKDAYS, Words, any_of, fold

_GAP = r"[^\S\r\n]"
_HOUR = r"(?:[01]?\d|2[0-4])"
CLOCK = rf"{_HOUR}[.:][0-5]\d(?:[.:][0-5]\d)?(?!\d|[.:/]\d)"
_KL = rf"kl(?:ockan)?\.?:?{_GAP}?"
_VAGUE = (
    r"(?:strax|kort|precis|en stund|någr?a minuter) (?:före|innan|efter)|runt|omkring|kring|cirka|ca\.?|c:a|ungefär"
    r"|vid|efter|mellan|från|redan|sent"
)
_TIDEN = rf"{_GAP}?-?{_GAP}?tiden\b"
_HALF_DAY = rf"(?P<hour>1[0-2]|0?[1-9])(?:[.:](?P<minutes>[0-5]\d))?{_GAP}?(?P<half>[ap])\.?{_GAP}?m\b(?![-\w])\.?"
_ANY_HALF_DAY = re.sub(r"\?P<\w+>", "?:", _HALF_DAY)  # "10:15 pm"
_HOURS_SPOKEN = ("ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")
_SPOKEN_HOUR = any_of(_HOURS_SPOKEN)
_MEASURE = rf"{_GAP}(?:kilo|kg|gram|liter|meter|mil|timm|dag|år|månad|hundra|tusen|miljon)"
_SPOKEN = rf"(?:halv|kvart{_GAP}(?:över|i)){_GAP}(?:{_SPOKEN_HOUR}|1[0-2]|[1-9])(?![\w.:]*\d|\w|{_MEASURE})"
_SPOKEN += rf"|{_SPOKEN_HOUR}(?={_TIDEN})"
_ONE = rf"(?:{_ANY_HALF_DAY}|{_KL}(?:{CLOCK}|{_HOUR}[0-5]\d(?!\d)|{_HOUR}(?!\d|[.,:]\d))"
_ONE += rf"|{CLOCK}|{_HOUR}(?={_TIDEN})|midnatt\b|(?:{_KL})?(?:{_SPOKEN})|{_KL}{_SPOKEN_HOUR}\b)"
_TO = rf"{_GAP}?[-–]{_GAP}?|{_GAP}(?:och|till|fram till){_GAP}"
_LAST = rf"(?:{_TO})(?:{_KL})?(?:{CLOCK}|{_HOUR}(?!\d|[.,:]\d)(?!{_GAP}?[%a-zåäö]*(?:årsåldern|år\b)))"
_HOURS = rf"(?:mellan|från){_GAP}{_HOUR}{_GAP}(?:och|till){_GAP}(?:{_KL})?{_HOUR}(?!\d|[.,:]\d)"
_HOURS += rf"(?!{_GAP}*-?(?:år|åring|person|kr|km|meter|cm|procent))"
PHRASE = rf"(?:(?:{_VAGUE}){_GAP}){{0,2}}{_ONE}(?:{_LAST})?(?:{_TIDEN})?|{_HOURS}"
_MONTH = any_of(MONTHS["sv"] + [name[:3] for name in MONTHS["sv"]])
WEEKDAY = rf"(?:{any_of(WEEKDAYS['sv'])})(?:en)?"
DATE = (
    rf"(?:{WEEKDAY}{_GAP})?(?:den{_GAP})?"
    rf"(?:20\d\d-\d\d-\d\d|\d\d?/\d\d?(?:[-/ ](?:20)?\d\d(?![.:]))?|\d\d?{_GAP}(?:{_MONTH})\b(?:{_GAP}20\d\d)?)"
)
_FIND = re.compile(rf"(?<![\w.,:/])(?:{PHRASE})", re.IGNORECASE)
# Without one of these a text tells no time; what all begin with stands first, so that it is looked for quickly.
_ANY_TIME = re.compile(
    r"[\dMmHhKkTt](?:(?<=\d)|(?<=[Mm])(?i:idnatt)|(?<=[Hh])(?i:alv )|(?<=[Kk])(?i:vart [iö]|l(?:ockan|\.)? )"
    r"|(?<=[Tt])(?i:iden))"
)
# One of these stands in all that tells a time, not further from its beginning than the longest lead.
_SIGN = re.compile(r"[\dMmHhKkTt](?:(?<=\d)|(?<=[Mm])(?i:idnatt)|(?<=[HhKk])(?i:alv|vart|l)|(?<=[Tt])(?i:iden))")
_LONGEST_LEAD = 60  # characters
_REMEMBERED = 2_000  # words of clock times: there are not many more ways to write the minutes of a day
_IN_WORDS = re.compile(
    rf"\b(?:(?P<lead>halv|kvart{_GAP}över|kvart{_GAP}i){_GAP}(?P<near>{_SPOKEN_HOUR}|\d\d?)\b"
    rf"|(?:(?P<kl>{_KL}))?(?P<full>{_SPOKEN_HOUR})(?:(?={_TIDEN})|(?(kl)\b|(?!))))",
    re.IGNORECASE,
)
_MINUTES = {"halv": -30, "över": 15, "i": -15}
_PLAIN = re.compile(r"\d\d?[.:]\d\d", re.ASCII)  # most times are told so
_TWELVE_HOURS = re.compile(_HALF_DAY, re.IGNORECASE)
# Words that the clock's own reader knows by another name.
_SAME = ((re.compile(r"\bkring\b"), "omkring"), (re.compile(r"\b(?:kort|precis|en stund|någr?a minuter)\b"), "strax"))


class Mark(NamedTuple):
    """Words that tell a clock time, and what they tell."""

    span: Span
    clock: Clock


@lru_cache(maxsize=_REMEMBERED)
def clock_of(words: str) -> Clock | None:
    """The clock time that words tell, or None: "strax före 23.30" is 23.30 and the quarter before it."""
    plain = words if words[:1].isdigit() else in_digits(words)
    folded = plain if _PLAIN.fullmatch(plain) else _as_the_clock_knows(plain)
    try:
        clock = take_clock(Words(folded))
    except UnknownTimeError:
        return None
    return replace(clock, is_half_day=True) if clock and plain != words else clock


def _as_the_clock_knows(words: str) -> str:
    folded = fold(_TWELVE_HOURS.sub(_in_24_hours, words))
    for pattern, known in _SAME:
        folded = pattern.sub(known, folded)
    return folded


def in_digits(words: str) -> str:
    """Words with each clock time that is told in words in digits of the morning: "halv nio" is "08.30"."""
    return _IN_WORDS.sub(_spoken_in_digits, words)


def _spoken_in_digits(found: re.Match[str]) -> str:
    hour = (found["near"] or found["full"]).lower()
    number = int(hour) if hour.isdigit() else _HOURS_SPOKEN.index(hour) + 1
    minutes = (number % 12 * 60 + (_MINUTES[found["lead"].lower().split()[-1]] if found["lead"] else 0)) % 720
    clock = f"{minutes // 60:02d}.{minutes % 60:02d}" if found["lead"] else f"{number % 12:02d}"
    return f"{clock} " if found["full"] else clock


def _in_24_hours(found: re.Match[str]) -> str:
    """ "10:15 pm" is 22.15, "12 am" midnight. Only texts are read so: a table's cell that needs it is refused."""
    hour = int(found["hour"]) % 12 + 12 * (found["half"].lower() == "p")
    return f"{hour:02d}.{found['minutes'] or '00'}"


def mark_of(text: str, start: int, end: int) -> Mark | None:
    """The mark that text[start:end] is."""
    clock = clock_of(text[start:end])
    return Mark(Span(start, end), clock) if clock else None


def marks(text: str, start: int, end: int) -> Iterator[Mark]:
    """The times told in text[start:end], from left to right."""
    if not _ANY_TIME.search(text, start, end):
        return
    at = start
    while sign := _SIGN.search(text, at, end):
        found = _FIND.search(text, max(at, sign.start() - _LONGEST_LEAD), end)
        if not found:
            return
        if mark := mark_of(text, *found.span()):
            yield mark
        at = found.end()
