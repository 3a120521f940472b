"""Gathers what a printed map shows: the incidents in view, the ground under them, what is counted beside them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from geoalchemy2.shape import to_shape
from shapely import box
from shapely.geometry.base import BaseGeometry
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.background.in_use import OnPaper, OwnFile
from app.exports.asked import Asked
from app.exports.layer_content import COLOURS, LayerContent, circles, hot_in_view, layer_content
from app.exports.queries import Names, batches, names
from app.exports.rows import Row
from app.incidents.filters import IncidentFilter
from app.maps.queries.ground import boundary_origins
from app.maps.queries.marks import MOST_MARKS, drawable_kinds, tally
from app.maps.queries.overlays import REFERENCE_KINDS
from app.maps.queries.rows import number_in
from app.maps.rules import Tally
from app.maps.views import Layer, Overlay
from app.models import Category, IncidentStatus, Role, User, WatchedArea
from app.places.queries import area_index, districts, gazetteer, surroundings
from geo.areas import Area
from geo.maps import KINDS
from geo.printed_map import MapKind, PrintedMap, PrintMark
from geo.symbols import SHAPES
from reports.incoming.drafts import Certainty

if TYPE_CHECKING:
    from app.maps.queries.hot_places import HotPlace

RINGS = {Certainty.OBSERVED: "", Certainty.SUSPECTED: "dashed", Certainty.SECOND_HAND: "dotted"}


@dataclass(frozen=True)
class Chosen:
    """What is known of all that a filter chooses before anything is drawn.

    `tally` counts its incidents, `unplaced` those that are not drawn, per district. `found` is what the layer shows
    where it is not incidents one by one.
    """

    tally: Tally
    unplaced: Sequence[tuple[str | None, int]]
    found: LayerContent


class Smoothed(NamedTuple):
    """Of how many incidents the density on the sheet is, and how many of those are not confirmed."""

    number: int
    drafts: int


@dataclass(frozen=True)
class MapContent:
    """`rows` are the incidents that are shown, at most `MOST_MARKS`, `counted` how many of them are drawn per kind, of
    which there are `kinds`, in their order; `smoothed` counts those of density, `hot` are the places, where these are
    shown instead.

    `origins` tell where the boundaries come from.
    """

    chosen: Chosen
    rows: Sequence[Row]
    names: Names
    kinds: Sequence[Category]
    counted: Counter[int]
    smoothed: Smoothed | None
    hot: "Sequence[HotPlace]"
    origins: Sequence[str]
    is_approximate: bool
    map: PrintedMap

    @property
    def drawn(self) -> int:
        return self.counted.total()


def chosen_content(session: Session, asked: Asked, user: User, today: date) -> Chosen:
    """What `asked` chooses, in view or not, as far as this user may see it."""
    all_of = tally(session, asked.filter, user)
    unplaced: list[tuple[str | None, int]] = [
        (each.name, all_of.undrawn[each.id]) for each in districts(session) if each.id in all_of.undrawn
    ]
    if None in all_of.undrawn:
        unplaced.append((None, all_of.undrawn[None]))
    return Chosen(all_of, unplaced, layer_content(session, asked, user, today))


def _smoothed(session: Session, asked: Asked, user: User) -> Smoothed | None:
    """Density shows drafts too; incidents one by one are counted as they are drawn."""
    if asked.view.layer is not Layer.DENSITY:
        return None
    statuses, drafts = asked.filter.statuses, replace(asked.filter, statuses=(IncidentStatus.DRAFT,))
    has_drafts = not statuses or IncidentStatus.DRAFT in statuses
    return Smoothed(
        _drawn_of(session, asked.filter, asked, user), _drawn_of(session, drafts, asked, user) if has_drafts else 0
    )


def _drawn_of(session: Session, chosen: IncidentFilter, asked: Asked, user: User) -> int:
    """How many of a filter's incidents are on the sheet, as the page counts those in view."""
    return number_in(session, chosen, user, asked.box) if asked.box else tally(session, chosen, user).total_drawn


