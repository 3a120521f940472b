"""What the columns of a table are called, with a few of their values: for a person to say what they mean."""

import csv
import hashlib
import io
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import BinaryIO, NamedTuple

from reports.incoming.errors import UnreadableFileError
from reports.incoming.tables.columns import (
    REQUIRED,
    SEVERAL,
    headings,
    is_fault_column,
    meanings_of,
    one_of_several,
    read_header,
    split_header,
)
from reports.incoming.tables.text_encoding import encoding_of

SAMPLES = 3
LOOKED_AT = 200
_LONGEST_SAMPLE = 80


class Column(NamedTuple):
    """One column of a file: its heading, its first values, and which of COLUMNS it is by its name."""

    heading: str
    samples: tuple[str, ...]
    meaning: str | None


def read_head(file: BinaryIO) -> list[Column]:
    """The columns of a seekable CSV file, without those that an earlier reading added.

    Raises UnreadableFileError for what is no text or has no line.
    """
    text = io.TextIOWrapper(file, encoding_of(file, wanted="CSV"), newline="")
    try:
        lines = (line for line in text if line.strip() and not line.startswith("sep="))
        first = next(lines, None)
        if first is None:
            raise UnreadableFileError("empty")
        delimiter, names = split_header(first)
        rows = _rows(lines, delimiter)
    finally:
        text.detach()
    return [
        Column(heading, _samples(rows, at), meaning)
        for at, (heading, meaning) in enumerate(zip(headings(names), meanings_of(names), strict=True))
        if not is_fault_column(names[at])
    ]


def recognises(columns: Sequence[Column]) -> bool:
    """Whether the headings tell by themselves what is needed."""
    found = [column.meaning for column in columns if column.meaning]
    return len(found) == len({*found}) and all(name in found for name in REQUIRED)


def likely_meanings(columns: Sequence[Column], is_category: Callable[[str], bool]) -> dict[str, str]:
    """Which of COLUMNS each heading is likely to be, for a person to look at; those of no meaning are left out.

    `is_category` tells whether a cell names a category. Where no heading says that its column holds them, it is one
    most of whose cells do; of a meaning that two columns cannot share, the first has it.
    """
    found: dict[str, str] = {}
    for column in columns:
        meaning = column.meaning or one_of_several(column.heading)
        if meaning and (meaning in SEVERAL or meaning not in found.values()):
            found[column.heading] = meaning
    if "category" not in found.values():
        of_text_or_none = (column for column in columns if found.get(column.heading) in (None, "text"))
        named = next((one for one in of_text_or_none if _mostly(is_category, one.samples)), None)
        found |= {named.heading: "category"} if named else {}
    return found


def _mostly(is_so: Callable[[str], bool], samples: Sequence[str]) -> bool:
    return 2 * sum(map(is_so, samples)) > len(samples)


def is_table(text: str) -> bool:
    """Whether a text is a table of incidents, as one copies it from a spreadsheet: its first line names the columns."""
    first, _, rest = text.lstrip().partition("\n")
    if not rest.strip() or len(first) > 2_000:
        return False
    try:
        read_header(first)
    except (UnreadableFileError, csv.Error):
        return False
    return True


def head_hash(columns: Sequence[Column]) -> str:
    """Recognises files whose columns are called alike, in whatever order they stand."""
    return hashlib.sha256("\x1f".join(sorted(column.heading.casefold() for column in columns)).encode()).hexdigest()


def _rows(lines: Iterator[str], delimiter: str) -> list[list[str]]:
    try:
        return list(islice(csv.reader(lines, delimiter=delimiter), LOOKED_AT))
    except csv.Error:
        return []


def _samples(rows: Sequence[Sequence[str]], at: int) -> tuple[str, ...]:
    """Different values, as they stand."""
    filled = (row[at].strip()[:_LONGEST_SAMPLE] for row in rows if at < len(row))
    return tuple(islice(dict.fromkeys(filter(None, filled)), SAMPLES))
