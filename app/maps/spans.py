"""Spans of days: the bars a period is cut into, and the period that it is set beside."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.incidents.filters import IncidentFilter
from app.maps.views import Against, Step
from reports.picture.numbers.stretches import YEAR
from reports.picture.periods import LENGTH

DAYS = {Step.DAY: 1, Step.WEEK: 7, Step.FORTNIGHT: LENGTH.days}
MOST_BARS = 400
"""More of them would be thinner than a pixel on a small screen."""
DAYS_AT_A_GLANCE, WEEKS_AT_A_GLANCE = 45, 60
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many incidents of a day are drawn on the map, and how many are not as they have no place on it."""

    drawn: int = 0
    undrawn: int = 0

    def __add__(self, other: "DayCount") -> "DayCount":
        return DayCount(self.drawn + other.drawn, self.undrawn + other.undrawn)

    @property
    def total(self) -> int:
        return self.drawn + self.undrawn


@dataclass(frozen=True, slots=True)
class Bar:
    """Some days in a row, both ends included; `is_part` where the period cuts a week or fortnight short."""

    first: date
    last: date
    count: DayCount
    is_part: bool


@dataclass(frozen=True, slots=True)
class Histogram:
    """The bars of a period, and how many of its incidents lie before the first one as there would be too many bars."""

    step: Step
    bars: tuple[Bar, ...]
    left_out: int = 0

    @property
    def most(self) -> int:
        return max(bar.count.total for bar in self.bars)


def histogram(
    counts: Mapping[date, DayCount], chosen: IncidentFilter, step: Step | None, first_monday: date
) -> Histogram | None:
    """Counts as bars of the step that is asked for or else suits the period; None where there is nothing to show.

    Weeks begin on Mondays, and fortnights are those of the editions, counted from `first_monday`.
    """
    if not counts:
        return None
    start, end = chosen.start or min(counts), chosen.end or max(counts)
    step = step if step in steps_for(start, end) else usual_step(start, end)
    bars = list(_bars(counts, start, end, DAYS[step], first_monday))
    before = sum((bar.count.total for bar in bars[:-MOST_BARS]), 0)
    return Histogram(step, tuple(bars[-MOST_BARS:]), before)


def steps_for(start: date, end: date) -> list[Step]:
    """Those that cut the period into as many bars as can be seen."""
    return [step for step in Step if (end - start).days / DAYS[step] < MOST_BARS - 1]


def usual_step(start: date, end: date) -> Step:
    days = (end - start).days + 1
    if days <= DAYS_AT_A_GLANCE:
        return Step.DAY
    return Step.WEEK if days <= 7 * WEEKS_AT_A_GLANCE else Step.FORTNIGHT


def _bars(counts: Mapping[date, DayCount], start: date, end: date, days: int, first_monday: date) -> Iterable[Bar]:
    begin = start - timedelta(days=(start - first_monday).days % days)
    while begin <= end:
        last = begin + timedelta(days=days - 1)
        first, until = max(begin, start), min(last, end)
        inside = (counts.get(first + _DAY * at, DayCount()) for at in range((until - first).days + 1))
        yield Bar(first, until, sum(inside, DayCount()), (first, until) != (begin, last))
        begin = last + _DAY


def other_period(chosen: IncidentFilter, against: Against) -> IncidentFilter | None:
    """The same filter over the time it is set beside: as many days just before, or the same weeks of the year before.

    None for a period without a beginning or an end, and where the two would share days.
    """
    if chosen.start is None or chosen.end is None:
        return None
    length = chosen.end - chosen.start + _DAY
    back = length if against is Against.BEFORE else YEAR
    if back < length:
        return None
    return replace(chosen, start=chosen.start - back, end=chosen.end - back)