def map_content(
    session: Session,
    asked: Asked,
    user: User,
    today: date,
    chosen: Chosen,
    background: OnPaper = None,
) -> MapContent:
    """What `asked` shows this user, on a background where there is one."""
    told, kind_of = names(session), drawable_kinds(session)
    rows = _rows(session, asked, user, told)
    counted = Counter(kind_of[row.category] for row in rows if row.is_drawn)
    kinds = sorted((told.categories[id_] for id_ in counted), key=lambda kind: (kind.sort, kind.id))
    origins, is_approximate = boundary_origins(session)
    hot = hot_in_view(chosen.found, asked)
    code_of = {id_: told.categories[kind].code for id_, kind in kind_of.items()}
    drawn = _printed_map(session, asked, user, today, _marks(rows, code_of), kinds)
    drawn = replace(drawn, cells=_cells(chosen.found), circles=circles(hot))
    if isinstance(background, OwnFile):
        drawn = _on(background, drawn, session, asked)
    smoothed = _smoothed(session, asked, user)
    return MapContent(chosen, rows, told, kinds, counted, smoothed, hot, origins, is_approximate, drawn)


def _rows(session: Session, asked: Asked, user: User, told: Names) -> list[Row]:
    if asked.view.layer is not Layer.INCIDENTS:
        return []
    found = (row for rows in batches(session, asked.filter, user, asked.box, told) for row in rows)
    return list(islice(found, MOST_MARKS))


def _cells(found: LayerContent) -> list[tuple[str, BaseGeometry]]:
    shapes = found.density.density.shapes() if found.density else []
    return [(colour, shape) for colour, shape in zip(COLOURS, shapes, strict=False) if not shape.is_empty]


def _on(background: OwnFile, drawn: PrintedMap, session: Session, asked: Asked) -> PrintedMap:
    """It names streets itself, along their lines."""
    return replace(drawn, background=background.path, places=_places(session, asked, without="street"))


def symbol(category: Category) -> str:
    """A circle for a mark that nobody has drawn, as on screen."""
    return category.mark if category.mark in SHAPES else "circle"


def areas_in_question(session: Session, asked: Asked, user: User, today: date) -> list[Area]:
    """The chosen districts, else the user's own, else all."""
    areas = area_index(session, today).areas
    own = {district.key for district in user.districts} if user.role is Role.AREA_MEMBER else set()
    keys = set(asked.filter.districts) & {area.key for area in areas} or own or {area.key for area in areas}
    return [area for area in areas if area.key in keys]


def _printed_map(
    session: Session, asked: Asked, user: User, today: date, marks: Sequence[PrintMark], kinds: Iterable[Category]
) -> PrintedMap:
    areas = area_index(session, today).areas
    in_question = areas_in_question(session, asked, user, today)
    return PrintedMap(
        districts=[(area.name, area.shape) for area in in_question],
        neighbours=[(area.name, area.shape) for area in areas if area not in in_question],
        kinds={kind.code: MapKind(kind.code, symbol(kind), kind.colour) for kind in kinds},
        marks=marks,
        places=_places(session, asked),
        watched=_watched(session, asked) if Overlay.WATCHED in asked.view.overlays else (),
        land=surroundings(session),
        is_approximate=boundary_origins(session)[1],
    )


def _marks(rows: Iterable[Row], code_of: Mapping[int, str]) -> list[PrintMark]:
    return [
        PrintMark(row.lon, row.lat, code_of[row.category], row.precision.radius, RINGS[row.certainty])
        for row in rows
        if row.lon is not None and row.lat is not None
    ]


def _places(session: Session, asked: Asked, without: str = "") -> list[tuple[str, float, float]]:
    """The dearest first, as on screen; where they are asked for, before all those that people find their way by."""
    named = [place for place in gazetteer(session).places if place.point and place.kind in KINDS]
    is_asked = Overlay.REFERENCE in asked.view.overlays
    named.sort(key=lambda place: (not (is_asked and place.kind in REFERENCE_KINDS), KINDS[place.kind]))
    return [(place.name, place.point.lon, place.point.lat) for place in named if place.point and place.kind != without]


def _watched(session: Session, asked: Asked) -> list[tuple[str, BaseGeometry]]:
    """Those of which something is in view: the legend tells of no line that is not there."""
    found = session.scalars(select(WatchedArea).order_by(WatchedArea.name))
    areas = [(area.name, to_shape(area.area)) for area in found]
    edges = asked.edges()
    return [(name, shape) for name, shape in areas if edges is None or shape.intersects(box(*edges))]
