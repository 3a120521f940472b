"""Speaks with the server that mail is sent by (SMTP): one letter to one person at a time."""

import smtplib
import ssl
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from email.policy import SMTP as AS_SENT
from email.utils import parseaddr
from enum import StrEnum

from sqlalchemy.exc import DBAPIError

from app.config import Settings
from app.fetching import Fault


class Answer(StrEnum):
    """What a server says to a letter; `ELSEWHERE`: it was not asked, as another process has just sent the letter."""

    TAKEN = "taken"
    LATER = "later"
    REFUSED = "refused"
    ELSEWHERE = "elsewhere"


class NoPasswordError(Exception):
    """The file with the password cannot be read."""


class NoCertificatesError(Exception):
    """The file with the certificates cannot be read."""


class NoTlsError(Exception):
    """The server takes nothing encrypted."""


class SenderRefusedError(Exception):
    """The server takes nothing from our own address."""


@contextmanager
def open_line(settings: Settings) -> Iterator[smtplib.SMTP]:
    """A line to the server, encrypted and signed in."""
    try:
        password = settings.mail_password()
    except OSError as error:
        raise NoPasswordError from error
    line = _connected(settings)
    try:
        line.ehlo_or_helo_if_needed()
        if settings.smtp_user:
            _log_in(line, settings.smtp_user, password)
        yield line
        with suppress(OSError):  # all has been said
            line.quit()
    finally:
        line.close()


def hand_over(
    line: smtplib.SMTP, sender: str, receiver: str, letter: EmailMessage, claim: Callable[[], bool]
) -> tuple[Answer, str]:
    """Give the server one letter; gives its answer and, where that is no yes, its words.

    `claim` is asked when all that is left is the letter itself: from then on nobody knows whether it was taken until
    the server has answered, so where the line drops after it, the letter must not go again by itself.
    Raises UnicodeEncodeError, before anything is said, for a receiver that cannot be written in ASCII.
    """
    receiver.encode("ascii")
    code, said = line.mail(parseaddr(sender)[1])
    if code >= 500:
        raise SenderRefusedError(_words(code, said))
    if code < 300:
        code, said = line.rcpt(receiver)
    if code < 300:
        if not claim():
            line.rset()
            return Answer.ELSEWHERE, ""
        try:
            code, said = line.data(letter.as_bytes(policy=AS_SENT))
        except smtplib.SMTPDataError as error:
            code, said = error.smtp_code, error.smtp_error if isinstance(error.smtp_error, bytes) else b""
    if code < 300:
        return Answer.TAKEN, ""
    with suppress(smtplib.SMTPServerDisconnected):
        line.rset()
    return (Answer.LATER if code < 500 else Answer.REFUSED), _words(code, said)


def fault_in(error: Exception) -> Fault:
    """What an error means to the person who is to mend it. The library's own errors are OSErrors too."""
    kinds: list[tuple[type[Exception] | tuple[type[Exception], ...], Fault]] = [
        (NoPasswordError, Fault.NO_PASSWORD),
        ((ssl.SSLCertVerificationError, NoCertificatesError, NoTlsError), Fault.CERTIFICATE),
        (smtplib.SMTPAuthenticationError, Fault.WRONG_PASSWORD),
        (SenderRefusedError, Fault.REFUSED),
        ((smtplib.SMTPServerDisconnected, smtplib.SMTPConnectError), Fault.CONNECTION),
        ((smtplib.SMTPException, ssl.SSLError), Fault.PROTOCOL),
        (OSError, Fault.CONNECTION),
        (DBAPIError, Fault.STORAGE),
    ]
    return next((fault for kind, fault in kinds if isinstance(error, kind)), Fault.UNEXPECTED)


def _connected(settings: Settings) -> smtplib.SMTP:
    # Our name in the greeting is the sender's domain: asking the network for this machine's own name can take long.
    name, wait = parseaddr(settings.mail_from)[1].partition("@")[2], settings.smtp_seconds
    if settings.smtp_tls == "implicit":
        return smtplib.SMTP_SSL(settings.smtp_host, settings.smtp_port, name, timeout=wait, context=_trusted(settings))
    line = smtplib.SMTP(settings.smtp_host, settings.smtp_port, name, timeout=wait)
    if settings.smtp_tls == "starttls":
        try:
            line.starttls(context=_trusted(settings))
        except smtplib.SMTPNotSupportedError as error:
            line.close()
            raise NoTlsError from error
        except BaseException:
            line.close()
            raise
    return line


def _trusted(settings: Settings) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=settings.smtp_ca_file or None)
    except (OSError, ssl.SSLError) as error:
        raise NoCertificatesError from error


def _log_in(line: smtplib.SMTP, user: str, password: str) -> None:
    if f"{user}{password}".isascii():
        line.login(user, password)
        return
    # The library writes ASCII alone.
    told = b64encode(f"\0{user}\0{password}".encode()).decode()
    code, said = line.docmd("AUTH", f"PLAIN {told}")
    if code != 235:
        raise smtplib.SMTPAuthenticationError(code, said)


def _words(code: int, said: bytes) -> str:
    return f"{code} {said.decode(errors='replace')}".replace("\n", " ")[:200]
