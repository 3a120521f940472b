"""Slides that fill from the top: what finds no room on one goes on the next, under the same title."""

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Cm, Pt

from reports.picture.content.blocks import Document, Figure, Judgement, Value
from reports.picture.documents.images import MARK, PRINTED, Image, image
from reports.picture.documents.office import ACCENT, COLOURS, INK, QUIET, describe
from reports.picture.documents.slide_letters import BOLD, lines_of, text_width
from reports.picture.documents.slide_master import (
    BOTTOM,
    HIGHEST,
    MARGIN,
    MEASURE,
    TOP,
    add_footer,
    new_presentation,
    place,
)
from reports.picture.drawings.levels import level_swatch

LINE = 1.2 * 2.54 / 72
"""Centimetres that a line of text takes for each point of its size."""
LETTER = 0.5 * 2.54 / 72
"""Centimetres that a letter takes for each point, on average."""
GAP = 0.3
SUBSTITUTE = 1.12
"""How much wider the typeface may be where ours is not installed."""
TITLES, TITLE_HEIGHT = (32, 28, 24, 20), 2.0
"""Sizes of a title beside something else, the largest that fits in so many centimetres; what does not is cut off."""
HEADING = 1.7
"""Centimetres that a heading takes within a slide, with the space around it."""


class Picture(Part):
    """A drawing that is drawn when the slides are packed: until then others may draw it ahead."""

    def __init__(self, name: PackURI, package: Any, drawn: Image) -> None:
        super().__init__(name, CONTENT_TYPE.PNG, package)
        self._drawn = drawn

    @property  # type: ignore[misc]
    def blob(self) -> bytes:
        return self._drawn.png


