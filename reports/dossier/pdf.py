"""A place's page on one A4 for print, screen readers and archives, typeset by typst."""

from pathlib import Path

from reports.dossier.sheet import Sheet
from reports.picture.documents.pdf import layout_data, typeset
from reports.picture.drawings.hours import hours_svg

TEMPLATE = Path(__file__).with_name("platsunderlag.typ")


def render_pdf(sheet: Sheet, place_map: str, fonts: Path) -> bytes:
    """A sheet with the map of the place (an SVG) as tagged PDF/UA-1 and PDF/A-2a; the same always gives the same bytes.

    Own texts that are long are set smaller; where they do not fit even so, a second page holds the rest. `fonts` is a
    folder with Source Sans 3 as TTF. Raises typst.TypstError where the template and its data do not fit.
    """
    hours = sheet.hours
    drawn = hours_svg(hours.week, hours.days, hours.alt, 14) if hours.week else ""
    data = layout_data(sheet) | {"map": place_map, "hours_svg": drawn}
    return typeset(TEMPLATE, data, fonts, sheet.made_at)
