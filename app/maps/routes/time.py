"""What stands under the map about time: the bars with their slider, and the hours of the week."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from babel.dates import get_day_names
from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app import context
from app.i18n import language
from app.incidents.hours import hours_in, runs, write_hours
from app.maps.queries import time as times
from app.maps.routes.compare import compare_parts
from app.maps.spans import Histogram, histogram, steps_for
from app.maps.views import MapView, Step
from app.models import Role, User

_EPOCH = date(1970, 1, 1)
LEVELS = 5
"""Shades of the hours' grid."""


def time_parts(session: Session, view: MapView, user: User) -> dict[str, Any]:
    """What the templates need."""
    return {
        "strip": time_strip(session, view, user),
        "hours": hour_grid(session, view, user),
        **compare_parts(session, view, user),
    }


@dataclass(frozen=True, slots=True)
class TimeStrip:
    """The bars under the map, the steps that may be chosen, and what the slider's script needs and says."""

    histogram: Histogram
    steps: list[Step]
    data: dict[str, Any]


def time_strip(session: Session, view: MapView, user: User) -> TimeStrip | None:
    """None where nothing is chosen."""
    counts = times.days(session, view.filter, user)
    found = histogram(counts, view.filter, view.step, context.settings().picture_first_monday)
    if found is None:
        return None
    first, last = view.filter.start or min(counts), view.filter.end or max(counts)
    return TimeStrip(found, steps_for(first, last), _data(view, found))


def _data(view: MapView, found: Histogram) -> dict[str, Any]:
    """Days as numbers since 1970, as the marks have their hours."""
    args: dict[str, Any] = view.to_args()
    return {
        "bars": [(_number(b.first), _number(b.last), b.count.drawn, b.count.undrawn) for b in found.bars],
        "stride": {Step.DAY: 7, Step.WEEK: 4, Step.FORTNIGHT: 6}[found.step],
        "address": url_for("maps.index", **args),
        "words": {
            "one": _("{days}: 1 händelse"),
            "many": _("{days}: {number} händelser"),
            "undrawn": _("{words}, varav {number} utan plats på kartan"),
            "from": _("från {day}"),
            "until": _("till och med {day}"),
            "play": _("Spela upp"),
            "pause": _("Pausa"),
        },
    }


def _number(day: date) -> int:
    return (day - _EPOCH).days


@dataclass(frozen=True, slots=True)
class HourButton:
    """Some hours of the week: a cell, a day or an hour of all days; `value` are the hours chosen once it is pressed."""

    words: str
    short: str
    value: str
    is_pressed: bool
    weight: float = 0
    level: int = 0


@dataclass(frozen=True, slots=True)
class HourGrid:
    """Heads of the 24 hours; per day its head and 24 cells; arguments that stay when other hours are chosen."""

    hours: list[HourButton]
    days: list[tuple[HourButton, list[HourButton]]]
    undated: int
    args: list[tuple[str, str]]
    may_choose: bool


def hour_grid(session: Session, view: MapView, user: User) -> HourGrid:
    found = times.week(session, view.filter, user)
    chosen = hours_in(view.filter.hours)
    names, short = (get_day_names(width, locale=language()) for width in ("wide", "abbreviated"))

    def button(words: str, hours: range, weight: float = 0, short: str = "") -> HourButton:
        mine = frozenset(hours)
        is_pressed = mine <= chosen
        value = write_hours(runs(chosen - mine if is_pressed else chosen | mine))
        return HourButton(words, short or words, value, is_pressed, weight, _level(weight, found.most))

    def cell(day: int, hour: int) -> HourButton:
        words = _("%(day)s %(start)02d–%(end)02d", day=names[day], start=hour, end=hour + 1)
        return button(words, range(24 * day + hour, 24 * day + hour + 1), found.hours[24 * day + hour])

    heads = [button(f"{hour:02}", range(hour, 168, 24)) for hour in range(24)]
    days = [
        (button(names[day], range(24 * day, 24 * day + 24), short=short[day]), [cell(day, hour) for hour in range(24)])
        for day in range(7)
    ]
    args: dict[str, Any] = view.to_args()
    kept = [(name, value) for name, values in args.items() for value in _several(values) if name != "hours"]
    return HourGrid(heads, days, found.undated, kept, user.role is not Role.REPORTER)


def _several(values: str | list[str]) -> list[str]:
    return [values] if isinstance(values, str) else values


def _level(weight: float, most: float) -> int:
    """0 for none, then as many equal steps as there are shades."""
    return min(LEVELS, 1 + int(LEVELS * weight / most)) if weight else 0
