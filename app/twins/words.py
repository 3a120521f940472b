"""How the likeness of two incidents is told."""

from collections.abc import Iterator, Sequence
from typing import Any

from flask_babel import gettext as _

from app.formatting import number
from app.models import Incident
from geo.points import LocationPrecision, metres_between
from geo.spelling import fold
from reports.incoming.twins.finder import RADIUS, Aspect, gap
from reports.incoming.twins.word_likeness import common_words


def reason_words(aspect: Aspect, one: Incident, other: Incident) -> str:
    """What speaks for two incidents being one: "12 minuter isär", "samma kategori"."""
    tellers = {
        Aspect.TIME: _times,
        Aspect.PLACE: _places,
        Aspect.CATEGORY: _categories,
    }
    if aspect in tellers:
        return tellers[aspect](one, other)
    known = {
        Aspect.CASE_NUMBER: _("samma ärendenummer"),
        Aspect.WORDS: _("liknande ord"),
        Aspect.QUANTITY: _("samma antal"),
    }
    return str(known[aspect])


def segments(text: str, other: str) -> Iterator[tuple[str, bool]]:
    """A text in pieces, each with whether it is a word that the other text has too."""
    done = 0
    for start, end in common_words(text, other):
        if start > done:
            yield text[done:start], False
        yield text[start:end], True
        done = end
    if done < len(text):
        yield text[done:], False


def map_marks(pair: Sequence[Incident]) -> list[dict[str, Any]]:
    """Where on the map two incidents are, with their letters and, where that is but about there, a radius in metres."""
    lettered = [(letter, incident, incident.lonlat) for letter, incident in zip("AB", pair, strict=True)]
    return [
        {
            "letter": letter,
            "lat": at.lat,
            "lon": at.lon,
            "radius": RADIUS.get(incident.precision) if _is_about(incident) else 0,
        }
        for letter, incident, at in lettered
        if at is not None
    ]


def _is_about(incident: Incident) -> bool:
    return incident.precision is not LocationPrecision.POINT


def _times(one: Incident, other: Incident) -> str:
    apart = gap(one.when, other.when)
    minutes = round(apart.total_seconds() / 60)
    if minutes == 0:
        is_moment = one.occurred_to is None and other.occurred_to is None
        return str(_("samma tid") if is_moment else _("tiderna överlappar"))
    if minutes <= 90:
        return str(_("%(minutes)s min isär", minutes=minutes))
    return str(_("%(hours)s timmar isär", hours=number(round(minutes / 60, 1))))


def _places(one: Incident, other: Incident) -> str:
    here, there = one.lonlat, other.lonlat
    if here and there:
        metres = metres_between(here, there)
        if metres >= 5:
            return str(_("%(metres)s m isär", metres=number(round(metres, -1))))
        return str(_("nära") if _are_otherwise_named(one, other) else _("samma plats"))
    is_one_place = one.place_id is not None and one.place_id == other.place_id
    return str(_("samma plats") if is_one_place else _("samma kommundel"))


def _are_otherwise_named(one: Incident, other: Incident) -> bool:
    """Two places that are known only about may have the same point, and are two all the same."""
    if one.place_id is not None and one.place_id == other.place_id:
        return False
    names = {fold(words) for incident in (one, other) if (words := incident.place_words)}
    return len(names) > 1 and any(_is_about(incident) for incident in (one, other))


def _categories(one: Incident, other: Incident) -> str:
    return str(_("samma kategori") if one.category_id == other.category_id else _("närliggande kategori"))
