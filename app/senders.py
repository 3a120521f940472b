"""Whose mail is whose: the addresses that organisations' reports come from."""

import re
from collections.abc import Collection, Iterable

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext as _

from app.errors import DomainError
from app.models import Organisation


class SenderError(DomainError):
    """A line is no sender, or another organisation has it."""


def clean_senders(text: str) -> tuple[str, ...]:
    """What somebody has typed, as senders: "vakt@example.se", or "@example.se" for all there. Raises SenderError."""
    typed = [part for part in re.split(r"[\s,;]+", text) if part]
    return tuple(dict.fromkeys(map(_cleaned, typed)))


def senders_of(organisation: Organisation) -> list[str]:
    return organisation.senders.split()


def check_senders(senders: Iterable[str], others: Collection[Organisation]) -> None:
    """Raises SenderError for a sender of another organisation: whose report would it be?"""
    owners = {sender: other.name for other in others for sender in senders_of(other)}
    for sender in senders:
        if sender in owners:
            raise SenderError(_("%(sender)s är redan avsändare för %(name)s.", sender=sender, name=owners[sender]))


def sender_among(address: str, organisations: Iterable[Organisation]) -> Organisation | None:
    """Whose mail comes from an address; one that is named itself goes before its whole domain."""
    owners = {sender: one for one in organisations for sender in senders_of(one)}
    folded = address.strip().casefold()
    _name, _at, domain = folded.rpartition("@")
    return owners.get(folded) or (owners.get(f"@{domain}") if domain else None)


def _cleaned(typed: str) -> str:
    is_domain = typed.startswith("@")
    try:
        found = validate_email(f"alla{typed}" if is_domain else typed, check_deliverability=False)
    except EmailNotValidError:
        raise SenderError(
            _("”%(typed)s” är ingen e-postadress. Skriv till exempel vakt@exempel.se, eller @exempel.se.", typed=typed)
        ) from None
    # Mail programs write such domains in letters of their own, servers compare the plain ones.
    local, domain = found.local_part.casefold(), found.ascii_domain.casefold()
    return f"@{domain}" if is_domain else f"{local}@{domain}"
