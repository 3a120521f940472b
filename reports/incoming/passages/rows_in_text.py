"""Tables within a report's text: a line that names the columns, in whatever order they stand, and the rows below it."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise

from reports.incoming.passages.left_out import reason_to_leave_out
from reports.incoming.passages.outlines import Cells, Outline, Told
from reports.incoming.reading import LeftOut, LeftOutReason, Span
from reports.incoming.tables.columns import meanings_of
from reports.incoming.times.report_days import names_day
from reports.incoming.times.time_marks import DATE, WEEKDAY, Mark, mark_of, marks

_LINE = re.compile(r"[^\r\n]+")
_BAR, _SPACES = re.compile(r"\|"), re.compile(r"[^\S\r\n]{2,}")
_SEPARATORS = (re.compile(r"\t"), _BAR, re.compile(";"), _SPACES)
_ASKEW = 2  # characters by which a cell may begin before its heading
_LONGEST_HEAD, _LONGEST_NAME = 200, 40
_FEWEST = 3  # columns that are known; fewer only where all are
_NOTES = frozenset({"åtgärd", "åtgärder", "anmärkning", "kommentar", "kommentarer", "övrigt", "info", "detaljer"})
_RULE = re.compile(r"[\s|:+=-]+")  # the line that some programs draw below the headings
_SAYS_SOMETHING = re.compile(r"[^\W_]")
_DATE = re.compile(rf"(?<![\w.,:/-])(?:{DATE}|{WEEKDAY}(?!\w))", re.IGNORECASE)
_FAR = 200  # characters above a table in which its day may stand
_LABEL_WORDS = 2
_NOT_TOLD = re.compile(r"(?:okän[dt]|oklart|ej känt|saknas|ingen uppgift|-+)", re.IGNORECASE)


@dataclass(slots=True)
class TextTable:
    """A table at text[start:end]: its rows, and what of it tells of no incident."""

    start: int
    end: int
    outline: Outline = field(default_factory=Outline)


def tables_in(text: str, most: int | None = None) -> list[TextTable]:
    """The tables of a text, in its order: each from the line of its headings to the last row that has its cells.

    Where `most` is given, reading stops soon after so many rows.
    """
    found: list[TextTable] = []
    many = 0
    lines = [Span(*line.span()) for line in _LINE.finditer(text) if not line[0].isspace()] if _may_hold(text) else []
    for at, (line, following) in enumerate(pairwise(lines)):
        is_inside = found and line.start < found[-1].end
        if not is_inside and (head := _head_of(text, line)) and _fits(text, following, head):
            rows = islice(lines, at + 1, None if most is None else at + 2 + most)
            found.append(_read_table(text, head, line, rows))
            many += len(found[-1].outline.told)
        if most is not None and many > most:
            break
    return [table for table in found if table.outline.told]


def names_columns(line: str) -> bool:
    """Whether a line is the headings of a table."""
    return _head_of(line, Span(0, len(line))) is not None


def _may_hold(text: str) -> bool:
    """Whether anything in a text may part cells; most have nothing."""
    return "\t" in text or "|" in text or ";" in text or "  " in text


@dataclass(frozen=True, slots=True)
class _Head:
    """What parts the cells of a table, and which of ours each of its columns is."""

    separator: re.Pattern[str]
    columns: tuple[str | None, ...] = ()
    starts: tuple[int, ...] = ()  # where in its line each heading begins

    def by_column(self, text: str, line: Span) -> Iterator[tuple[str | None, Span]]:
        """The cells of a row with what they hold. Aligned by spaces, an empty one shows only by where others stand."""
        cells = self.cells(text, line)
        if self.separator is not _SPACES or len(cells) == len(self.columns):
            yield from zip(self.columns, cells, strict=False)
            return
        for cell in cells:
            at = bisect_right(self.starts, cell.start - line.start + _ASKEW) - 1
            yield self.columns[max(at, 0)], cell

    def cells(self, text: str, line: Span) -> list[Span]:
        """The cells of a line; an empty one before the first separator and after the last is the table's frame."""
        edges = [line.start, *(at for found in self.separator.finditer(text, *line) for at in found.span()), line.end]
        cells = [_trimmed(text, start, end) for start, end in zip(edges[::2], edges[1::2], strict=True)]
        if self.separator is _BAR:
            cells = cells[cells[0].start == cells[0].end :]
            cells = cells[: len(cells) - (len(cells) > 1 and cells[-1].start == cells[-1].end)]
        return cells


