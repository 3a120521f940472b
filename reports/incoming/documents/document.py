"""What the reading of a received file gives."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from reports.incoming.documents.faults import DocumentError

LONGEST_TEXT = 500_000
"""Characters of one report's text."""


class Kind(StrEnum):
    """What a file holds, told by its content; its name and declared type are only hints."""

    TEXT = "text"
    HTML = "html"
    MAIL = "mail"
    WORD = "word"
    PDF = "pdf"
    SHEET = "sheet"


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a file. Lines end with a line feed, and nothing empty stands around it.

    Of a mail also who sent it (an address), when (UTC, None where it does not say), its subject and its Message-ID
    without the angle brackets; the texts of its attachments follow its own. `remarks` are the parts that were left out.
    """

    text: str
    kind: Kind
    sender: str = ""
    sent: datetime | None = None
    subject: str = ""
    message_id: str = ""
    remarks: tuple[DocumentError, ...] = ()


@dataclass(frozen=True, slots=True)
class TableFile:
    """A sheet of a spreadsheet as CSV (UTF-8, semicolons), each row on the line that it has in the sheet."""

    csv: bytes
    remarks: tuple[DocumentError, ...] = ()


def tidy(text: str) -> str:
    """Line ends made alike; without zero characters and what is empty around it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").replace("\ufeff", "")
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()
