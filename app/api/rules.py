"""What another system may send, and what is wrong with what it sent."""

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
from flask_babel import gettext as _

from app.errors import DomainError

LONGEST_TEXT = 500_000
LONGEST_ID = 150
LONGEST_SENDER = 254
FIELDS = ("text", "received", "id", "sender")
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
CHARSETS = frozenset({"utf-8", "utf-16", "ascii", "iso8859-1", "iso8859-15", "cp1252"})
"""Those of texts, as Python calls them; it knows others that turn any bytes into what is no text."""
CLOCKS_DIFFER = timedelta(minutes=5)


class BodyError(DomainError):
    """The body of a request is no report; nothing was kept."""


class ChangedError(DomainError):
    """A report with this id has come before with another text."""


@dataclass(frozen=True, slots=True)
class SentReport:
    """What a system has sent: `id` is its own, which recognises the report when it comes again."""

    text: str
    received: datetime
    id: str | None = None
    sender: str = ""


def report_from_json(body: bytes, now: datetime) -> SentReport:
    """Raises BodyError."""
    try:
        fields = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        place = _("rad %(line)s, tecken %(column)s", line=error.lineno, column=error.colno)
        raise BodyError(_("Det är inte giltig JSON i UTF-8 (%(place)s). Inget är sparat.", place=place)) from None
    if not isinstance(fields, dict):
        raise BodyError(_("Skicka ett JSON-objekt med fältet text. Inget är sparat."))
    if unknown := sorted(fields.keys() - set(FIELDS)):
        known = ", ".join(FIELDS)
        raise BodyError(
            _("Fältet ”%(name)s” finns inte; de som finns är %(known)s. Inget är sparat.", name=unknown[0], known=known)
        )
    return SentReport(
        _checked_text(fields.get("text")),
        _received(fields.get("received"), now),
        _short(fields, "id", LONGEST_ID) or None,
        _short(fields, "sender", LONGEST_SENDER),
    )


def report_from_text(body: bytes, charset: str, now: datetime) -> SentReport:
    """Raises BodyError."""
    try:
        if codecs.lookup(charset).name not in CHARSETS:
            raise LookupError(charset)
        text = body.decode(charset)
    except (UnicodeError, LookupError):
        raise BodyError(
            _(
                "Texten är inte skriven i %(charset)s. Skicka UTF-8, eller ange charset. Inget är sparat.",
                charset=charset,
            )
        ) from None
    return SentReport(_checked_text(text), now)


def _checked_text(value: object) -> str:
    text = value.replace("\x00", "").replace("\r\n", "\n").strip() if isinstance(value, str) else ""
    if not text:
        raise BodyError(_("Fältet text saknas eller är tomt. Inget är sparat."))
    if len(text) > LONGEST_TEXT:
        raise BodyError(_("Texten är för lång, högst %(most)s tecken. Dela den. Inget är sparat.", most=LONGEST_TEXT))
    return text


def _received(value: object, now: datetime) -> datetime:
    if value is None:
        return now
    try:
        moment = datetime.fromisoformat(str(value))
        if moment.tzinfo is None or not EARLIEST <= moment <= now + CLOCKS_DIFFER:
            raise ValueError(value)
        return min(moment, now).astimezone(UTC)
    except (ValueError, OverflowError):
        raise BodyError(
            _("Fältet received ska vara en tid med tidszon som inte ligger framåt, till exempel "
              "2026-11-20T06:30:00+01:00. Inget är sparat.")
        ) from None  # fmt: skip


def _short(fields: Mapping[str, Any], name: str, most: int) -> str:
    value = fields.get(name)
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > most or not value.strip() or re.search(r"[\x00-\x1f\x7f]", value):
        raise BodyError(
            _("Fältet %(name)s ska vara en rad text, 1–%(most)s tecken. Inget är sparat.", name=name, most=most)
        )
    return value.strip()
