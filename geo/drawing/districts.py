"""Several districts on one map: their land, borders and names, and areas within them."""

from collections.abc import Sequence

import shapely
from shapely.geometry.base import BaseGeometry

from geo.drawing.frame import Frame
from geo.drawing.ground import DASH, LAND, QUIET
from geo.drawing.labels import Box, place_labels
from geo.drawing.vega import Drawing
from geo.symbols import INK

Named = Sequence[tuple[str, BaseGeometry]]


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
    """Each in what is seen of its area, where there is room; the room that they take joins `taken`."""
    seen = [(name, frame.clip(shape)) for name, shape in areas]
    middles = [(name, shape.representative_point()) for name, shape in seen if not shape.is_empty]
    labels = place_labels([(name, at.x, at.y) for name, at in middles], taken, frame.panel, size, of_areas=True)
    rows = [{"x": label.x, "y": label.y, "text": label.text} for label in labels]
    drawing.texts(rows, halo=LAND, fontSize=size, fontWeight=600, fill=QUIET)
