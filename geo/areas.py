"""Areas with names (districts, police areas) and which of them a point lies in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import shapely
from shapely import MultiPoint, MultiPolygon, Polygon

from geo.points import Point, to_sweref, to_wgs84

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Shape: TypeAlias = Polygon | MultiPolygon

GRID = 0.001  # metres; both sides of a cut must get the very same corners


@dataclass(frozen=True)
class Area:
    """A named area; `shape` is in WGS 84 degrees."""

    key: str
    name: str
    shape: Shape


class AreaIndex:
    """Finds the area of a point. A point on a border, or in several areas, belongs to the first of them by key."""

    def __init__(self, areas: Iterable[Area]) -> None:
        self.areas = sorted(areas, key=lambda area: area.key)
        for area in self.areas:
            shapely.prepare(area.shape)

    def area_of(self, point: Point) -> str | None:
        """The key of the area that holds the point (WGS 84), None outside all."""
        return next((a.key for a in self.areas if shapely.intersects_xy(a.shape, point.lon, point.lat)), None)

    def areas_of(self, lons: "Floats", lats: "Floats") -> list[str | None]:
        """`area_of` for n points at once: two arrays (n,) of degrees give n keys. NaN is outside all."""
        keys = np.full(len(lons), None, dtype=object)
        unplaced = np.arange(len(lons))
        for area in self.areas:
            inside = _inside(area.shape, lons[unplaced], lats[unplaced])
            keys[unplaced[inside]] = area.key
            unplaced = unplaced[~inside]
        found: list[str | None] = keys.tolist()
        return found


def _inside(shape: Shape, lons: "Floats", lats: "Floats") -> "NDArray[np.bool_]":
    """Asks the polygon only about points within its bounds: comparing four numbers is far cheaper."""
    west, south, east, north = shape.bounds
    inside = (lons >= west) & (lons <= east) & (lats >= south) & (lats <= north)
    near = np.flatnonzero(inside)
    inside[near] = shapely.intersects_xy(shape, lons[near], lats[near])
    return np.asarray(inside)


def split_by_nearest(outline: Shape, towns: Mapping[str, Point], tolerance: float = 0.0) -> dict[str, MultiPolygon]:
    """Splits an outline (WGS 84) into the part nearest to each town; the parts share borders, no gaps, no overlaps.

    Distances are taken in SWEREF 99 TM. `tolerance` (metres) removes bends about that wide, the same ones on both sides
    of a shared border. Method: Voronoi diagram of the towns, clipped; Visvalingam-Whyatt on the coverage. Every town
    gets a part, empty if the outline has none near it. ValueError without towns or when two stand on the same point.
    """
    if len(set(towns.values())) != len(towns) or not towns:
        raise ValueError("Towns must be given and stand apart")
    plane = to_plane(outline)
    parts = [_polygons_of(part) for part in shapely.intersection(_cells(plane, towns), plane, grid_size=GRID)]
    parts = shapely.coverage_simplify(parts, tolerance)
    return {key: _polygons_of(_to_degrees(part)) for key, part in zip(towns, parts, strict=True)}


def circle_within(area: Shape, centre: Point, metres: float) -> MultiPolygon:
    """What lies within so many metres (in SWEREF 99 TM) of a point and inside an area; both in WGS 84 degrees."""
    circle = shapely.Point(*to_sweref(centre.lon, centre.lat)).buffer(metres)
    return _polygons_of(_to_degrees(shapely.intersection(to_plane(area), circle)))


def circle_around(centre: Point, metres: float) -> Polygon:
    """What lies within so many metres (in SWEREF 99 TM) of a point; both in WGS 84 degrees."""
    circle = shapely.Point(*to_sweref(centre.lon, centre.lat)).buffer(metres)
    around: Polygon = shapely.transform(circle, to_wgs84, interleaved=False)
    return around


def to_plane(shape: Shape) -> Shape:
    """The shape in metres in SWEREF 99 TM, so that lengths and areas can be taken from it."""
    moved: Shape = shapely.transform(shape, to_sweref, interleaved=False)
    return moved


def _cells(outline: Shape, towns: Mapping[str, Point]) -> "NDArray[np.object_]":
    """The Voronoi cell of each town, in the order of `towns`; all coordinates in metres."""
    points = shapely.points([to_sweref(town.lon, town.lat) for town in towns.values()])
    if len(points) == 1:
        return np.asarray([shapely.box(*outline.bounds)], dtype=np.object_)
    cells = shapely.get_parts(shapely.voronoi_polygons(MultiPoint(points), extend_to=outline))
    of_town, of_cell = shapely.STRtree(cells).query(points, predicate="within")
    return np.asarray(cells[of_cell[np.argsort(of_town)]])


def _to_degrees(shape: Shape) -> Shape:
    moved: Shape = shapely.transform(shape, to_wgs84, interleaved=False)
    return moved


def _polygons_of(shape: Shape) -> MultiPolygon:
    """Only what has an area: clipping leaves stray lines and points."""
    return MultiPolygon([part for part in shapely.get_parts(shape) if isinstance(part, Polygon) and not part.is_empty])
