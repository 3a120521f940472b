"""What lies under and around the marks: land, water and shore, the districts and their names, the overview."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.drawing.content import DistrictMap
from geo.drawing.frame import Frame, Panel, Rows, frame_around, in_metres, outline_in_metres
from geo.drawing.labels import Box, place_labels
from geo.drawing.scale_bar import draw_squares
from geo.drawing.spots import Spot, gather_rows
from geo.drawing.vega import Drawing
from geo.symbols import INK

LAND, GROUND, NEIGHBOUR, RULE, QUIET, ACCENT = "#e3eae3", "#f7f8f6", "#eff2ee", "#c4ccc8", "#4d5b63", "#0b5d5e"
WATER, WAVE, SHORE = "#d7e6ef", "#b7cfdd", "#7f9fb2"

NEIGHBOUR_SIZE = 11.0
DASH = [5, 3]
BETWEEN_WAVES = 7.0  # pixels between the lines that tell water from land where there is no colour
SLIVER = 60.0  # metres: what is narrower between two pieces of land is their outlines' coarseness, not water


@dataclass(frozen=True, slots=True)
class Ground:
    """The land of a map in metres: the district, the ones around it, what lies beyond them (None: not known)."""

    district: BaseGeometry
    around: tuple[tuple[str, BaseGeometry], ...]
    beyond: BaseGeometry | None


def ground_of(content: DistrictMap) -> Ground:
    """The outlines of a map in SWEREF 99 TM."""
    return Ground(
        district=outline_in_metres(content.outline),
        around=tuple((name, outline_in_metres(shape)) for name, shape in content.neighbours),
        beyond=None if content.land is None else outline_in_metres(content.land),
    )


def draw_ground(drawing: Drawing, content: DistrictMap, ground: Ground, frame: Frame) -> None:
    """What a frame holds: water and the land around faintly, the district in question firmly."""
    draw_surroundings(drawing, ground, frame)
    _draw_land(drawing, ground.district, frame)
    draw_squares(drawing, frame)
    _draw_border(drawing, content, ground.district, frame)
    drawing.outlines([_box_of(frame.panel)], stroke=RULE, strokeWidth=1)


def draw_surroundings(drawing: Drawing, ground: Ground, frame: Frame) -> None:
    """What lies around the district: water as far as the land is known, other districts, the land beyond."""
    drawing.outlines([_box_of(frame.panel)], fill=GROUND, strokeWidth=0)
    around = [frame.clip(shape) for _, shape in ground.around]
    if ground.beyond is not None:
        _draw_water(drawing, water_of(ground, frame), frame)
    drawing.outlines(around, fill=NEIGHBOUR, stroke=RULE, strokeWidth=0.8)


def water_of(ground: Ground, frame: Frame) -> BaseGeometry:
    """In pixels: what is no land, as far as the land is known."""
    shapes = [ground.district, *(shape for _, shape in ground.around), *([ground.beyond] if ground.beyond else [])]
    known = shapely.box(*shapely.total_bounds(shapes))
    reach = frame.extent().buffer(SLIVER)
    land = shapely.union_all([shapely.intersection(shape, reach) for shape in shapes])
    closed = land.buffer(SLIVER, quad_segs=2).buffer(-SLIVER, quad_segs=2)
    return frame.clip(shapely.difference(shapely.intersection(known, reach), closed))


def _draw_water(drawing: Drawing, water: BaseGeometry, frame: Frame) -> None:
    """Pale, with thin level lines and a firm shore, so that it is told from land in print without colours too."""
    panel = frame.panel
    drawing.outlines([water], fill=WATER, strokeWidth=0)
    levels = np.arange(panel.top + BETWEEN_WAVES / 2, panel.top + panel.height, BETWEEN_WAVES)
    lines = [shapely.LineString([(panel.left, y), (panel.left + panel.width, y)]) for y in levels]
    drawing.outlines([shapely.intersection(shapely.MultiLineString(lines), water)], stroke=WAVE, strokeWidth=0.7)
    shore = shapely.intersection(shapely.boundary(water), _box_of(panel).buffer(-0.5))
    drawing.outlines([shore], stroke=SHORE, strokeWidth=0.9, strokeJoin="round")


def draw_neighbour_names(drawing: Drawing, ground: Ground, frame: Frame, taken: list[Box]) -> None:
    """The names of the districts around, where there is room in what is seen of them."""
    around = [(name, frame.clip(shape)) for name, shape in ground.around]
    middles = [(name, shape.representative_point()) for name, shape in around if not shape.is_empty]
    labels = place_labels(
        [(name, at.x, at.y) for name, at in middles], taken, frame.panel, NEIGHBOUR_SIZE, of_areas=True
    )
    rows = [{"x": label.x, "y": label.y, "text": label.text} for label in labels]
    drawing.texts(rows, halo=NEIGHBOUR, fontSize=NEIGHBOUR_SIZE, fontStyle="italic", fill=QUIET)


def _draw_land(drawing: Drawing, outline: BaseGeometry, frame: Frame) -> None:
    drawing.outlines([frame.clip(outline)], fill=LAND, strokeWidth=0)


def _draw_border(drawing: Drawing, content: DistrictMap, outline: BaseGeometry, frame: Frame) -> None:
    """The district's border, only where the frame does not cut it."""
    dash = {"strokeDash": DASH} if content.is_approximate else {}
    border = frame.clip(shapely.boundary(outline))
    drawing.outlines([border], stroke=INK, strokeWidth=1.4, strokeJoin="round", **dash)


def draw_overview(drawing: Drawing, content: DistrictMap, ground: Ground, panel: Panel) -> Frame:
    """The whole district among its surroundings, with a dot per spot; returns its frame."""
    frame = frame_around(ground.district.bounds, panel, margin=8)
    draw_surroundings(drawing, ground, frame)
    _draw_land(drawing, ground.district, frame)
    _draw_border(drawing, content, ground.district, frame)
    pixels, numbers = frame.to_pixels(in_metres(content.degrees)), content.numbers
    spots = gather_rows(pixels, [""] * len(pixels), numbers)
    middles = middles_of(spots, pixels, numbers)
    dots = [shapely.Point(at).buffer(min(9.0, 2.4 * spot.total**0.4)) for spot, at in zip(spots, middles, strict=True)]
    drawing.outlines(dots, fill=ACCENT, fillOpacity=0.85, stroke="white", strokeWidth=1)
    drawing.outlines([_box_of(panel)], stroke=RULE, strokeWidth=1)
    return frame


def middles_of(spots: list[Spot], pixels: Rows, numbers: NDArray[np.int64]) -> list[Rows]:
    """Where the marks nearest to each spot lie on the whole: a dot at one of them may stand outside what all are in.

    `pixels` are the marks' (x, y) rows and `numbers` how many incidents each stands for; a row per spot comes back.
    """
    if not spots:
        return []
    at = np.array([(spot.x, spot.y) for spot in spots])
    nearest = np.hypot(*(pixels[:, None] - at[None]).transpose(2, 0, 1)).argmin(axis=1)
    mine = [nearest == number for number in range(len(spots))]
    return [np.average(pixels[chosen], axis=0, weights=numbers[chosen]) for chosen in mine]


def _box_of(panel: Panel) -> BaseGeometry:
    return shapely.box(panel.left, panel.top, panel.left + panel.width, panel.top + panel.height)
