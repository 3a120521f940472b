"""A map for print: exactly the part that is asked for, north up, at a scale that is true on paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import atan2, cos, sin
from typing import NamedTuple

import numpy as np
import shapely
from numpy import float64
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.drawing.content import MapKind
from geo.drawing.districts import draw_areas, draw_district_names, draw_districts
from geo.drawing.frame import Frame, Panel
from geo.drawing.ground import RULE, Ground, draw_surroundings
from geo.drawing.labels import Box
from geo.drawing.marks import draw_names, draw_precision, draw_rings, draw_spots
from geo.drawing.scale_bar import draw_scale_and_north, draw_squares
from geo.drawing.spots import Spot, gather
from geo.drawing.vega import Drawing
from geo.paper import PaperRoom
from geo.points import to_sweref

__all__ = ["MapKind", "PaperRoom", "PrintMark", "PrintedMap", "Sheet", "draw_largest", "draw_printed_map"]

View = tuple[float, float, float, float]
STEPS = (1, 1.25, 1.5, 1.75, 2, 2.5, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 9)
SCALES = tuple(round(step * 10**power) for power in range(2, 7) for step in STEPS)
"""1 to so much; people measure on paper, so it is a round number."""
MARGIN = 6.0  # pixels that a map without a view of its own leaves about what it shows
NAME_SIZE, DISTRICT_SIZE = 11.0, 14.0
NORTHWARDS = 0.01  # degrees


class PrintMark(NamedTuple):
    """An incident at a point in WGS 84 degrees; it lies within `radius` metres of it. A tuple, as thousands are handed
    from one process to another.

    `ring` tells how sure it is: "" (a thin line), "dashed" or "dotted".
    """

    lon: float
    lat: float
    kind: str
    radius: int = 0
    ring: str = ""


@dataclass(frozen=True, slots=True)
class PrintedMap:
    """What a printed map shows; shapes and points are in WGS 84 degrees.

    `districts` are (name, shape) of those in question, `neighbours` of the others, `land` what lies beyond: what is
    none of them is water, where it is given. `places` are (name, lon, lat), the dearest first, `watched` areas with
    their names. `description` is what a screen reader says.
    """

    districts: Sequence[tuple[str, BaseGeometry]]
    kinds: Mapping[str, MapKind]
    marks: Sequence[PrintMark] = ()
    places: Sequence[tuple[str, float, float]] = ()
    neighbours: Sequence[tuple[str, BaseGeometry]] = ()
    watched: Sequence[tuple[str, BaseGeometry]] = ()
    land: BaseGeometry | None = None
    is_approximate: bool = False
    description: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A drawn map: an SVG that is true when it is printed `width` × `height` mm large; its scale is 1 to `scale`.

    `bar` is how many metres its scale bar stands for, and how many millimetres it is long. `outside` counts the marks
    that lie beside the map.
    """

    svg: str
    width: float
    height: float
    scale: int
    bar: tuple[int, float]
    outside: int


def draw_largest(content: PrintedMap, rooms: Sequence[PaperRoom], view: View | None = None) -> tuple[int, Sheet]:
    """The map in that room, of several, where its scale is the largest; the first of equal ones.

    Gives which room it is, and what `draw_printed_map` makes. Raises as that.
    """
    scales = [_frame(_upright(content, view), content, room, view)[1] for room in rooms]
    best = scales.index(min(scales))
    return best, draw_printed_map(content, rooms[best], view)


def draw_printed_map(content: PrintedMap, room: PaperRoom, view: View | None = None) -> Sheet:
    """Exactly a `view` (west, south, east, north in degrees), as large as there is room at a round scale.

    Without one the districts in question fill the room. Incidents near each other are one spot, with a symbol per kind
    and their number; about one that stands alone is told how sure it is and how exactly its place is known.
    Raises ValueError without districts or for a mark of no known kind, KeyError for one of no shape.
    """
    upright = _upright(content, view)
    frame, scale = _frame(upright, content, room, view)
    drawing = Drawing(round(frame.panel.width) + 1, round(frame.panel.height) + 1)
    longest = min(frame.panel.width / 3, 50 / room.pixel)
    at = frame.to_pixels(upright.rows([(mark.lon, mark.lat) for mark in content.marks]))
    inside = frame.holds(at)
    _draw_ground(drawing, content, upright, frame, longest)
    _draw_content(drawing, content, upright, frame, (at, inside), longest)
    drawing.outlines([_box_of(frame.panel)], filled=False, stroke=RULE, strokeWidth=1)
    metres, length = frame.scale_bar(longest)
    size = (drawing.width * room.pixel, drawing.height * room.pixel)
    return Sheet(drawing.svg(content.description), *size, scale, (metres, length * room.pixel), int((~inside).sum()))


