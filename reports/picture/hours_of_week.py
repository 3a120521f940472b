"""The local hour of the week in which something happened: 0 is Monday 00-01, 167 Sunday 23-24."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from reports.picture.periods import LOCAL_TIME

Whole = NDArray[np.int64]

WEEK = 7 * 24
LONGEST = 24
"""Hours; of what lies in a span of a day or more the hour is not known."""
FIRST_HOUR = 3 * 24
"""Of the week that 1970 began in: 1 January was a Thursday."""
_HOUR = timedelta(hours=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def hour_of_week(moment: datetime) -> int:
    """The hour of the week (0-167) that an aware time lies in."""
    return _local(since_1970(moment))


def hours_touched(start: datetime, end: datetime | None) -> int:
    """How many hours of the clock a span touches, its end not included: 1 for a known moment, 24 for a day and more."""
    if end is None:
        return 1
    last = since_1970(end) + (end.astimezone(UTC) > _EPOCH + since_1970(end) * _HOUR)
    return min(max(last - since_1970(start), 1), LONGEST)


def since_1970(moment: datetime) -> int:
    """Whole hours since 1970 (UTC) at an aware time."""
    return (moment.astimezone(UTC) - _EPOCH) // _HOUR


@lru_cache(maxsize=100_000)
def _local(hour: int) -> int:
    return (hour + _offset(_EPOCH + hour * _HOUR) + FIRST_HOUR) % WEEK


@lru_cache(maxsize=32)
def hours_of_week(first: int, last: int) -> Whole:
    """The hour of the week of each hour since 1970 (UTC) from `first` to before `last`: shape (last - first,)."""
    hours: Whole = np.arange(first, last)
    offsets: Whole = np.zeros_like(hours)
    for day in range(first // 24, last // 24 + 1):
        at = _EPOCH + timedelta(days=day)
        here = slice(max(day * 24 - first, 0), max((day + 1) * 24 - first, 0))
        if _offset(at) == _offset(at + 24 * _HOUR):
            offsets[here] = _offset(at)
        else:
            offsets[here] = [_offset(_EPOCH + int(hour) * _HOUR) for hour in hours[here]]
    return (hours + offsets + FIRST_HOUR) % WEEK


def _offset(moment: datetime) -> int:
    """Hours that local time is ahead then."""
    ahead = moment.astimezone(LOCAL_TIME).utcoffset() or timedelta()
    return ahead // _HOUR
