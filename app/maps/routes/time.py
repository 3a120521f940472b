"""What stands under the map about time: the bars with their slider, and the hours of the week."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app import context
from app.maps.queries import time as times
from app.maps.spans import Histogram, histogram, steps_for
from app.maps.views import MapView, Step
from app.models import User

_EPOCH = date(1970, 1, 1)


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