def _trimmed(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    return Span(end - len(words.lstrip()), start + len(words.rstrip())) if words.strip() else Span(start, start)


def _head_of(text: str, line: Span) -> _Head | None:
    """What a line is the headings of: what happened, and at least two more that are known of where and when."""
    if line.end - line.start > _LONGEST_HEAD:
        return None
    for separator in _SEPARATORS:
        if separator.search(text, *line):
            cells = _Head(separator).cells(text, line)
            names = [text[slice(*cell)] for cell in cells]
            columns = [one or ("notes" if name.casefold() in _NOTES else None) for name, one in _named(names)]
            if _are_headings(names, columns):
                return _Head(separator, tuple(columns), tuple(cell.start - line.start for cell in cells))
    return None


def _named(names: Sequence[str]) -> Iterator[tuple[str, str | None]]:
    return zip(names, meanings_of(names), strict=True)


def _are_headings(names: Sequence[str], columns: Sequence[str | None]) -> bool:
    known = {column for column in columns if column}
    if not known & {"text", "category"} or any(len(name) > _LONGEST_NAME for name in names):
        return False
    return len(known) >= _FEWEST or (len(known) == len(names) and bool(known & {"date", "time"}))


def _fits(text: str, line: Span, head: _Head) -> bool:
    """Whether a line has as many cells as the headings, but for empty ones at its end."""
    cells = head.cells(text, line)
    return 1 < len(cells) <= len(head.columns) or _RULE.fullmatch(text, *line) is not None


def _read_table(text: str, head: _Head, first: Span, lines: Iterable[Span]) -> TextTable:
    day = _day_above(text, first.start)
    table = TextTable(day.start if day else first.start, first.end)
    table.outline.left_out += [LeftOut(*line, LeftOutReason.HEADING) for line in (day, first) if line]
    for line in lines:
        if not _fits(text, line, head):
            break
        if told := _row(text, line, head, day):
            table.outline.told.append(told)
        elif _SAYS_SOMETHING.search(text, *line):
            table.outline.left_out.append(LeftOut(*line, LeftOutReason.NO_INCIDENT))
        table.end = line.end
    return table


def _day_above(text: str, start: int) -> Span | None:
    """The line above a table, where it is but the name of a day."""
    lines = [Span(*line.span()) for line in _LINE.finditer(text, max(0, start - _FAR), start) if not line[0].isspace()]
    return lines[-1] if lines and names_day(text[slice(*lines[-1])]) else None


def _row(text: str, line: Span, head: _Head, day: Span | None) -> Told | None:
    """A row that tells what happened; None where it does not."""
    cells = {
        column: cell
        for column, cell in head.by_column(text, line)
        if column and _SAYS_SOMETHING.search(text, *cell) and not _NOT_TOLD.fullmatch(text, *cell)
    }
    what = [cells[name] for name in ("category", "text", "notes") if name in cells]
    if not what or reason_to_leave_out(text[slice(*what[-1])]) is LeftOutReason.NO_INCIDENT:
        return None
    mark = next(filter(None, (_mark_in(text, cells[name]) for name in ("time", "date") if name in cells)), None)
    dates = (_DATE.search(text, *cells[name]) for name in ("date", "time") if name in cells)
    date = next((Span(*found.span()) for found in dates if found), day)
    about = Span(min(cell.start for cell in what), max(cell.end for cell in what))
    own = Cells(tuple(_telling(text, what)), cells.get("place"), cells.get("district"))
    return Told(line.start, line.start, line.end, mark, date, about=about, cells=own)


def _telling(text: str, what: list[Span]) -> Iterator[Span]:
    """Of the cells that tell what happened those that are no mere label of what the last one tells in full."""
    last = what[-1]
    is_told = len(text[slice(*last)].split()) > _LABEL_WORDS
    return (cell for cell in what if cell == last or not is_told or len(text[slice(*cell)].split()) > _LABEL_WORDS)


def _mark_in(text: str, cell: Span) -> Mark | None:
    """The clock time in a cell: also "2210" and "22", which are no times elsewhere."""
    words = text[slice(*cell)]
    if re.fullmatch(r"(?:[01]?\d|2[0-3])(?:[0-5]\d)?(?: ?- ?(?:[01]?\d|2[0-4])(?:[0-5]\d)?)?", words):
        return mark_of(text, *cell)
    return next(marks(text, *cell), None)
