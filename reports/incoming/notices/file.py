"""Reads a file of the police's public notices, as their API gives them: JSON or JSON lines, gzipped or not."""

import gzip
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, ClassVar
from unicodedata import normalize

import orjson

from reports.incoming.errors import ReadingError, UnreadableFileError

_GZIP = b"\x1f\x8b"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice. `published` is in UTC; `summary` is the lead; `text` is the lead and, where it is there, the body.

    `location` is what the feed calls location.name: a municipality or, mostly since 2026, only its county.
    """

    id: int
    published: datetime
    name: str
    type: str
    location: str
    summary: str
    url: str
    text: str


class NoticeError(ReadingError):
    """A row that is no notice. `line` counts from 1: a line of the file or, in a JSON array, an element."""

    sentences: ClassVar[Mapping[str, tuple[str, str]]] = {
        "not_json": ("Rad {line} är inte giltig JSON.", "Line {line} is not valid JSON."),
        "not_object": ("Rad {line} är inte en händelse.", "Line {line} is not a notice."),
        "missing": ("Rad {line} saknar {field}.", "Line {line} lacks {field}."),
        "bad_datetime": (
            "Rad {line}: tiden ”{value}” går inte att tyda.",
            "Line {line}: the time “{value}” cannot be read.",
        ),
    }


@dataclass(frozen=True, slots=True)
class BadNotice:
    """A row that could not be read, and why."""

    line: int
    reason: NoticeError


def read_notices(source: Path | str | BinaryIO) -> Iterator[Notice | BadNotice]:
    """The notices of a file, in its order; a broken row gives a BadNotice. Lines are streamed, an array is not.

    `source` is a path, or a binary file that can seek. Raises UnreadableFileError, at the first row or where a
    compressed file breaks off, if the whole is no such file; OSError if it cannot be opened.
    """
    if isinstance(source, (str, Path)):
        with Path(source).open("rb") as file:
            yield from read_notices(file)
        return
    try:
        yield from _rows(_unpacked(source))
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise UnreadableFileError("broken_archive") from error


def _unpacked(file: BinaryIO) -> BinaryIO:
    """Tells gzip by its first bytes: names of uploaded files say little."""
    head = file.read(2)
    file.seek(0)
    return gzip.open(file) if head == _GZIP else file  # type: ignore[return-value]  # a GzipFile is as good


def _rows(file: BinaryIO) -> Iterator[Notice | BadNotice]:
    start = file.read(4096).removeprefix(_BYTE_ORDER_MARK).lstrip()
    file.seek(0)
    if not start:
        raise UnreadableFileError("empty")
    if start.startswith(b"["):
        yield from (_notice_or_fault(line, row) for line, row in enumerate(_array(file.read()), 1))
    elif start.startswith(b"{"):
        for line, row in enumerate(file, 1):
            if row := row.removeprefix(_BYTE_ORDER_MARK).strip():
                yield _parsed(line, row)
    else:
        raise UnreadableFileError("not_json", line=1)


def _array(content: bytes) -> list[object]:
    try:
        rows = orjson.loads(content.removeprefix(_BYTE_ORDER_MARK))
    except orjson.JSONDecodeError as error:
        raise UnreadableFileError("not_json", line=error.lineno) from error
    if not isinstance(rows, list):
        raise UnreadableFileError("not_notices")
    return rows


def _parsed(line: int, row: bytes) -> Notice | BadNotice:
    try:
        return _notice_or_fault(line, orjson.loads(row))
    except orjson.JSONDecodeError:
        return BadNotice(line, NoticeError("not_json", line=line))


def _notice_or_fault(line: int, row: object) -> Notice | BadNotice:
    try:
        return _notice(line, row)
    except NoticeError as fault:
        return BadNotice(line, fault)


def _notice(line: int, row: object) -> Notice:
    if not isinstance(row, dict):
        raise NoticeError("not_object", line=line)
    number, name = row.get("id"), _text(row, "name")
    if not isinstance(number, int) or not name:
        raise NoticeError("missing", line=line, field="name" if isinstance(number, int) else "id")
    lead, body = _text(row, "preamble") or _text(row, "summary"), _text(row, "body")
    location = row.get("location")
    return Notice(
        id=number,
        published=_published(line, row.get("datetime")),
        name=name,
        type=_text(row, "type"),
        location=_text(location, "name") if isinstance(location, dict) else "",
        summary=lead,
        url=_text(row, "url"),
        text=f"{lead}\n{body}" if lead and body else lead or body,
    )


def _text(row: Mapping[str, object], field: str) -> str:
    value = row.get(field)
    return normalize("NFC", value).strip() if isinstance(value, str) else ""


def _published(line: int, value: object) -> datetime:
    """The police write "2023-01-11 1:35:11 +01:00": one-digit hours, so it is not ISO 8601."""
    try:
        day, clock, zone = str(value).split()
        return datetime.fromisoformat(f"{day}T{clock:0>8}{zone}").astimezone(UTC)
    except ValueError as error:
        raise NoticeError("bad_datetime", line=line, value=str(value)[:40]) from error
