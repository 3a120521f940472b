"""Settings: everything that can be configured, read from the environment once and then passed on."""

import contextlib
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, get_type_hints
from urllib.parse import urlsplit

from app.mail_address import sender_address

ROOT = Path(__file__).resolve().parent.parent


class SettingsError(ValueError):
    """A setting has a value that cannot be used; the text names the setting and says what would do."""


def setting(default: Any, about: str) -> Any:
    """A field of `Settings` with its default and the sentence that documents it."""
    return field(default=default, metadata={"about": about})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One municipality's installation. Each field is read from the variable of the same name in capitals."""

    instance_dir: Path = setting(ROOT / "instance", "Folder for the embedded database, documents and the secret key.")
    database_url: str = setting("", "PostgreSQL with PostGIS, as postgresql://…; empty: SQLite in the instance folder.")
    secret_key: str = setting("", "Signs cookies; empty: made at the first start and kept in the instance folder.")
    municipality: str = setting("upplands-bro", "Which folder of seed/municipalities to seed from.")
    demo: bool = setting(True, "Whether an empty database gets the made-up demo; set 0 for real use.")
    default_language: str = setting("sv", "Language for those who have not chosen: sv or en.")
    bind_host: str = setting("127.0.0.1", "Address that the web process listens on.")
    port: int = setting(8000, "Port that the web process listens on.")
    web_threads: int = setting(8, "Threads of the web process.")
    trusted_proxies: int = setting(0, "Number of reverse proxies in front whose X-Forwarded-* headers are believed.")
    secure_cookies: bool = setting(False, "Cookies only over HTTPS; turn on wherever HTTPS is served.")
    session_hours: int = setting(12, "Hours without use after which a signed-in session ends.")
    sign_in_attempts: int = setting(
        8, "Failed sign-ins per e-mail in a quarter before a pause; twelve times that per address."
    )
    upload_megabytes: int = setting(64, "Largest file that may be uploaded.")
    picture_first_monday: date = setting(date(2026, 1, 5), "A Monday from which the fortnights are counted.")
    picture_hour: int = setting(6, "Hour, local time, at which a closed fortnight's draft is built on its Monday.")
    imap_host: str = setting("", "Server of the mailbox that reports are read from; empty: no mailbox is read.")
    imap_port: int = setting(993, "Port of the mailbox's server.")
    imap_user: str = setting("", "User name of the mailbox.")
    imap_password: str = setting("", "Password of the mailbox.")
    imap_password_file: str = setting("", "File that holds the mailbox's password, instead of IMAP_PASSWORD.")
    imap_oauth: bool = setting(
        False, "The password is an access token (OAuth 2), as Microsoft 365 asks for; see docs/mailbox.md."
    )
    imap_folder: str = setting("INBOX", "Folder of the mailbox that is read.")
    imap_tls: bool = setting(True, "TLS with the certificate checked; may be off only for a server on this machine.")
    imap_ca_file: str = setting("", "Certificates (PEM) to check the mailbox's server with; empty: the system's.")
    imap_minutes: int = setting(5, "Minutes between two readings of the mailbox.")
    imap_trusted_server: str = setting(
        "", "Mail server (authserv-id) whose Authentication-Results must vouch for a sender; empty: none is asked for."
    )
    smtp_host: str = setting("", "Server that mail is sent by; empty: none is sent. See docs/mail.md.")
    smtp_port: int = setting(587, "Port of the server that mail is sent by.")
    smtp_user: str = setting("", "User name at that server; empty: it lets this machine send without one.")
    smtp_password: str = setting("", "Password at that server.")
    smtp_password_file: str = setting("", "File that holds that password, instead of SMTP_PASSWORD.")
    smtp_tls: str = setting(
        "starttls", "starttls, implicit (from the first byte, port 465), or off, only for a server on this machine."
    )
    smtp_ca_file: str = setting("", "Certificates (PEM) to check that server with; empty: the system's.")
    smtp_seconds: int = setting(30, "Seconds to wait for each answer of that server.")
    mail_from: str = setting("", "Sender of the mail, such as lagesbild@kommun.example; answers go there.")
    public_url: str = setting("", "Address that people reach the pages by, for links in mail: https://…")
    reminder_days: int = setting(
        4, "Days before a fortnight's end on which those are reminded who have sent no report; 0: nobody is."
    )
    reminder_hour: int = setting(9, "Hour, local time, of the reminders.")
    meeting_day: int = setting(4, "Day after a fortnight on which its edition's meeting is: 1 its Monday … 14.")
    meeting_hour: int = setting(9, "Hour, local time, of that meeting.")
    meeting_reminder_days: int = setting(
        2, "Days before the meeting on which coordinators are reminded of an edition not yet published; 0: never."
    )
    original_days: int = setting(
        0, "Days after which a report's text and file as received are removed; its incidents stay. 0: never."
    )
    background_file: str = setting(
        "",
        "File of map tiles (PMTiles) under the map; empty: background.pmtiles in the instance folder, if it is there.",
    )
    background_url: str = setting(
        "", "Outside service of map images, with {z}, {x} and {y}; it learns which places are looked at. Empty: none."
    )
    background_attribution: str = setting(
        "", "Who has made the map's background, to stand on the map; empty: what the file says."
    )
    polisen_url: str = setting(
        "https://polisen.se/api/events", "Where the police's notices are fetched, if switched on."
    )

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> "Settings":
        """The settings of this process. Raises SettingsError for a value that cannot be used."""
        env = os.environ if environ is None else environ
        kinds = get_type_hints(cls)
        values = {
            name: _parsed(name.upper(), env[name.upper()], kind)
            for name, kind in kinds.items()
            if env.get(name.upper(), "") != ""
        }
        return cls(**values).checked()

    def checked(self) -> "Settings":
        if self.picture_first_monday.weekday() != 0:
            raise SettingsError(f"PICTURE_FIRST_MONDAY={self.picture_first_monday} is not a Monday")
        if self.default_language not in ("sv", "en"):
            raise SettingsError(f"DEFAULT_LANGUAGE={self.default_language} must be sv or en")
        if not 0 <= self.picture_hour <= 23:
            raise SettingsError(f"PICTURE_HOUR={self.picture_hour} must be 0–23")
        if not self.imap_tls and self.imap_host not in ("", "localhost", "127.0.0.1", "::1"):
            raise SettingsError(f"IMAP_TLS=0 would send the password readable to {self.imap_host}; leave it on")
        if self.imap_minutes < 1:
            raise SettingsError(f"IMAP_MINUTES={self.imap_minutes} must be 1 or more")
        if self.original_days < 0:
            raise SettingsError(f"ORIGINAL_DAYS={self.original_days} must be 0 or more")
        self._check_mail()
        self._check_schedule()
        self._check_background()
        return self

    def _check_mail(self) -> None:
        if self.smtp_tls not in ("starttls", "implicit", "off"):
            raise SettingsError(f"SMTP_TLS={self.smtp_tls} must be starttls, implicit or off")
        if self.smtp_tls == "off" and self.smtp_host not in ("", "localhost", "127.0.0.1", "::1"):
            raise SettingsError(f"SMTP_TLS=off would send mail and password readable to {self.smtp_host}; leave it on")
        if self.smtp_seconds < 1:
            raise SettingsError(f"SMTP_SECONDS={self.smtp_seconds} must be 1 or more")
        if not self.smtp_host:
            return
        try:
            sender_address(self.mail_from)
        except ValueError:
            needed = "an address, such as lagesbild@kommun.example"
            raise SettingsError(f"SMTP_HOST is set, so MAIL_FROM must be {needed}") from None
        if not self.public_url.startswith(("https://", "http://")):
            raise SettingsError("SMTP_HOST is set, so PUBLIC_URL must be the address of the pages: https://…")

    def _check_schedule(self) -> None:
        bounds = {
            "reminder_days": (0, 13),
            "reminder_hour": (0, 23),
            "meeting_day": (1, 14),
            "meeting_hour": (0, 23),
            "meeting_reminder_days": (0, 13),
        }
        for name, (least, most) in bounds.items():
            if not least <= getattr(self, name) <= most:
                raise SettingsError(f"{name.upper()}={getattr(self, name)} must be {least}–{most}")

    def _check_background(self) -> None:
        if not self.background_url:
            return
        if self.background_file:
            raise SettingsError("BACKGROUND_FILE and BACKGROUND_URL are both set; choose one of them")
        if not self.background_attribution:
            raise SettingsError("BACKGROUND_URL is set, so BACKGROUND_ATTRIBUTION must say who has made the map")
        where = urlsplit(self.background_url)
        is_ours = where.scheme == "http" and where.hostname in ("localhost", "127.0.0.1", "::1")
        fields = sorted(re.findall(r"{[^{}]*}", self.background_url))
        if not (where.scheme == "https" or is_ours) or not re.fullmatch(r"[A-Za-z0-9.:\[\]-]+", where.netloc):
            raise SettingsError("BACKGROUND_URL must be the address of one server: https://…")
        if fields != ["{x}", "{y}", "{z}"]:
            raise SettingsError("BACKGROUND_URL must hold {z}, {x} and {y}, once each, and no other braces")

    @property
    def background_path(self) -> Path:
        """Where the file of map tiles lies, or would lie."""
        return Path(self.background_file) if self.background_file else self.instance_dir / "background.pmtiles"

    @property
    def sqlalchemy_url(self) -> str:
        if not self.database_url:
            return f"sqlite:///{self.instance_dir / 'laget.db'}"
        scheme, separator, rest = self.database_url.partition("://")
        if not separator or scheme.split("+")[0] not in ("postgresql", "postgres", "sqlite"):
            raise SettingsError("DATABASE_URL must begin with postgresql:// or sqlite://")
        return f"postgresql+psycopg://{rest}" if scheme.startswith("postgres") else self.database_url

    def mailbox_password(self) -> str:
        """Read anew each time, so that a changed file needs no restart. Raises OSError for a file that is not there."""
        return _password(self.imap_password, self.imap_password_file)

    def mail_password(self) -> str:
        """The same of the server that mail is sent by."""
        return _password(self.smtp_password, self.smtp_password_file)

    def cookie_key(self) -> str:
        """The key that signs cookies; made once and kept, readable by its owner alone."""
        if self.secret_key:
            return self.secret_key
        path = self.instance_dir / "secret_key"
        if not path.exists():
            self.instance_dir.mkdir(parents=True, exist_ok=True)
            _write_once(path, secrets.token_urlsafe(48))
        return path.read_text()


def _password(password: str, file: str) -> str:
    return Path(file).read_text().rstrip("\r\n") if file else password


def _write_once(path: Path, text: str) -> None:
    """Of two processes that start at once, both read what the first has written, never half of it."""
    own = path.with_name(f"{path.name}.{os.getpid()}")
    own.touch(mode=0o600)
    own.write_text(text)
    with contextlib.suppress(FileExistsError):
        os.link(own, path)
    own.unlink()


def _parsed(name: str, text: str, kind: type) -> Any:
    try:
        if kind is bool:
            return {"1": True, "true": True, "on": True, "0": False, "false": False, "off": False}[text.lower()]
        return date.fromisoformat(text) if kind is date else kind(text)
    except (ValueError, KeyError):
        wanted = {int: "a whole number", bool: "1 or 0", date: "a date such as 2026-01-05"}.get(kind, "other")
        raise SettingsError(f"{name}={text} must be {wanted}") from None
