"""What the closed sets of words are called on screen, and how the place of an incident is told."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app import privacy
from app.incidents.filters import Placing, Sort
from app.incidents.rules import WithdrawReason, is_sensitive
from app.models import Incident, IncidentStatus, ReportKind
from app.privacy import AllowReason
from geo.points import LocationPrecision
from reports.incoming.drafts import Certainty, Interval
from reports.incoming.privacy.tripwire import PersonalDataKind
from reports.incoming.times.local_time import to_wall, whole_day
from reports.incoming.times.when import in_words

WORDS: dict[type[StrEnum], Mapping[StrEnum, Any]] = {
    LocationPrecision: {
        LocationPrecision.POINT: _l("exakt punkt"),
        LocationPrecision.STREET: _l("gata eller väg"),
        LocationPrecision.PLACE: _l("namngiven plats"),
        LocationPrecision.DISTRICT: _l("bara kommundelen"),
        LocationPrecision.MUNICIPALITY: _l("bara kommunen"),
        LocationPrecision.UNKNOWN: _l("okänd plats"),
    },
    Placing: {
        Placing.WITH_POINT: _l("på kartan"),
        Placing.WITHOUT_POINT: _l("utan plats på kartan"),
    },
    IncidentStatus: {
        IncidentStatus.DRAFT: _l("utkast"),
        IncidentStatus.CONFIRMED: _l("bekräftad"),
        IncidentStatus.MERGED: _l("sammanslagen"),
        IncidentStatus.WITHDRAWN: _l("tillbakadragen"),
    },
    Certainty: {
        Certainty.OBSERVED: _l("iakttaget"),
        Certainty.SUSPECTED: _l("misstänkt"),
        Certainty.SECOND_HAND: _l("i andra hand"),
    },
    ReportKind: {
        ReportKind.DAY_REPORT: _l("dygnsrapport"),
        ReportKind.NOTICE: _l("notis"),
        ReportKind.FILE: _l("fil"),
        ReportKind.MANUAL: _l("inskrivet för hand"),
    },
    WithdrawReason: {
        WithdrawReason.MISTAKE: _l("Felinmatad"),
        WithdrawReason.DUPLICATE: _l("Finns redan"),
        WithdrawReason.NOT_SO: _l("Visade sig inte stämma"),
        WithdrawReason.OUT_OF_SCOPE: _l("Hör inte hit"),
    },
    PersonalDataKind: privacy.NAMES,
    AllowReason: privacy.REASONS,
    Sort: {
        Sort.NEWEST: _l("nyast först"),
        Sort.OLDEST: _l("äldst först"),
        Sort.CATEGORY: _l("efter kategori"),
        Sort.DISTRICT: _l("efter kommundel"),
    },
}


def word(value: StrEnum) -> str:
    """A word of a closed set as people here say it."""
    return str(WORDS[type(value)][value])


def where_words(incident: Incident) -> str:
    """Place and district, or that the place is not known: "Fjärilsstigen, Bro".

    Of something sensitive the district alone, whatever a row should hold.
    """
    place = None if is_sensitive(incident) else incident.place_words
    return place_and_district(place, incident.district.name if incident.district else None)


def place_and_district(place: str | None, district: str | None) -> str:
    if place and district and district.casefold() not in place.casefold():
        return f"{place}, {district}"
    return place or district or str(_("okänd plats"))


def when_words(interval: Interval, now: datetime, language: str) -> str:
    """When something happened; a whole day says that its time is not known."""
    words = in_words(interval, now, language)
    is_whole_day = interval == whole_day(to_wall(interval.start).date())
    return str(_("%(day)s, tid okänd", day=words)) if is_whole_day else words
