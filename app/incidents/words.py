"""What the closed sets of words are called on screen, and how the place of an incident is told."""

from datetime import datetime
from enum import StrEnum

from flask_babel import gettext as _

from app.incidents.filters import Sort
from app.incidents.rules import WithdrawReason
from app.models import Incident, IncidentStatus, ReportKind
from geo.points import LocationPrecision
from reports.incoming.drafts import Certainty, Interval
from reports.incoming.local_time import to_wall, whole_day
from reports.incoming.when import in_words


def word(value: StrEnum) -> str:
    """A word of a closed set as people here say it."""
    return _words()[type(value)][value]


def _words() -> dict[type[StrEnum], dict[StrEnum, str]]:
    return {
        LocationPrecision: {
            LocationPrecision.POINT: _("exakt punkt"),
            LocationPrecision.STREET: _("gata eller väg"),
            LocationPrecision.PLACE: _("namngiven plats"),
            LocationPrecision.DISTRICT: _("bara kommundelen"),
            LocationPrecision.MUNICIPALITY: _("bara kommunen"),
            LocationPrecision.UNKNOWN: _("okänd plats"),
        },
        IncidentStatus: {
            IncidentStatus.DRAFT: _("utkast"),
            IncidentStatus.CONFIRMED: _("bekräftad"),
            IncidentStatus.MERGED: _("sammanslagen"),
            IncidentStatus.WITHDRAWN: _("tillbakadragen"),
        },
        Certainty: {
            Certainty.OBSERVED: _("iakttaget"),
            Certainty.SUSPECTED: _("misstänkt"),
            Certainty.SECOND_HAND: _("i andra hand"),
        },
        ReportKind: {
            ReportKind.DAY_REPORT: _("dygnsrapport"),
            ReportKind.NOTICE: _("notis"),
            ReportKind.FILE: _("fil"),
            ReportKind.MANUAL: _("inskrivet för hand"),
        },
        WithdrawReason: {
            WithdrawReason.MISTAKE: _("Felinmatad"),
            WithdrawReason.DUPLICATE: _("Finns redan"),
            WithdrawReason.NOT_SO: _("Visade sig inte stämma"),
            WithdrawReason.OUT_OF_SCOPE: _("Hör inte hit"),
        },
        Sort: {
            Sort.NEWEST: _("nyast först"),
            Sort.OLDEST: _("äldst först"),
            Sort.CATEGORY: _("efter kategori"),
            Sort.DISTRICT: _("efter kommundel"),
        },
    }


def where_words(incident: Incident) -> str:
    """Place and district, or that the place is not known: "Fjärilsstigen, Bro"."""
    district = incident.district.name if incident.district else None
    place = incident.place_words
    if place and district and district.casefold() not in place.casefold():
        return f"{place}, {district}"
    return place or district or _("okänd plats")


def when_words(interval: Interval, now: datetime, language: str) -> str:
    """When something happened; a whole day says that its time is not known."""
    words = in_words(interval, now, language)
    is_whole_day = interval == whole_day(to_wall(interval.start).date())
    return str(_("%(day)s, tid okänd", day=words)) if is_whole_day else words
