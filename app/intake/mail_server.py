"""Speaks with the mailbox's server (IMAP): opens the folder, finds unread letters, fetches them, marks them as read."""

import imaplib
import logging
import ssl
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

from imap_tools import AND, BaseMailBox, ImapToolsError, MailBox, MailBoxUnencrypted, MailMessage, MailMessageFlags
from imap_tools.errors import MailboxFolderSelectError, MailboxLoginError
from sqlalchemy.exc import DBAPIError

from app.config import Settings
from app.fetching import Fault
from app.intake.letters import Letter

SECONDS_TO_ANSWER = 30
HEADS_AT_ONCE = 50

log = logging.getLogger(__name__)


class NoPasswordError(Exception):
    """The file with the password cannot be read."""


class NoCertificatesError(Exception):
    """The file with the certificates cannot be read."""


class Head(MailMessage):
    """A letter's head as the server sent it; the library keeps only what it has read from it."""

    def __init__(self, fetch_data: list[bytes | tuple[bytes, bytes]]) -> None:
        super().__init__(fetch_data)
        self.raw = next((part[1] for part in fetch_data if isinstance(part, tuple)), b"")


@contextmanager
def open_mailbox(settings: Settings) -> Iterator[BaseMailBox]:
    """The folder, open; leaving it when the line has dropped is no fault of its own."""
    try:
        password = settings.mailbox_password()
    except OSError as error:
        raise NoPasswordError from error
    box = _connected(settings)
    try:
        _log_in(box, settings, password)
        yield box
    finally:
        try:
            box.logout()
        except (OSError, imaplib.IMAP4.error, ImapToolsError):
            log.debug("mailbox: the line was closed already")


def _connected(settings: Settings) -> BaseMailBox:
    if not settings.imap_tls:  # on this machine alone; see Settings.checked
        return MailBoxUnencrypted(settings.imap_host, settings.imap_port, timeout=SECONDS_TO_ANSWER)
    try:
        trusted = ssl.create_default_context(cafile=settings.imap_ca_file or None)
    except (OSError, ssl.SSLError) as error:
        raise NoCertificatesError from error
    return MailBox(settings.imap_host, settings.imap_port, timeout=SECONDS_TO_ANSWER, ssl_context=trusted)


def _log_in(box: BaseMailBox, settings: Settings, password: str) -> None:
    try:
        if settings.imap_oauth:
            box.xoauth2(settings.imap_user, password, initial_folder=None)
        elif f"{settings.imap_user}{password}".isascii():
            box.login(settings.imap_user, password, initial_folder=None)
        else:
            box.login_utf8(settings.imap_user, password, initial_folder=None)
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:  # some ways of entering say it so, others by the library's own error
        raise MailboxLoginError(("NO", []), "OK") from error
    box.email_message_class = Head
    box.folder.set(settings.imap_folder)


def fault_in(error: Exception) -> Fault:
    """What an error means to the person who is to mend it."""
    kinds: list[tuple[type[Exception] | tuple[type[Exception], ...], Fault]] = [
        (NoPasswordError, Fault.NO_PASSWORD),
        ((ssl.SSLCertVerificationError, NoCertificatesError), Fault.CERTIFICATE),
        (MailboxLoginError, Fault.WRONG_PASSWORD),
        (MailboxFolderSelectError, Fault.NO_FOLDER),
        ((imaplib.IMAP4.abort, OSError), Fault.CONNECTION),
        ((imaplib.IMAP4.error, ImapToolsError), Fault.PROTOCOL),
        (DBAPIError, Fault.STORAGE),
    ]
    return next((fault for kind, fault in kinds if isinstance(error, kind)), Fault.UNEXPECTED)


def uids_from(box: BaseMailBox, senders: Iterable[str]) -> set[str]:
    """Unread letters that may be theirs: the server searches, so a heap of other mail costs nothing."""
    return {uid for sender in senders for uid in box.uids(AND(seen=False, from_=sender))}


def heads(box: BaseMailBox, uids: Sequence[str]) -> Iterator[tuple[str, Letter, int]]:
    """Each letter's uid, head and size in bytes; they stay unread."""
    if uids:
        for head in box.fetch(uid_list=list(uids), headers_only=True, mark_seen=False, bulk=HEADS_AT_ONCE):
            assert isinstance(head, Head)
            yield head.uid or "", Letter(head.raw), head.size_rfc822


def whole(box: BaseMailBox, uid: str) -> Letter | None:
    """The letter's own bytes; the library would give them written anew."""
    _status, answer = box.client.uid("fetch", uid, "(INTERNALDATE BODY.PEEK[])")
    parts = [part for part in answer if isinstance(part, tuple)]
    if not parts:
        return None
    told = b" ".join(part[0] if isinstance(part, tuple) else part for part in answer if part)
    arrived = imaplib.Internaldate2tuple(told)
    return Letter(parts[0][1], datetime.fromtimestamp(time.mktime(arrived), UTC) if arrived else None)


def mark_read(box: BaseMailBox, uid: str) -> None:
    box.flag(uid, MailMessageFlags.SEEN, True)
