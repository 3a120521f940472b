"""What lies under and around the marks: the districts and their names, the overview, scale and north."""

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


def draw_ground(drawing: Drawing, content: DistrictMap, outline: BaseGeometry, frame: Frame) -> None:
    """The land within a frame: the districts around faintly, the one in question firmly."""
    drawing.outlines([_box_of(frame.panel)], fill=GROUND)
    around = [frame.clip(outline_in_metres(shape)) for _, shape in content.neighbours]
    drawing.outlines(around, fill=NEIGHBOUR, stroke=RULE, strokeWidth=0.8)
    draw_district(drawing, content, outline, frame)
    drawing.outlines([_box_of(frame.panel)], filled=False, stroke=RULE, strokeWidth=1)


def draw_neighbour_names(drawing: Drawing, content: DistrictMap, frame: Frame, taken: list[Box]) -> None:
    """The names of the districts around, where there is room in what is seen of them."""
    around = [(name, frame.clip(outline_in_metres(shape))) for name, shape in content.neighbours]
    middles = [(name, shape.representative_point()) for name, shape in around if not shape.is_empty]
    labels = place_labels([(name, at.x, at.y) for name, at in middles], taken, frame.panel, NEIGHBOUR_SIZE)
    rows = [{"x": label.x, "y": label.y, "text": label.text} for label in labels]
    drawing.texts(rows, halo=NEIGHBOUR, fontSize=NEIGHBOUR_SIZE, fontStyle="italic", fill=QUIET)


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


def draw_scale_and_north(drawing: Drawing, frame: Frame, left: float, y: float, size: float = 10.5) -> None:
    """A scale bar standing on y, with its length beside it, and an arrow to grid north before it; words of `size`."""
    metres, length = frame.scale_bar(longest=90)
    words = f"{metres} m" if metres < 1000 else f"{metres // 1000} km"
    arrow = shapely.Polygon([(left + 5, y - 12), (left + 10, y + 1), (left + 5, y - 2), (left, y + 1)])
    drawing.outlines([arrow], fill=INK)
    drawing.texts([{"x": left + 14, "y": y - 5, "text": "N"}], fontSize=size, fontWeight=600, align="left")
    bar = [(left + 34 + x, y + rise) for x, rise in ((0, -5), (0, 0), (length, 0), (length, -5))]
    drawing.outlines([shapely.LineString(bar)], filled=False, stroke=INK, strokeWidth=1.4)
    drawing.texts([{"x": left + 40 + length, "y": y - 4, "text": words}], fontSize=size, align="left")


def _box_of(panel: Panel) -> BaseGeometry:
    return shapely.box(panel.left, panel.top, panel.left + panel.width, panel.top + panel.height)
