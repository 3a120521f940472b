"""A drawing of new boundaries over the present ones, as SVG that needs nothing beside it."""

from collections.abc import Sequence
from html import escape

import shapely

from geo.areas import Area, to_plane

WIDE = 720
"""Units of the drawing's width."""
FILLS = ("#e9efe6", "#dfe8ee", "#f1ebdd", "#e8e4ef", "#e3eeee", "#f0e6e6")
INK, BEFORE = "#14212b", "#a4262c"


def preview(areas: Sequence[Area], present: Sequence[Area], title: str, legend: tuple[str, str]) -> str:
    """SVG of the areas (WGS 84, drawn in SWEREF 99 TM) with their names; the present ones dashed over them.

    `title` is read aloud, `legend` says what whole and dashed lines are. ValueError without areas.
    """
    if not areas:
        raise ValueError("nothing to draw")
    new, old = ([to_plane(area.shape) for area in those] for those in (areas, present))
    west, south, east, north = shapely.total_bounds([*new, *old])
    unit = max(east - west, north - south, 1.0) / WIDE
    simple = [list(shapely.simplify(shapes, unit / 2)) for shapes in (new, old)]
    width, height = (east - west) / unit + 40, (north - south) / unit + 76

    def path(shape: shapely.Geometry) -> str:
        rings = [ring for part in shapely.get_parts(shape) for ring in (part.exterior, *part.interiors)]
        return "".join(_ring(ring, west, north, unit) for ring in rings)

    drawn = [
        f'<path d="{path(shape)}" fill="{FILLS[number % len(FILLS)]}" fill-rule="evenodd" stroke="{INK}"/>'
        for number, shape in enumerate(simple[0])
    ]
    drawn += [
        f'<path d="{path(shape)}" fill="none" stroke="{BEFORE}" stroke-width="1.6" stroke-dasharray="6 4"/>'
        for shape in simple[1]
    ]
    for area, shape in zip(areas, new, strict=True):
        at = shapely.point_on_surface(shape)
        x, y = (at.x - west) / unit + 20, (north - at.y) / unit + 20
        drawn.append(f'<text x="{x:.0f}" y="{y:.0f}" {_LETTERS} text-anchor="middle">{escape(area.name)}</text>')
    return _sheet(width, height, title, [*drawn, *_legend(legend, height)])


_LETTERS = f'font-family="sans-serif" font-size="15" fill="{INK}" paint-order="stroke" stroke="#fff" stroke-width="3"'


def _ring(ring: shapely.LinearRing, west: float, north: float, unit: float) -> str:
    corners = [f"{(x - west) / unit + 20:.1f} {(north - y) / unit + 20:.1f}" for x, y in shapely.get_coordinates(ring)]
    return "M" + "L".join(corners) + "Z"


def _legend(words: tuple[str, str], height: float) -> list[str]:
    y = height - 20
    new, before = words
    return [
        f'<path d="M20 {y - 22:.0f}h40" stroke="{INK}"/>',
        f'<path d="M20 {y:.0f}h40" stroke="{BEFORE}" stroke-width="1.6" stroke-dasharray="6 4"/>',
        f'<text x="70" y="{y - 17:.0f}" {_LETTERS}>{escape(new)}</text>',
        f'<text x="70" y="{y + 5:.0f}" {_LETTERS}>{escape(before)}</text>',
    ]


def _sheet(width: float, height: float, title: str, drawn: Sequence[str]) -> str:
    box = f'viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" height="{height:.0f}"'
    ground = f'<rect width="{width:.0f}" height="{height:.0f}" fill="#fff"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {box} role="img"><title>{escape(title)}</title>{ground}'
        f"{''.join(drawn)}</svg>\n"
    )
