"""Draws the shapes of a basemap for paper: calm and grey, so that what happened stands out, and told without colour.

As lines of SVG and not by Vega-Lite, which would take seconds for a town's houses.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from numpy import float64
from numpy.typing import NDArray

from geo.basemap import Basemap, Features
from geo.drawing.frame import Frame
from geo.drawing.ground import BETWEEN_WAVES, SHORE, WATER, WAVE

Rows = NDArray[float64]
Shapes = NDArray[np.object_]
EARTH, GREEN, FOREST, BUILT, BUILDING = "#f4f5f2", "#e9efe4", "#e0e9da", "#ededea", "#d3d6d2"
CASING, ROAD, MOTORWAY, PATH, RAIL = "#bcc2be", "#ffffff", "#ecece4", "#b9bfba", "#8f989b"
FINEST = 0.15  # pixels: what is smaller than twice this is not seen on paper
BEYOND = 8.0  # pixels that shapes are drawn beyond the frame, so that no line is seen along its edge
AREA, LINE = 2, 1  # dimensions
WIDER = 1.3  # pixels that a casing is wider than its road


def _kinds(words: str) -> frozenset[str]:
    return frozenset(words.split())


GREENS = _kinds(
    "allotments beach cemetery forest garden golf_course grass grassland meadow national_park nature_reserve orchard"
    " park pitch playground protected_area recreation_ground scrub village_green wood zoo"
)
FORESTS = _kinds("forest wood nature_reserve")
BUILTS = _kinds(
    "aerodrome college commercial hospital industrial military pedestrian railway residential retail school university"
)
COVERED = _kinds("forest grassland scrub")
PATHS, SMALL, RAILS = _kinds("other path"), _kinds("minor_road"), _kinds("rail")
LARGE, MOTORWAYS = _kinds("major_road medium_road"), _kinds("highway")
PATHS_FROM, SMALL_FROM = 13.5, 12.0
"""Zoom levels, as on screen."""
WIDTHS = {
    PATHS: ((14, 0.4), (18, 2.0)),
    SMALL: ((12, 0.4), (14, 1.3), (18, 8.0)),
    LARGE: ((8, 0.5), (12, 1.7), (15, 3.6), (18, 12.0)),
    MOTORWAYS: ((6, 0.6), (12, 2.4), (15, 5.0), (18, 14.0)),
    RAILS: ((8, 0.5), (14, 1.3), (18, 2.0)),
}
"""Pixels at zoom levels; between them they grow evenly."""


@dataclass(frozen=True, slots=True)
class View:
    """How a basemap lands on a drawing: degrees to pixels, the frame, and the zoom level that is as near."""

    to_pixels: Callable[[Rows], Rows]
    frame: Frame
    zoom: float

    def seen(self, features: Features, dimension: int) -> Shapes:
        """What is seen of shapes of a dimension, in pixels, each of one part."""
        return self.seen_of(features, dimension)[0]

    def seen_of(self, features: Features, dimension: int) -> tuple[Shapes, NDArray[np.intp]]:
        """The same, and for each the index of the feature that it is a part of."""
        panel = self.frame.panel
        (rows,) = np.nonzero(shapely.get_dimensions(features.shapes) == dimension)
        drawn = shapely.make_valid(shapely.transform(features.shapes[rows], self.to_pixels))
        edges = (
            panel.left - BEYOND,
            panel.top - BEYOND,
            panel.left + panel.width + BEYOND,
            panel.top + panel.height + BEYOND,
        )
        parts, of_drawn = shapely.get_parts(shapely.clip_by_rect(drawn, *edges), return_index=True)
        simple = shapely.simplify(parts, FINEST, preserve_topology=dimension == AREA)
        parts, of_simple = shapely.get_parts(simple, return_index=True)
        seen = (shapely.get_dimensions(parts) == dimension) & ~shapely.is_empty(parts)
        return parts[seen], rows[of_drawn[of_simple]][seen]


def basemap_svg(basemap: Basemap, view: View) -> str:
    """Land, water, houses and roads as a group of an SVG; names are drawn apart."""
    return f'<g stroke-linejoin="round" stroke-linecap="round">{"".join(_parts(basemap, view))}</g>'


def _parts(basemap: Basemap, view: View) -> Iterator[str]:
    panel = view.frame.panel
    yield f'<rect x="{panel.left}" y="{panel.top}" width="{panel.width}" height="{panel.height}" fill="{EARTH}"/>'
    use = basemap.layer("landuse")
    yield _area(view.seen(basemap.layer("landcover").of(COVERED), AREA), GREEN)
    yield _area(view.seen(use.of(BUILTS), AREA), BUILT)
    yield _area(view.seen(use.of(GREENS - FORESTS), AREA), GREEN)
    yield _area(view.seen(use.of(FORESTS), AREA), FOREST)
    yield from _water(view.seen(basemap.layer("water"), AREA), view.seen(basemap.layer("water"), LINE), view.frame)
    yield _area(view.seen(basemap.layer("buildings"), AREA), BUILDING)
    yield from _roads(basemap.layer("roads"), view)


def _water(areas: Shapes, streams: Shapes, frame: Frame) -> Iterator[str]:
    """With level lines and a firm shore, as the map's own: paper may have no colours. Joined, for seams between tiles
    are no shores."""
    water = shapely.MultiPolygon(shapely.get_parts(shapely.union_all(areas)).tolist())
    panel = frame.panel
    levels = np.arange(panel.top + BETWEEN_WAVES / 2, panel.top + panel.height, BETWEEN_WAVES)
    lines = shapely.MultiLineString([[(panel.left, y), (panel.left + panel.width, y)] for y in levels])
    yield _area(shapely.get_parts(water), WATER)
    yield _line(shapely.get_parts(shapely.intersection(lines, water)), WAVE, 0.7)
    yield _line(shapely.get_parts(shapely.boundary(water)), SHORE, 0.8)
    yield _line(streams, SHORE, 0.8)


def _roads(roads: Features, view: View) -> Iterator[str]:
    """The small ones first, so that the large lie over them, each with a darker edge."""
    if view.zoom >= PATHS_FROM:
        yield _line(view.seen(roads.of(PATHS), LINE), PATH, width(PATHS, view.zoom), ' stroke-dasharray="2.5 2"')
    kinds = [(SMALL, ROAD)] if view.zoom >= SMALL_FROM else []
    kinds += [(LARGE, ROAD), (MOTORWAYS, MOTORWAY)]
    seen = [(view.seen(roads.of(kind), LINE), width(kind, view.zoom), colour) for kind, colour in kinds]
    for lines, wide, _colour in seen:
        yield _line(lines, CASING, wide + WIDER)
    for lines, wide, colour in seen:
        yield _line(lines, colour, wide)
    rails = view.seen(roads.of(RAILS), LINE)
    yield _line(rails, RAIL, width(RAILS, view.zoom))


def width(kind: frozenset[str], zoom: float) -> float:
    """Of a road in pixels."""
    zooms, widths = zip(*WIDTHS[kind], strict=True)
    return float(np.interp(zoom, zooms, widths))


def _area(polygons: Shapes, colour: str) -> str:
    """Turned alike, so that where two tiles overlap one does not cut out the other."""
    texts = shapely.to_wkt(shapely.orient_polygons(polygons), rounding_precision=1)
    drawn = "".join(texts).replace("POLYGON ((", "M").replace("), (", "ZM").replace("))", "Z").replace(", ", " ")
    return f'<path d="{drawn}" fill="{colour}"/>' if drawn else ""


def _line(lines: Shapes, colour: str, wide: float, more: str = "") -> str:
    texts = shapely.to_wkt(lines, rounding_precision=1)
    drawn = "".join(texts).replace("LINESTRING (", "M").replace(")", "").replace(", ", " ")
    style = f'fill="none" stroke="{colour}" stroke-width="{wide:.2f}"{more}'
    return f'<path d="{drawn}" {style}/>' if drawn else ""