class Deck:
    """A presentation in the making, and the slide that is being filled: `top` is where there is room, in cm."""

    def __init__(self, document: Document, fonts: Path) -> None:
        self.presentation, self.fonts, self.language = new_presentation(), fonts, document.language
        self.top = TOP
        parts = (document.edition, document.days, document.status, document.audience)
        self._footer = " · ".join(part for part in parts if part)
        self.title = ""  # without its number among those of the same name
        self._slides_of: Counter[str] = Counter()
        self._open: Any = None  # the text that further lines join
        self._notes: dict[int, list[str]] = {}
        self._kept: dict[Image, Picture] = {}

    def cover(self, title: str, lines: list[str]) -> None:
        slide = self.presentation.slides.add_slide(self.presentation.slide_layouts[0])
        _title(slide).text_frame.text = title
        _title(slide).text_frame.paragraphs[0].runs[0].font.size = Pt(48)
        rule: Any = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Cm(MARGIN), Cm(7.9), Cm(MEASURE), Cm(0.08))
        rule.fill.solid()
        rule.fill.fore_color.rgb = _colour(ACCENT)
        rule.line.fill.background()
        describe(rule._element.nvSpPr.cNvPr, "")
        frame: Any = slide.placeholders[1]
        frame.text_frame.text = "\n".join(lines)
        for number, line in enumerate(frame.text_frame.paragraphs):
            line.runs[0].font.size = Pt(28 if number == 0 else 20)
            line.runs[0].font.color.rgb = _colour(INK if number == 0 else QUIET)

    def begin(self, title: str, width: float = MEASURE, is_instead: bool = False, height: float = TITLE_HEIGHT) -> None:
        """A new slide. Its title, `width` centimetres wide, tells it from others of the same name.

        `is_instead`: of the title of the slide before, which has nothing on it yet. `height`: of a narrow title.
        """
        if is_instead:
            self._slides_of[self.title] -= 1
            self.title = title
            self._name(self._numbered())
        else:
            self.title = title
            self._add()
        if width < MEASURE:
            place(_title(self.slide), (MARGIN, HIGHEST - 0.3, width, height))
            lines = {size: lines_of(title, BOLD * size, width) * LINE * size for size in TITLES}
            size = next((size for size in TITLES if lines[size] <= height + 0.3), TITLES[-1])
            _title(self.slide).text_frame.paragraphs[0].runs[0].font.size = Pt(size)

    def go_on(self, title: str, height: float) -> None:
        """A section of `height` centimetres below the one before, under a heading; or on a slide of its own."""
        if self.top <= TOP or self.top + height + HEADING > BOTTOM:
            self.begin(title)
            return
        self._head(title)

    def _head(self, title: str) -> None:
        self.close()
        self.top += GAP if self.top > TOP else 0
        line = self.box(MARGIN, self.top, MEASURE, HEADING - GAP).paragraphs[0]
        write(line, Value(title), 24, is_bold=True, colour=ACCENT)
        self.top += HEADING - GAP

    def under(self, heading: str, height: float) -> None:
        """What is `height` centimetres high under a heading of its own, on this slide or under the same title again."""
        self.need(height + HEADING)
        self._head(heading)

    def need(self, height: float) -> None:
        """Go on to the next slide where there are not so many centimetres left."""
        if self.top > TOP and self.top + height > BOTTOM:
            self._add()

    @property
    def slide(self) -> Any:
        return self.presentation.slides[-1]

    def text(self, value: Value, size: float = 20, is_listed: bool = False, term: str = "") -> None:
        """A paragraph as wide as the slide, or an item of a list; `term` stands first, in bold.

        One that is longer than a slide goes on on the next.
        """
        width = MEASURE - (1 if is_listed else 0)
        first, *rest = parted(value.text, size, width, BOTTOM - TOP - GAP)
        self._paragraph(replace(value, text=first), size, is_listed, term)
        for part in rest:
            self._paragraph(Value(part), size)

    def _paragraph(self, value: Value, size: float, is_listed: bool = False, term: str = "") -> None:
        height = text_height(f"{term} {value.text}", size, MEASURE - (1 if is_listed else 0)) + GAP
        self.need(height)
        if self._open is None:
            self._open = self.box(MARGIN, self.top, MEASURE, height)
            line = self._open.paragraphs[0]
        else:
            line = self._open.add_paragraph()
        line.space_after = Cm(GAP)
        if is_listed and not value.sign:  # a dash before a sign reads as a minus
            _list(line)
        if term:
            write(line, Value(f"{term}{'' if term[-1] in '.?!' else '.'} "), size, is_bold=True)
        write(line, value, size)
        self.top += height

    def close(self) -> None:
        """What comes next stands in a box of its own."""
        self._open = None

    def box(self, left: float, top: float, width: float, height: float) -> Any:
        """The text of a new box; all in centimetres."""
        frame = self.slide.shapes.add_textbox(Cm(left), Cm(top), Cm(width), Cm(height)).text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        return frame

    def figure(self, found: Figure, left: float, top: float, width: float, height: float) -> None:
        """As large as fits, in the middle."""
        drawn = image(found.svg, self.fonts, PRINTED)
        across = min(width, height / drawn.ratio)
        self.picture(drawn, left + (width - across) / 2, top, across, found.alt)

    def judged(self, judgement: Judgement, size: float, width: float, left: float = MARGIN) -> None:
        """The step's swatch and word at the top of what is free."""
        drawn = image(level_swatch(judgement.colour, judgement.pattern), self.fonts, MARK)
        across = LINE * size
        self.picture(drawn, left, self.top, across, "")
        line = self.box(left + 1.4 * across, self.top - 0.02, width - 1.4 * across, across).paragraphs[0]
        write(line, Value(judgement.label), size, is_bold=True)

    def note(self, *lines: str) -> None:
        """What whoever speaks to the slide should have at hand."""
        at = len(self.presentation.slides) - 1
        self._notes.setdefault(at, []).extend(line for line in lines if line)

    def finish(self) -> None:
        for at, lines in self._notes.items():
            frame = self.presentation.slides[at].notes_slide.notes_text_frame
            assert frame is not None
            frame.text = "\n".join(lines)
        for slide in list(self.presentation.slides)[1:]:
            add_footer(slide, self._footer)

    def _numbered(self) -> str:
        """The title, and which of the slides of that name it is: no two have the same."""
        self._slides_of[self.title] += 1
        at = self._slides_of[self.title]
        return self.title if at == 1 else f"{self.title} ({at})"

    def _add(self) -> None:
        slide = self.presentation.slides.add_slide(self.presentation.slide_layouts[1])
        slide.shapes.turbo_add_enabled = True  # else all numbers of a slide are looked through for each shape
        self._name(self._numbered())
        self.top = TOP
        self.close()

    def _name(self, title: str) -> None:
        """On one line if it can be."""
        frame = _title(self.slide).text_frame
        frame.text = title
        size = next((size for size in TITLES if text_width(title, BOLD * size) <= MEASURE), TITLES[-1])
        frame.paragraphs[0].runs[0].font.size = Pt(size)

    def picture(self, drawn: Image, left: float, top: float, width: float, alt: str) -> None:
        """A drawing `width` centimetres wide; without `alt` it is decoration."""
        if drawn not in self._kept:
            name = PackURI(f"/ppt/media/image{len(self._kept) + 1}.png")
            self._kept[drawn] = Picture(name, self.presentation.part.package, drawn)
        shapes = self.slide.shapes
        key, number = self.slide.part.relate_to(self._kept[drawn], RELATIONSHIP_TYPE.IMAGE), shapes._next_shape_id
        box = (Cm(left), Cm(top), Cm(width), Cm(width * drawn.ratio))
        shape = shapes._spTree.add_pic(number, f"Picture {number - 1}", "", key, *box)
        describe(shape.nvPicPr.cNvPr, alt)


