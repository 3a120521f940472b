"""Draws a dossier's map and document beside the web's process, which would grow by half by them.

What draws is loaded when it is asked for, as the web's process must start fast.
"""

from dataclasses import replace

from shapely import Polygon

from app.background.in_use import OnPaper, OwnFile, credit
from app.beside import drawing
from app.pictures.documents import FONTS
from geo.drawing.content import DistrictMap, PlaceMap
from reports.dossier.sheet import Sheet


def draw_map(content: DistrictMap, area: Polygon, background: OnPaper) -> PlaceMap:
    """The map of a place as SVG, on a file of map tiles where there is one. Raises as `Beside.run`."""
    from geo.place_map import draw_place_map

    return drawing.run(draw_place_map, content, area, background.path if isinstance(background, OwnFile) else None)


def draw_picture(content: DistrictMap, area: Polygon, background: OnPaper) -> str:
    """The map for a page, which is there before it: what is true of a file of map tiles stands in the picture."""
    from geo.drawing.caption import captioned

    drawn = draw_map(content, area, background)
    return captioned(drawn.svg, _told(background, drawn) if isinstance(background, OwnFile) else "")


def with_credit(sheet: Sheet, background: OnPaper, drawn: PlaceMap | None = None) -> Sheet:
    """With what is said below the map of its background: as it was drawn, or what is known before that."""
    told = _told(background, drawn) if drawn or not isinstance(background, OwnFile) else ""
    return replace(sheet, map_note=" ".join(filter(None, (sheet.map_note, told))))


def _told(background: OnPaper, drawn: PlaceMap | None) -> str:
    if drawn is None:
        return ". ".join(credit(background))
    return ". ".join(credit(background, is_drawn=drawn.has_background, unread=drawn.unread))


def draw_document(sheet: Sheet, content: DistrictMap, area: Polygon, background: OnPaper) -> bytes:
    """The dossier as a PDF, its map as `draw_map` draws it, and of its background what is true of that drawing.

    Raises as `Beside.run`.
    """
    from reports.dossier.pdf import render_pdf

    drawn = draw_map(content, area, background)
    return drawing.run(render_pdf, with_credit(sheet, background, drawn), drawn.svg, FONTS)
