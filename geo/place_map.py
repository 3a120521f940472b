"""A map of one place on paper: an area with what lies about it, the marks in it, names, scale and north."""

from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from geo.areas import Shape, to_plane
from geo.drawing.behind import read_behind
from geo.drawing.content import DistrictMap, PlaceMap
from geo.drawing.districts import draw_borders
from geo.drawing.frame import Frame, Panel, frame_around, in_metres
from geo.drawing.ground import ACCENT, draw_ground, draw_neighbour_names, ground_of
from geo.drawing.labels import Box
from geo.drawing.marks import draw_names, draw_spots
from geo.drawing.scale_bar import draw_scale_and_north
from geo.drawing.spots import Spot, gather
from geo.drawing.vega import Drawing
from geo.points import to_wgs84

NAME_SIZE = 11.5
PANEL = Panel(0.5, 0.5, 419, 339)
AIR = 8
"""Pixels between a number and a name."""
AROUND = 0.35
"""Of the area's size, to each side: enough to see where in the town it lies."""


def draw_place_map(content: DistrictMap, area: Shape, background: Path | None = None) -> PlaceMap:
    """An SVG of 420 × 340 px: the area (WGS 84 degrees) in the middle with a firm outline, and the marks of `content`.

    Marks are drawn as on a district's map. `background` is a file of map tiles to draw it on; where it cannot be read
    the map has its own ground. Raises ValueError for a mark of no known kind or an area without any.
    """
    plane = to_plane(area)
    if plane.is_empty:
        raise ValueError("an area without any")
    frame = frame_around(_wider(plane), PANEL, 0)
    drawing = Drawing(int(PANEL.width) + 1, int(PANEL.height) + 1)
    ground = ground_of(content)
    behind = read_behind(background, frame, _edges(frame), lambda rows: frame.to_pixels(in_metres(rows)))
    if behind is None:
        draw_ground(drawing, content, ground, frame)
    else:
        draw_borders(drawing, [ground.district], frame, is_approximate=content.is_approximate)
    edge: BaseGeometry = frame.clip(shapely.boundary(plane))
    drawing.outlines([frame.clip(plane)], fill="white", fillOpacity=0.45, strokeWidth=0)
    drawing.outlines([edge], stroke=ACCENT, strokeWidth=2.2, strokeJoin="round")
    spots = _spots(content, frame)
    taken = [_with_air(spot) for spot in spots]
    taken.append(draw_scale_and_north(drawing, frame, taken, NAME_SIZE))
    draw_spots(drawing, content.kinds, spots)
    at = frame.to_pixels(in_metres([(lon, lat) for _, lon, lat in content.place_names]))
    draw_names(drawing, [name for name, _, _ in content.place_names], at, frame, spots, taken, NAME_SIZE)
    draw_neighbour_names(drawing, ground, frame, taken)
    if behind is None:
        return PlaceMap(drawing.svg(content.description))
    behind.lay(drawing, {name for name, _, _ in content.place_names}, taken)
    return PlaceMap(drawing.svg(content.description), has_background=True, unread=behind.basemap.unread)


def _edges(frame: Frame) -> tuple[float, float, float, float]:
    """West, south, east, north of what a frame shows, in WGS 84 degrees."""
    lons, lats = to_wgs84(*shapely.get_coordinates(frame.extent()).T)
    return float(lons.min()), float(lats.min()), float(lons.max()), float(lats.max())


def _spots(content: DistrictMap, frame: Frame) -> list[Spot]:
    pixels = frame.to_pixels(in_metres([(mark.lon, mark.lat) for mark in content.marks]))
    inside = zip(pixels.tolist(), content.marks, frame.holds(pixels).tolist(), strict=True)
    spots = gather([(x, y, mark.kind, mark.number) for (x, y), mark, is_inside in inside if is_inside])
    return [spot.moved_into(PANEL) for spot in spots]


def _with_air(spot: Spot) -> Box:
    """Its room with so much beside its number that a name does not look like part of it, in any typeface."""
    room = spot.room
    return Box(room.x + AIR / 2, room.y, room.half_width + AIR / 2, room.half_height) if spot.number else room


def _wider(plane: Shape) -> tuple[float, float, float, float]:
    west, south, east, north = plane.bounds
    more = AROUND * max(east - west, north - south)
    return west - more, south - more, east + more, north + more
