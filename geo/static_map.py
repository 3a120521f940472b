"""A district's map for page and paper: outline, marks by shape and colour, names, scale and north."""

import numpy as np
import shapely
from numpy import float64
from numpy.typing import NDArray

from geo.drawing.content import DistrictMap, MapKind, MapMark
from geo.drawing.frame import Frame, Panel, focus, frame_around, in_metres
from geo.drawing.ground import QUIET, Ground, draw_ground, draw_neighbour_names, draw_overview, ground_of
from geo.drawing.labels import Box, place_labels, shortened, text_box
from geo.drawing.scale_bar import draw_scale_and_north
from geo.drawing.side import NOTE, draw_notes, draw_side, note_lines
from geo.drawing.spots import Spot, gather
from geo.drawing.vega import Drawing

__all__ = ["DistrictMap", "MapKind", "MapMark", "draw_map", "draw_projected_map", "draw_small_map"]

WIDTH = 684
MAIN = Panel(0.5, 0.5, 479, 351)
SIDE = Panel(496, 0, 188, 352)
FOOT = 357.0
SMALL = Panel(0.5, 0.5, 219, 209)
PROJECTED = Panel(0.5, 0.5, 277, 221)
"""Shown 12.86 cm high its smallest words are 18 pt."""
MARGIN = 16.0
NAME_SIZE = 11.5
NEAR = 45.0  # pixels
DOT = 1.9


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

    The legend stands beside it, on the slide. Raises as `draw_map`.
    """
    drawing = Drawing(int(PROJECTED.width) + 1, int(PROJECTED.height) + 1)
    _draw_main(drawing, content, ground_of(content), PROJECTED)
    return drawing.svg(content.description)


def _draw_main(drawing: Drawing, content: DistrictMap, ground: Ground, panel: Panel) -> tuple[Frame, int]:
    """The part where the incidents are, with its names; returns what it shows, and how many incidents it does not."""
    metres = in_metres([(mark.lon, mark.lat) for mark in content.marks])
    numbers = np.array([mark.number for mark in content.marks], dtype=int)
    frame = frame_around(focus(ground.district.bounds, metres, numbers), panel, MARGIN)
    pixels = frame.to_pixels(metres)
    inside = frame.holds(pixels, MARGIN / 2)
    spots = _spots_of(content, pixels, inside, panel)
    draw_ground(drawing, content, ground, frame)
    taken = [spot.room for spot in spots]
    taken.append(draw_scale_and_north(drawing, frame, taken, NAME_SIZE))
    _draw_spots(drawing, content, spots)
    _draw_names(drawing, content, frame, spots, taken)
    draw_neighbour_names(drawing, ground, frame, taken)
    return frame, int(numbers[~inside].sum())


def draw_small_map(content: DistrictMap) -> str:
    """An SVG of 220 × 210 px with the whole district and a dot per spot, larger for more incidents; no words."""
    drawing = Drawing(int(SMALL.width) + 1, int(SMALL.height) + 1)
    draw_overview(drawing, content, ground_of(content), SMALL)
    return drawing.svg(content.description)


def _spots_of(content: DistrictMap, pixels: NDArray[float64], inside: NDArray[np.bool_], panel: Panel) -> list[Spot]:
    rows = zip(pixels.tolist(), content.marks, inside.tolist(), strict=True)
    spots = gather([(x, y, mark.kind, mark.number) for (x, y), mark, is_inside in rows if is_inside])
    return [spot.moved_into(panel) for spot in spots]


def _draw_spots(drawing: Drawing, content: DistrictMap, spots: list[Spot]) -> None:
    order = list(content.kinds)
    symbols = [(symbol, content.kinds[symbol.kind]) for spot in spots for symbol in spot.symbols(order)]
    drawing.symbols([
        {"x": symbol.x, "y": symbol.y, "radius": symbol.radius, "shape": kind.shape, "colour": kind.colour}
        for symbol, kind in symbols
    ])  # fmt: skip
    rows = [{"x": spot.x + spot.half_width + 2, "y": spot.y, "text": spot.number} for spot in spots if spot.number]
    drawing.texts(rows, halo="white", fontSize=11, fontWeight=600, align="left")


def _draw_names(drawing: Drawing, content: DistrictMap, frame: Frame, spots: list[Spot], taken: list[Box]) -> None:
    """Place names, beside the spot that covers their place or else a dot; those with most incidents find room first."""
    pixels = frame.to_pixels(in_metres([(lon, lat) for _, lon, lat in content.place_names]))
    seen = zip(content.place_names, pixels.tolist(), frame.holds(pixels).tolist(), strict=True)
    wanted = [(name, x, y) for (name, _, _), (x, y), is_inside in seen if is_inside]
    wanted.sort(key=lambda place: -sum(spot.total for spot in spots if spot.is_near(place[1], place[2], NEAR)))
    dots = {shortened(name): Box(x, y, DOT, DOT) for name, x, y in wanted}
    bare = {name: dot for name, dot in dots.items() if not any(dot.overlaps(other) for other in taken)}
    labels = place_labels(wanted, taken + list(bare.values()), frame.panel, NAME_SIZE)
    taken += [text_box(label.x, label.y, label.text, NAME_SIZE) for label in labels]
    named = [bare[label.text] for label in labels if label.text in bare]
    points = [shapely.Point(dot.x, dot.y).buffer(DOT, quad_segs=3) for dot in named]
    drawing.outlines(points, fill=QUIET, stroke="white", strokeWidth=1)
    rows = [{"x": label.x, "y": label.y, "text": label.text} for label in labels]
    drawing.texts(rows, halo="white", fontSize=NAME_SIZE)
