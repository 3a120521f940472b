"""An edition's tables as an Excel workbook: numbers as numbers, words as words, a sheet for each table."""

from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from reports.picture.content.blocks import (
    Document,
    Figure,
    Paragraph,
    Row,
    Section,
    SectionKind,
    Side,
    Table,
    Terms,
    Value,
)
from reports.picture.documents.office import FONT, INK, QUIET, legible
from reports.picture.documents.sheet_names import SheetNames

FIRST = 2
"""Rows above a table: what it is, and one left free."""
WIDEST, NARROWEST, ABOUT = 60, 9, 72
TITLE, LINE = 24, 15.5
"""Points: not every program finds out by itself how high a row of wrapped text is."""
READ = (SectionKind.SUMMARY, SectionKind.LIMITS, SectionKind.METHOD, SectionKind.MORE)
"""Sections whose words stand on the first sheet."""


def render_sheet(document: Document) -> bytes:
    """A document's tables as .xlsx; the same document always gives the same bytes.

    What somebody wrote is a text even if it looks like a formula or a link. A hidden number is the word that says so.
    """
    document = legible(document)
    saved = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(saved, options) as book:
        _describe(book, document)
        formats = _formats(book)
        names = SheetNames()
        _about(book, document, formats, names)
        for section in document.sections:
            for table in _tables(section):
                _sheet(book, formats, names, section, table)
    return saved.getvalue()


def _tables(section: Section) -> list[Table]:
    found = []
    for block in section.blocks:
        if isinstance(block, Table):
            found.append(block)
        elif isinstance(block, Figure) and block.table:
            found.append(block.table)
    return found


def _describe(book: Any, document: Document) -> None:
    book.set_properties(
        {
            "title": f"{document.edition} · {document.municipality}",
            "subject": f"{document.period} · {document.audience}",
            "author": document.municipality,
            "comments": f"{document.cutoff} · {document.fingerprint}",
            "created": document.made_at.replace(tzinfo=None),
        }
    )


def _formats(book: Any) -> dict[str, Any]:
    """By what they are for."""
    plain = {"font_name": FONT, "font_size": 11, "font_color": f"#{INK}", "valign": "top"}
    kinds: dict[str, dict[str, Any]] = {
        "text": {"text_wrap": True},
        "count": {"num_format": "#,##0"},
        "part": {"num_format": "#,##0.0"},
        "day": {"num_format": "yyyy-mm-dd", "align": "left"},
        "word": {"align": "right"},
        "title": {"bold": True, "font_size": 16},
        "term": {"bold": True},
        "quiet": {"font_color": f"#{QUIET}"},
        "head": {"bold": True, "text_wrap": True, "bottom": 2, "valign": "bottom"},
        "head-right": {"bold": True, "text_wrap": True, "bottom": 2, "valign": "bottom", "align": "right"},
    }
    made = {name: book.add_format({**plain, **kind}) for name, kind in kinds.items()}
    totals = {name: {**kinds[name], "bold": True, "top": 1} for name in ("text", "count", "part", "day", "word")}
    return made | {f"total-{name}": book.add_format({**plain, **kind}) for name, kind in totals.items()}


def _about(book: Any, document: Document, formats: dict[str, Any], names: SheetNames) -> None:
    """What this is, for whom, up to when; the summary; limits and method."""
    sheet = book.add_worksheet(names.about(document.language))
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, ABOUT)
    sheet.write_string(0, 0, f"{document.edition} · {document.municipality}", formats["title"])
    facts = (document.period, document.status, document.audience, f"{document.cutoff} · {document.fingerprint}")
    lines = [line for line in facts if line]
    for section in document.sections:
        if section.kind in READ:
            lines += ["", section.title, *_said(section)]
    titles = {section.title for section in document.sections}
    sheet.set_row(0, TITLE)
    for number, line in enumerate(lines, 1):
        sheet.write_string(number, 0, line, formats["term" if line in titles else "text"])
        sheet.set_row(number, LINE * lines_of(line, 1.1 * ABOUT))  # our letters are narrow
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _said(section: Section) -> list[str]:
    lines = []
    for block in section.blocks:
        if isinstance(block, Paragraph):
            lines.append(block.text)
        elif isinstance(block, Terms):
            lines += [f"{term.text}{'' if term.text.endswith('?') else ':'} {words}" for term, words in block.terms]
    return lines


