"""The workbook's first sheet: which edition, for whom, up to when; what each sheet is; what to know before counting."""

from typing import Any

from reports.picture.content.blocks import Document, Paragraph, Section, SectionKind, Terms
from reports.picture.content.data_sheets import DataSheet
from reports.picture.documents.sheet_look import LINE, TITLE, lines_of
from reports.picture.documents.sheet_names import SheetNames
from reports.picture.periods import LOCAL_TIME
from reports.picture.record import Picture
from reports.picture.wording.data_sheets import SHEETS

WIDTHS = (30, 78, 8)
READ = (SectionKind.SUMMARY, SectionKind.LIMITS, SectionKind.METHOD, SectionKind.MORE)
"""Sections whose words stand here."""


def write_about(
    book: Any,
    formats: dict[str, Any],
    names: SheetNames,
    document: Document,
    picture: Picture,
    sheets: tuple[DataSheet, ...],
) -> None:
    """The sheets are named as those that follow will be, and lead there."""
    page = book.add_worksheet(names.about(document.language))
    page.hide_gridlines(2)
    for at, width in enumerate(WIDTHS):
        page.set_column(at, at, width)
    page.write_string(0, 0, f"{document.edition} · {document.municipality}", formats["title"])
    page.set_row(0, TITLE)
    at = _facts(page, formats, document, picture)
    at = _contents(page, formats, document.language, sheets, at + 1)
    for section in document.sections:
        if section.kind in READ:
            at = _read(page, formats, section, at + 1)
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.set_footer(f"&L{document.edition}&R&P (&N)".replace(" & ", " && "))


def _facts(page: Any, formats: dict[str, Any], document: Document, picture: Picture) -> int:
    """Days as days and the moment as a moment; returns the next free row."""
    words = SHEETS[document.language]["words"]
    cutoff = picture.cutoff.astimezone(LOCAL_TIME).replace(tzinfo=None)
    texts = {"edition": document.edition, "municipality": document.municipality, "readers": document.audience,
             "status": document.status or words["published"], "hash": document.fingerprint}  # fmt: skip
    moments = {"first": picture.period.start, "last": picture.period.last_day, "cutoff": cutoff}
    order = ("edition", "municipality", "first", "last", "cutoff", "readers", "status", "hash")
    for at, key in enumerate(order, 1):
        page.write_string(at, 0, words[key], formats["term"])
        if key in texts:
            page.write_string(at, 1, texts[key], formats["text"])
        else:
            page.write_datetime(at, 1, moments[key], formats["moment" if key == "cutoff" else "day"])
    return len(order) + 1


def _contents(page: Any, formats: dict[str, Any], language: str, sheets: tuple[DataSheet, ...], at: int) -> int:
    words = SHEETS[language]["words"]
    for column, key in enumerate(("sheet", "holds", "rows")):
        page.write_string(at, column, words[key], formats["head-right" if key == "rows" else "head"])
    names = SheetNames()
    names.about(language)
    for row, sheet in enumerate(sheets, at + 1):
        page.write_url(row, 0, f"internal:'{names.sheet(sheet.title)}'!A1", formats["link"], sheet.title)
        page.write_string(row, 1, sheet.about, formats["text"])
        page.write_number(row, 2, len(sheet.rows), formats["count"])
        page.set_row(row, LINE * lines_of(sheet.about, WIDTHS[1]))
    return at + len(sheets) + 1


def _read(page: Any, formats: dict[str, Any], section: Section, at: int) -> int:
    page.write_string(at, 0, section.title, formats["head"])
    page.write_blank(at, 1, None, formats["head"])
    for term, text in _said(section):
        at += 1
        page.write_string(at, 0, term, formats["term"])
        page.write_string(at, 1, text, formats["text"])
        page.set_row(at, LINE * max(lines_of(term, WIDTHS[0]), lines_of(text, WIDTHS[1])))
    return at + 1


def _said(section: Section) -> list[tuple[str, str]]:
    lines: list[tuple[str, str]] = []
    for block in section.blocks:
        if isinstance(block, Paragraph):
            lines.append(("", block.text))
        elif isinstance(block, Terms):
            lines += [(term.text, meaning) for term, meaning in block.terms]
    return lines
