"""A mail server that takes letters (aiosmtpd), started and stopped by the tests on a free port of this machine."""

import asyncio
import shutil
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.availability import unavailable
from tests.imap_server import make_certificate
from tests.postgis_server import free_port

USER, PASSWORD = "lagesbild", "bara för prov"


@dataclass
class PostOffice:
    """What a server has taken, and how it behaves: `refusals` are answers to an address, `slow` seconds before it
    answers to a letter, `answer` what it says to one, and `on_taken` what happens meanwhile."""

    port: int = 0
    refusals: dict[str, str] = field(default_factory=dict)
    slow: float = 0
    answer: str = "250 OK"
    on_taken: Callable[[], None] = lambda: None
    taken: list[tuple[str, list[str], EmailMessage]] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 - the library calls it so
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _: Any
    ) -> str:
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        await asyncio.sleep(self.slow)
        if self.answer.startswith("2"):
            letter = message_from_bytes(bytes(envelope.content or b""), policy=default)
            assert isinstance(letter, EmailMessage)
            self.taken.append((envelope.mail_from or "", list(envelope.rcpt_tos), letter))
            self.on_taken()
        return self.answer

    @property
    def receivers(self) -> list[str]:
        """Whom each letter was for, in the order in which they were taken."""
        return [address for _sender, addresses, _letter in self.taken for address in addresses]


def certificate_in(folder: Path) -> ssl.SSLContext:
    """What a server shows, made now and signed by nobody else: certificate.pem and key.pem of the folder."""
    if shutil.which("openssl") is None:
        unavailable("openssl is not installed", "imap")
    make_certificate(folder)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "certificate.pem", folder / "key.pem")
    return context


@contextmanager
def serving(office: PostOffice, context: ssl.SSLContext | None = None, *, implicit: bool = False) -> Iterator[None]:
    """With a certificate it is encrypted, from the first byte or by STARTTLS, and asks for name and password."""
    office.port = office.port or free_port()
    options: dict[str, Any] = {}
    if context:
        options = {"authenticator": _is_user, "auth_required": True, "auth_require_tls": not implicit}
        options |= {"ssl_context": context} if implicit else {"tls_context": context, "require_starttls": True}
    controller = Controller(office, hostname="127.0.0.1", port=office.port, **options)
    controller.start()
    try:
        yield
    finally:
        controller.stop()


def _is_user(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, told: Any) -> AuthResult:
    is_right = isinstance(told, LoginPassword) and (told.login, told.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=is_right, handled=False)
