"""Rows as an Excel workbook: what was taken, and the rows with their types."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, BinaryIO

from flask_babel import gettext as _
from xlsxwriter import Workbook

from app.errors import DomainError
from app.exports.columns import COLUMNS, Kind, Tongue, Value, values
from app.exports.rows import Row
from reports.picture.content.legible import legible_text
from reports.picture.documents.office import FONT, INK
from reports.picture.documents.sheet_look import TITLE, formats_of

MOST_ROWS = 1_048_575
"""Below the headings: Excel has no more."""
WIDTHS = {"id": 10, "fran": 17, "till": 17, "kategori": 32, "underkategori": 32, "plats": 28, "kallor": 24, "text": 60}
USUAL_WIDTH = 16
_LOOKS = {Kind.TEXT: "text", Kind.NUMBER: "number", Kind.DEGREES: "degrees", Kind.MOMENT: "moment"}
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


class TooManyRowsError(DomainError):
    """More rows than a sheet of Excel holds."""


def check_fits(rows: int) -> None:
    """Whether so many rows go into a workbook, asked before any is written. Raises TooManyRowsError."""
    if rows > MOST_ROWS:
        raise TooManyRowsError(_("Excel rymmer en miljon rader, och urvalet är större. Ta CSV, eller korta perioden."))


def write_sheet(file: BinaryIO, batches: Iterable[list[Row]], told: Tongue, about: Sequence[str]) -> None:
    """`about` are lines that say what was taken. What somebody wrote is a text even if it looks like a formula.

    Rows go to disk as they come. Raises TooManyRowsError.
    """
    with Workbook(file, {"constant_memory": True, **_OPTIONS}) as book:
        plain = {"font_name": FONT, "font_size": 11, "font_color": f"#{INK}", "valign": "top"}
        formats = {**formats_of(book), "number": book.add_format({**plain, "num_format": "0"})}
        _write_about(book.add_worksheet(_("Om")), formats, about)
        _write_rows(book.add_worksheet(_("Händelser")), formats, batches, told)


def _write_about(page: Any, formats: dict[str, Any], about: Sequence[str]) -> None:
    page.set_column(0, 0, 100)
    page.set_row(0, TITLE)
    for at, line in enumerate(about):
        page.write_string(at, 0, legible_text(line), formats["text" if at else "title"])


def _write_rows(page: Any, formats: dict[str, Any], batches: Iterable[list[Row]], told: Tongue) -> None:
    page.freeze_panes(1, 1)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    for at, column in enumerate(COLUMNS):
        page.set_column(at, at, WIDTHS.get(column.key, USUAL_WIDTH))
        page.write_string(0, at, str(column.head), formats["head"])
    last = 0
    for rows in batches:
        check_fits(last + len(rows))
        for last, row in enumerate(rows, last + 1):  # noqa: B020 - goes on where the batch before ended
            _write_row(page, formats, last, values(row, told))
    page.autofilter(0, 0, last, len(COLUMNS) - 1)


def _write_row(page: Any, formats: dict[str, Any], at: int, found: Sequence[Value]) -> None:
    for number, (column, value) in enumerate(zip(COLUMNS, found, strict=True)):
        look = formats[_LOOKS[column.kind]]
        match value:
            case None | "":
                pass
            case str():
                page.write_string(at, number, legible_text(value), look)
            case datetime():
                page.write_datetime(at, number, value, look)
            case _:
                page.write_number(at, number, value, look)
