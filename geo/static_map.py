"""A district's map for page and paper: outline, marks by shape and colour, names, scale and north."""

import numpy as np
from numpy.typing import NDArray

from geo.drawing.content import DistrictMap, MapKind, MapMark
from geo.drawing.frame import Bounds, Frame, Panel, Rows, focus, frame_around, in_metres, outline_in_metres
from geo.drawing.ground import Ground, draw_ground, draw_neighbour_names, draw_overview, ground_of
from geo.drawing.marks import draw_names, draw_spots
from geo.drawing.scale_bar import draw_scale_and_north
from geo.drawing.side import NOTE, draw_notes, draw_side, note_lines
from geo.drawing.spots import gather_rows
from geo.drawing.vega import Drawing

__all__ = [
    "DistrictMap",
    "MapKind",
    "MapMark",
    "draw_map",
    "draw_projected_map",
    "draw_small_map",
    "outside_projected_map",
]

WIDTH = 684
MAIN = Panel(0.5, 0.5, 479, 351)
SIDE = Panel(496, 0, 188, 352)
FOOT = 357.0
SMALL = Panel(0.5, 0.5, 219, 209)
PROJECTED = Panel(0.5, 0.5, 277, 221)
"""Shown 12.86 cm high its smallest words are 18 pt."""
MARGIN = 16.0
NAME_SIZE = 11.5


def draw_map(content: DistrictMap) -> str:
    """An SVG 684 px wide, and 357 high without notes. Shows large the part where the incidents are, and the whole
    district in an overview.

    Incidents near each other are drawn as one spot with a symbol per kind, and a number where that says more than the
    symbols. What is neither district nor `content.land` is water, where that is given. Raises ValueError for a mark of
    no known kind, KeyError for one of no known shape.
    """
    ground = ground_of(content)
    notes = note_lines(content)
    drawing = Drawing(WIDTH, round(FOOT + NOTE * len(notes)))
    frame, outside = _draw_main(drawing, content, ground, MAIN)
    draw_side(drawing, content, SIDE, frame, ground, outside)
    draw_notes(drawing, notes, FOOT)
    return drawing.svg(content.description)


def draw_projected_map(content: DistrictMap) -> str:
    """An SVG of 278 × 222 px: the large part of `draw_map` alone, its words and marks for a room to read.

    The legend stands beside it, on the slide, and how many incidents it does not show (see `outside_projected_map`).
    Raises as `draw_map`.
    """
    drawing = Drawing(int(PROJECTED.width) + 1, int(PROJECTED.height) + 1)
    _draw_main(drawing, content, ground_of(content), PROJECTED)
    return drawing.svg(content.description)


def outside_projected_map(content: DistrictMap) -> int:
    """How many of the incidents with a mark `draw_projected_map` leaves out: it has no overview, and other proportions
    than `draw_map`. Draws nothing.
    """
    _, _, inside = _framed(content, outline_in_metres(content.outline).bounds, PROJECTED)
    return int(content.numbers[~inside].sum())


def _framed(content: DistrictMap, district: Bounds, panel: Panel) -> tuple[Frame, Rows, NDArray[np.bool_]]:
    """What a panel shows, and of each mark where on it it lies, in pixels, and whether it is shown."""
    metres = in_metres(content.degrees)
    frame = frame_around(focus(district, metres, content.numbers), panel, MARGIN)
    pixels = frame.to_pixels(metres)
    return frame, pixels, frame.holds(pixels, MARGIN / 2)


def _draw_main(drawing: Drawing, content: DistrictMap, ground: Ground, panel: Panel) -> tuple[Frame, int]:
    """The part where the incidents are, with its names; returns what it shows, and how many incidents it does not."""
    frame, pixels, inside = _framed(content, ground.district.bounds, panel)
    numbers = content.numbers
    kinds = [content.marks[at].kind for at in np.flatnonzero(inside).tolist()]
    spots = [spot.moved_into(panel) for spot in gather_rows(pixels[inside], kinds, numbers[inside])]
    draw_ground(drawing, content, ground, frame)
    taken = [spot.room for spot in spots]
    taken.append(draw_scale_and_north(drawing, frame, taken, NAME_SIZE))
    draw_spots(drawing, content.kinds, spots)
    at = frame.to_pixels(in_metres([(lon, lat) for _, lon, lat in content.place_names]))
    draw_names(drawing, [name for name, _, _ in content.place_names], at, frame, spots, taken, NAME_SIZE)
    draw_neighbour_names(drawing, ground, frame, taken)
    return frame, int(numbers[~inside].sum())


def draw_small_map(content: DistrictMap) -> str:
    """An SVG of 220 × 210 px with the whole district and a dot per spot, larger for more incidents; no words."""
    drawing = Drawing(int(SMALL.width) + 1, int(SMALL.height) + 1)
    draw_overview(drawing, content, ground_of(content), SMALL)
    return drawing.svg(content.description)
