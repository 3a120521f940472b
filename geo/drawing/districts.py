"""Several districts on one map: their land, borders and names, and areas within them."""

from collections.abc import Iterator, Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.drawing.frame import Frame
from geo.drawing.ground import DASH, LAND, QUIET
from geo.drawing.labels import Box, Label, Taken, place_labels, shortened, text_box
from geo.drawing.vega import Drawing
from geo.symbols import INK

Named = Sequence[tuple[str, BaseGeometry]]
STEP = 8.0  # pixels between rooms that are tried for a name, about half its height


def draw_districts(drawing: Drawing, shapes: Sequence[BaseGeometry], frame: Frame, *, is_approximate: bool) -> None:
    """Their land, and their borders where the frame does not cut them; approximate ones are dashed."""
    drawing.outlines([frame.clip(shape) for shape in shapes], fill=LAND, strokeWidth=0)
    draw_borders(drawing, shapes, frame, is_approximate=is_approximate)


def draw_borders(drawing: Drawing, shapes: Sequence[BaseGeometry], frame: Frame, *, is_approximate: bool) -> None:
    """The borders of districts alone, where something else is their land."""
    dash = {"strokeDash": DASH} if is_approximate else {}
    # One line where two meet: the dashes of each would fill the gaps of the other's.
    border = frame.clip(shapely.union_all([shapely.boundary(shape) for shape in shapes]))
    drawing.outlines([border], stroke=INK, strokeWidth=1.2, strokeJoin="round", **dash)


def draw_areas(drawing: Drawing, shapes: Sequence[BaseGeometry], frame: Frame) -> None:
    """Areas that are watched: a line of dots, as on screen."""
    borders = [frame.clip(shapely.boundary(shape)) for shape in shapes]
    drawing.outlines(borders, stroke=INK, strokeWidth=1.6, strokeDash=[1.6, 3.6], strokeCap="round")


def draw_cells(drawing: Drawing, steps: Named, frame: Frame) -> None:
    """Density: for each step its colour and what it covers."""
    for colour, shape in steps:
        drawing.outlines([frame.clip(shape)], fill=colour, fillOpacity=0.8, strokeWidth=0)


def draw_district_names(drawing: Drawing, areas: Named, frame: Frame, taken: list[Box], size: float) -> None:
    """Each within what is seen of its district, where there is room; the room that they take joins `taken`."""
    seen = [(name, frame.clip(shape)) for name, shape in areas]
    _draw_names(drawing, labels_within(seen, taken, size), size)


def draw_area_names(drawing: Drawing, areas: Named, frame: Frame, taken: list[Box], size: float) -> None:
    """Each in what is seen of its area, or beside what covers it there, as an area may be smaller than its name."""
    seen = [(name, frame.clip(shape)) for name, shape in areas]
    middles = [(name, shape.representative_point()) for name, shape in seen if not shape.is_empty]
    wanted = [(name, at.x, at.y) for name, at in middles]
    _draw_names(drawing, place_labels(wanted, taken, frame.panel, size, of_areas=True), size)


def _draw_names(drawing: Drawing, labels: Sequence[Label], size: float) -> None:
    rows = [{"x": label.x, "y": label.y, "text": label.text} for label in labels]
    drawing.texts(rows, halo=LAND, fontSize=size, fontWeight=600, fill=QUIET)


def labels_within(seen: Named, taken: list[Box], size: float) -> list[Label]:
    """The names that find room all within their own shapes, in pixels: on another's ground one would name that.

    As near as can be to the shape's middle. The others are left out. The room that they take joins `taken`.
    """
    over, placed = Taken(taken), []
    for name, shape in seen:
        text = shortened(name)
        tries = () if shape.is_empty else _rooms_within(shape, text_box(0, 0, text, size))
        if box := next((box for box in tries if not over.first_over(box)), None):
            over.add(box)
            placed.append(Label(box.x, box.y, text))
    return placed


def _rooms_within(shape: BaseGeometry, text: Box) -> Iterator[Box]:
    """Where a text lies all within a shape, the nearest to its middle first."""
    across, down = text.half_width, text.half_height
    west, north, east, south = shape.bounds
    middle = np.array(shape.representative_point().coords)
    grid = np.meshgrid(np.arange(west + across, east - across, STEP), np.arange(north + down, south - down, STEP))
    at = np.vstack([middle, np.column_stack([axis.ravel() for axis in grid])])
    shapely.prepare(shape)
    x, y = at.T
    at = at[shapely.covers(shape, shapely.box(x - across, y - down, x + across, y + down))]
    nearest = np.argsort(np.hypot(*(at - middle).T), kind="stable")
    return (Box(x, y, across, down) for x, y in at[nearest].tolist())
