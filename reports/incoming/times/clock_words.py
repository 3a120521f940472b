"""Which clock time words tell: "22.15", "2215", "vid 23-tiden", "strax före midnatt", "mellan 21 och 04"."""

import re
from dataclasses import dataclass
from datetime import timedelta

from reports.incoming.times.time_errors import UnknownTimeError
from reports.incoming.times.time_words import DayPart, Words

_CLOCK = r"\d\d?(?:[.:]\d\d){0,2}|\d{4}"
_RANGE = rf"(?P<first>{_CLOCK})(?: ?- ?| (?:till|to|och|and) )(?:kl )?(?P<last>{_CLOCK})"
_HALF_A_DAY = timedelta(hours=12)
_DAY = timedelta(days=1)
_NOTHING = timedelta()


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock time as time since midnight, or one until another; `before` and `after` are how vague it is.

    `is_half_day` tells that it may as well be twelve hours later: "halv nio".
    """

    at: timedelta
    until: timedelta | None = None
    before: timedelta = _NOTHING
    after: timedelta = _NOTHING
    is_half_day: bool = False

    def in_part(self, part: DayPart | None) -> tuple[timedelta, timedelta | None]:
        """(start, end) since the midnight that begins the part's day; end is None for a moment.

        Within a part of the day, "01.15" may be the morning after and "10.15" half a day later. Raises ValueError
        where neither is in or near the part.
        """
        shifts = (_NOTHING, _DAY, _HALF_A_DAY)
        shift = next((s for s in shifts if part is None or part.holds(self.at + s)), None)
        if shift is None:
            raise ValueError(part)
        start = self.at + shift
        if self.until is None or self.until == self.at:
            return start - self.before, start + self.after if self.before or self.after else None
        step = _HALF_A_DAY if shift == _HALF_A_DAY else _DAY
        end = self.until
        while end <= start:
            end += step
        return start, end


def take_clock(words: Words) -> Clock | None:
    """Takes a clock time, or two, and how vague they are, out of `words`; None where there are none.

    A span is as said. "Strax före" is the quarter before, "strax efter" the quarter after; "vid 23-tiden" and
    "omkring 14" half an hour either way, "omkring 14.20" a quarter.
    """
    just_before = words.take(r"strax (?:före|innan)|just before")
    just_after = words.take(r"strax efter|(?:just|shortly) after")
    is_rough = words.take(r"omkring|runt|cirka|ca|c a|ungefär|around|about") is not None
    if found := words.take(_RANGE):
        return Clock(_since_midnight(found["first"]), _since_midnight(found["last"]))
    is_rough = words.take(r"-?tiden") is not None or is_rough
    if words.take(r"midnatt|midnight"):
        at = _NOTHING if just_after else _DAY
    elif found := words.take(_CLOCK):
        at = _since_midnight(found[0])
    else:
        return None
    quarter = timedelta(minutes=15)
    if just_before or just_after:
        return Clock(at, before=quarter if just_before else _NOTHING, after=quarter if just_after else _NOTHING)
    margin = (quarter if at.seconds % 3600 else 2 * quarter) if is_rough else _NOTHING
    return Clock(at, before=margin, after=margin)


def _since_midnight(clock: str) -> timedelta:
    digits = clock if re.search("[.:]", clock) or len(clock) < 4 else f"{clock[:2]}.{clock[2:]}"
    hours, minutes, *_ = [*map(int, re.split("[.:]", digits)), 0]
    if minutes > 59 or hours * 60 + minutes > 24 * 60:
        raise UnknownTimeError("no_such_clock")
    return timedelta(hours=hours, minutes=minutes)
