"""Dates, numbers and words as people here write them."""

from datetime import UTC, date, datetime

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal
from flask import Flask

from app.i18n import language
from reports.picture.periods import LOCAL_TIME

DAY = {"sv": "EEEE d MMMM y", "en": "EEEE d MMMM y"}
MOMENT = {"sv": "d MMMM y 'kl.' HH.mm", "en": "d MMMM y 'at' HH:mm"}


def local(moment: datetime) -> datetime:
    """A moment in local time."""
    return moment.astimezone(LOCAL_TIME)


def local_today() -> date:
    return datetime.now(UTC).astimezone(LOCAL_TIME).date()


def day(value: date) -> str:
    return format_date(value, DAY[language()], language())


def short_day(value: datetime) -> str:
    """The local day of a moment without its weekday: "18 november 2026"."""
    return format_date(local(value).date(), "d MMMM y", language())


def moment(value: datetime) -> str:
    return format_datetime(local(value), MOMENT[language()], locale=language())


def number(value: float) -> str:
    """With a no-break space (Swedish) or comma (English) between thousands."""
    return format_decimal(value, locale=language())


def init_app(app: Flask) -> None:
    for maker in (day, moment, number):
        app.jinja_env.filters[maker.__name__] = maker
