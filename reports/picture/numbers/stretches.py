"""A stretch of days, of whatever length, and which others as long it may be set against."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from reports.picture.inputs import BASELINE_LENGTH
from reports.picture.periods import LENGTH, LOCAL_TIME

QUIET_DAYS = 42
"""Three fortnights: so long neither an incident nor a report may be heard of and it may still be calm."""
YEAR = timedelta(weeks=52)
"""A year before to the same day of the week."""
MOST_YEARS = 10
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """Days in a row, both ends included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def starts_at(self) -> datetime:
        """Local midnight at which it begins, as an aware time."""
        return datetime.combine(self.first, time(), LOCAL_TIME)

    @property
    def ends_at(self) -> datetime:
        """Local midnight at which it ends (exclusive), as an aware time."""
        return datetime.combine(self.last + _DAY, time(), LOCAL_TIME)

    def back(self, by: timedelta) -> "Stretch":
        return Stretch(self.first - by, self.last - by)

    def before(self, number: int) -> "list[Stretch]":
        """The `number` stretches as long that end where this one begins, oldest first, as the calendar allows."""
        possible = min(number, (self.first - date.min).days // self.days)
        return [self.back(timedelta(days=self.days * at)) for at in range(possible, 0, -1)]

    def years_before(self, number: int) -> "list[Stretch]":
        """The same weeks of the `number` years before, oldest first."""
        return [self.back(YEAR * at) for at in range(number, 0, -1)]

    def has_any(self, days: Collection[date]) -> bool:
        return any(self.first + _DAY * at in days for at in range(self.days))


def unbroken(watched: Sequence[bool], longest_quiet: int) -> int:
    """From where on data are continuous, as an index; the number of stretches where they have ended.

    Told of stretches in a row, oldest first, whether anything was heard of in each. After more than `longest_quiet`
    without, the one that ends the silence may hold but a part of its incidents, and is left out as well.
    """
    quiet, begin = 0, 0
    for at, is_watched in enumerate(watched, 1):
        if not is_watched:
            quiet += 1
        elif quiet > longest_quiet:
            quiet, begin = 0, at
        else:
            quiet = 0
    return begin if quiet <= longest_quiet else len(watched)


def continuous_since(first_data: date | None, watched: Collection[date], until: date) -> date | None:
    """The day since which data are continuous up to `until`; None where there are none.

    `first_data` is the oldest day with any, `watched` those on which anything was heard of, as far back as is asked.
    """
    begin = max(first_data, min(watched)) if first_data and watched else None
    if begin is None or begin > until:
        return None
    since = begin + _DAY * unbroken(
        [begin + _DAY * at in watched for at in range((until - begin).days + 1)], QUIET_DAYS
    )
    return since if since <= until else None


def stretches_before(now: Stretch, first_data: date | None, watched: Collection[date]) -> list[Stretch]:
    """Those of the 26 before that may be compared with, oldest first: since data are continuous.

    `first_data` is the oldest day with any. `watched` holds the days on which an incident or a report was heard of,
    from `QUIET_DAYS` and one stretch more before the 26 on.
    """
    # Of short stretches many silent ones make a long silence: it is seen only from further back.
    further = QUIET_DAYS // now.days + 1 if now.days < LENGTH.days else 0
    return _continuous(now.before(BASELINE_LENGTH + further), first_data, watched)[-BASELINE_LENGTH:]


def years_before(now: Stretch, first_data: date | None, watched: Collection[date]) -> list[Stretch]:
    """The same weeks of earlier years that lie in the time since data are continuous, oldest first; ten at most."""
    far = -(-MOST_YEARS * YEAR.days // now.days)
    continuous = _continuous(now.before(far), first_data, watched)
    return [year for year in now.years_before(MOST_YEARS) if continuous and year.first >= continuous[0].first]


def _continuous(stretches: list[Stretch], first_data: date | None, watched: Collection[date]) -> list[Stretch]:
    since = [stretch for stretch in stretches if first_data is not None and stretch.first >= first_data]
    if not since:
        return []
    begin = unbroken([stretch.has_any(watched) for stretch in since], QUIET_DAYS // since[0].days)
    return since[begin:]
