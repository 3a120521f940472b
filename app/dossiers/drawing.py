"""Draws a dossier's map and document; what draws is loaded when it is asked for, as the web process must start fast."""

from shapely import Polygon

from app.pictures.documents import FONTS
from geo.drawing.content import DistrictMap
from reports.dossier.sheet import Sheet


def draw_map(content: DistrictMap, area: Polygon) -> str:
    """The map of a place as SVG."""
    from geo.place_map import draw_place_map

    return draw_place_map(content, area)


def draw_document(sheet: Sheet, content: DistrictMap, area: Polygon) -> bytes:
    """The dossier as a PDF."""
    from reports.dossier.pdf import render_pdf

    return render_pdf(sheet, draw_map(content, area), FONTS)
