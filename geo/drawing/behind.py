"""A basemap behind what is drawn: what a file of map tiles holds of a frame, and the names that find room in it."""

from collections.abc import Callable
from dataclasses import dataclass
from math import cos, log2, radians
from pathlib import Path

from geo.basemap import Basemap, Bounds, read_basemap
from geo.drawing.basemap import Rows, View, basemap_svg
from geo.drawing.frame import Frame
from geo.drawing.labels import Box
from geo.drawing.street_names import draw_basemap_places, names_svg, street_names
from geo.drawing.vega import Drawing
from geo.tile_files import TileFileError

WORLD = 40_075_016.7  # metres around the web's Mercator map


@dataclass(frozen=True, slots=True)
class Behind:
    """What lies behind a frame, and how it lands there."""

    basemap: Basemap
    view: View

    def lay(self, drawing: Drawing, known: set[str], taken: list[Box]) -> None:
        """Below all that is drawn; names stand beside `taken`, but for those of places that are `known` already."""
        draw_basemap_places(drawing, self.basemap.layer("places"), self.view, known, taken)
        names = names_svg(street_names(self.basemap.layer("roads"), self.view, taken))
        drawing.under = basemap_svg(self.basemap, self.view) + names


def read_behind(path: Path | None, frame: Frame, area: Bounds, to_pixels: Callable[[Rows], Rows]) -> Behind | None:
    """Of a frame that shows an area (west, south, east, north in WGS 84 degrees); `to_pixels` is given such degrees.

    None without a file, and for one that cannot be read: a map then has its own ground.
    """
    if path is None:
        return None
    zoom = _zoom(frame, (area[1] + area[3]) / 2)
    try:
        return Behind(read_basemap(path, area, zoom), View(to_pixels, frame, zoom))
    except (TileFileError, OSError):
        return None


def _zoom(frame: Frame, latitude: float) -> float:
    """The level at which the web's map, 256 pixels a tile, is as near."""
    return log2(WORLD / 256 * cos(radians(latitude)) * frame.scale)
