"""How an edition says things: counts, ranges, dates and its method, in its own language."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache

from babel.dates import format_date, format_datetime
from babel.lists import format_list
from babel.numbers import format_decimal

from reports.picture.periods import LOCAL_TIME, Period
from reports.picture.record import Picture
from reports.picture.wording.method import METHOD, Term
from reports.picture.wording.texts import MEANINGS, SIGNS, VERDICTS, WORDS

__all__ = [
    "MEANINGS",
    "SIGNS",
    "VERDICTS",
    "WORDS",
    "day_words",
    "days_words",
    "degrees",
    "explained",
    "incidents",
    "interval",
    "listed",
    "moment",
    "number",
    "period_days",
    "period_words",
    "probability",
    "short_day",
    "weekday",
]

KEPT = 4096
"""Numbers in words: an edition says the same small ones thousands of times, and to put one in words takes long."""


def explained(picture: Picture) -> tuple[Term, ...]:
    """All terms of the method, as (anchor, term, explanation)."""
    values = {"cutoff": moment(picture.cutoff, picture.language), "fortnights": picture.fortnights}
    return tuple((anchor, term, text.format(**values)) for anchor, term, text in METHOD[picture.language])


@lru_cache(maxsize=KEPT)
def number(value: float, language: str) -> str:
    """Digits with a no-break space (Swedish) or a comma (English) between thousands, at most one decimal."""
    return format_decimal(value, format="#,##0.#", locale=language)


@lru_cache(maxsize=KEPT)
def probability(value: float, language: str) -> str:
    """ "0,034": three decimals at most."""
    return format_decimal(value, format="0.###", locale=language)


def degrees(lat: float, lon: float, language: str) -> str:
    """ "59,5144° N 17,6425° Ö": to about ten metres."""
    first, second = (format_decimal(value, format="0.0000", locale=language) for value in (lat, lon))
    return f"{first}°\u00a0N {second}°\u00a0{WORDS[language]['east']}"


def incidents(count: int, language: str) -> str:
    """ "1 händelse", "12 händelser"."""
    word = WORDS[language]["incident" if count == 1 else "incidents"]
    return f"{number(count, language)}\u00a0{word}"


def interval(low: float, high: float, language: str) -> str:
    return number(low, language) if low == high else f"{number(low, language)}–{number(high, language)}"


def listed(names: Iterable[str], language: str) -> str:
    """ "A, B och C"; empty for none."""
    return format_list(list(names), locale=language)


def moment(value: datetime, language: str) -> str:
    """ "9 november 2026 kl. 06.00", in local time."""
    local = value.astimezone(LOCAL_TIME)
    return format_datetime(local, f"d MMMM y {WORDS[language]['at']}", locale=language)


def short_day(day: date, language: str) -> str:
    """ "26 okt. 2026"."""
    return format_date(day, "d MMM y", language)


def day_words(value: datetime, language: str) -> str:
    """ "9 november 2026", the local day of an aware time."""
    return format_date(value.astimezone(LOCAL_TIME).date(), "d MMMM y", language)


def weekday(day: int, language: str) -> str:
    """ "måndag" for 0."""
    return format_date(date(2024, 1, 1 + day), "EEEE", language)  # the first of January 2024 is a Monday


def days_words(start: date, end: date | None, language: str) -> str:
    """ "fredag 27 november", "fredag 27 november–söndag 29 november"."""
    days = [format_date(day, "EEEE d MMMM", language) for day in (start, end) if day]
    return "–".join(days if start != end else days[:1])


def period_days(period: Period, language: str) -> str:
    """ "26 oktober–8 november 2026": month and year are named once where they are the same."""
    start, end = period.start, period.last_day
    pattern = "d" if start.month == end.month else "d MMMM" if start.year == end.year else "d MMMM y"
    return f"{format_date(start, pattern, language)}–{format_date(end, 'd MMMM y', language)}"


def period_words(period: Period, language: str) -> str:
    """ "26 oktober–8 november 2026, v. 44–45"."""
    first, last = period.start.isocalendar().week, period.last_day.isocalendar().week
    plural = "s" if language == "en" else ""
    return f"{period_days(period, language)}, {WORDS[language]['week']}{plural}\u00a0{first}–{last}"
