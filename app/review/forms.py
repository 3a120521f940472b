"""What may be typed about a draft: only what differs from what it holds counts as typed."""

from collections.abc import Mapping
from typing import Any

from app.models import Incident, Place
from app.places.rules import PLACED, TypedPlace
from app.privacy import AllowReason
from app.review.actions.deciding import Change
from app.review.actions.placing import NewPlace
from app.review.words import KINDS, values_of
from geo.points import Point
from reports.incoming.drafts import Certainty

PLACE = ("place", "place_id", "lon", "lat", "known")
MASK = "mask"
"""What is sent to have personal data masked; else a reason why it may stand."""
LONGEST = {"place": 300, "when": 200, "summary": 4000}


def typed_change(form: Mapping[str, str], incident: Incident) -> Change:
    """What of a form differs from what its draft holds; a field that is not sent was left alone."""
    held = {name: str(value) for name, value in values_of(incident).items()}
    typed = {
        name: value.strip()[: LONGEST.get(name, 60)]
        for name, value in form.items()
        if name in held and value.strip() != held[name].strip()
    }
    return Change(
        category=typed.get("category"),
        place=_place({**held, **_newly_named(typed, held), **typed}) if set(PLACE) & set(typed) else None,
        when=typed.get("when"),
        summary=typed.get("summary"),
        certainty=Certainty(typed["certainty"]) if typed.get("certainty") in set(Certainty) else None,
        quantity=typed.get("quantity"),
        is_masked=form.get("personal") == MASK,
        let_stand=AllowReason(form["personal"]) if form.get("personal") in set(AllowReason) else None,
    )


def _newly_named(typed: Mapping[str, str], held: Mapping[str, str]) -> dict[str, str]:
    """A point of before is not that of a place which is newly named, nor are its words those of the place; and they
    may well name a place though what stood there named none.
    """
    if "place" not in typed:
        return {}
    is_named = typed["place"] and "known" not in typed
    return {"place_id": "", "lon": "", "lat": ""} | ({"known": PLACED, "otherwise": held["known"]} if is_named else {})


def _place(typed: Mapping[str, Any]) -> TypedPlace:
    lon, lat = (_number(typed.get(name)) for name in ("lon", "lat"))
    at = None if lon is None or lat is None or not (-180 <= lon <= 180 and -90 <= lat <= 90) else Point(lon, lat)
    place_id = str(typed.get("place_id") or "")
    return TypedPlace(
        str(typed.get("place") or ""),
        int(place_id) if place_id.removeprefix("-").isdecimal() and len(place_id) < 10 else None,
        at,
        str(typed.get("known") or PLACED),
        "" if typed.get("otherwise") == PLACED else str(typed.get("otherwise", "")),
    )


def _number(words: object) -> float | None:
    try:
        found = float(str(words))
    except ValueError:
        return None
    return found if abs(found) <= 180 else None


def new_place(form: Mapping[str, str]) -> NewPlace:
    """A place that is to be added, as it is described."""
    lon, lat = _number(form.get("lon")), _number(form.get("lat"))
    return NewPlace(
        name=" ".join(form.get("new_name", "").split())[:200],
        kind=form["new_kind"] if form.get("new_kind") in KINDS else "area",
        point=None if lon is None or lat is None else Point(lon, lat),
        district=form.get("new_district") or None,
    )


def place_picked(place: Place) -> Change:
    """The change of a draft to this place."""
    return Change(place=TypedPlace(place.name, place.id, None, PLACED))
