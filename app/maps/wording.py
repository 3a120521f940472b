"""What the map's layers, overlays and comparisons are called on screen."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from babel.dates import format_date
from flask import Flask
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.i18n import language
from app.incidents.words import word
from app.maps.queries.changes import Change
from app.maps.rules import DRAWN_PRECISIONS
from app.maps.views import Against, Arrangement, Layer, Overlay, Step
from reports.incoming.drafts import Certainty
from reports.picture.record import Comparison, Verdict
from reports.picture.wording.words import SIGNS, VERDICTS, incidents, interval
from reports.picture.wording.words import WORDS as SAID

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


def mark_words() -> dict[str, dict[str, Any]]:
    """What a map's scripts say of a mark: how exactly it is placed, within how many metres, how sure it is."""
    return {
        "precisions": {precision.value: word(precision) for precision in DRAWN_PRECISIONS},
        "radii": {precision.value: precision.radius for precision in DRAWN_PRECISIONS},
        "certainties": {certainty.value: word(certainty) for certainty in Certainty},
    }


def days_words(first: date, last: date) -> str:
    """ "9–15 november 2026": month and year are named once where they are the same."""
    if first == last:
        return format_date(first, "EEE d MMMM y", language())
    is_one_year, is_one_month = first.year == last.year, first.replace(day=1) == last.replace(day=1)
    pattern = "d" if is_one_month else "d MMMM" if is_one_year else "d MMMM y"
    return f"{format_date(first, pattern, language())}–{format_date(last, 'd MMMM y', language())}"


def change_words(change: Change) -> str:
    """ "Trafik och buskörning, Bro: 12 händelser, ▲ tydlig ökning (väntat 2–7)"."""
    lang = language()
    parts = [change.category.name(lang) if change.category else "", change.district.name if change.district else ""]
    what = ", ".join(part for part in parts if part) or _("Alla händelser")
    return f"{what}: {comparison_words(change.comparison)}"


def comparison_words(comparison: Comparison) -> str:
    """ "12 händelser, ▲ tydlig ökning (väntat 2–7)": sign and word, so that colour never carries the meaning alone."""
    lang = language()
    words = f"{incidents(comparison.counted, lang)}, {SIGNS[comparison.judged]} {VERDICTS[lang][comparison.judged]}"
    if comparison.low is None or comparison.high is None:
        return words
    expected = f"{SAID[lang]['expected']} {interval(comparison.low, comparison.high, lang)}"
    return f"{words} ({expected}{SAID[lang]['stray_after'] if comparison.is_stray else ''})"


def verdict_words(comparison: Comparison) -> str:
    """ "tydlig ökning"; of what lies outside its range and is no clear change also that."""
    words = VERDICTS[language()][comparison.verdict or Verdict.NO_BASELINE]
    return f"{words} ({SAID[language()]['stray_beside']})" if comparison.is_stray else words


def change_sign(comparison: Comparison) -> str:
    """▲ or ▼ for a clear change, else nothing."""
    return SIGNS[comparison.verdict] if comparison.verdict and comparison.verdict.is_change else ""


def init_app(app: Flask) -> None:
    app.jinja_env.filters["map_word"] = map_word
    app.jinja_env.filters["change_words"] = change_words
    app.jinja_env.filters["verdict_words"] = verdict_words
    app.jinja_env.filters["change_sign"] = change_sign
    app.jinja_env.globals["days_words"] = days_words
