"""Tables of incidents as CSV: rows in, one at a time, and the bad ones out again to be mended."""

import csv
import io
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO, NamedTuple

from reports.incoming.errors import UnreadableFileError
from reports.incoming.tables.columns import COLUMNS, Header, read_header
from reports.incoming.tables.row_errors import RowError
from reports.incoming.tables.text_encoding import encoding_of

_FORMULA = re.compile(r"[=@\t\r]|[+-](?![\d\s.,]*$)")


class Row(NamedTuple):
    """A row as it stands in the file; `line` is its first line there. A tuple, because there may be a million."""

    header: Header
    line: int
    cells: list[str]

    @property
    def values(self) -> dict[str, str]:
        """The cells under our names for the columns (COLUMNS); empty where the file has no such column."""
        return dict(zip(COLUMNS, self.picked(), strict=True))

    def picked(self) -> tuple[str, ...]:
        """The cells in the order of COLUMNS."""
        return self.header.pick([*self.cells, ""])


class BadRow(NamedTuple):
    """A row and why it cannot become an incident."""

    row: Row
    error: RowError


def read_rows(file: BinaryIO, meanings: Mapping[str, str] | None = None) -> Iterator[Row | BadRow]:
    """The rows of a seekable CSV file, read as they are asked for; empty rows are left out.

    The separator (comma, semicolon, tab) and the characters (UTF-8, UTF-16, Windows-1252) are found out. A row that
    cannot be told apart is a BadRow, and reading goes on after its first line. `meanings` is as in
    `tables.columns.read_header`. Raises UnreadableFileError at once where the file as a whole cannot be read.
    """
    lines = _Lines(io.TextIOWrapper(file, encoding_of(file, wanted="CSV"), newline=""))
    try:
        header = read_header(_first_line(lines), meanings)
    except UnreadableFileError:
        lines.detach()
        raise
    return _rows(lines, header)


class _Lines:
    """The lines of a text, counted, with a way back to reread a row that ran on too far."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self._again: deque[str] = deque()
        self.before = 0
        self.taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        """One by one as they are asked for; asked for anew, it goes on where it was."""
        while line := self._again.popleft() if self._again else next(self._text, ""):
            self.taken.append(line)
            yield line

    def begin_row(self) -> None:
        self.before += len(self.taken)
        self.taken.clear()

    def go_back_to_second(self) -> None:
        self._again.extendleft(reversed(self.taken[1:]))
        del self.taken[1:]

    def detach(self) -> None:
        """Leaves the file open: it is the caller's."""
        self._text.detach()


def _first_line(lines: Iterable[str]) -> str:
    for line in lines:
        if line.strip() and not line.startswith("sep="):
            return line
    raise UnreadableFileError("empty")


def _rows(lines: _Lines, header: Header) -> Iterator[Row | BadRow]:
    reader = csv.reader(lines, delimiter=header.delimiter, strict=True)
    width = len(header.names)
    while True:
        lines.begin_row()
        try:
            cells = next(reader)
        except StopIteration:
            return lines.detach()
        except csv.Error:
            yield _unreadable(lines, header)
            continue
        if any(cells):
            row = Row(header, lines.before + 1, cells)
            yield row if len(cells) == width else _fitted(row)


def _unreadable(lines: _Lines, header: Header) -> BadRow:
    """The first line alone: an open quotation mark would swallow the rows after it."""
    is_long = len(lines.taken) == 1 and len(lines.taken[0]) > csv.field_size_limit()
    lines.go_back_to_second()
    line = lines.before + 1
    cells = lines.taken[0].strip().split(header.delimiter)
    return BadRow(Row(header, line, cells), RowError(line, "too_long" if is_long else "quotes"))


def _fitted(row: Row) -> Row | BadRow:
    """The row with as many cells as the header: spreadsheets leave out or add empty ones at the end."""
    width = len(row.header.names)
    if any(row.cells[width:]):
        details = {"found": len(row.cells), "wanted": width, "delimiter": row.header.delimiter}
        return BadRow(row, RowError(row.line, "too_many_cells", **details))
    return row._replace(cells=(row.cells + [""] * width)[:width])


def write_bad_rows(file: BinaryIO, bad_rows: Iterable[BadRow], language: str = "sv") -> int:
    """Writes rows as CSV (UTF-8 with a mark, the separator they came with), the fault first; gives their number.

    The file can be mended and read again. Called anew with the same file, it goes on after the rows written before.
    """
    is_new = file.tell() == 0
    text = io.TextIOWrapper(file, "utf-8-sig" if is_new else "utf-8", newline="")
    number = 0
    for number, (row, error) in enumerate(bad_rows, 1):
        writer = csv.writer(text, delimiter=row.header.delimiter)
        if is_new and number == 1:
            writer.writerow(["fel", *row.header.without_fault([*row.header.names])])
        writer.writerow([error.in_words(language), *map(harmless, row.header.without_fault(row.cells))])
    text.detach()
    return number


def harmless(cell: str) -> str:
    """A cell that a spreadsheet would run as a formula is kept as text, by an apostrophe before it; numbers stay."""
    return f"'{cell}" if _FORMULA.match(cell) else cell
