"""What has happened to an incident, in words, from the event log."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.incidents.rules import WithdrawReason
from app.incidents.words import word
from app.models import Category, District, Event, IncidentStatus
from app.privacy import ALLOWED, AllowReason

Names = Mapping[tuple[str, int], str]


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was done: when, by whom (None: a program), and what."""

    at: datetime
    by: str | None
    words: str


def history(session: Session, events: Iterable[Event], language: str) -> list[Line]:
    names = _names(session, language)
    return [Line(event.at, event.user.name if event.user else None, _words(event, names)) for event in events]


def _words(event: Event, names: Names) -> str:
    done = {
        "logged": _("loggade händelsen"),
        "revised": _("ändrade"),
        "updated": _("följde källans nya text:"),
        "redistricted": _("fick nya gränser för kommundelarna:"),
        "confirmed": _("bekräftade händelsen"),
        "withdrawn": _("drog tillbaka händelsen"),
        "reopened": _("ångrade beslutet"),
        "merged": _("slog ihop händelsen med en annan"),
        "took_in": _("slog ihop en annan händelse med den här"),
        "parted": _("ångrade sammanslagningen"),
        "told_apart": _("sa att den inte är samma som en annan"),
        "told_apart_undone": _("tog tillbaka att den inte är samma som en annan"),
        ALLOWED: _("lät stå vad som liknar personuppgifter"),
    }.get(event.verb, event.verb)
    if event.verb in ("revised", "updated", "redistricted"):
        return f"{done} {', '.join(_change(field, values, names) for field, values in event.changes.items())}"
    reason = (event.changes.get("reason") or [None, None])[1]
    for reasons in (WithdrawReason, AllowReason):
        if reason in set(reasons):
            return f"{done}: {word(reasons(reason)).lower()}"
    return str(done)


def _change(field: str, values: list[Any] | None, names: Names) -> str:
    """ "kategori från Hot till Rån"; what is not kept in the log is only named."""
    known = {
        "occurred_from": _("tidens början"),
        "occurred_to": _("tidens slut"),
        "category_id": _("kategori"),
        "summary": _("text"),
        "quantity": _("antal"),
        "certainty": _("säkerhet"),
        "place_words": _("platsens namn"),
        "place_id": _("plats"),
        "point": _("läge på kartan"),
        "precision": _("platsnoggrannhet"),
        "district_id": _("kommundel"),
        "status": _("status"),
        "case_number": _("ärendenummer"),
    }
    what = str(known.get(field, field))
    before, after = (_named(field, value, names) for value in values or [None, None])
    return (
        str(_("%(what)s från %(before)s till %(after)s", what=what, before=before, after=after))
        if before and after
        else what
    )


def _named(field: str, value: Any, names: Names) -> str | None:
    if field == "status":
        return word(IncidentStatus(value)) if value else None
    if field == "quantity":
        return None if value is None else str(value)
    return names.get((field, value))


def _names(session: Session, language: str) -> Names:
    categories = {
        ("category_id", category.id): category.name(language) for category in session.scalars(select(Category))
    }
    return categories | {("district_id", district.id): district.name for district in session.scalars(select(District))}
