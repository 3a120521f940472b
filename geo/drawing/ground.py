"""What lies under the marks: the district, those around it, scale and north."""

import shapely
from shapely.geometry.base import BaseGeometry

from geo.drawing.content import DistrictMap
from geo.drawing.frame import Frame, Panel, frame_around, in_metres, outline_in_metres
from geo.drawing.labels import Box, place_labels
from geo.drawing.spots import gather
from geo.drawing.vega import Drawing
from geo.symbols import INK

LAND, GROUND, NEIGHBOUR, RULE, QUIET, ACCENT = "#e3eae3", "#f7f8f6", "#eff2ee", "#c4ccc8", "#4d5b63", "#0b5d5e"

NEIGHBOUR_SIZE = 11.0
DASH = [5, 3]


def draw_ground(drawing: Drawing, content: DistrictMap, outline: BaseGeometry, frame: Frame) -> list[Box]:
    """Draws the land of a frame; returns the room that names of other districts take."""
    drawing.outlines([panel_box(frame.panel)], fill=GROUND)
    around = [(name, frame.clip(outline_in_metres(shape))) for name, shape in content.neighbours]
    drawing.outlines([shape for _, shape in around], fill=NEIGHBOUR, stroke=RULE, strokeWidth=0.8)
    draw_district(drawing, content, outline, frame)
    drawing.outlines([panel_box(frame.panel)], filled=False, stroke=RULE, strokeWidth=1)
    taken: list[Box] = []
    middles = [(name, shape.representative_point()) for name, shape in around if not shape.is_empty]
    labels = place_labels([(name, at.x, at.y) for name, at in middles], taken, frame.panel, NEIGHBOUR_SIZE)
    rows = [{"x": label.x, "y": label.y, "text": label.text} for label in labels]
    drawing.texts(rows, halo=NEIGHBOUR, fontSize=NEIGHBOUR_SIZE, fontStyle="italic", fill=QUIET)
    return taken


def draw_district(drawing: Drawing, content: DistrictMap, outline: BaseGeometry, frame: Frame) -> None:
    """The district's land, and its border only where the frame does not cut it."""
    drawing.outlines([frame.clip(outline)], fill=LAND)
    dash = {"strokeDash": DASH} if content.is_approximate else {}
    border = frame.clip(shapely.boundary(outline))
    drawing.outlines([border], filled=False, stroke=INK, strokeWidth=1.4, strokeJoin="round", **dash)


def draw_overview(drawing: Drawing, content: DistrictMap, outline: BaseGeometry, panel: Panel) -> Frame:
    """The whole district with a dot per spot; returns its frame."""
    frame = frame_around(outline.bounds, panel, margin=8)
    draw_district(drawing, content, outline, frame)
    pixels = frame.to_pixels(in_metres([(mark.lon, mark.lat) for mark in content.marks]))
    spots = gather([(x, y, "", mark.number) for (x, y), mark in zip(pixels.tolist(), content.marks, strict=True)])
    dots = [shapely.Point(spot.x, spot.y).buffer(min(9.0, 2.4 * spot.total**0.4)) for spot in spots]
    drawing.outlines(dots, fill=ACCENT, fillOpacity=0.85, stroke="white", strokeWidth=1)
    return frame


def draw_scale_and_north(drawing: Drawing, frame: Frame) -> Box:
    """A scale bar with an arrow to grid north, at the bottom left; returns the room they take."""
    metres, length = frame.scale_bar(longest=110)
    left, y = frame.panel.left + 34, frame.panel.top + frame.panel.height - 14
    room = shapely.box(left - 28, y - 24, left + length + 8, y + 9)
    drawing.outlines([room], fill="white", fillOpacity=0.85)
    drawing.outlines([shapely.LineString([(left, y - 4), (left, y), (left + length, y), (left + length, y - 4)])],
                     filled=False, stroke=INK, strokeWidth=1.4)  # fmt: skip
    arrow = shapely.Polygon([(left - 16, y - 12), (left - 11, y + 2), (left - 16, y - 1), (left - 21, y + 2)])
    drawing.outlines([arrow], fill=INK)
    words = f"{metres} m" if metres < 1000 else f"{metres // 1000} km"
    drawing.texts([{"x": left + length / 2, "y": y - 12, "text": words}], fontSize=10.5)
    drawing.texts([{"x": left - 16, "y": y - 18, "text": "N"}], fontSize=10, fontWeight=600)
    return _room_of(room)


def panel_box(panel: Panel) -> BaseGeometry:
    return shapely.box(panel.left, panel.top, panel.left + panel.width, panel.top + panel.height)


def _room_of(shape: BaseGeometry) -> Box:
    west, south, east, north = shape.bounds
    return Box((west + east) / 2, (south + north) / 2, (east - west) / 2, (north - south) / 2)
