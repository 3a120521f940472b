"""On which day and at which moment what a report tells happened."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from reports.incoming.drafts import Interval
from reports.incoming.times.clock_words import Clock
from reports.incoming.times.day_words import take_day
from reports.incoming.times.local_time import midnight, to_interval, to_wall
from reports.incoming.times.time_errors import UnknownTimeError
from reports.incoming.times.time_marks import DATE
from reports.incoming.times.time_words import WEEKDAYS, Words, any_of, fold

_CLOCKS_DIFFER = timedelta(minutes=5)  # a report may be dated just before the last thing that it tells
_ADDED_LATER = timedelta(hours=2)  # a summary begun at night may be filled in until the morning
_SMALL_HOURS = 5
_DAY = timedelta(days=1)
_NOON = timedelta(hours=12)
_NIGHT = r"natt(?:en)? (?:till|mot)"
_DAY_LINE = re.compile(
    rf"(?:{_NIGHT} )?(?:{DATE}|(?:{any_of(WEEKDAYS['sv'])})(?:en)?(?:s?(?:kväll|natt|morgon)(?:en)?)?)\s*[:.]?",
    re.IGNORECASE,
)


def names_day(line: str) -> bool:
    """Whether a line is but the name of a day: "Fredag 20 november", "Natten mot lördag:"."""
    return len(line) <= 60 and _DAY_LINE.fullmatch(line.strip()) is not None


def day_named(words: str, received: datetime) -> date | None:
    """The day that a line or date names, the last such up to the day of `received`; of a night its evening."""
    today = to_wall(received).date()
    folded = Words(fold(re.sub(r"(?<=\d/\d)-|(?<=\d/\d\d)-", " ", words)))
    is_night = folded.take(_NIGHT) is not None
    try:
        named = take_day(folded, today, today, today)
    except (UnknownTimeError, OverflowError):
        return None
    if named is None or named.day > today:
        return None
    return named.day - _DAY if is_night else named.day


def moment(clock: Clock, received: datetime, day: date | None = None, after: Interval | None = None) -> Interval:
    """When a clock time was, in UTC.

    On `day` where the report names one, or the night after it where the clock goes back from `after`, what was told
    before. Else the last time before `received` (aware) at which clocks here showed it. Of a time told by half the day
    the later that has been.
    """
    if clock.is_half_day:
        read = [moment(half, received, day, after) for half in _halves(clock)]
        return max((one for one in read if one.start <= received), default=read[0])
    told = clock.at % _DAY
    now = to_wall(received)
    if day:
        base = midnight(day) + _wrapped(told, day, after, now)
        if base + told > now + _ADDED_LATER:  # a night's report may bear the date of its morning
            base -= _DAY
    else:
        base = midnight(now.date()) + (timedelta() if _has_been(told, now, after) else -_DAY)
    start, end = clock.in_part(None)
    whole_days = clock.at - told
    return to_interval(base + start - whole_days, None if end is None else base + end - whole_days)


def _halves(clock: Clock) -> Iterator[Clock]:
    """The two times of a day that "halv nio" may be."""
    for shift in (timedelta(), _NOON):
        yield replace(clock, at=clock.at + shift, until=clock.until and clock.until + shift, is_half_day=False)


def _has_been(told: timedelta, now: datetime, after: Interval | None) -> bool:
    """Whether a clock time of today lies before `now`, or so soon after it that the report was filled in later."""
    moment = midnight(now.date()) + told
    if moment <= now + _CLOCKS_DIFFER:
        return True
    follows = after is None or timedelta() <= moment - to_wall(after.start) <= timedelta(hours=8)
    return follows and now.hour < _SMALL_HOURS and moment <= now + _ADDED_LATER


def _wrapped(told: timedelta, day: date, after: Interval | None, now: datetime) -> timedelta:
    if after is None:
        return timedelta()
    before = to_wall(after.start)
    next_day = midnight(day) + _DAY + told
    goes_back = before.date() >= day and before - (midnight(day) + told) > timedelta(hours=6) and told < _NOON
    return _DAY if goes_back and next_day <= now + _CLOCKS_DIFFER else timedelta()


def whole_report(received: datetime) -> Interval:
    """The day before `received`: when something happened of which no time is told."""
    return Interval(received - _DAY, received)
