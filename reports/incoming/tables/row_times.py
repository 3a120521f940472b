"""When a row of a table says that something happened."""

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

from reports.incoming.drafts import Interval
from reports.incoming.tables.row_errors import RowError
from reports.incoming.times.local_time import midnight, to_utc, to_wall, whole_day
from reports.incoming.times.when import UnknownTimeError, read_when

_CLOCK = re.compile(r"(\d\d?)[.:](\d\d)(?:[.:](\d\d))?")
_DATE_AND_CLOCK = re.compile(rf"(\S+)[ T]{_CLOCK.pattern}")
_DAY_FIRST = re.compile(r"(\d\d?)/(\d\d?)/(\d{4})")
_RELATIVE = re.compile(r"dag|går|natt|morse|kväll|middag", re.IGNORECASE)
_TELLS_CLOCK = re.compile(r"\d")
_YEARS = range(1970, 2101)


def read_times(line: int, day: str, clock: str, end: str, now: datetime | None = None) -> Interval:
    """The interval in UTC that a row's date, time and end tell. Raises RowError for `line`.

    `day` is a date, with or without a time, as ISO 8601 or day/month/year; without an offset the time is Swedish. Where
    `now` (aware) tells when the table was written it may be a day in words too: "igår", "i går 22.10", "i fredags".
    `clock` is a clock time, or words such as "mellan 21 och 04". No time at all is the whole day. `end` is a date, with
    or without a time, or a clock time, which is on the next day when it is not after the start; an end date is counted
    in.
    """
    start = _in_words(line, day, clock, now) if now and day and not day[0].isdigit() else _start(line, day, clock)
    return _until(line, start, end) if end else start


def _start(line: int, day: str, clock: str) -> Interval:
    try:
        told = _moment(day)
        if told is None:
            return _on_day(line, _day(day), clock)
    except ValueError:
        raise RowError(line, "bad_date" if day else "date_missing", value=day) from None
    if not clock:
        return told.interval
    said = _on_day(line, told.wall.date(), clock)
    # Spreadsheets give a plain date the time 00:00.
    if told.wall.time() != time() and said.start != told.interval.start:
        raise RowError(line, "two_times", first=day, second=clock)
    return said


def _in_words(line: int, day: str, clock: str, now: datetime) -> Interval:
    """A day that is told from that of the table: at most a week before it, and not after it."""
    today = to_wall(now).date()
    try:
        told = read_when(day, today, now)
        if clock and not _TELLS_CLOCK.search(day):
            return _on_day(line, to_wall(told.start).date(), clock)
    except UnknownTimeError:
        raise RowError(line, "bad_date", value=day) from None
    if not _RELATIVE.search(day) or to_wall(told.start).date() > today:
        raise RowError(line, "bad_date", value=day)
    return told


class _Moment(NamedTuple):
    """A date with a clock time: as it is written, and in UTC."""

    wall: datetime
    interval: Interval


# Tables are sorted by time and tell it in minutes or hours, so the same words come again and again.
@lru_cache(maxsize=4096)
def _moment(words: str) -> _Moment | None:
    """None for a date without a clock time. Raises ValueError where there is no such time."""
    wall = _wall(words)
    return _Moment(wall, Interval(_utc(wall))) if wall else None


def _wall(words: str) -> datetime | None:
    if len(words) <= 10:
        return None
    if words[4] == "-" and words[13:14] == ":":  # fromisoformat would read 22.15 as 22 hours and 0.15 seconds
        return datetime.fromisoformat(words)
    found = _DATE_AND_CLOCK.fullmatch(words)
    return datetime.combine(_day(found[1]), _time(*found.groups()[1:])) if found else None


@lru_cache(maxsize=4096)
def _day(words: str) -> date:
    found = _DAY_FIRST.fullmatch(words)
    day = date(int(found[3]), int(found[2]), int(found[1])) if found else date.fromisoformat(words)
    if day.year not in _YEARS:
        raise ValueError(words)
    return day


def _time(hour: str, minute: str, second: str | None) -> time:
    return time(int(hour), int(minute), int(second or 0))


def _utc(moment: datetime) -> datetime:
    if moment.year not in _YEARS:
        raise ValueError(moment)
    return moment.astimezone(UTC) if moment.tzinfo else to_utc(moment)


def _on_day(line: int, day: date, clock: str) -> Interval:
    try:
        return _clock_on(day, clock)
    except (UnknownTimeError, ValueError):
        raise RowError(line, "bad_time", value=clock) from None


@lru_cache(maxsize=4096)
def _clock_on(day: date, clock: str) -> Interval:
    """Raises UnknownTimeError, ValueError."""
    if not clock:
        return whole_day(day)
    if found := _CLOCK.fullmatch(clock):
        return Interval(to_utc(datetime.combine(day, _time(*found.groups()))))
    return read_when(clock, day, now=to_utc(midnight(day)))


def _until(line: int, start: Interval, words: str) -> Interval:
    try:
        end = _end(start, words)
    except ValueError:
        raise RowError(line, "bad_end", value=words) from None
    if end < start.start:
        raise RowError(line, "end_before_start", value=words)
    return Interval(start.start, end if end > start.start else None)


def _end(start: Interval, words: str) -> datetime:
    if told := _moment(words):
        return told.interval.start
    found = _CLOCK.fullmatch(words)
    if found is None:
        return to_utc(midnight(_day(words) + timedelta(days=1)))
    day = to_wall(start.start).date()
    end = to_utc(datetime.combine(day, _time(*found.groups())))
    return end if end > start.start else to_utc(to_wall(end) + timedelta(days=1))
