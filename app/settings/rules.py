"""What holds for settings: how an organisation is named and keyed."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext as _

from app.errors import DomainError
from app.models import AssessmentLevel, LevelPattern, OrganisationKind


class NameTakenError(DomainError):
    """Another organisation has the name."""


class ContactError(DomainError):
    """Nobody is told of whom the police can ask."""


class ScaleError(DomainError):
    """A scale needs steps to choose between."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelDetails:
    """What is decided about a step of the scale; `sort` goes from the calmest, `colour` is #rrggbb."""

    label_sv: str
    label_en: str
    colour: str
    pattern: LevelPattern
    sort: int
    guidance_sv: str
    guidance_en: str
    is_active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationDetails:
    """What is decided about an organisation; `reports_every_days` is None where no regular report is expected."""

    name: str
    kind: OrganisationKind
    reports_every_days: int | None
    is_active: bool
    senders: tuple[str, ...] = ()


def is_titled(title: str, label: str) -> bool:
    """Whether a notice's title, "20 november 07.10, Mord/dråp, försök, Provstad", names this type and no longer one."""
    time, _label, place = title.partition(f", {label}, ")
    return bool(place) and ", " not in time and ", " not in place


def check_contact(contact: str) -> None:
    """Raises ContactError: who fetches from the police says who it is."""
    try:
        validate_email(contact, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        raise ContactError(
            _("Skriv en e-postadress som polisen kan nå er på. Utan den får notiserna inte hämtas.")
        ) from None


def check_name(name: str, others: Collection[str]) -> None:
    if name.casefold() in {other.casefold() for other in others}:
        raise NameTakenError(_("Det finns redan en organisation som heter så."))


def check_level(details: LevelDetails, others: Collection[AssessmentLevel]) -> None:
    names = {name.casefold() for other in others for name in (other.label_sv, other.label_en)}
    if details.label_sv.casefold() in names:
        raise NameTakenError(_("Det finns redan ett steg som heter så."))
    if details.is_active + sum(other.is_active for other in others) < 2:
        raise ScaleError(_("Skalan behöver minst två steg att välja mellan."))


def key_for(name: str, taken: Collection[str]) -> str:
    """A short key of plain letters, such as "vaktarna-2", that no other has; it stays when the name changes."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:50] or "organisation"
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return next(key for key in (stem, *numbered) if key not in taken)
