"""An edition as a Word document: real styles, marked heads, described pictures; everything can be edited."""

from functools import lru_cache
from io import BytesIO
from itertools import takewhile
from pathlib import Path
from typing import Any

import docx
from docx.document import Document as Paper
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.pkgwriter import _ContentTypesItem
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from reports.picture.content.blocks import Document, Figure, Section, SectionKind
from reports.picture.content.legible import legible
from reports.picture.content.room import room_of
from reports.picture.documents.office import forget_template, packed
from reports.picture.documents.word_blocks import TALLEST, stands_last, tallest_map, write_block, write_last
from reports.picture.documents.word_cards import is_little_over, tallest_in_cards
from reports.picture.documents.word_pen import Pen
from reports.picture.documents.word_styles import LANGUAGES, MEASURE, set_styles


def render_word(document: Document, fonts: Path) -> bytes:
    """A document as .docx on A4; the same document always gives the same bytes.

    `fonts` is a folder with Source Sans 3 as TTF, for the words in charts and maps.
    """
    document = legible(document)
    paper = docx.Document(BytesIO(_empty(document.language)))
    _describe(paper, document)
    _running_heads(paper, document)
    _opening(paper, document)
    pen = Pen(paper, fonts)
    on_new_pages = _on_new_pages(document)
    for section in document.sections:
        _section(pen, section, _tallest(section, document), section in on_new_pages)
    blocks = (block for section in document.sections for block in section.blocks)
    write_last(
        pen, [block.table for block in blocks if isinstance(block, Figure) and block.table and stands_last(block)]
    )
    forget_template(paper.part.package, document)
    return _packed(paper.part.package)


def _packed(package: Any) -> bytes:
    parts = package.parts
    for part in parts:
        part.before_marshal()
    types = _ContentTypesItem.from_parts(parts)  # type: ignore[no-untyped-call]
    return packed(types.blob, package.rels, parts)


def _tallest(section: Section, document: Document) -> float:
    """Millimetres that a drawing of a section may take."""
    if section.kind is SectionKind.DISTRICT:
        return tallest_map(section)
    if section.kind is SectionKind.SUMMARY:
        return tallest_in_cards(_opening_room(document))
    return TALLEST


def _opening_room(document: Document) -> float:
    """Millimetres of all that stands before the first district."""
    return sum(map(room_of, takewhile(lambda one: one.kind is not SectionKind.DISTRICT, document.sections)))


def _room_before_maps(document: Document) -> float:
    """Millimetres of all that stands before the first district with a map."""
    return sum(map(room_of, takewhile(lambda one: not _has_map(one), document.sections)))


def _has_map(section: Section) -> bool:
    return section.kind is SectionKind.DISTRICT and any(isinstance(block, Figure) for block in section.blocks)


def _on_new_pages(document: Document) -> list[Section]:
    """The districts with a map. The little that the first page has no room for is followed by the first at once.

    The others follow upon each other: half a page left free tells nothing.
    """
    districts = [section for section in document.sections if _has_map(section)]
    return districts[1:] if is_little_over(_room_before_maps(document)) else districts


def _section(pen: Pen, section: Section, tallest: float, starts_page: bool) -> None:
    heading = pen.paper.add_heading(section.title, 1)
    heading.paragraph_format.page_break_before = starts_page
    for block in section.blocks:
        write_block(pen, block, section.title, tallest)


def _page(paper: Paper) -> None:
    page = paper.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm((210 - MEASURE) / 2)
    page.top_margin, page.bottom_margin = Mm(21), Mm(17)
    page.header_distance = page.footer_distance = Mm(9)
    page.different_first_page_header_footer = True


def _describe(paper: Paper, document: Document) -> None:
    facts = paper.core_properties
    facts.title = f"{document.edition} · {document.municipality}"
    facts.subject = f"{document.period} · {document.audience}"
    facts.author = facts.last_modified_by = document.municipality
    facts.language = LANGUAGES[document.language]
    facts.comments = " · ".join(part for part in (document.status, document.cutoff, document.fingerprint) if part)
    facts.keywords, facts.revision = "", 1
    facts.created = facts.modified = document.made_at.replace(tzinfo=None)


def _running_heads(paper: Paper, document: Document) -> None:
    page = paper.sections[0]
    named = f"{document.edition} · {document.municipality} · {document.period}"
    _split(page.header.paragraphs[0], named, _readers(document))
    first = page.first_page_header.paragraphs[0]
    first.style = paper.styles["Footer"]  # without the header's rule
    _split(first, document.municipality, _readers(document))
    for footer in (page.footer, page.first_page_footer):
        line = footer.paragraphs[0]
        line.style = paper.styles["Footer"]
        _split(line, f"{document.cutoff} · {document.fingerprint}", f"{document.page_word} ")
        _field(line, "PAGE")
        line.add_run(" (")
        _field(line, "NUMPAGES")
        line.add_run(")")


def _opening(paper: Paper, document: Document) -> None:
    paper.add_paragraph(document.edition, style="Title")
    paper.add_paragraph(document.period, style="Subtitle")


def _readers(document: Document) -> str:
    return " · ".join(part for part in (document.status.upper(), document.audience) if part)


def _split(line: Paragraph, left: str, right: str) -> None:
    """One part at each margin."""
    line.paragraph_format.tab_stops.add_tab_stop(Mm(MEASURE), WD_TAB_ALIGNMENT.RIGHT)
    line.add_run(f"{left}\t{right}")


def _field(line: Paragraph, name: str) -> None:
    """A number that Word works out, such as the page's."""
    for kind, text in (("begin", None), (None, name), ("separate", None), (None, "1"), ("end", None)):
        run = line.add_run("1" if text == "1" else "")
        if kind:
            _add(run, "w:fldChar", None).set(qn("w:fldCharType"), kind)
        elif text == name:
            _add(run, "w:instrText", f" {name} ")


def _add(run: Any, tag: str, text: str | None) -> Any:
    element = OxmlElement(tag)
    element.text = text
    run._r.append(element)
    return element


@lru_cache(maxsize=2)
def _empty(language: str) -> bytes:
    """A file with the styles and the page alone, made once."""
    paper = docx.Document()
    set_styles(paper, language)
    _page(paper)
    saved = BytesIO()
    paper.save(saved)
    return saved.getvalue()