def _sheet(book: Any, formats: dict[str, Any], names: SheetNames, section: Section, table: Table) -> None:
    sheet = book.add_worksheet(names.sheet(table.caption, section.title))
    sheet.write_string(0, 0, table.caption, formats["title"])
    rows = [*table.rows, *([table.total] if table.total else [])]
    last = FIRST + len(table.rows)
    if table.rows:
        heads = [
            {"header": head, "header_format": formats["head-right" if column.side is Side.RIGHT else "head"]}
            for head, column in zip(_heads(table), table.columns, strict=True)
        ]
        where = {"name": names.table(table.key), "columns": heads, "style": None, "autofilter": True}
        sheet.add_table(FIRST, 0, last, len(table.columns) - 1, where)
    for at, row in enumerate(rows, FIRST + 1):
        _row(sheet, formats, table, row, at)
    for at, note in enumerate(table.notes, last + 3):
        sheet.write_string(at, 0, note, formats["quiet"])
    widths = [_width(table, at) for at in range(len(table.columns))]
    for at, width in enumerate(widths):
        sheet.set_column(at, at, width)
    sheet.set_row(0, TITLE)
    lines = [lines_of(column.head, width - 4) for column, width in zip(table.columns, widths, strict=True)]
    sheet.set_row(FIRST, LINE * max(lines))
    sheet.freeze_panes(FIRST + 1, 1)
    _print(sheet, section)


def _print(sheet: Any, section: Section) -> None:
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(FIRST)
    sheet.set_footer(f"&L{section.title.replace('&', '&&')}&R&P (&N)")


def _row(sheet: Any, formats: dict[str, Any], table: Table, row: Row, at: int) -> None:
    prefix = "total-" if row is table.total else ""
    for column, value in enumerate(row.values):
        if value.day is not None:
            sheet.write_datetime(at, column, value.day, formats[prefix + "day"])
        elif value.number is None or value.is_hidden:
            kind = "word" if table.columns[column].side is Side.RIGHT else "text"
            sheet.write_string(at, column, _plain(value), formats[prefix + kind])
        else:
            kind = "count" if float(value.number).is_integer() and not _has_parts(table, column) else "part"
            sheet.write_number(at, column, value.number, formats[prefix + kind])


def _has_parts(table: Table, column: int) -> bool:
    numbers = (row.values[column].number for row in table.rows)
    return any(number is not None and not float(number).is_integer() for number in numbers)


def _plain(value: Value) -> str:
    return f"{value.sign} {value.text}" if value.sign else value.text


def _heads(table: Table) -> list[str]:
    """Excel wants each head once."""
    heads: list[str] = []
    for column in table.columns:
        same = [head for head in heads if head.split(" (")[0].lower() == column.head.lower()]
        heads.append(f"{column.head} ({len(same) + 1})" if same else column.head or "–")
    return heads


def lines_of(text: str, width: float) -> int:
    """How many lines words take that are set in so many letters."""
    lines, left = 1, width
    for word in text.split():
        if len(word) > left and left < width:
            lines, left = lines + 1, width
        left -= len(word) + 1
    return lines


def _width(table: Table, at: int) -> float:
    """In letters."""
    rows = (*table.rows, *([table.total] if table.total else []))
    longest = max((len(_plain(row.values[at])) for row in rows), default=0)
    head = max(len(word) for word in (table.columns[at].head or "–").split())
    return min(WIDEST, max(NARROWEST, longest + 3, head + 4))
