"""The hours of the week as a grid."""

from collections.abc import Sequence

import shapely

from geo.drawing.vega import Drawing

INK, QUIET, RULE, GROUND, ACCENT = "#14212b", "#4d5b63", "#d5dad7", "#f5f6f4", "#0b5d5e"
CELL, NAMES, HEAD, EDGE = 24, 66, 22, 2
SIZE = 11.5
EVERY = 3  # hours between the lines and their labels


def hours_svg(weights: Sequence[Sequence[float]], days: Sequence[str], description: str, size: float = SIZE) -> str:
    """Weekday by hour: a square per hour, its area after how much happened then, so that it reads without colour.

    `weights` is 7 rows (Monday first) of 24 numbers; `days` names the rows, in letters of
    `size` pixels. Returns an SVG image. Raises ValueError for another shape.
    """
    if len(weights) != 7 or any(len(row) != 24 for row in weights) or len(days) != 7:
        raise ValueError("an hour grid has 7 days of 24 hours")
    drawing = Drawing(NAMES + 24 * CELL + EDGE, HEAD + 7 * CELL + EDGE)
    _draw_grid(drawing, days, size)
    most = max(weight for row in weights for weight in row) or 1.0
    squares = [
        _square(day, hour, weight / most)
        for day, row in enumerate(weights)
        for hour, weight in enumerate(row)
        if weight > 0
    ]
    drawing.outlines(squares, fill=ACCENT)
    return drawing.svg(description)


def _draw_grid(drawing: Drawing, days: Sequence[str], size: float) -> None:
    """A pale row per day, and a line where each third hour begins, with the hour above it."""
    right, bottom = NAMES + 24 * CELL, HEAD + 7 * CELL
    rows = [shapely.box(NAMES, HEAD + day * CELL + 1, right, HEAD + (day + 1) * CELL - 1) for day in range(7)]
    drawing.outlines(rows, fill=GROUND, strokeWidth=0)
    edges = range(0, 25, EVERY)
    lines = [shapely.LineString([(NAMES + hour * CELL, HEAD - 3), (NAMES + hour * CELL, bottom)]) for hour in edges]
    drawing.outlines(lines, stroke=RULE, strokeWidth=0.8)
    hours = [{"x": NAMES + hour * CELL + 2, "y": HEAD - 11, "text": f"{hour:02}"} for hour in edges[:-1]]
    drawing.texts(hours, fontSize=size, fill=QUIET, align="left")
    names = [{"x": 0, "y": HEAD + (day + 0.5) * CELL, "text": name} for day, name in enumerate(days)]
    drawing.texts(names, fontSize=size, align="left")


def _square(day: int, hour: int, share: float) -> shapely.Polygon:
    """Its area is `share` of what there is room for."""
    half = (CELL - 3) / 2 * share**0.5
    x, y = NAMES + (hour + 0.5) * CELL, HEAD + (day + 0.5) * CELL
    return shapely.box(x - half, y - half, x + half, y + half)