@dataclass(frozen=True, slots=True)
class _Upright:
    """Metres of SWEREF 99 TM from a point, turned so that true north is up there, as on the map on screen."""

    east: float
    north: float
    turn: float  # radians

    @classmethod
    def about(cls, view: View) -> "_Upright":
        west, south, east, north = view
        lon, lat = (west + east) / 2, (south + north) / 2
        (east, further_east), (north, further_north) = to_sweref(
            np.array([lon, lon]), np.array([lat, lat + NORTHWARDS])
        )
        return cls(float(east), float(north), atan2(further_east - east, further_north - north))

    def rows(self, degrees: Sequence[tuple[float, float]]) -> NDArray[float64]:
        """(lon, lat) pairs as rows of metres to the east and to the north."""
        return self._turned(np.array(degrees, dtype=float64).reshape(-1, 2))

    def shape(self, degrees: BaseGeometry) -> BaseGeometry:
        """A shape in degrees as a valid one in the same metres."""
        return shapely.make_valid(shapely.transform(degrees, self._turned))

    def _turned(self, degrees: NDArray[float64]) -> NDArray[float64]:
        easting, northing = to_sweref(degrees[:, 0], degrees[:, 1])
        x, y = easting - self.east, northing - self.north
        return np.column_stack([x * cos(self.turn) - y * sin(self.turn), x * sin(self.turn) + y * cos(self.turn)])


def _upright(content: PrintedMap, view: View | None) -> _Upright:
    if not content.districts:
        raise ValueError("a map shows districts")
    return _Upright.about(view or tuple(shapely.total_bounds([shape for _, shape in content.districts])))


def _frame(upright: _Upright, content: PrintedMap, room: PaperRoom, view: View | None) -> tuple[Frame, int]:
    """A view is framed by itself; districts by all the room, as what lies beside them is no part of a choice."""
    shown = shapely.box(*view) if view else shapely.GeometryCollection([shape for _, shape in content.districts])
    west, south, east, north = upright.shape(shown).bounds
    across, up = max(east - west, 1.0), max(north - south, 1.0)
    margin = 0.0 if view else 2 * MARGIN * room.pixel
    wanted = 1000 * max(across / (room.width - margin), up / (room.height - margin))
    scale = next((each for each in SCALES if each >= wanted), SCALES[-1])
    pixels = 1000 / scale / room.pixel  # per metre
    panel = Panel(0.5, 0.5, room.width / room.pixel - 1, room.height / room.pixel - 1)
    if view:
        panel = Panel(0.5, 0.5, min(across * pixels, panel.width), min(up * pixels, panel.height))
    left, top = (west + east) / 2 - panel.width / pixels / 2, (south + north) / 2 + panel.height / pixels / 2
    return Frame(panel, west=left, north=top, scale=pixels), scale


def _draw_ground(drawing: Drawing, content: PrintedMap, upright: _Upright, frame: Frame, longest: float) -> None:
    districts = [upright.shape(shape) for _, shape in content.districts]
    around = tuple((name, upright.shape(shape)) for name, shape in content.neighbours)
    beyond = None if content.land is None else upright.shape(content.land)
    draw_surroundings(drawing, Ground(shapely.union_all(districts), around, beyond), frame)
    draw_districts(drawing, districts, frame, is_approximate=content.is_approximate)
    draw_squares(drawing, frame, longest)


def _draw_content(
    drawing: Drawing, content: PrintedMap, upright: _Upright, frame: Frame,
    placed: tuple[NDArray[float64], NDArray[np.bool_]], longest: float,
) -> None:  # fmt: skip
    at, inside = placed
    draw_areas(drawing, [upright.shape(shape) for _, shape in content.watched], frame)
    shown = [
        (x, y, mark) for (x, y), mark, is_in in zip(at.tolist(), content.marks, inside.tolist(), strict=True) if is_in
    ]
    gathered = gather([(x, y, mark.kind, 1) for x, y, mark in shown])
    of = {(x, y): mark for x, y, mark in shown}
    alone = [(spot.moved_into(frame.panel), of[spot.x, spot.y]) for spot in gathered if spot.total == 1]
    draw_precision(drawing, [(spot.x, spot.y, mark.radius * frame.scale) for spot, mark in alone], frame)
    draw_rings(drawing, [(spot.x, spot.y, mark.ring) for spot, mark in alone])
    spots = [spot.moved_into(frame.panel) for spot in gathered]
    draw_spots(drawing, content.kinds, spots)
    _draw_words(drawing, content, upright, frame, spots, longest)


def _draw_words(
    drawing: Drawing, content: PrintedMap, upright: _Upright, frame: Frame, spots: Sequence[Spot], longest: float
) -> None:
    taken: list[Box] = [spot.room for spot in spots]
    taken.append(draw_scale_and_north(drawing, frame, taken, NAME_SIZE, longest))
    areas = [(name, upright.shape(shape)) for name, shape in (*content.districts, *content.neighbours)]
    draw_district_names(drawing, areas, frame, taken, DISTRICT_SIZE)
    watched = [(name, upright.shape(shape)) for name, shape in content.watched]
    draw_district_names(drawing, watched, frame, taken, NAME_SIZE)
    names = [name for name, _, _ in content.places]
    pixels = frame.to_pixels(upright.rows([(lon, lat) for _, lon, lat in content.places]))
    draw_names(drawing, names, pixels, frame, spots, taken, NAME_SIZE)


def _box_of(panel: Panel) -> BaseGeometry:
    return shapely.box(panel.left, panel.top, panel.left + panel.width, panel.top + panel.height)
