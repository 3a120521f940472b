"""How the map's incidents are packed for the browser, and what is counted beside the map."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from app.incidents.filters import IncidentFilter, Placing
from app.incidents.rules import is_sensitive
from app.models import Incident
from geo.areas import Shape
from geo.points import LocationPrecision
from reports.incoming.drafts import Certainty
from reports.picture.hours_of_week import FIRST_HOUR, WEEK, since_1970

if TYPE_CHECKING:
    from numpy.typing import NDArray

SCALE = 100_000
"""Steps per degree: a step is about a metre."""
BITS, FIRST_SIGN = 5, ord("0")
LARGEST = 2**BITS - 1
FAR = 180 * SCALE
LAST_HOUR = 10**8
MOST_IN_ONE_LAYER = 5_000
"""Up to so many marks the browser gets them all at once; more of them as tiles (`app.tiles`)."""
MOST_AT_ONCE = 20_000
"""Up to so many are fetched all at once after all, once the slider of time is used: a step then asks for nothing."""
DRAWN_PRECISIONS = tuple(precision for precision in LocationPrecision if precision.is_drawable)


class Mark(NamedTuple):
    """One incident on the map; `kind` is the id of its top-level category. A tuple: there may be many thousands.

    `hour` is when it began, in hours on local clocks since Thursday 1 January 1970 at 00; `touched` how many hours of
    the clock it may have lasted (24: a day or more).
    """

    id: int
    lon: float
    lat: float
    kind: int
    precision: LocationPrecision
    hour: int
    touched: int
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Tally:
    """How many incidents a filter chooses: drawn per kind, and per district (None: none known) those that are not."""

    drawn: dict[int, int]
    undrawn: dict[int | None, int]

    @property
    def total(self) -> int:
        return self.total_drawn + self.total_undrawn

    @property
    def total_drawn(self) -> int:
        return sum(self.drawn.values())

    @property
    def total_undrawn(self) -> int:
        return sum(self.undrawn.values())


def is_drawn(incident: Incident) -> bool:
    """As `queries` asks the database."""
    return incident.point is not None and incident.precision.is_drawable and not is_sensitive(incident)


def columns(marks: Sequence[Mark]) -> dict[str, Any]:
    """Marks, in the order of their ids, as columns; a third of the bytes of the same as rows, and no words.

    `id` holds the steps from one id to the next. `at` holds, per mark, the steps of 1/`scale` degree east and north of
    `origin`, each as `width` signs of five bits; `hour`, as `hours` signs each, the hours since `first`. `kind`,
    `precision` and `certainty` hold a sign per mark that points into `kinds`, `precisions` and `certainties`, `touched`
    one that is the number itself. `static/js/map-layer.js` reads it. Numbers in decimals would cost a quarter more when
    packed.
    """
    at = np.rint(np.array([mark[1:3] for mark in marks]).reshape(-1, 2) * SCALE).astype(np.int64)
    origin = at.min(axis=0, initial=FAR)
    width, places = _wide((at - origin).ravel())
    hours = np.array([mark.hour for mark in marks], dtype=np.int64)
    first = int(hours.min(initial=LAST_HOUR))
    long, since = _wide(hours - first)
    kinds = sorted({mark.kind for mark in marks})
    return {
        "scale": SCALE,
        "origin": origin.tolist(),
        "width": width,
        "kinds": kinds,
        "precisions": DRAWN_PRECISIONS,
        "id": np.diff([mark.id for mark in marks], prepend=0).tolist(),
        "at": places,
        "first": first,
        "hours": long,
        "hour": since,
        "kind": _signs(_places([mark.kind for mark in marks], kinds)),
        "precision": _signs(_places([mark.precision for mark in marks], DRAWN_PRECISIONS)),
        "certainties": tuple(Certainty),
        "certainty": _signs(_places([mark.certainty for mark in marks], tuple(Certainty))),
        "touched": _signs(np.array([mark.touched for mark in marks], dtype=np.int64)),
    }


def wall_hour(moment: datetime, hour_of_week: int) -> int:
    """The hour on local clocks since 1970 at an aware time whose local hour of the week is known."""
    hour = since_1970(moment)
    return hour + (hour_of_week - hour - FIRST_HOUR) % WEEK


def _wide(steps: "NDArray[np.int64]") -> tuple[int, str]:
    """How many signs the largest number needs, and all of them in as many."""
    width = -(-int(steps.max(initial=0)).bit_length() // BITS)
    return width, _signs(steps[:, np.newaxis] >> BITS * np.arange(width)[::-1] & LARGEST)


def _places(values: Sequence[Hashable], among: Sequence[Hashable]) -> "NDArray[np.int64]":
    place = {value: i for i, value in enumerate(among)}
    return np.array([place[value] for value in values], dtype=np.int64)


def _signs(digits: "NDArray[np.int64]") -> str:
    """One sign per number from "0" on, in the order of Unicode."""
    return "".join(map(chr, (digits.ravel() + FIRST_SIGN).tolist()))


def bounds_of(shapes: Iterable[Shape]) -> list[float] | None:
    """West, south, east and north of all shapes together, in degrees; None without any."""
    corners = [shape.bounds for shape in shapes]
    if not corners:
        return None
    west, south, east, north = zip(*corners, strict=True)
    return [round(edge, 5) for edge in (min(west), min(south), max(east), max(north))]


def args_at(chosen: IncidentFilter, place_id: int) -> dict[str, str | list[str]]:
    """The list's address for those of a filter at a place."""
    return replace(chosen, places=(place_id,)).on_page(1).to_args()


def undrawn_args(chosen: IncidentFilter, district: str) -> dict[str, str | list[str]]:
    """The list's address for those of a filter that are not drawn in a district (or "none")."""
    return replace(chosen, districts=(district,), placings=(Placing.WITHOUT_POINT,)).on_page(1).to_args()
