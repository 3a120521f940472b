"""Spreadsheets (.xlsx, .xls, .ods): the sheet of incidents as rows of text, dates and times written out."""

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    WorksheetNotFound,
    XmlError,
    ZipError,
)

from reports.incoming.documents.document import TableFile
from reports.incoming.documents.faults import DocumentError
from reports.incoming.documents.packed import check_unpacked_size
from reports.incoming.tables.columns import known_names

HEADING_WITHIN = 30
"""Rows among which the headings are looked for: a title and a logo often stand above them."""
_FAULTS = (CalamineError, XmlError, ZipError, WorksheetNotFound, OSError, ValueError)

Cells = list[str]


class Sheet(NamedTuple):
    """A sheet's rows, the first of them being its first line; `heading` is the index of the row of headings."""

    name: str
    rows: list[Cells]
    heading: int

    @property
    def known(self) -> int:
        return known_names(self.rows[self.heading])


def text_of_sheets(name: str, content: bytes) -> str:
    """All visible sheets as text, a line for each row, cells parted by tabs. Raises DocumentError."""
    sheets = _sheets(name, content)
    lines = ("\n".join("\t".join(_one_line(row)).rstrip() for row in sheet.rows if any(row)) for sheet in sheets)
    return "\n\n".join(lines)


def table_of_sheets(name: str, content: bytes) -> TableFile:
    """The sheet whose headings are known best, else the first, as CSV. Raises DocumentError.

    What stands above the headings is left out, but not its lines: a row's line is its number in the sheet.
    """
    sheets = _sheets(name, content)
    chosen = max(sheets, key=lambda sheet: sheet.known)
    out = io.StringIO(newline="")
    out.write("\n" * chosen.heading)
    csv.writer(out, delimiter=";", lineterminator="\n").writerows(
        _one_line(row) for row in chosen.rows[chosen.heading :]
    )
    others = (DocumentError("other_sheet", sheet.name, is_part=True) for sheet in sheets if sheet is not chosen)
    return TableFile(out.getvalue().encode("utf-8"), tuple(others))


def _one_line(row: Cells) -> Cells:
    return [cell.replace("\r", "").replace("\n", " ") for cell in row] if any(row) else []


def _sheets(name: str, content: bytes) -> list[Sheet]:
    """The visible sheets that hold something."""
    if content.startswith(b"PK"):
        check_unpacked_size(name, content)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            seen = [
                sheet.name
                for sheet in book.sheets_metadata
                if sheet.visible is SheetVisibleEnum.Visible and sheet.typ is SheetTypeEnum.WorkSheet
            ]
            sheets = [_sheet(book, title) for title in seen]
    except PasswordError:
        raise DocumentError("encrypted", name) from None
    except _FAULTS:
        raise DocumentError("broken", name) from None
    filled = [sheet for sheet in sheets if any(map(any, sheet.rows))]
    if not filled:
        raise DocumentError("no_text", name)
    return filled


def _sheet(book: CalamineWorkbook, title: str) -> Sheet:
    sheet = book.get_sheet_by_name(title)
    first_row, _ = sheet.start or (0, 0)
    rows: list[Cells] = [[] for _ in range(first_row)]
    rows += ([*map(_written, row)] for row in sheet.iter_rows())
    return Sheet(title, rows, _heading(rows))


def _heading(rows: Sequence[Cells]) -> int:
    """The row with most known headings; without any, the first with more than one cell filled."""
    likely = range(min(len(rows), HEADING_WITHIN))
    best = max(likely, key=lambda at: known_names(rows[at]), default=0)
    if not rows or known_names(rows[best]):
        return best
    return next((at for at in likely if sum(map(bool, rows[at])) > 1), 0)


def _written(cell: object) -> str:
    """A cell as a person would write it: dates as ISO 8601, times as 22:15, whole numbers without decimals."""
    if isinstance(cell, datetime):
        cell += timedelta(microseconds=500_000)  # a time is a part of a day there, which rounds to 22:14:59.9
        cell = cell.replace(microsecond=0)
        return _day(cell) if cell.time() == time() else f"{_day(cell)} {cell:%H:%M:%S}".removesuffix(":00")
    if isinstance(cell, date):
        return _day(cell)
    if isinstance(cell, time):
        return f"{cell:%H:%M:%S}".removesuffix(":00")
    if isinstance(cell, timedelta):
        minutes = round(cell.total_seconds() / 60)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell).strip()


def _day(day: date) -> str:
    return f"{day.year:04}-{day.month:02}-{day.day:02}"
