"""When something happened: words for a time to an interval, and an interval to words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from reports.incoming.drafts import Interval
from reports.incoming.times.clock_words import take_clock
from reports.incoming.times.day_words import NamedDay, take_day
from reports.incoming.times.local_time import midnight, to_interval, to_wall
from reports.incoming.times.time_errors import UnknownTimeError
from reports.incoming.times.time_words import (
    DAY_PARTS,
    MONTHS,
    NIGHT,
    SMALL_HOURS,
    WEEKDAYS,
    WHOLE_DAY,
    DayPart,
    Words,
    fold,
)

__all__ = ["UnknownTimeError", "day_of_clock", "in_words", "read_when"]

_LONGEST = 200
_NIGHT_TO = r"natt(?:en)? (?:till|mot|mellan .{1,30} och)|night (?:to|before|between .{1,30} and)"
_UNKNOWN = r"okän[dt]|vet ej|unknown|hela (?:dagen|dygnet)|(?:all|whole) day"

Span = tuple[datetime, datetime | None]


def read_when(text: str, day: date, now: datetime) -> Interval:
    """When `text` says that something happened, in UTC.

    `day` is the day that is reported on; relative words count from it. `now` (aware) is when the text was written: it
    tells the year of a date, and which night "i natt" is: the one that ended on the morning of `day`, or, written
    after 18 on `day` or later the same night, the one that began then. A clock time alone is on `day` itself. An empty
    text or "okänd tid" is the whole day. Raises UnknownTimeError.
    """
    try:
        return to_interval(*_read(fold(text), _Writing(day, to_wall(now))))
    except UnknownTimeError as error:
        raise UnknownTimeError(error.code, **error.details | {"words": text.strip()[:_LONGEST]}) from None
    except OverflowError:  # a day before or after the first or last there is
        raise UnknownTimeError("no_such_date", words=text.strip()[:_LONGEST]) from None


def day_of_clock(text: str, day: date, now: datetime) -> date:
    """The day to read `text` on when it tells of what has been.

    That is `day`; but the day before, where `day` is that of `now` (aware) and `text` is a clock time or a span alone
    that has not begun by then: "21–04" written in the morning is of last night. Never raises.
    """
    wall, words = to_wall(now), Words(fold(text))
    try:
        clock = take_clock(words)
    except UnknownTimeError:  # which `read_when` tells of
        return day
    if day != wall.date() or clock is None or words.rest:
        return day
    lies_ahead = midnight(day) + clock.in_part(None)[0] > wall
    return day - timedelta(days=1) if lies_ahead else day


@dataclass(frozen=True, slots=True)
class _Writing:
    """The day that is reported on and the wall-clock time of writing."""

    day: date
    now: datetime

    @property
    def tonight(self) -> date:
        """The evening on which "i natt" began."""
        began = midnight(self.day) + timedelta(hours=18)
        is_tonight = began <= self.now < began + timedelta(hours=12)
        return self.day if is_tonight else self.day - timedelta(days=1)

    @property
    def latest_day(self) -> date:
        """The last day that a bare weekday may mean: the day after `day`, when that has come."""
        return min(self.day + timedelta(days=1), max(self.day, self.now.date()))

    @property
    def latest_morning(self) -> date:
        """The last morning that "natten till lördag" may mean: that after `day`, when its evening has come."""
        has_come = self.now >= midnight(self.day) + timedelta(hours=18)
        return self.day + timedelta(days=1) if has_come else self.day


def _read(folded: str, writing: _Writing) -> Span:
    if len(folded) > _LONGEST:
        raise UnknownTimeError("not_understood")
    for left, right in _halves(folded):
        if _names_day(left, writing) and _names_day(right, writing):
            return _joined(_read_part(left, writing), _read_part(right, writing))
    return _read_part(folded, writing)


def _halves(folded: str) -> Iterator[tuple[str, str]]:
    for found in re.finditer(r" (?:-|till|to) ", folded):
        yield folded[: found.start()], folded[found.end() :]


def _names_day(folded: str, writing: _Writing) -> bool:
    return take_day(Words(folded), writing.day, writing.latest_day, writing.now.date()) is not None


def _joined(first: Span, last: Span) -> Span:
    start, end = first[0], last[1] or last[0]
    if end <= start:
        raise UnknownTimeError("ends_before_start")
    return start, end


def _read_part(folded: str, writing: _Writing) -> Span:
    words = Words(folded)
    night_to = words.take(_NIGHT_TO) is not None
    latest = writing.latest_morning if night_to else writing.latest_day
    named = take_day(words, writing.day, latest, writing.now.date())
    part = NIGHT if night_to else _take_part(words)
    clock = take_clock(words)
    is_unknown = words.take(_UNKNOWN) is not None
    if words.rest or (folded and not (named or part or clock or is_unknown)):
        raise UnknownTimeError("not_understood")
    base, part = _placed(part, named, night_to, writing)
    if clock is None:
        return _part_of_day(base, part)
    if part is SMALL_HOURS:  # a date and a clock time say all
        part = None
    try:
        start, end = clock.in_part(part)
    except ValueError:
        raise UnknownTimeError("wrong_part_of_day") from None
    return midnight(base) + start, None if end is None else midnight(base) + end


def _take_part(words: Words) -> DayPart | None:
    return next((part for pattern, part in DAY_PARTS if words.take(pattern)), None)


def _placed(
    part: DayPart | None, named: NamedDay | None, night_to: bool, writing: _Writing
) -> tuple[date, DayPart | None]:
    """The day whose midnight the hours count from, and the part of the day in the reading that fits it."""
    if named is None:
        return writing.tonight if part is NIGHT else writing.day, part
    if night_to:
        return named.day - timedelta(days=1), NIGHT
    return named.day, SMALL_HOURS if part is NIGHT and named.is_calendar else part


def _part_of_day(day: date, part: DayPart | None) -> Span:
    hours = part or WHOLE_DAY
    return midnight(day) + timedelta(hours=hours.start), midnight(day) + timedelta(hours=hours.end)


def in_words(interval: Interval, now: datetime, language: str = "sv") -> str:
    """ "fredag 20 november kl. 22.15–01.15", or "Friday 20 November at 22:15–01:15"; a whole day is its date alone.

    The year stands there when it is not `now`'s. Seconds are left out. `read_when` reads it back.
    """
    start, this_year = to_wall(interval.start), to_wall(now).year
    end = to_wall(interval.end) if interval.end else None
    first = _date_in_words(start, this_year, language)
    if end is None:
        return f"{first} {_clock_in_words(start, language)}"
    if start == midnight(start.date()) and end == midnight(end.date()):
        last = end - timedelta(days=1)
        return first if last <= start else f"{first} – {_date_in_words(last, this_year, language)}"
    begins = f"{first} {_clock_in_words(start, language)}"
    if end - start < timedelta(days=1):
        return f"{begins}–{_clock_in_words(end, language, is_end=True)}"
    return f"{begins} – {_date_in_words(end, this_year, language)} {_clock_in_words(end, language)}"


def _date_in_words(wall: datetime, this_year: int, language: str) -> str:
    spoken = "sv" if language == "sv" else "en"
    words = f"{WEEKDAYS[spoken][wall.weekday()]} {wall.day} {MONTHS[spoken][wall.month - 1]}"
    return words if wall.year == this_year else f"{words} {wall.year}"


def _clock_in_words(wall: datetime, language: str, is_end: bool = False) -> str:
    """A clock time; the midnight that ends a span is 24, as people write it."""
    hour = 24 if is_end and (wall.hour, wall.minute) == (0, 0) else wall.hour
    lead, point = ("kl. ", ".") if language == "sv" else ("at ", ":")
    return f"{'' if is_end else lead}{hour:02d}{point}{wall.minute:02d}"
