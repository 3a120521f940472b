"""What holds for every incident, however it came in."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache

from flask_babel import gettext as _

from app.errors import DomainError
from app.models import Category, Incident, IncidentStatus, Role, User
from app.privacy import AllowReason
from geo.gazetteer import fold
from geo.points import LocationPrecision
from reports.incoming.drafts import DraftIncident, Interval, Whereabouts
from reports.incoming.times.when import read_when

LIVING = (IncidentStatus.DRAFT, IncidentStatus.CONFIRMED)
EDITORS = (Role.ADMINISTRATOR, Role.COORDINATOR)


class NotYetError(DomainError):
    """What has happened cannot lie ahead."""


class SettledError(DomainError):
    """An incident that was merged or withdrawn stays as it is."""


class WithdrawReason(StrEnum):
    """Why an incident is withdrawn: a word of a closed set, so that the event log may keep it for ever."""

    MISTAKE = "mistake"
    DUPLICATE = "duplicate"
    NOT_SO = "not_so"
    OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True, slots=True)
class Entry:
    """An incident entered by hand on a day; `source` is the key of the organisation that tells of it.

    `allowed` is why personal data in its text may stand, where somebody has said so.
    """

    draft: DraftIncident
    day: date
    source: str | None
    allowed: AllowReason | None = None


def happened(words: str, day: date, now: datetime, *, is_ahead: bool) -> Interval:
    """When something happened. Raises UnknownTimeError, or NotYetError unless it is said to lie ahead."""
    interval = read_when(words, day, now)
    if interval.start > now and not is_ahead:
        raise NotYetError(_("Den tiden har inte varit än. Ändra tiden eller dagen, eller säg att det väntas."))
    return interval


def may_change(user: User, incident: Incident) -> bool:
    """Editors change what is living; a reporter only drafts that nobody but the own organisation has reported."""
    if user.role in EDITORS:
        return incident.status in LIVING
    own = all(source.report.organisation_id == user.organisation_id for source in incident.sources)
    return user.role is Role.REPORTER and incident.status is IncidentStatus.DRAFT and own


def may_read_text(user: User, incident: Incident) -> bool:
    """Text about violence in close relations is for the coordinator alone."""
    return may_read_text_about(user, incident.category)


def may_read_text_about(user: User, category: Category) -> bool:
    return user.role is Role.COORDINATOR or not is_sensitive_category(category)


def is_sensitive(incident: Incident) -> bool:
    return is_sensitive_category(incident.category)


def is_sensitive_category(category: Category) -> bool:
    """Whether it, or the one it belongs to, is shown per district only."""
    return category.is_sensitive or bool(category.parent and category.parent.is_sensitive)


def check_living(incident: Incident) -> None:
    if incident.status not in LIVING:
        raise SettledError(_("Händelsen är sammanslagen eller tillbakadragen och ändras inte."))


def settle(where: Whereabouts, district: str | None, is_sensitive: bool) -> Whereabouts:
    """The whereabouts as they are kept: the district follows from the point, a sensitive incident has only that.

    `district` is the one the point lies in.
    """
    if where.point is not None and where.precision.is_drawable:
        if district != where.district:
            where = Whereabouts(where.words, where.place_id, where.point, where.precision, district)
    elif where.point is not None:
        where = Whereabouts(where.words, where.place_id, None, where.precision, where.district)
    return _without_place(where) if is_sensitive else where


def _without_place(where: Whereabouts) -> Whereabouts:
    """Violence in close relations is kept per district alone: no point, no place words."""
    precision = LocationPrecision.DISTRICT if where.district else LocationPrecision.MUNICIPALITY
    return Whereabouts(precision=precision, district=where.district)


@lru_cache(maxsize=1024)  # tables of a million rows say the same few words
def search_text(*parts: str | None) -> str:
    """What the word filter looks in: folded, so that capitals and odd spaces do not matter."""
    return fold(" ".join(filter(None, parts)))
