"""What all slides share: wide screen, our typeface and colours, a title, a footer with the edition and the page."""

import re
from copy import deepcopy
from functools import cache
from io import BytesIO
from typing import Any

import pptx
from lxml import etree
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.presentation import Presentation
from pptx.util import Cm

from reports.picture.documents.office import ACCENT, FONT, INK, QUIET

WIDTH, HEIGHT = 33.867, 19.05
MARGIN = 1.7
MEASURE = WIDTH - 2 * MARGIN
TOP, BOTTOM = 3.2, 17.3
"""Centimetres: between these stands what a slide says."""
HIGHEST = 1.2
"""Where what stands beside a narrow title begins."""
COVER, TITLED = 0, 5
"""Layouts of python-pptx's own template: title and subtitle; title alone."""
_FOOTER_TOP = 17.75
_FOOTERS = (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)

Box = tuple[float, float, float, float]
_PLACES: dict[tuple[int, Any], Box] = {
    (COVER, PP_PLACEHOLDER.CENTER_TITLE): (MARGIN, 4.2, MEASURE, 3.4),
    (COVER, PP_PLACEHOLDER.SUBTITLE): (MARGIN, 8.6, MEASURE, 6.5),
    (TITLED, PP_PLACEHOLDER.TITLE): (MARGIN, 0.9, MEASURE, 2.0),
}


def new_presentation() -> Presentation:
    """16:9, with two layouts: a cover and a titled slide."""
    return pptx.Presentation(BytesIO(_empty()))


@cache
def _empty() -> bytes:
    """A file without a slide, made once."""
    deck = pptx.Presentation()
    deck.slide_width, deck.slide_height = Cm(WIDTH), Cm(HEIGHT)
    kept = [deck.slide_layouts[COVER], deck.slide_layouts[TITLED]]
    for index, layout in zip((COVER, TITLED), kept, strict=True):
        _place(layout, index)
    for layout in [layout for layout in deck.slide_layouts if layout not in kept]:
        deck.slide_layouts.remove(layout)
    _paint(deck)
    saved = BytesIO()
    deck.save(saved)
    return saved.getvalue()


def add_footer(slide: Any, words: str) -> None:
    """python-pptx leaves a layout's footer out of its slides."""
    for found in list(slide.slide_layout.placeholders):
        kind = found.placeholder_format.type
        if kind not in _FOOTERS:
            continue
        copied = deepcopy(found.element)
        slide.shapes._spTree.append(copied)
        copied.nvSpPr.cNvPr.set("id", str(len(slide.shapes._spTree) + 1))
        if kind is PP_PLACEHOLDER.FOOTER:
            slide.shapes[-1].text_frame.text = words
        for run in (*copied.iter(qn("a:r")), *copied.iter(qn("a:fld"))):
            _run(run, QUIET, 1800, False, "a:rPr")


def place(shape: Any, box: Box) -> None:
    """Left, top, width and height in centimetres."""
    shape.left, shape.top, shape.width, shape.height = (Cm(part) for part in box)


def _place(layout: Any, index: int) -> None:
    for shape in list(layout.placeholders):
        kind = shape.placeholder_format.type
        if kind is PP_PLACEHOLDER.DATE:
            shape.element.getparent().remove(shape.element)
        elif kind is PP_PLACEHOLDER.FOOTER:
            _footer(shape, (MARGIN, _FOOTER_TOP, MEASURE - 3, 0.9), "l")
        elif kind is PP_PLACEHOLDER.SLIDE_NUMBER:
            _footer(shape, (WIDTH - MARGIN - 3, _FOOTER_TOP, 3, 0.9), "r")
        else:
            place(shape, _PLACES[index, kind])
            _no_room(shape, "t" if kind is PP_PLACEHOLDER.SUBTITLE else "b")


def _footer(shape: Any, box: Box, side: str) -> None:
    place(shape, box)
    _no_room(shape, "ctr")
    style = shape.text_frame._txBody.find(qn("a:lstStyle"))
    style.clear()
    _run(etree.SubElement(style, qn("a:lvl1pPr"), algn=side), QUIET, 1800, False)


def _no_room(shape: Any, anchor: str) -> None:
    """A text begins where its box does."""
    body = shape.text_frame._txBody.find(qn("a:bodyPr"))
    body.clear()
    for name in ("lIns", "rIns", "tIns", "bIns"):
        body.set(name, "0")
    body.set("anchor", anchor)
    etree.SubElement(body, qn("a:normAutofit"))


def _paint(deck: Presentation) -> None:
    styles = deck.slide_master.element.find(qn("p:txStyles"))
    title = styles.find(qn("p:titleStyle")).find(qn("a:lvl1pPr"))
    title.set("algn", "l")
    _run(title, INK, 3200, True)
    body = styles.find(qn("p:bodyStyle")).find(qn("a:lvl1pPr"))
    _run(body, INK, 2400, False)
    for layout in deck.slide_layouts:
        for level in layout.element.iter(qn("a:lvl1pPr")):
            level.set("algn", level.get("algn", "l").replace("ctr", "l"))
    theme: Any = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    text = theme.blob.decode()
    text = re.sub(r'(<a:(?:major|minor)Font>\s*<a:latin typeface=")[^"]*', rf"\g<1>{FONT}", text)
    for name, colour in (("dk2", INK), ("accent1", ACCENT), ("hlink", ACCENT)):
        text = re.sub(rf"(<a:{name}>).*?(</a:{name}>)", rf'\g<1><a:srgbClr val="{colour}"/>\g<2>', text, flags=re.S)
    theme._blob = text.encode()


def _run(holder: Any, colour: str, size: int, is_bold: bool, tag: str = "a:defRPr") -> None:
    """Colour as RRGGBB, size in hundredths of a point."""
    for old in holder.findall(qn(tag)):
        holder.remove(old)
    run = etree.Element(qn(tag), sz=str(size), b=str(int(is_bold)))
    # A level's spaces and bullet stand before its type, a run's type before its text.
    holder.insert(len(holder) if tag == "a:defRPr" else 0, run)
    fill = etree.SubElement(run, qn("a:solidFill"))
    etree.SubElement(fill, qn("a:srgbClr"), val=colour)
    for tag, face in (("a:latin", "+mj-lt"), ("a:ea", "+mj-ea"), ("a:cs", "+mj-cs")):
        etree.SubElement(run, qn(tag), typeface=face)
