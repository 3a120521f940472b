"""A document as a PDF for print, screen readers and archives, typeset by typst."""

from dataclasses import fields, is_dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
import typst

from geo.symbols import symbol_svg
from reports.picture.content.blocks import About, Document, Judgement, Symbol, Value
from reports.picture.documents.printable import printable
from reports.picture.documents.typefaces import typefaces
from reports.picture.drawings.levels import level_swatch

ELSEWHERE = ("basis", "projected", "projected_alt", "projected_caption")
"""What is there for pages and projectors; paper leads to the method, and has drawings of its own size."""
TEMPLATE = Path(__file__).with_name("lagesbild.typ")
ROOT = Path(__file__).parents[2]


def render_pdf(document: Document, fonts: Path) -> bytes:
    """A document on A4 as tagged PDF/UA-1 and PDF/A-2a; the same document always gives the same bytes.

    `fonts` is a folder with Source Sans 3 as TTF; without it the document is set in a typeface that typst carries.
    Raises typst.TypstError where the template and its data do not fit.
    """
    return typeset(TEMPLATE, layout_data(document, document.anchors), fonts, document.made_at)


def typeset(template: Path, data: dict[str, Any], fonts: Path, made_at: datetime) -> bytes:
    """A template of typst with its data, as tagged PDF/UA-1 and PDF/A-2a; templates may import from all of `reports`.

    The same input always gives the same bytes. Raises typst.TypstError where the two do not fit.
    """
    return typst.compile(
        template,
        root=ROOT,
        font_paths=typefaces(fonts),
        # Texts reach the template as data, never as markup, so nothing that somebody wrote can be run.
        sys_inputs={"data": orjson.dumps(printable(data)).decode()},
        pdf_standards=["ua-1", "a-2a"],
        timestamp=int(made_at.timestamp()),
    )


def layout_data(document: Any, anchors: frozenset[str] = frozenset()) -> dict[str, Any]:
    """A dataclass as lists and dictionaries: each part with its type's name as `kind`, each mark as a drawing.

    `anchors` are the terms that words lead to.
    """

    def plain(part: Any) -> Any:
        if isinstance(part, tuple):
            return [plain(item) for item in part]
        if isinstance(part, About | datetime):  # paper leads nowhere
            return None
        if not is_dataclass(part):
            return part
        told = {one.name: plain(getattr(part, one.name)) for one in fields(part) if one.name not in ELSEWHERE}
        return {"kind": type(part).__name__} | told | _drawn(part, anchors)

    made: dict[str, Any] = plain(document)
    return made


def _drawn(part: Any, anchors: frozenset[str]) -> dict[str, str]:
    """What a part has that is no field of it."""
    match part:
        case Value():
            return {"sign": part.sign, "anchor": part.anchor if part.anchor in anchors else ""}
        case Judgement():
            return {"swatch": level_swatch(part.colour, part.pattern)}
        case Symbol():
            return {"svg": symbol_svg(part.shape, part.colour)}
        case _:
            return {}
