"""Which day words name: "igår", "fredags", "18 nov", "18/11", "2026-11-18"."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from reports.incoming.times.time_errors import UnknownTimeError
from reports.incoming.times.time_words import MONTH_NUMBER, RELATIVE_DAYS, WEEKDAY_NUMBER, Words, any_of

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_WEEKDAY = rf"(?P<weekday>{any_of(WEEKDAY_NUMBER)})(?:en|s)?"
_BEFORE_DATE = rf"(?:{_WEEKDAY} )?(?:den )?"
_CALENDAR = (
    rf"{_BEFORE_DATE}{_YEAR}-(?P<month>\d\d?)-(?P<day>\d\d?)",
    rf"{_BEFORE_DATE}(?P<day>\d\d?)/(?P<month>\d\d?)(?:[/ ]{_YEAR})?",
    rf"{_BEFORE_DATE}(?P<day>\d\d?)(?: ?(?:e|a|st|nd|rd|th))? (?P<month>{any_of(MONTH_NUMBER)})(?: {_YEAR})?",
)


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A day named by words; `is_calendar` when by its date."""

    day: date
    is_calendar: bool = False


def take_day(words: Words, day: date, latest: date, today: date) -> NamedDay | None:
    """Takes the words for a day out of `words`; None where there are none.

    Relative words count from `day`. A bare weekday is the last one up to `latest`, "i fredags" the last before it. A
    date without a year is the last one up to `day` or `today`, unless a weekday beside it tells the year.
    """
    for pattern in _CALENDAR:
        if found := words.take(pattern):
            return NamedDay(_calendar_day(found, max(day, today), today.year), is_calendar=True)
    for pattern, offset in RELATIVE_DAYS:
        if words.take(pattern):
            return NamedDay(day + timedelta(days=offset))
    if found := words.take(rf"(?P<before>i |last )?{_WEEKDAY}"):
        newest = latest - timedelta(days=1) if found["before"] else latest
        return NamedDay(_last_weekday(WEEKDAY_NUMBER[found["weekday"]], newest))
    return None


def _last_weekday(weekday: int, latest: date) -> date:
    return latest - timedelta(days=(latest.weekday() - weekday) % 7)


def _calendar_day(found: re.Match[str], latest: date, this_year: int) -> date:
    month = MONTH_NUMBER[found["month"]] if found["month"] in MONTH_NUMBER else int(found["month"])
    if found["year"]:
        days = list(_days(int(found["day"]), month, [int(found["year"])]))
    else:
        days = _without_year(int(found["day"]), month, latest, this_year)
    if not days:
        raise UnknownTimeError("no_such_date")
    if not found["weekday"]:
        return days[0]
    for day in days:
        if day.weekday() == WEEKDAY_NUMBER[found["weekday"]]:
            return day
    raise UnknownTimeError("wrong_weekday")


def _without_year(day: int, month: int, latest: date, this_year: int) -> list[date]:
    """The last such date up to `latest`, then this year's, which a weekday may tell of: what is planned lies ahead."""
    years = range(latest.year, latest.year - 9, -1)  # far enough to reach a leap year around 1900 and 2100
    past = [found for found in _days(day, month, years) if found <= latest]
    return [*past[:1], *_days(day, month, [this_year])]


def _days(day: int, month: int, years: Iterable[int]) -> Iterator[date]:
    for year in years:
        try:
            yield date(year, month, day)
        except ValueError:
            continue
