"""Decides on drafts that are held: takes back, changes a field."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import logbook
from app.errors import DomainError
from app.formatting import local_today
from app.incidents.rules import SettledError, check_living, happened, is_sensitive
from app.models import Category, Incident, IncidentStatus, Report, Source, User
from app.places.addresses import location_box
from app.places.queries import area_index, gazetteer
from app.places.rules import TypedPlace, typed_whereabouts, within
from app.privacy import AllowReason, Typed
from app.review.actions.undoing import mark
from app.review.reading import read_stretch
from app.review.rules import BY_HAND, day_to_read, decided, is_replaced, told
from reports.incoming.drafts import Certainty, DraftIncident, Whereabouts


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody has typed or picked for a draft; None where a field was left alone.

    Personal data in it is masked where that was asked, or stands for the reason that was given.
    """

    category: str | None = None
    place: TypedPlace | None = None
    when: str | None = None
    summary: str | None = None
    certainty: Certainty | None = None
    quantity: str | None = None
    is_masked: bool = False
    let_stand: AllowReason | None = None

    @property
    def fields(self) -> list[str]:
        """The fields of the reading that this decides, by their names there."""
        named = {"when": self.when, "where": self.place, "what": self.category}
        return [name for name, value in named.items() if value is not None]


def reopen(session: Session, incident: Incident, by: User) -> None:
    """Make a draft again of what was confirmed or left out; what lives on in another stays there."""
    if incident.status is IncidentStatus.MERGED or is_replaced(incident):
        raise SettledError(_("Händelsen ingår i en annan. Ångra det först; inget ändrades."))
    logbook.change_status(session, "reopened", incident, IncidentStatus.DRAFT, by)


def change(session: Session, report: Report, source: Source, change: Change, by: User) -> None:
    """Give a draft what was typed. Raises what refuses it: PlaceError, UnknownTimeError, PersonalDataError …"""
    incident = told(source)
    check_living(incident)
    content, typed = _changed(session, report, source, change), Typed(change.let_stand)
    logbook.revise_incident(session, incident, content, by, typed=None if change.is_masked else typed)
    if incident.reading is not None and change.fields:
        settled = [*decided(incident), *change.fields]
        mark(incident, **{BY_HAND: list(dict.fromkeys(settled))})
    session.flush()
    session.refresh(incident)


def differs(session: Session, report: Report, source: Source, change: Change) -> bool:
    """Whether a draft holds anything else than what was typed. Raises what `change` raises."""
    return _changed(session, report, source, change) != told(source).content


def _changed(session: Session, report: Report, source: Source, change: Change) -> DraftIncident:
    incident = told(source)
    content = incident.content
    if change.category is not None:
        content = content._replace(category=_category(session, change.category).code)
        if is_sensitive(incident):  # such a one is kept without its place, which counts again in another category
            content = content._replace(where=read_stretch(session, report, source.start, source.end).draft.where)
    if change.place is not None:
        area_of: Callable[..., str | None] = area_index(session, local_today()).area_of
        where = typed_whereabouts(change.place, location_box(session), area_of)
        content = content._replace(where=_in_district_told(session, where, content.where.district))
    if change.when is not None:
        day = day_to_read(change.when, incident, report.received_at)
        content = content._replace(when=happened(change.when, day, datetime.now(UTC), is_ahead=False))
    if change.summary is not None:
        content = content._replace(summary=change.summary)
    if change.certainty is not None:
        content = content._replace(certainty=change.certainty)
    if change.quantity is not None:
        content = content._replace(quantity=_quantity(change.quantity))
    return content


def _in_district_told(session: Session, where: Whereabouts, told: str | None) -> Whereabouts:
    """A road through several districts that somebody names is in the one that the report told of, if it is there."""
    place = gazetteer(session).place(where.place_id)
    return within(where, told) if place and told in place.districts else where


def _category(session: Session, code: str) -> Category:
    found = session.scalar(select(Category).where(Category.code == code))
    if found is None:
        raise DomainError(_("Kategorin finns inte. Välj en ur listan."))
    return found


def _quantity(words: str) -> int | None:
    if not words:
        return None
    if not (words.isdecimal() and 0 < int(words) <= 1_000_000):
        raise DomainError(_("Skriv antalet med siffror, till exempel 3, eller lämna rutan tom."))
    return int(words)
