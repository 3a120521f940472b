"""What a printed map shows of the layers that are no incidents one by one: density, and places with most of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from app.exports.asked import Asked
from app.maps.views import Layer
from app.maps.wording import change_sign
from app.models import Role, User
from geo.printed_map import PlaceCircle

if TYPE_CHECKING:  # what smooths loads scipy, which the incidents themselves do not need
    from app.maps.queries.density import DensePlace, DensityLayer
    from app.maps.queries.hot_places import HotPlace, HotPlaces

COLOURS = ("#f3e4b5", "#ecc277", "#d99245", "#ae5a22", "#6d3110")
"""Of the steps of density, as map.css has them on light ground; they darken, so that grey tells them apart."""


@dataclass(frozen=True)
class LayerContent:
    """`density` with its `dense` places, or `hot` places, all as on the page; of incidents neither.

    Who `may_compare` is told how unusual a number is.
    """

    density: "DensityLayer | None" = None
    dense: "Sequence[DensePlace]" = ()
    hot: "HotPlaces | None" = None
    may_compare: bool = True


def layer_content(session: Session, asked: Asked, user: User, today: date) -> LayerContent:
    """Of the whole filter, as on the page: what lies around a view belongs to its density and its comparisons."""
    match asked.view.layer:
        case Layer.DENSITY:
            from app.maps.queries.density import dense_places, density_layer

            density = density_layer(session, asked.filter, user, asked.view.reach)
            return LayerContent(density, dense_places(session, density))
        case Layer.PLACES:
            from app.maps.queries.hot_places import hot_places

            hot = hot_places(session, asked.filter, user, today)
            return LayerContent(hot=hot, may_compare=user.role is not Role.REPORTER)
        case _:
            return LayerContent()


def hot_in_view(found: LayerContent, asked: Asked) -> "list[HotPlace]":
    """Those whose circle is on the sheet; without a view all, also those without a place on the map."""
    rows = list(found.hot.rows) if found.hot else []
    if asked.box is None:
        return rows
    placed = [(row, row.place.point) for row in rows]
    return [row for row, at in placed if at and asked.box.holds(at.lon, at.lat)]


def circles(rows: "Sequence[HotPlace]") -> list[PlaceCircle]:
    return [
        PlaceCircle(at.lon, at.lat, row.place.name, row.comparison.counted, change_sign(row.comparison))
        for row, at in ((row, row.place.point) for row in rows)
        if at
    ]