def write(line: Any, value: Value, size: float, is_bold: bool = False, colour: str = INK) -> None:
    """A value as it is read, behind its verdict's sign and in its colour, else in `colour`."""
    run = run_of(value, size, is_bold, colour).replace("<a:r>", f"<a:r {nsdecls('a')}>", 1)
    line._p.append(parse_xml(run))


def run_of(value: Value, size: float, is_bold: bool = False, colour: str = INK) -> str:
    """The same as XML: python-pptx looks through all that a run may hold for each of its properties."""
    judged = COLOURS.get(value.verdict or "")
    text = escape(f"{value.sign} {value.text}" if value.sign else value.text, {"\r": "&#13;"})
    return (
        f'<a:r><a:rPr sz="{Pt(size).centipoints}" b="{int(is_bold or bool(judged))}">'
        f'<a:solidFill><a:srgbClr val="{judged or colour}"/></a:solidFill></a:rPr><a:t>{text}</a:t></a:r>'
    )


def text_height(text: str, size: float, width: float, substitute: float = SUBSTITUTE) -> float:
    """Centimetres, with room for a typeface `substitute` times as wide as ours."""
    across = max(1, int(width / (LETTER * size * substitute)))
    return sum(-(-max(1, len(part)) // across) for part in text.split("\n")) * LINE * size


def parted(text: str, size: float, width: float, height: float) -> list[str]:
    """A text as it is, or where it is higher than so many centimetres in parts that are not: cut behind a sentence,
    else between words."""
    if text_height(text, size, width) <= height:
        return [text]
    letters = int(width / (LETTER * size * SUBSTITUTE)) * int(height / (LINE * size))
    parts = []
    for line in text.split("\n"):
        rest = line
        while len(rest) > letters:
            sentence, word = (rest.rfind(end, 0, letters) + 1 for end in (". ", " "))
            cut = sentence if sentence > letters / 2 else word or letters
            parts.append(rest[:cut].rstrip())
            rest = rest[cut:].lstrip()
        parts.append(rest)
    return parts


def _colour(code: str) -> RGBColor:
    red, green, blue = bytes.fromhex(code)
    return RGBColor(red, green, blue)  # type: ignore[no-untyped-call]


def _title(slide: Any) -> Any:
    return slide.shapes.title


def _list(line: Any) -> None:
    properties = line._p.get_or_add_pPr()
    properties.set("marL", str(Cm(0.8)))
    properties.set("indent", str(-Cm(0.8)))
    colour = etree.SubElement(properties, qn("a:buClr"))
    etree.SubElement(colour, qn("a:srgbClr"), val=ACCENT)
    etree.SubElement(properties, qn("a:buChar"), char="–")
