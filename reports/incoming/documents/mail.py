"""Mails (.eml): their own text and that of their attachments, and nothing left out in silence."""

import email
import email.policy
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from email.headerregistry import AddressHeader, DateHeader
from email.message import EmailMessage
from typing import NamedTuple

from reports.incoming.documents.document import Document, Kind, tidy
from reports.incoming.documents.faults import DocumentError
from reports.incoming.documents.html import text_of_html
from reports.incoming.documents.plain import decoded

MOST_PARTS = 50
LONGEST_ADDRESS = 254
DEEPEST = 5
_SIGNATURES = ("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature")
_MUCH_SHORTER = 0.2

ReadPart = Callable[[str, str, bytes], Document]


class Part(NamedTuple):
    """A text of a mail: its own (no name), or that of an attachment."""

    name: str
    text: str


class MailReader:
    """Reads one mail; `read_part` reads an attachment (name, media type, content) and raises DocumentError."""

    def __init__(self, name: str, read_part: ReadPart) -> None:
        self._name = name
        self._read_part = read_part
        self._parts: list[Part] = []
        self._remarks: list[DocumentError] = []
        self._seen = 0

    def read(self, content: bytes) -> Document:
        """Raises DocumentError where neither the mail nor any attachment has text that can be read."""
        message = email.message_from_bytes(content, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        self._take(message, depth=0)
        subject = header(message, "Subject")
        text = tidy(_joined(self._parts)) or subject
        if not text:
            raise self._remarks[0].as_part() if self._remarks else DocumentError("no_text", self._name)
        if "�" in text and not self._is_said("damaged_letters"):
            self._remarks.append(DocumentError("damaged_letters", self._name, is_part=True))
        sender = next(iter(senders(message)), "")[:LONGEST_ADDRESS]
        return Document(text, Kind.MAIL, sender, sent_at(message), subject, _message_id(message), tuple(self._remarks))

    def _take(self, message: EmailMessage, depth: int) -> None:
        kind = message.get_content_type()
        if kind == "multipart/alternative":
            self._take_best(list(_inner(message)), depth)
        elif kind == "message/rfc822":
            self._take_forwarded(message, depth)
        elif message.is_multipart():
            for part in _inner(message):
                self._take(part, depth)
        else:
            self._take_leaf(message)

    def _take_best(self, choices: list[EmailMessage], depth: int) -> None:
        """The same text in several forms: the plain one, unless it only says "see the other"."""
        others = [one for one in choices if one.is_multipart() or _is_attached(one)]
        texts = {one.get_content_type(): _body(one) for one in choices if one not in others}
        plain, rich = texts.get("text/plain", ""), texts.get("text/html", "")
        best = rich if len(plain.strip()) < _MUCH_SHORTER * len(rich) else plain
        if best.strip():
            self._parts.append(Part("", best))
        for other in others:
            if not (best.strip() and other.get_content_type() == "multipart/related" and not _has_attachments(other)):
                self._take(other, depth)

    def _take_forwarded(self, message: EmailMessage, depth: int) -> None:
        for inner in _inner(message):
            if depth >= DEEPEST:
                self._leave_out(DocumentError("too_many_parts", self._name, most=MOST_PARTS))
                return
            told = (f"{words}: {value}" for words in ("From", "Date", "Subject") if (value := header(inner, words)))
            self._parts.append(Part(header(inner, "Subject") or "mejl", "\n".join(told)))
            self._take(inner, depth + 1)

    def _take_leaf(self, part: EmailMessage) -> None:
        kind = part.get_content_type()
        if kind in ("text/plain", "text/html") and not _is_attached(part):
            self._parts.append(Part("", _body(part)))
            return
        if kind in _SIGNATURES or self._is_too_many():
            return
        name = part.get_filename() or kind
        with suppress(LookupError, ValueError):
            name = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        try:
            read = self._read_part(name, kind, _bytes(part))
        except DocumentError as error:
            self._leave_out(error)
        else:
            self._parts.append(Part(name, read.text))
            self._remarks += read.remarks

    def _leave_out(self, error: DocumentError) -> None:
        self._remarks.append(error.as_part())

    def _is_too_many(self) -> bool:
        self._seen += 1
        if self._seen > MOST_PARTS and not self._is_said("too_many_parts"):
            self._leave_out(DocumentError("too_many_parts", self._name, most=MOST_PARTS))
        return self._seen > MOST_PARTS

    def _is_said(self, code: str) -> bool:
        return any(remark.code == code for remark in self._remarks)


def _joined(parts: list[Part]) -> str:
    """The texts one after the other, an attachment's under its name."""
    filled = [Part(part.name, part.text.strip()) for part in parts if part.text.strip()]
    return "\n\n".join(f"--- {part.name} ---\n{part.text}" if part.name else part.text for part in filled)


def _inner(message: EmailMessage) -> list[EmailMessage]:
    payload = message.get_payload()
    return [part for part in payload if isinstance(part, EmailMessage)] if isinstance(payload, list) else []


def _is_attached(part: EmailMessage) -> bool:
    return part.get_content_disposition() == "attachment" or bool(part.get_filename())


def _has_attachments(message: EmailMessage) -> bool:
    return any(_is_attached(part) for part in message.walk() if isinstance(part, EmailMessage))


def _bytes(part: EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _body(part: EmailMessage) -> str:
    text = decoded(_bytes(part), part.get_content_charset())
    return text_of_html(text) if part.get_content_type() == "text/html" else text


def header(message: EmailMessage, name: str) -> str:
    """A header as one line; empty where it is missing or too broken to be read."""
    try:
        value = str(message.get(name, ""))
    except Exception:  # the parser of headers stumbles in many ways over what no mail program writes
        return ""
    return " ".join(_whole(value).split())


def senders(message: EmailMessage) -> list[str]:
    """The addresses that it says it is from; none where that is too broken to be read."""
    with suppress(Exception):  # as above
        fields = [field for field in message.get_all("From", []) if isinstance(field, AddressHeader)]
        return [_whole(address.addr_spec) for field in fields for address in field.addresses]
    return []


def sent_at(message: EmailMessage) -> datetime | None:
    """When it says that it was sent, in UTC, which it is also in where it keeps its own zone to itself (-0000)."""
    with suppress(Exception):  # as above
        field = message["Date"]
        if isinstance(field, DateHeader) and field.datetime:
            moment = field.datetime
            return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None


def _whole(value: str) -> str:
    """Bytes that no encoding explains come as halves of letters, which cannot be written anywhere."""
    return value.encode("utf-8", "replace").decode("utf-8")


def _message_id(message: EmailMessage) -> str:
    return header(message, "Message-ID").strip("<> ")[:190]
