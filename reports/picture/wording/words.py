"""How an edition says things: counts, ranges, dates and its method, in its own language."""

from collections.abc import Iterable
from datetime import datetime

from babel.dates import format_date, format_datetime
from babel.lists import format_list
from babel.numbers import format_decimal

from reports.picture.periods import LOCAL_TIME, Period
from reports.picture.record import Picture
from reports.picture.wording.method import METHOD
from reports.picture.wording.texts import MEANINGS, SIGNS, VERDICTS, WORDS

__all__ = [
    "MEANINGS",
    "SIGNS",
    "VERDICTS",
    "WORDS",
    "incidents",
    "interval",
    "listed",
    "method_terms",
    "method_words",
    "moment",
    "number",
    "period_days",
    "period_words",
]


def method_terms(picture: Picture) -> tuple[tuple[str, str], ...]:
    """How the edition was made, as (term, explanation)."""
    cutoff = moment(picture.cutoff, picture.language)
    return tuple(
        (term, text.format(cutoff=cutoff, fortnights=picture.fortnights)) for _, term, text in METHOD[picture.language]
    )


def method_words(picture: Picture) -> tuple[str, ...]:
    """The same as paragraphs."""
    return tuple(f"{term}: {text}" for term, text in method_terms(picture))


def number(value: float, language: str) -> str:
    """Digits with a no-break space (Swedish) or a comma (English) between thousands, at most one decimal."""
    return format_decimal(value, format="#,##0.#", locale=language)


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
