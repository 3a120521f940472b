"""A map for print: exactly the part that is asked for, north up, at a scale that is true on paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import shapely
from shapely.geometry.base import BaseGeometry

from geo.drawing.behind import Behind, read_behind
from geo.drawing.circles import Circle, PlaceCircle, draw_circle_names, draw_circles, parted
from geo.drawing.content import MapKind
from geo.drawing.districts import (
    draw_area_names,
    draw_areas,
    draw_borders,
    draw_cells,
    draw_district_names,
    draw_districts,
)
from geo.drawing.frame import Frame, Panel
from geo.drawing.ground import RULE, Ground, draw_surroundings
from geo.drawing.labels import Box, Taken
from geo.drawing.marks import draw_names, draw_precision, draw_rings, draw_spots
from geo.drawing.scale_bar import draw_scale_and_north, draw_squares
from geo.drawing.spots import Spot, gather
from geo.drawing.upright import Edges, Upright
from geo.drawing.vega import Drawing
from geo.paper import PaperRoom
from geo.print_frame import print_frame

__all__ = ["MapKind", "PaperRoom", "PlaceCircle", "PrintMark", "PrintedMap", "Sheet", "draw_printed_map"]

NAME_SIZE, DISTRICT_SIZE = 11.0, 14.0
LONGEST_BAR = 185.0
"""Pixels: 50 mm on A4, enough to measure by with a ruler. It lies on the map, so a longer one would only hide more."""


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
    none of them is water, where it is given. `cells` are (colour, shape) of the steps of density, and `circles` places
    with their numbers. `places` are (name, lon, lat), the dearest first, `watched` areas with their names. `background`
    is a file of map tiles that lies under all, in place of land and water; it may not be read where SpatiaLite is
    loaded. `description` is what a screen reader says.
    """

    districts: Sequence[tuple[str, BaseGeometry]]
    kinds: Mapping[str, MapKind]
    marks: Sequence[PrintMark] = ()
    cells: Sequence[tuple[str, BaseGeometry]] = ()
    circles: Sequence[PlaceCircle] = ()
    places: Sequence[tuple[str, float, float]] = ()
    neighbours: Sequence[tuple[str, BaseGeometry]] = ()
    watched: Sequence[tuple[str, BaseGeometry]] = ()
    land: BaseGeometry | None = None
    is_approximate: bool = False
    background: Path | None = None
    description: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A drawn map: an SVG that is true when it is printed `width` × `height` mm large; its scale is 1 to `scale`.

    `bar` is how many metres its scale bar stands for, and how many millimetres it is long. `outside` counts the marks
    that lie beside the map. `has_background` tells whether its file of tiles was drawn, `unread` how many of the tiles
    could not be.
    """

    svg: str
    width: float
    height: float
    scale: int
    bar: tuple[int, float]
    outside: int
    has_background: bool = False
    unread: int = 0


def draw_printed_map(content: PrintedMap, room: PaperRoom, view: Edges | None = None) -> Sheet:
    """Exactly a `view` (west, south, east, north in degrees), as large as there is room at a round scale.

    Without one the districts in question fill the room. Incidents near each other are one spot, with a symbol per kind
    and their number; about one that stands alone is told how sure it is and how exactly its place is known.
    Raises ValueError without districts or for a mark of no known kind, KeyError for one of no shape.
    """
    if not content.districts:
        raise ValueError("a map shows districts")
    upright, frame, scale = print_frame([shape for _, shape in content.districts], room, view)
    page = _Page(Drawing(round(frame.panel.width) + 1, round(frame.panel.height) + 1), content, upright, frame, room)
    page.draw()
    return page.sheet(scale)


@dataclass(slots=True)
class _Page:
    """What is being drawn, and what it is drawn of."""

    drawing: Drawing
    content: PrintedMap
    upright: Upright
    frame: Frame
    room: PaperRoom
    behind: Behind | None = None
    outside: int = 0

    @property
    def longest(self) -> float:
        """Pixels that the scale bar may be long."""
        return min(self.frame.panel.width / 3, LONGEST_BAR)

    def draw(self) -> None:
        self.behind = self._read()
        if self.behind is None:
            self._draw_ground()
        else:
            draw_borders(self.drawing, self._districts(), self.frame, is_approximate=self.content.is_approximate)
        draw_cells(
            self.drawing, [(colour, self.upright.shape(cell)) for colour, cell in self.content.cells], self.frame
        )
        spots = self._draw_marks()
        taken = self._draw_words(spots, self._draw_circles())
        if self.behind is not None:
            self.behind.lay(self.drawing, {name for name, _, _ in self.content.places}, taken)
        self.drawing.outlines([_box_of(self.frame.panel)], stroke=RULE, strokeWidth=1)

    def sheet(self, scale: int) -> Sheet:
        metres, length = self.frame.scale_bar(self.longest)
        pixel = self.room.pixel
        return Sheet(
            self.drawing.svg(self.content.description),
            self.drawing.width * pixel,
            self.drawing.height * pixel,
            scale,
            (metres, length * pixel),
            self.outside,
            has_background=self.behind is not None,
            unread=self.behind.basemap.unread if self.behind else 0,
        )

    def _read(self) -> Behind | None:
        edges = self.upright.edges(self.frame.extent())
        return read_behind(
            self.content.background, self.frame, edges, lambda rows: self.frame.to_pixels(self.upright.turned(rows))
        )

    def _districts(self) -> list[BaseGeometry]:
        return [self.upright.shape(shape) for _, shape in self.content.districts]

    def _draw_ground(self) -> None:
        districts, content = self._districts(), self.content
        around = tuple((name, self.upright.shape(shape)) for name, shape in content.neighbours)
        beyond = None if content.land is None else self.upright.shape(content.land)
        draw_surroundings(self.drawing, Ground(shapely.union_all(districts), around, beyond), self.frame)
        draw_districts(self.drawing, districts, self.frame, is_approximate=content.is_approximate)
        draw_squares(self.drawing, self.frame, self.longest)

    def _draw_marks(self) -> list[Spot]:
        content, frame, drawing = self.content, self.frame, self.drawing
        at = frame.to_pixels(self.upright.rows([(mark.lon, mark.lat) for mark in content.marks]))
        inside = frame.holds(at)
        self.outside = int((~inside).sum())
        draw_areas(drawing, [self.upright.shape(shape) for _, shape in content.watched], frame)
        placed = zip(at.tolist(), content.marks, inside.tolist(), strict=True)
        shown = [(x, y, mark) for (x, y), mark, is_in in placed if is_in]
        gathered = gather([(x, y, mark.kind, 1) for x, y, mark in shown])
        of = {(x, y): mark for x, y, mark in shown}
        alone = [(spot.moved_into(frame.panel), of[spot.x, spot.y]) for spot in gathered if spot.total == 1]
        draw_precision(drawing, [(spot.x, spot.y, mark.radius * frame.scale) for spot, mark in alone], frame)
        draw_rings(drawing, [(spot.x, spot.y, mark.ring) for spot, mark in alone])
        spots = [spot.moved_into(frame.panel) for spot in gathered]
        draw_spots(drawing, content.kinds, spots)
        return spots

    def _draw_circles(self) -> list[Circle]:
        circles, frame = self.content.circles, self.frame
        at = frame.to_pixels(self.upright.rows([(one.lon, one.lat) for one in circles]))
        placed = zip(at.tolist(), circles, frame.holds(at).tolist(), strict=True)
        drawn = parted([(x, y, one) for (x, y), one, is_in in placed if is_in], frame.panel)
        draw_circles(self.drawing, drawn)
        return drawn

    def _draw_words(self, spots: Sequence[Spot], circles: Sequence[Circle]) -> list[Box]:
        """Returns the room that marks and words take."""
        drawing, content, frame = self.drawing, self.content, self.frame
        taken: list[Box] = [*(spot.room for spot in spots), *(circle.room for circle in circles)]
        taken.append(draw_scale_and_north(drawing, frame, taken, NAME_SIZE, self.longest))
        draw_circle_names(drawing, circles, frame.panel, taken)
        taken += [circle.surroundings for circle in circles]
        areas = [(name, self.upright.shape(shape)) for name, shape in (*content.districts, *content.neighbours)]
        draw_district_names(drawing, areas, frame, taken, DISTRICT_SIZE)
        watched = [(name, self.upright.shape(shape)) for name, shape in content.watched]
        draw_area_names(drawing, watched, frame, taken, NAME_SIZE)
        self._draw_place_names(spots, circles, taken)
        return taken

    def _draw_place_names(self, spots: Sequence[Spot], circles: Sequence[Circle], taken: list[Box]) -> None:
        """Of those without a circle, so far from any that none is read as theirs."""
        frame, near = self.frame, Taken([circle.surroundings for circle in circles])
        told = {circle.told.name for circle in circles}
        places = [place for place in self.content.places if place[0] not in told]
        at = frame.to_pixels(self.upright.rows([(lon, lat) for _, lon, lat in places]))
        free = [number for number, (x, y) in enumerate(at.tolist()) if not near.first_over(Box(x, y, 0, 0))]
        draw_names(self.drawing, [places[number][0] for number in free], at[free], frame, spots, taken, NAME_SIZE)


def _box_of(panel: Panel) -> BaseGeometry:
    return shapely.box(panel.left, panel.top, panel.left + panel.width, panel.top + panel.height)
