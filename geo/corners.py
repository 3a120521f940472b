"""Areas written as their corners, one to a line: so that an area can be given by keyboard, and read out."""

import re
from collections.abc import Sequence
from typing import Literal

import shapely
from shapely import MultiPolygon, Polygon

from geo.points import Point, to_wgs84

LEAST, MOST = 3, 2_000
"""Corners of a ring, and of an area."""
LATS, LONS = (54.0, 70.0), (9.0, 26.0)
NORTHINGS, EASTINGS = (6_000_000.0, 7_800_000.0), (200_000.0, 1_000_000.0)
"""Degrees (WGS 84) and metres (SWEREF 99 TM) of Sweden with air around: the two systems and the two axes never meet."""
DECIMALS = 6

Kind = Literal["unreadable", "elsewhere", "too_few", "too_many", "crosses_itself", "overlap"]


class CornerError(ValueError):
    """Corners that make no area; `line` counts from 1, and is None where it is not about one line."""

    def __init__(self, kind: Kind, line: int | None = None, text: str = "") -> None:
        super().__init__(f"{kind} {line or ''}".strip())
        self.kind, self.line, self.text = kind, line, text


def read_corners(text: str) -> MultiPolygon:
    """An area in WGS 84 degrees of lines "59.5140, 17.6420" (north first) or "6600123 653211" (SWEREF 99 TM).

    An empty line begins another part; a part inside another is a hole in it. The last corner need not repeat the first.
    Raises CornerError.
    """
    rings: list[list[tuple[float, float]]] = [[]]
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            rings[-1].append(_corner(line.strip(), number))
        elif rings[-1]:
            rings.append([])
    rings = [_closed(ring) for ring in rings if ring]
    if sum(map(len, rings)) > MOST:
        raise CornerError("too_many")
    if not rings or any(len(set(ring)) < LEAST for ring in rings):
        raise CornerError("too_few")
    return _joined([Polygon(ring) for ring in rings])


def read_ring(text: str) -> tuple[Point, ...]:
    """The corners of one area in WGS 84 degrees, each on a line as `read_corners` reads it; empty lines mean nothing.

    Whether its border crosses itself is not asked. Raises CornerError.
    """
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    ring = _closed([_corner(line, number) for number, line in lines])
    if len(set(ring)) < LEAST:
        raise CornerError("too_few")
    return tuple(Point(lon, lat) for lon, lat in ring)


def write_corners(area: MultiPolygon) -> str:
    """The lines that `read_corners` reads; to a tenth of a metre."""
    rings = [ring for part in area.geoms for ring in (part.exterior, *part.interiors)]
    return "\n\n".join("\n".join(f"{y:.{DECIMALS}f}, {x:.{DECIMALS}f}" for x, y in ring.coords[:-1]) for ring in rings)


def _corner(line: str, number: int) -> tuple[float, float]:
    """East and north in degrees."""
    found = _numbers(line)
    if found is None:
        raise CornerError("unreadable", number, line)
    for north, east in (found, found[::-1]):
        if _within(north, LATS) and _within(east, LONS):
            return east, north
        if _within(north, NORTHINGS) and _within(east, EASTINGS):
            return to_wgs84(east, north)
    raise CornerError("elsewhere", number, line)


def _numbers(line: str) -> tuple[float, float] | None:
    """Two numbers, with a decimal point or comma, between them a space, semicolon, tab or comma."""
    parts = [part.rstrip(",") for part in re.split(r"[;\s]+", line.strip("()[] ")) if part != ","]
    if len(parts) == 1 and parts[0].count(",") == 1:
        parts = parts[0].split(",")
    if len(parts) != 2 or not all(re.fullmatch(r"-?\d{1,8}([.,]\d{1,18})?", part) for part in parts):
        return None
    first, second = (float(part.replace(",", ".")) for part in parts)
    return first, second


def _within(number: float, limits: tuple[float, float]) -> bool:
    return limits[0] <= number <= limits[1]


def _closed(ring: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Without the first corner again at the end."""
    return ring[:-1] if len(ring) > 1 and ring[0] == ring[-1] else ring


def _joined(parts: Sequence[Polygon]) -> MultiPolygon:
    if not all(part.is_valid and part.area for part in parts):
        raise CornerError("crosses_itself")
    first, *others = sorted(parts, key=lambda part: part.area, reverse=True)
    whole: shapely.Geometry = first
    for part in others:
        if not _fits(whole, part):
            raise CornerError("overlap")
        whole = shapely.symmetric_difference(whole, part)
    return MultiPolygon([part for part in shapely.get_parts(whole) if isinstance(part, Polygon)])


def _fits(whole: shapely.Geometry, part: Polygon) -> bool:
    """Whether the part lies inside as a hole or outside as another part; their borders may meet in single points."""
    if shapely.intersection(whole.boundary, part.boundary).length:
        return False
    return bool(whole.covers(part) or whole.touches(part) or whole.disjoint(part))
