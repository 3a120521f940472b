"""Draws spots with their numbers, and the names of places where these leave room."""

from collections.abc import Mapping, Sequence

import numpy as np
import shapely
from numpy import float64
from numpy.typing import NDArray

from geo.drawing.content import MapKind
from geo.drawing.frame import Frame
from geo.drawing.ground import QUIET
from geo.drawing.labels import Box, Taken, place_labels, shortened, text_box
from geo.drawing.spots import Spot
from geo.drawing.vega import Drawing
from geo.symbols import INK

NEAR = 45.0  # pixels
DOT = 1.9
SMALLEST_CIRCLE, MOST_CIRCLES = 10.0, 120
RING = 7.6
RINGS = {
    "": {"stroke": QUIET, "strokeWidth": 0.7},
    "dashed": {"stroke": INK, "strokeWidth": 1.3, "strokeDash": [4, 2.4]},
    "dotted": {"stroke": INK, "strokeWidth": 1.5, "strokeDash": [1.2, 2.2]},
}


def draw_spots(drawing: Drawing, kinds: Mapping[str, MapKind], spots: Sequence[Spot]) -> None:
    """Raises ValueError for a mark of no known kind, KeyError for one of no known shape."""
    order = list(kinds)
    symbols = [(symbol, kinds[symbol.kind]) for spot in spots for symbol in spot.symbols(order)]
    drawing.symbols([
        {"x": symbol.x, "y": symbol.y, "radius": symbol.radius, "shape": kind.shape, "colour": kind.colour}
        for symbol, kind in symbols
    ])  # fmt: skip
    rows = [{"x": spot.x + spot.half_width + 2, "y": spot.y, "text": spot.number} for spot in spots if spot.number]
    drawing.texts(rows, halo="white", fontSize=11, fontWeight=600, align="left")


def draw_names(
    drawing: Drawing, names: Sequence[str], pixels: NDArray[float64], frame: Frame, spots: Sequence[Spot],
    taken: list[Box], size: float,
) -> None:  # fmt: skip
    """Place names, beside the spot that covers their place or else a dot; those with most incidents find room first.

    `pixels` holds a row for each name. One whose place other words cover is left out: with neither spot nor dot it
    would say nothing of where it lies. The room that they take joins `taken`.
    """
    seen = np.flatnonzero(frame.holds(pixels))
    order = seen[np.argsort(-_incidents_near(pixels[seen], spots), kind="stable")]
    wanted = [(names[place], *pixels[place].tolist()) for place in order]
    dots = {shortened(name): Box(x, y, DOT, DOT) for name, x, y in wanted}
    covered = Taken(list(taken))
    marks = Taken([spot.room for spot in spots])
    bare = {name: dot for name, dot in dots.items() if covered.first_over(dot) is None}
    wanted = [one for one in wanted if (name := shortened(one[0])) in bare or marks.first_over(dots[name])]
    labels = place_labels(wanted, taken + list(bare.values()), frame.panel, size)
    taken += [text_box(label.x, label.y, label.text, size) for label in labels]
    named = [bare[label.text] for label in labels if label.text in bare]
    points = [shapely.Point(dot.x, dot.y).buffer(DOT, quad_segs=3) for dot in named]
    drawing.outlines(points, fill=QUIET, stroke="white", strokeWidth=1)
    rows = [{"x": label.x, "y": label.y, "text": label.text} for label in labels]
    drawing.texts(rows, halo="white", fontSize=size)


def _incidents_near(pixels: NDArray[float64], spots: Sequence[Spot]) -> NDArray[float64]:
    """How many incidents the spots near each row stand for."""
    places = np.array([(spot.x, spot.y) for spot in spots]).reshape(-1, 2)
    totals = np.array([spot.total for spot in spots], dtype=float64)
    apart = pixels[:, np.newaxis] - places
    near: NDArray[float64] = (np.hypot(apart[..., 0], apart[..., 1]) <= NEAR) @ totals
    return near


def draw_precision(drawing: Drawing, circles: Sequence[tuple[float, float, float]], frame: Frame) -> None:
    """A dashed circle for each place that is known to within a distance, given as (x, y, radius) in pixels.

    Where circles would be no larger than the symbols on them, or so many that they hide the map, there are none.
    """
    wide = sorted({(round(x, 1), round(y, 1), radius) for x, y, radius in circles if radius > SMALLEST_CIRCLE})
    if len(wide) <= MOST_CIRCLES:
        shapes = [frame.clipped(shapely.Point(x, y).buffer(radius).boundary) for x, y, radius in wide]
        drawing.outlines(shapes, stroke=INK, strokeWidth=0.8, strokeDash=[4, 3], strokeOpacity=0.8)


def draw_rings(drawing: Drawing, rings: Sequence[tuple[float, float, str]]) -> None:
    """How sure an incident is, about its symbol, given as (x, y, ring); a ring is "", "dashed" or "dotted"."""
    for kind, style in RINGS.items():
        shapes = [shapely.Point(x, y).buffer(RING).boundary for x, y, ring in rings if ring == kind]
        drawing.outlines(shapes, **style)
