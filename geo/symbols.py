"""The shapes that stand for categories, the same on maps, in tables and in legends."""

from html import escape
from math import cos, pi, sin

INK = "#14212b"

Corner = tuple[float, float]


def _path(corners: list[Corner]) -> str:
    return "M" + "L".join(f"{x:.3g},{y:.3g}" for x, y in corners) + "Z"


def _around(corners: int, radius: float, turn: float = -90, inner: float | None = None) -> str:
    """A regular polygon with its first corner at `turn` degrees (-90 is up); with `inner` a star."""
    steps = corners if inner is None else 2 * corners
    angles = [turn * pi / 180 + 2 * pi * step / steps for step in range(steps)]
    radii = [radius if inner is None or step % 2 == 0 else inner for step in range(steps)]
    return _path([(r * cos(angle), r * sin(angle)) for r, angle in zip(radii, angles, strict=True)])


_PLUS: list[Corner] = [
    (-0.36, -1), (0.36, -1), (0.36, -0.36), (1, -0.36), (1, 0.36), (0.36, 0.36),
    (0.36, 1), (-0.36, 1), (-0.36, 0.36), (-1, 0.36), (-1, -0.36), (-0.36, -0.36),
]  # fmt: skip
_HOURGLASS: list[Corner] = [(-0.85, -0.95), (0.85, -0.95), (0.28, 0), (0.85, 0.95), (-0.85, 0.95), (-0.28, 0)]
# A regular one is a circle where it is small and without its colour.
_TALL_HEXAGON: list[Corner] = [(0, -1.22), (0.74, -0.58), (0.74, 0.58), (0, 1.22), (-0.74, 0.58), (-0.74, -0.58)]

# SVG path data about the origin, y downwards, reaching about 1 unit from it; sized to look equally heavy.
SHAPES = {
    "circle": "M-0.9,0A0.9,0.9,0,1,1,0.9,0A0.9,0.9,0,1,1,-0.9,0Z",
    "square": _around(4, 1.13, turn=-45),
    "diamond": _around(4, 1.13),
    "triangle-up": _around(3, 1.15),
    "triangle-down": _around(3, 1.15, turn=90),
    "triangle-right": _around(3, 1.15, turn=0),
    "triangle-left": _around(3, 1.15, turn=180),
    "pentagon": _around(5, 1.03),
    "hexagon": _path(_TALL_HEXAGON),
    "star": _around(5, 1.2, inner=0.55),
    "cross": _path(_PLUS),
    "saltire": _path([((x - y) * 0.7071, (x + y) * 0.7071) for x, y in _PLUS]),
    "hourglass": _path(_HOURGLASS),
    "bar": _path([(-1.1, -0.5), (1.1, -0.5), (1.1, 0.5), (-1.1, 0.5)]),
    "ring": "M-1,0A1,1,0,1,1,1,0A1,1,0,1,1,-1,0ZM-0.45,0A0.45,0.45,0,1,0,0.45,0A0.45,0.45,0,1,0,-0.45,0Z",
    "bow-tie": _path([(y, x) for x, y in _HOURGLASS]),
}


def shape_path(name: str) -> str:
    """A shape's path data (see `SHAPES`). Raises KeyError for a name that is none."""
    return SHAPES[name]


def symbol_svg(name: str, colour: str) -> str:
    """One symbol as a 16 × 16 px SVG for tables and legends; `colour` as #rrggbb. Raises KeyError as `shape_path`."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="-1.3 -1.3 2.6 2.6">'
        f'<path d="{shape_path(name)}" fill="{escape(colour)}" stroke="{INK}" stroke-width="0.14"/>'
        "</svg>"
    )
