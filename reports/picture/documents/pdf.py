"""An edition as a PDF for print and screen readers, typeset by typst."""

from functools import lru_cache
from pathlib import Path

import orjson
import typst

from reports.picture.documents.document_data import document_data
from reports.picture.documents.printable import printable
from reports.picture.record import Picture

TEMPLATE = Path(__file__).with_name("lagesbild.typ")


def render_pdf(picture: Picture, fonts: Path) -> bytes:
    """An A4 document as tagged PDF/UA-1; the same picture always gives the same bytes.

    `fonts` is a folder with Source Sans 3 as TTF; without it the document is set in a typeface that typst carries.
    Raises typst.TypstError where the template and its data do not fit.
    """
    return typst.compile(
        TEMPLATE,
        font_paths=_fonts(fonts),
        # Texts reach the template as data, never as markup, so nothing that somebody wrote can be run.
        sys_inputs={"data": orjson.dumps(printable(document_data(picture))).decode()},
        pdf_standards=["ua-1"],
        timestamp=int(picture.cutoff.timestamp()),
    )


@lru_cache(maxsize=2)
def _fonts(folder: Path) -> typst.Fonts:
    """Looked up once: the search takes longer than the typesetting. System fonts would make machines differ."""
    paths = [folder] if folder.is_dir() else []
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=paths)
