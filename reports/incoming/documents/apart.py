"""Reads received files in a process apart, with limits of time and memory: they come from outside."""

import subprocess

from geo.apart import run_apart
from reports.incoming.documents.document import LONGEST_TEXT, Document, Kind, TableFile
from reports.incoming.documents.faults import DocumentError
from reports.incoming.documents.kinds import kind_of
from reports.incoming.documents.letters import Letter, unpack
from reports.incoming.documents.reader import parse

MOST_SECONDS = 45
_SHORT = 4 * 1024 * 1024


def read_document(name: str, media_type: str, content: bytes) -> Document:
    """The text of a received file, whatever its kind: text, HTML, mail with attachments, Word, PDF, spreadsheet.

    The kind follows from the content; `name` and `media_type` (may be empty) are hints. Takes at most `MOST_SECONDS`
    seconds of work. Raises DocumentError, whose `in_words` says what is wrong and how to mend it.
    """
    name = _clean(name)
    if kind_of(name, media_type, content) is Kind.TEXT:
        if len(content) > _SHORT:
            raise DocumentError("too_long", name, most=LONGEST_TEXT)
        return parse(name, media_type, content)
    read = _apart("document", name, media_type, content)
    assert isinstance(read, Document)
    return read


def read_table(name: str, content: bytes) -> TableFile:
    """A spreadsheet as CSV, for reports.incoming.tables.table. Raises DocumentError."""
    read = _apart("table", _clean(name), "", content)
    assert isinstance(read, TableFile)
    return read


def _clean(name: str) -> str:
    return name.replace("\0", "").encode("utf-8", "replace").decode("utf-8")[:200]


def _apart(what: str, name: str, media_type: str, content: bytes) -> Letter:
    try:
        read = unpack(
            run_apart(
                "reports.incoming.documents", what, name, _clean(media_type), content=content, seconds=MOST_SECONDS
            )
        )
    except (subprocess.TimeoutExpired, ValueError):
        raise DocumentError("too_demanding", name) from None
    if isinstance(read, DocumentError):
        raise read
    return read
