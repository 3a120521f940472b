"""An edition as an Excel workbook: what it is on the first sheet, then a sheet for each kind of number and text."""

from datetime import date
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range

from reports.picture.content.blocks import Document
from reports.picture.content.data_sheets import Content, DataColumn, DataSheet, Kind, data_sheets
from reports.picture.content.legible import legible
from reports.picture.documents.sheet_about import write_about
from reports.picture.documents.sheet_look import LINE, TITLE, formats_of, lines_of
from reports.picture.documents.sheet_names import SheetNames
from reports.picture.record import Picture
from reports.picture.remarks import Remarks

FIRST = 2
"""Rows above a table: its name, and what a row of it is."""
WIDEST, NARROWEST, ROOM = 60, 8, 4
"""Of columns, in letters; what the button of the filter takes beside a head."""
STILL = (Kind.TEXT, Kind.DAY)
"""A row is named by its first columns of these kinds, which stay when one scrolls."""
MOST_STILL = 3


def render_sheet(document: Document, picture: Picture, remarks: Remarks) -> bytes:
    """.xlsx of what an audience gets (`for_audience`), `document` composed of it; the same always give the same bytes.

    What somebody wrote is a text even if it looks like a formula or a link. A hidden number is the word that says so.
    """
    document, sheets = legible(document), legible(data_sheets(picture, remarks))
    saved = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(saved, options) as book:
        _describe(book, document)
        formats, names = formats_of(book), SheetNames()
        write_about(book, formats, names, document, picture, sheets)
        for sheet in sheets:
            _write(book.add_worksheet(names.sheet(sheet.title)), formats, document, sheet)
    return saved.getvalue()


def _describe(book: Any, document: Document) -> None:
    book.set_properties(
        {
            "title": f"{document.edition} · {document.municipality}",
            "subject": f"{document.period} · {document.audience}",
            "author": document.municipality,
            "company": document.municipality,
            "comments": " · ".join(filter(None, (document.status, document.cutoff, document.fingerprint))),
            "created": document.made_at.replace(tzinfo=None),
        }
    )


def _write(page: Any, formats: dict[str, Any], document: Document, sheet: DataSheet) -> None:
    page.write_string(0, 0, sheet.title, formats["title"])
    page.write_string(1, 0, sheet.about, formats["quiet"])
    page.set_row(0, TITLE)
    last, across = FIRST + len(sheet.rows), len(sheet.columns) - 1
    heads = [{"header": column.head, "header_format": formats[_head(column)]} for column in sheet.columns]
    where = {"name": f"T_{sheet.key}", "columns": heads, "style": None, "autofilter": True}
    page.add_table(FIRST, 0, last, across, where)
    widths = [_width(column, [row[at] for row in sheet.rows]) for at, column in enumerate(sheet.columns)]
    for at, width in enumerate(widths):
        page.set_column(at, at, width)
    heights = [lines_of(column.head, width - ROOM) for column, width in zip(sheet.columns, widths, strict=True)]
    page.set_row(FIRST, LINE * max(heights) + 4)
    for at, row in enumerate(sheet.rows, FIRST + 1):
        for number, (column, value) in enumerate(zip(sheet.columns, row, strict=True)):
            _cell(page, formats, column, at, number, value)
        page.set_row(at, LINE * _lines(sheet.columns, row, widths))
    page.freeze_panes(FIRST + 1, _still(sheet))
    _print(page, document, sheet, xl_range(0, 0, last, across))


def _print(page: Any, document: Document, sheet: DataSheet, area: str) -> None:
    page.set_paper(9)
    page.set_landscape()
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    page.fit_to_pages(1, 0)
    page.print_area(area)
    page.repeat_rows(FIRST)
    said = f"{document.edition} · {document.municipality} · {sheet.title}".replace("&", "&&")
    page.set_footer(f"&L{said}&R&P (&N)")


def _cell(page: Any, formats: dict[str, Any], column: DataColumn, at: int, number: int, value: Content) -> None:
    if value is None or value == "":
        page.write_blank(at, number, None, formats[column.kind])
    elif isinstance(value, str):
        page.write_string(at, number, value, formats["text" if column.kind is Kind.TEXT else "word"])
    elif isinstance(value, date):
        page.write_datetime(at, number, value, formats["day"])
    else:
        page.write_number(at, number, value, formats[column.kind])


def _head(column: DataColumn) -> str:
    return "head" if column.kind in STILL else "head-right"


def _still(sheet: DataSheet) -> int:
    """How many of the first columns name a row."""
    kinds = [column.kind in STILL for column in sheet.columns]
    return min(max(1, kinds.index(False) if False in kinds else 1), MOST_STILL)


def _lines(columns: tuple[DataColumn, ...], row: tuple[Content, ...], widths: list[float]) -> int:
    texts = zip(columns, row, widths, strict=True)
    return max((lines_of(str(value), width) for column, value, width in texts if column.kind is Kind.TEXT), default=1)


def _width(column: DataColumn, values: list[Content]) -> float:
    """In letters: its longest text or number, and no word of its head broken."""
    shown = 10 if column.kind is Kind.DAY else 0
    longest = max((len(value) if isinstance(value, str) else shown for value in values if value), default=0)
    return min(WIDEST, max(NARROWEST, longest * 1.1 + 2, max(map(len, column.head.split())) * 1.15 + ROOM))
