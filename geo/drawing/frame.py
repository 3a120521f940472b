"""Where things land on a drawn map: metres in SWEREF 99 TM to pixels, and which part of a district to show large."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
import shapely.geometry
from numpy import float64
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.points import to_sweref

Rows = NDArray[float64]
Bounds = tuple[float, float, float, float]

STEP = 500.0  # metres: the focus moves in steps, so that editions after each other mostly show the same frame
FEWEST_FOR_FOCUS = 5
FOCUS_SHARE = 0.75
SCALE_STEPS = (10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000)


@dataclass(frozen=True, slots=True)
class Panel:
    """A rectangle of the drawing, in pixels from its top left corner."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Frame:
    """A panel and what it shows: `west` and `north` in metres at its top left corner, `scale` in pixels per metre."""

    panel: Panel
    west: float
    north: float
    scale: float

    def to_pixels(self, metres: Rows) -> Rows:
        """An array of (easting, northing) rows as (x, y) rows; y grows downwards on paper."""
        east = (metres[:, 0] - self.west) * self.scale + self.panel.left
        south = (self.north - metres[:, 1]) * self.scale + self.panel.top
        return np.column_stack([east, south])

    def holds(self, pixels: Rows, margin: float = 0) -> NDArray[np.bool_]:
        """Which (x, y) rows lie in the panel, `margin` pixels or more from its edge."""
        panel, x, y = self.panel, pixels[:, 0], pixels[:, 1]
        across = (x >= panel.left + margin) & (x <= panel.left + panel.width - margin)
        return across & (y >= panel.top + margin) & (y <= panel.top + panel.height - margin)

    def clip(self, geometry: BaseGeometry) -> BaseGeometry:
        """A geometry in metres as one in pixels, cut at the panel's edge and no finer than can be seen."""
        drawn = shapely.simplify(shapely.transform(geometry, self.to_pixels), 0.3)
        return self.clipped(shapely.make_valid(drawn))

    def clipped(self, drawn: BaseGeometry) -> BaseGeometry:
        """A geometry in pixels cut at the panel's edge."""
        panel = self.panel
        edge = shapely.box(panel.left, panel.top, panel.left + panel.width, panel.top + panel.height)
        return shapely.intersection(drawn, edge)

    def extent(self) -> BaseGeometry:
        """What it shows, as a rectangle in metres."""
        panel = self.panel
        return shapely.box(
            self.west, self.north - panel.height / self.scale, self.west + panel.width / self.scale, self.north
        )

    def scale_bar(self, longest: float) -> tuple[int, float]:
        """The longest round distance that fits in `longest` pixels: (metres, pixels)."""
        metres = max((step for step in SCALE_STEPS if step * self.scale <= longest), default=SCALE_STEPS[0])
        return metres, metres * self.scale


def frame_around(bounds: Bounds, panel: Panel, margin: float) -> Frame:
    """The frame that shows `bounds` (west, south, east, north in metres) centred, `margin` pixels from the edges."""
    west, south, east, north = bounds
    across, up = max(east - west, 1.0), max(north - south, 1.0)
    scale = min((panel.width - 2 * margin) / across, (panel.height - 2 * margin) / up)
    return Frame(
        panel,
        west=(west + east) / 2 - panel.width / scale / 2,
        north=(south + north) / 2 + panel.height / scale / 2,
        scale=scale,
    )


def outline_in_metres(geojson: Mapping[str, Any]) -> BaseGeometry:
    """A GeoJSON geometry in WGS 84 degrees as a valid one in SWEREF 99 TM metres."""
    degrees = shapely.force_2d(shapely.geometry.shape(geojson))
    return shapely.make_valid(shapely.transform(degrees, _rows_in_metres))


def in_metres(degrees: Sequence[tuple[float, float]] | Rows) -> Rows:
    """(lon, lat) pairs in WGS 84 as an array of (easting, northing) rows in SWEREF 99 TM."""
    return _rows_in_metres(np.array(degrees, dtype=float64).reshape(-1, 2))


def _rows_in_metres(degrees: Rows) -> Rows:
    return np.column_stack(to_sweref(degrees[:, 0], degrees[:, 1]))


def focus(outline: Bounds, metres: Rows, numbers: NDArray[np.int_]) -> Bounds:
    """The part of a district to show large: about the smallest square that holds three quarters of its incidents.

    All of the district when there are few incidents, or when the part would be more than half as wide or high.
    """
    if numbers.sum() < FEWEST_FOR_FOCUS:
        return outline
    part = _densest(metres, numbers)
    whole = max(outline[2] - outline[0], outline[3] - outline[1])
    return outline if max(part[2] - part[0], part[3] - part[1]) > whole / 2 else part


def _densest(metres: Rows, numbers: NDArray[np.int_]) -> Bounds:
    """Grows a square about every step of the ground at once, until one holds enough; one step to spare about those."""
    cells, member = np.unique(np.round(metres / STEP), axis=0, return_inverse=True)
    weights = np.bincount(member.reshape(-1), numbers)
    apart = np.abs(cells[:, None] - cells).max(axis=2)
    reach, held = 0, weights
    while held.max() < FOCUS_SHARE * weights.sum():
        reach += 1
        held = (apart <= reach) @ weights
    within = cells[apart[held.argmax()] <= reach]
    (west, south), (east, north) = (within.min(axis=0) - 1) * STEP, (within.max(axis=0) + 1) * STEP
    return float(west), float(south), float(east), float(north)
