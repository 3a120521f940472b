"""What the map's layers, overlays and comparisons are called on screen."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from babel.dates import format_date
from flask import Flask
from flask_babel import lazy_gettext as _l

from app.i18n import language
from app.maps.views import Against, Arrangement, Layer, Overlay, Step

WORDS: dict[type[StrEnum], Mapping[StrEnum, Any]] = {
    Layer: {
        Layer.INCIDENTS: _l("Händelser"),
        Layer.DENSITY: _l("Täthet"),
        Layer.PLACES: _l("Platser"),
    },
    Overlay: {
        Overlay.WATCHED: _l("bevakade områden"),
        Overlay.REFERENCE: _l("hållpunkter"),
    },
    Against: {
        Against.BEFORE: _l("perioden före"),
        Against.LAST_YEAR: _l("samma veckor i fjol"),
    },
    Arrangement: {
        Arrangement.SIDE: _l("sida vid sida"),
        Arrangement.SWIPE: _l("svep"),
    },
    Step: {
        Step.DAY: _l("dagar"),
        Step.WEEK: _l("veckor"),
        Step.FORTNIGHT: _l("fjortondagar"),
    },
}


def map_word(value: StrEnum) -> str:
    return str(WORDS[type(value)][value])


def days_words(first: date, last: date) -> str:
    """ "9–15 november 2026": month and year are named once where they are the same."""
    if first == last:
        return format_date(first, "EEE d MMMM y", language())
    is_one_year, is_one_month = first.year == last.year, first.replace(day=1) == last.replace(day=1)
    pattern = "d" if is_one_month else "d MMMM" if is_one_year else "d MMMM y"
    return f"{format_date(first, pattern, language())}–{format_date(last, 'd MMMM y', language())}"


def init_app(app: Flask) -> None:
    app.jinja_env.filters["map_word"] = map_word
    app.jinja_env.globals["days_words"] = days_words
