"""Fortnights, Monday to Monday in local time, counted from a fixed first Monday.

Counted in whole days and never by week number or elapsed hours: a 53-week year would give two editions in a row, and
summer time would shift an interval of 14 × 24 hours by one.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LOCAL_TIME = ZoneInfo("Europe/Stockholm")
HALF_YEAR = 13
"""Fortnights in half a year."""
LENGTH = timedelta(days=14)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A fortnight: `start` is its first Monday, `end` the Monday after it (exclusive)."""

    start: date

    @property
    def end(self) -> date:
        return self.start + LENGTH

    @property
    def last_day(self) -> date:
        return self.end - timedelta(days=1)

    @property
    def starts_at(self) -> datetime:
        """Local midnight at which it begins, as an aware time."""
        return datetime.combine(self.start, time(), LOCAL_TIME)

    @property
    def ends_at(self) -> datetime:
        """Local midnight at which it ends (exclusive), as an aware time."""
        return datetime.combine(self.end, time(), LOCAL_TIME)

    @property
    def ends_half_year(self) -> bool:
        """Whether it is the last period that ends in June or in December: its edition looks back on half a year."""
        return self.last_day.month in (6, 12) and (self.last_day + LENGTH).month in (7, 1)

    def before(self, number: int) -> "tuple[Period, ...]":
        """The `number` periods before this one, oldest first."""
        return tuple(Period(self.start - LENGTH * back) for back in range(number, 0, -1))

    def after(self) -> "Period":
        return Period(self.end)


def period_of(day: date, first_monday: date) -> Period:
    """The period that holds `day`. Raises ValueError where `first_monday` is no Monday."""
    if first_monday.weekday() != 0:
        raise ValueError(f"{first_monday} is not a Monday")
    return Period(first_monday + LENGTH * ((day - first_monday).days // LENGTH.days))


def newest_closed_period(today: date, first_monday: date) -> Period:
    """The last period that had ended when `today` began."""
    return Period(period_of(today, first_monday).start - LENGTH)


def edition_of(period: Period, first_monday: date) -> tuple[int, int]:
    """(year, number) of a period's edition: the how-manieth of the periods that end in the year of its last day."""
    year = period.last_day.year
    first = period_of(date(year, 1, 1), first_monday)
    return year, (period.start - first.start).days // LENGTH.days + 1


def edition_name(year: int, number: int, revision: int = 1) -> str:
    """ "2026:23"; one that replaces a withdrawn edition says so: "2026:23 rev. 2"."""
    return f"{year}:{number}{f' rev. {revision}' * (revision > 1)}"
