"""Draws a dossier's map and document beside the web's process, which would grow by half by them.

What draws is loaded when it is asked for, as the web's process must start fast.
"""

from pathlib import Path

from shapely import Polygon

from app.beside import drawing
from app.pictures.documents import FONTS
from geo.drawing.content import DistrictMap
from reports.dossier.sheet import Sheet


def draw_map(content: DistrictMap, area: Polygon, background: Path | None) -> str:
    """The map of a place as SVG, on a file of map tiles where there is one. Raises as `Beside.run`."""
    from geo.place_map import draw_place_map

    return drawing.run(draw_place_map, content, area, background)


def draw_document(sheet: Sheet, content: DistrictMap, area: Polygon, background: Path | None) -> bytes:
    """The dossier as a PDF, its map as `draw_map` draws it. Raises as `Beside.run`."""
    from reports.dossier.pdf import render_pdf

    return drawing.run(render_pdf, sheet, draw_map(content, area, background), FONTS)
