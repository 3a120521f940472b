"""What the map page shows of two times: the other map's address and numbers, and what has changed for sure."""

from dataclasses import dataclass
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from app.access import READERS
from app.formatting import local_today
from app.incidents.filters import IncidentFilter
from app.maps.queries.changes import changes
from app.maps.queries.marks import tally
from app.maps.rules import MOST_AT_ONCE, MOST_IN_ONE_LAYER, Tally
from app.maps.spans import other_period
from app.maps.views import Against, Arrangement, Layer, MapView
from app.models import User


@dataclass(frozen=True, slots=True)
class Compared:
    """The time beside: its filter, its numbers, where its incidents are fetched, how many days lie between the two.

    `layer` and `tiles` are as `sources_of` gives them.
    """

    filter: IncidentFilter
    tally: Tally
    layer: str | None
    tiles: dict[str, str] | None
    days_back: int


def compare_parts(session: Session, view: MapView, user: User) -> dict[str, Any]:
    """What the templates need. Two maps are drawn of the incidents alone, not of other layers."""
    found = changes(session, view.filter, user, local_today(), view.against) if view.against else None
    return {
        "compared": _compared(session, view, user) if view.layer is Layer.INCIDENTS else None,
        "changes": found,
        "may_compare": [against for against in Against if other_period(view.filter, against)],
        "arrangements": Arrangement,
    }


def _compared(session: Session, view: MapView, user: User) -> Compared | None:
    other = other_period(view.filter, view.against) if view.against else None
    if other is None or other.start is None or view.filter.start is None:
        return None
    numbers = tally(session, other, user)
    days_back = (view.filter.start - other.start).days
    return Compared(filter=other, tally=numbers, days_back=days_back, **sources_of(other, numbers, user))


def sources_of(chosen: IncidentFilter, numbers: Tally, user: User) -> dict[str, Any]:
    """Where the map's script fetches the incidents: as one `layer`, or very many as `tiles`.

    With tiles there is a layer too where it is not too large to be fetched when the slider is used.
    """
    args: dict[str, Any] = chosen.to_args()
    is_tiled = numbers.total_drawn > MOST_IN_ONE_LAYER and user.role in READERS
    has_layer = not is_tiled or numbers.total_drawn <= MOST_AT_ONCE
    return {
        "layer": url_for("maps.layer", **args) if has_layer else None,
        "tiles": _tiles_of(args) if is_tiled else None,
    }


def _tiles_of(filter_args: dict[str, Any]) -> dict[str, str]:
    """The script puts a tile's numbers in the place of the noughts."""
    return {
        "tiles": url_for("tiles.tile", z=0, x=0, y=0, **filter_args),
        "members": url_for("tiles.group", **filter_args),
    }
