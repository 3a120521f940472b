"""What holds for accounts: passwords, limits of a role, where a sign-in may lead, how a browser is called."""

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask_babel import gettext as _

from app.errors import DomainError
from app.models import Role

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200
FEWEST_CHARACTERS = 5
SHARING_AN_ADDRESS = 12
"""How many times the failures of one e-mail an address may have: a whole town hall shares one."""

BROWSERS = {"Edg": "Edge", "OPR/": "Opera", "Firefox|FxiOS": "Firefox", "Chrome|CriOS": "Chrome", "Safari": "Safari"}
SYSTEMS = {
    "Windows": "Windows",
    "Android": "Android",
    "iPhone|iPad": "iOS",
    "Mac OS": "Mac",
    "Linux": "Linux",
}


class AccountError(DomainError):
    """What was asked for an account cannot be done."""


class PasswordError(AccountError):
    """The password is too easy to guess."""


class EmailError(AccountError):
    """The e-mail address is taken."""


class LinkError(AccountError):
    """A one-time link is used, too old, or never was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountDetails:
    """What an administrator decides about an account."""

    name: str
    email: str
    role: Role
    organisation_id: int | None = None
    district_ids: tuple[int, ...] = ()


def check_details(details: AccountDetails) -> None:
    """Raises AccountError for a role without what limits it: it would see nothing, or too much."""
    if details.role is Role.REPORTER and details.organisation_id is None:
        raise AccountError(_("Välj vilken organisation rapportören hör till."))
    if details.role is Role.AREA_MEMBER and not details.district_ids:
        raise AccountError(_("Välj minst en kommundel för områdesgruppens medlem."))


def check_password(password: str, email: str) -> None:
    """Raises PasswordError for a password that is short or easy to guess."""
    folded = password.casefold()
    if len(password) < SHORTEST_PASSWORD:
        raise PasswordError(_("Lösenordet behöver minst %(count)s tecken.", count=SHORTEST_PASSWORD))
    if len(password) > LONGEST_PASSWORD:
        raise PasswordError(_("Lösenordet får ha högst %(count)s tecken.", count=LONGEST_PASSWORD))
    if len(set(folded)) < FEWEST_CHARACTERS:
        raise PasswordError(_("Lösenordet upprepar för få tecken."))
    if email and email.casefold() in folded:
        raise PasswordError(_("Lösenordet får inte innehålla din e-postadress."))


def normal_email(text: str) -> str:
    """One spelling of an address; nobody's mail tells capitals apart."""
    return text.strip().casefold()


def safe_next(target: str | None) -> str | None:
    """The target if it is a path of this site, else None.

    Browsers read "\\" as "/" and skip control characters, so a path with either may lead to another site.
    """
    if not target or not target.startswith("/") or target.startswith("//"):
        return None
    if "\\" in target or re.search(r"[\x00-\x20\x7f]", target):
        return None
    parts = urlsplit(target)
    return None if parts.scheme or parts.netloc else target


def network_of(address: str | None) -> str:
    """What counts as one sender: an IPv4 address, or the /64 that one IPv6 subscriber has to itself."""
    try:
        ip = ipaddress.ip_address(address or "")
    except ValueError:
        return ""
    return str(ip) if ip.version == 4 else str(ipaddress.ip_network((ip, 64), strict=False))


def browser_name(user_agent: str) -> str:
    """Such as "Firefox, Windows"; empty for what is not known."""
    found = (
        next((name for pattern, name in known.items() if re.search(pattern, user_agent)), "")
        for known in (BROWSERS, SYSTEMS)
    )
    return ", ".join(filter(None, found))
