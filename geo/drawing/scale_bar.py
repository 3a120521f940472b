"""The scale of a map: faint squares, and a bar as long as their side in the corner where least else stands."""

from collections.abc import Sequence
from math import ceil

import numpy as np
import shapely

from geo.drawing.frame import Frame
from geo.drawing.labels import WIDTH_PER_SIGN, Box
from geo.drawing.vega import Drawing
from geo.symbols import INK

EDGE, HEIGHT, LONGEST = 7.0, 22.0, 80.0  # pixels; the last is how long a bar may be on a map as wide as a column
ARROW, PAD = 34.0, 7.0


def draw_squares(drawing: Drawing, frame: Frame, longest: float = LONGEST) -> None:
    """Faint lines at even distances in the frame's own metres, as far apart as the scale bar is long."""
    metres, _ = frame.scale_bar(longest)
    west, south, east, north = frame.extent().bounds
    upright = [[(x, south), (x, north)] for x in np.arange(metres * ceil(west / metres), east, metres)]
    level = [[(west, y), (east, y)] for y in np.arange(metres * ceil(south / metres), north, metres)]
    lines = [frame.clip(shapely.LineString(ends)) for ends in upright + level]
    drawing.outlines(lines, stroke="white", strokeWidth=0.9, strokeOpacity=0.7)


def draw_scale_and_north(
    drawing: Drawing, frame: Frame, taken: Sequence[Box], size: float, longest: float = LONGEST
) -> Box:
    """A scale bar with its length beside it, and an arrow to where the frame's north is before it, on a white ground.

    Words are of `size`, the bar at most `longest` pixels. Returns the room that it takes.
    """
    metres, length = frame.scale_bar(longest)
    words = f"{metres} m" if metres < 1000 else f"{metres // 1000} km"
    width = ARROW + length + 6 + len(words) * size * WIDTH_PER_SIGN + 2 * PAD
    box = _calmest_corner(frame, taken, width)
    left, y = box.x - box.half_width + PAD, box.y + 5
    ground = shapely.box(box.x - box.half_width, box.y - HEIGHT / 2, box.x + box.half_width, box.y + HEIGHT / 2)
    drawing.outlines([ground], fill="white", fillOpacity=0.85, strokeWidth=0)
    arrow = shapely.Polygon([(left + 5, y - 12), (left + 10, y + 1), (left + 5, y - 2), (left, y + 1)])
    drawing.outlines([arrow], fill=INK, strokeWidth=0)
    drawing.texts([{"x": left + 14, "y": y - 5, "text": "N"}], fontSize=size, fontWeight=600, align="left")
    bar = [(left + ARROW + x, y + rise) for x, rise in ((0, -6), (0, 0), (length, 0), (length, -6))]
    drawing.outlines([shapely.LineString(bar)], stroke=INK, strokeWidth=1.4)
    drawing.texts([{"x": left + ARROW + 6 + length, "y": y - 5, "text": words}], fontSize=size, align="left")
    return box


def _calmest_corner(frame: Frame, taken: Sequence[Box], width: float) -> Box:
    """Below to the left, as readers expect it, unless another corner covers fewer marks."""
    panel = frame.panel
    across = (panel.left + EDGE + width / 2, panel.left + panel.width - EDGE - width / 2)
    down = (panel.top + panel.height - EDGE - HEIGHT / 2, panel.top + EDGE + HEIGHT / 2)
    corners = [Box(x, y, width / 2, HEIGHT / 2) for y in down for x in across]
    return min(corners, key=lambda corner: sum(corner.overlaps(other) for other in taken))
