"""What a letter in the mailbox says of itself: who sent it, who vouches for that, when, and under which id."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cached_property

from reports.incoming.documents import Document, read_document
from reports.incoming.documents.mail import header, senders, sent_at

MEDIA_TYPE = "message/rfc822"
LONGEST_ID = 150
BELIEVED = timedelta(days=7)
"""How far a letter's own date may lie from its arrival: clocks are wrong, and letters wait, but not for longer."""

_COMMENT = re.compile(r"\([^()]*\)")
_RESULT = re.compile(r"\s*([a-z0-9-]+)\s*=\s*([a-z]+)")
_PROPERTY = re.compile(r"\bheader\.(?:d|from)\s*=\s*@?([^\s;]+)")


@dataclass(frozen=True)
class Letter:
    """A letter, byte for byte, or its head alone; `arrived` is when the server got it, where that is known."""

    raw: bytes
    arrived: datetime | None = None

    @cached_property
    def head(self) -> EmailMessage:
        head = self.raw.replace(b"\r\n", b"\n").partition(b"\n\n")[0]
        return message_from_bytes(head + b"\n\n", policy=policy.default)

    @cached_property
    def sender(self) -> str:
        """The one address it says it is from, folded; empty where it names none, or more than one."""
        found = senders(self.head)
        return found[0].casefold() if len(found) == 1 and "@" in found[0] else ""

    def sent_at(self, now: datetime) -> datetime:
        """When it was sent, in UTC: its own date where that can be true, else when it arrived; never later."""
        arrived = self.arrived or now
        sent = sent_at(self.head) or arrived
        return min(sent if arrived - sent <= BELIEVED else arrived, arrived, now)

    def external_id(self) -> str:
        """What recognises it when it comes again: its Message-ID, or its bytes where it has none."""
        found = re.sub(r"\s", "", header(self.head, "Message-ID")).strip("<>")
        if not found or len(found) > LONGEST_ID:
            return f"mail:sha256:{hashlib.sha256(self.raw).hexdigest()}"
        return f"mail:{found}"

    def is_vouched_for(self, server: str) -> bool:
        """Whether a mail server of ours has found that the letter comes from its sender's domain.

        Only its topmost word counts: those below may have come with the letter. RFC 8601.
        """
        _name, _at, domain = self.sender.rpartition("@")
        for field in self.head.get_all("Authentication-Results", []):
            by, _semicolon, results = _without_comments(str(field).casefold()).partition(";")
            if by.split()[:1] == [server.casefold()]:
                return bool(domain) and any(_proves(result, domain) for result in results.split(";"))
        return False


def read_letter(letter: Letter) -> Document:
    """The text of a letter and its attachments. Raises ReadingError where there is none."""
    return read_document("letter.eml", MEDIA_TYPE, letter.raw)


def _without_comments(text: str) -> str:
    """Comments may quote what the sender wrote, so they prove nothing; they may stand within each other."""
    while (shorter := _COMMENT.sub(" ", text)) != text:
        text = shorter
    return text


def _proves(result: str, domain: str) -> bool:
    """DMARC of the From address, or a signature (DKIM) of its domain or of one above."""
    found = _RESULT.match(result)
    if not found or found[1] not in ("dmarc", "dkim") or found[2] != "pass":
        return False
    named = _PROPERTY.findall(result)
    if found[1] == "dmarc":
        return all(one == domain for one in named)
    return any(domain == one or (domain.endswith(f".{one}") and "." in one) for one in named)
