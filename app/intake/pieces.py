"""What somebody pastes or drops, read: a report in words, or a table of incidents."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from app.arrivals import Original
from app.intake.letters import Letter
from app.models import Channel
from reports.incoming.documents import DocumentError, Kind, kind_of, read_document
from reports.incoming.documents.pasted import head_of_pasted
from reports.incoming.tables.table_head import is_table

PASTED = "text/plain"
_TABLES = (".csv", ".tsv")


@dataclass(frozen=True, slots=True)
class Piece:
    """A text (`name` is empty then) or a file, as it was sent by the browser."""

    name: str
    media_type: str
    content: bytes

    @classmethod
    def of_text(cls, text: str) -> "Piece":
        return cls("", PASTED, text.encode())

    @property
    def channel(self) -> Channel:
        return Channel.FILE if self.name else Channel.PASTE

    def is_table(self) -> bool:
        """Whether it holds an incident a row. Raises DocumentError for what cannot be read."""
        kind = kind_of(self.name, self.media_type, self.content)
        if kind is not Kind.TEXT:
            return kind is Kind.SHEET
        if PurePath(self.name).suffix.lower() in _TABLES:
            return True
        return is_table(self.content[:20_000].decode("utf-8", "replace"))


@dataclass(frozen=True, slots=True)
class ReportRead:
    """A report in words: its text, and what it says of itself."""

    text: str
    channel: Channel
    sender: str = ""
    sent: datetime | None = None
    external_id: str | None = None
    original: Original | None = None
    remarks: tuple[DocumentError, ...] = ()


def read_piece(piece: Piece) -> ReportRead:
    """A report in words. Raises DocumentError."""
    if not piece.name:
        text = piece.content.decode()
        return ReportRead(text, piece.channel, *head_of_pasted(text))
    read = read_document(piece.name, piece.media_type, piece.content)
    original = Original(piece.name, piece.media_type, piece.content)
    if read.kind is not Kind.MAIL:
        head = head_of_pasted(read.text)
        return ReportRead(read.text, piece.channel, *head, original=original, remarks=read.remarks)
    # The same letter may come by the mailbox as well: one id recognises it either way.
    own = Letter(piece.content).external_id() if read.message_id else None
    return ReportRead(read.text, piece.channel, read.sender, read.sent, own, original, read.remarks)
