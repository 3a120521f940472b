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


def draw_picture(content: DistrictMap, area: Polygon, background: OnPaper) -> tuple[str, str]:
    """The map for a page, which is there before it, and what only the drawing knows of its background, else "".

    The picture says it too: it is all that is seen of this where no script tells it beside the picture.
    """
    from geo.drawing.caption import captioned

    drawn = draw_map(content, area, background)
    is_whole = drawn.has_background and not drawn.unread
    told = "" if is_whole or not isinstance(background, OwnFile) else map_credit(background, drawn)
    return captioned(drawn.svg, told), told


def map_credit(background: OnPaper, drawn: PlaceMap | None = None) -> str:
    """What is said beside a map of its background: as it was drawn, or what is known before that."""
    if drawn is None or not isinstance(background, OwnFile):
        return ". ".join(credit(background))
    return ". ".join(credit(background, is_drawn=drawn.has_background, unread=drawn.unread))


def draw_document(sheet: Sheet, content: DistrictMap, area: Polygon, background: OnPaper) -> bytes:
    """The dossier as a PDF, its map as `draw_map` draws it, and of its background what is true of that drawing.

    Raises as `Beside.run`.
    """
    from reports.dossier.pdf import render_pdf

    drawn = draw_map(content, area, background)
    note = " ".join(filter(None, (sheet.map_note, map_credit(background, drawn))))
    return drawing.run(render_pdf, replace(sheet, map_note=note), drawn.svg, FONTS)
