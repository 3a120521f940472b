"""Views of the map that a group comes back to: whose they may be, what of an address is kept, who may take one away."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from urllib.parse import parse_qs, urlencode

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from app import privacy
from app.errors import DomainError
from app.incidents.choices import Choices, filter_of
from app.incidents.rules import EDITORS
from app.maps.views import MapView
from app.models import Role, SavedView, User
from geo.spelling import fold

LONGEST_NAME = 60
_PLACE_OF_MAP = re.compile(r"map=\d{1,2}(\.\d{1,2})?/-?\d{1,3}(\.\d{1,6})?/-?\d{1,3}(\.\d{1,6})?")
"""What the page's script writes behind the address: zoom, latitude, longitude."""


class Fault(StrEnum):
    """Where it lies that a view is refused: what it is called, whom it is for, or the map's search words."""

    NAME = "name"
    WHOSE = "whose"
    WORDS = "words"


class SavedViewError(DomainError):
    """A view cannot be saved like that; `fault` tells where that is mended."""

    def __init__(self, words: str, fault: Fault = Fault.NAME) -> None:
        super().__init__(words)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Refused:
    """What was typed to save a view by, and why it was not saved."""

    name: str
    whose: str
    problem: str
    fault: Fault


@dataclass(frozen=True, slots=True)
class NewView:
    """What somebody wants to save: a name, for whom (a district's id, or None: everybody), and the address."""

    name: str
    district_id: int | None
    query: str


def new_view(name: str, whose: str, address: str, user: User, today: date, choices: Choices) -> NewView:
    """Raises SavedViewError for a name that is none, for a group that somebody may not save for or that there is not,
    and where personal data stand in the name or in the words that are searched for: others read both.
    """
    tidy = " ".join(name.split())
    if not tidy:
        raise SavedViewError(_("Vyn har inget namn. Skriv ett och spara igen. Kartan är kvar."))
    if len(tidy) > LONGEST_NAME:
        raise SavedViewError(
            _(
                "Vyns namn har %(count)s tecken, högst %(most)s får plats. Korta det och spara igen. Kartan är kvar.",
                count=len(tidy),
                most=LONGEST_NAME,
            )
        )
    district_id = int(whose) if whose.isascii() and whose.isdecimal() and len(whose) < 10 else None
    if not may_save_for(user, district_id):
        words = _("Du kan spara vyer för dina egna kommundelars grupper. Kartan är kvar; välj en av dem.")
        raise SavedViewError(words, Fault.WHOSE)
    if privacy.check_text(tidy):
        words = _("Vyns namn läses av andra: ta bort personuppgifterna ur det och spara igen. Kartan är kvar.")
        raise SavedViewError(words)
    if privacy.check_text(_kept(address, today, choices).filter.words):
        raise SavedViewError(
            _(
                "Vyn är inte sparad: sökorden följer med den och läses av andra. Ta bort personuppgifterna ur "
                "sökorden, under ”Ändra urvalet”, och spara sedan vyn. Kartan är kvar."
            ),
            Fault.WORDS,
        )
    return NewView(tidy, district_id, kept_address(address, today, choices))


def name_as(name: str, names: Iterable[str]) -> str:
    """That of some names which is heard as a new one, whatever the capitals; "" where none is."""
    return next((taken for taken in names if fold(taken) == fold(name)), "")


def kept_address(address: str, today: date, choices: Choices) -> str:
    """An address after "/map?", with nothing in it but what the map knows: a filter, a view and a place.

    Without a period it goes on meaning the last four weeks, whenever it is opened.
    """
    query, _hash, at = address.partition("#")
    written = _kept(address, today, choices).to_args()
    if not {"from", "to"} & set(parse_qs(query, True)):
        written = {name: value for name, value in written.items() if name not in ("from", "to")}
    return urlencode(written, doseq=True) + (f"#{at}" if _PLACE_OF_MAP.fullmatch(at) else "")


def _kept(address: str, today: date, choices: Choices) -> MapView:
    read = parse_qs(address.partition("#")[0], True)
    args = MultiDict([(name, value) for name, values in read.items() for value in values])
    return MapView.from_args(args, filter_of(args, today, choices).on_page(1))


def may_save_for(user: User, district_id: int | None) -> bool:
    """For everybody those who coordinate save; members of an area group for their own districts."""
    if user.role is Role.AREA_MEMBER:
        return district_id in {district.id for district in user.districts}
    return user.role in EDITORS


def may_remove(user: User, view: SavedView) -> bool:
    return user.role in EDITORS or view.by_id == user.id
