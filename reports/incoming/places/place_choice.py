"""Which of the places named in a passage is the scene, in which district it lies, and how sure that is."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from geo.gazetteer import Place
from geo.points import LocationPrecision
from geo.spelling import fold
from reports.incoming.drafts import Whereabouts
from reports.incoming.places.name_cues import Role
from reports.incoming.places.place_words import Exactness, nominative
from reports.incoming.places.spots import Spot, crossing
from reports.incoming.reading import Confidence

_IN, _OF = re.compile(r"(?: \d{1,3}[A-Fa-f]?)?(?:,? i |, | \(| )"), re.compile(r"[,:]? ")
_ALONG = re.compile(r",? (?:(?:i höjd med|i närheten av|utanför|vid|i|på|(?:norr|söder|öster|väster) om) )?")


_ARREST = re.compile(r"gr[ie]p|anträff|påträff|omhändert", re.IGNORECASE)
_ARREST_AT = re.compile(
    r"\b(?:gr[ie]ps|gripits|gripas|gripen|gripna|anträffa\w+|påträffa\w+|omhändertog\w*|omhändertas)"
    r"(?: [a-zåäö]+){0,4} $",
    re.IGNORECASE,
)


class NamedDistrict(NamedTuple):
    """Where a text names a district."""

    key: str
    start: int
    end: int
    role: Role
    is_misspelt: bool


def best_spot(text: str, named: Sequence[Spot], districts: Sequence[NamedDistrict]) -> Spot | None:
    """The most exact spot at the scene; one aside of it only where no district is told."""
    best = crossing(text, named) or min(
        _scenes_first(text, named), key=lambda spot: (spot.role, spot.exactness, spot.start), default=None
    )
    if best and best.role is Role.ASIDE and any(district.role is Role.SCENE for district in districts):
        return None
    return _with_landmark(text, best, named) if best else None


def _scenes_first(text: str, named: Sequence[Spot]) -> Sequence[Spot]:
    """The spots; where somebody was arrested after another place was told is aside of that."""
    if len(named) < 2 or not _ARREST.search(text):
        return named
    first = min((spot.start for spot in named if spot.role is Role.SCENE), default=0)
    return [
        replace(spot, role=Role.ASIDE)
        if spot.role is Role.SCENE
        and spot.start > first
        and _ARREST_AT.search(text, max(0, spot.start - 60), spot.start)
        else spot
        for spot in named
    ]


def district_of(text: str, spot: Spot, districts: Sequence[NamedDistrict], heading_end: int = 0) -> str | None:
    """The spot's only district, else the one of its districts that is named nearest to it as the scene.

    A road lies in the district that the text says beside it or in the heading, wherever else there is one of its name.
    """
    is_one_road = spot.is_road and spot.exactness is not Exactness.SPOT
    if is_one_road and (said := _said(text, spot, districts, heading_end)):
        return said
    if len(spot.districts) == 1:
        return spot.districts[0]
    fitting = [
        district
        for district in districts
        if district.role is Role.SCENE and (district.key in spot.districts or not spot.districts)
    ]
    return min(fitting, key=lambda district: abs(district.start - spot.start)).key if fitting else None


def _said(text: str, spot: Spot, districts: Sequence[NamedDistrict], heading_end: int) -> str | None:
    """The district that stands beside a spot, "Ringvägen i Bro", "Bro Ringvägen"; else the one of the heading."""
    told = [district for district in districts if district.role is Role.SCENE and not district.is_misspelt]
    for district in told:
        after, before = text[spot.end : district.start], text[district.end : spot.start]
        if (spot.end < district.start and _IN.fullmatch(after)) or (
            district.end < spot.start and _OF.fullmatch(before)
        ):
            return district.key
    heads = {district.key for district in told if district.end <= heading_end}
    return heads.pop() if len(heads) == 1 else None


def whereabouts(words: str, spot: Spot, district: str | None) -> Whereabouts:
    """A point says how exact itself is; without one the precision says what kind of thing the words name."""
    place = place_of(spot, district)
    if place and place.point:
        return Whereabouts(words, place.id, place.point, place.precision, district)
    return Whereabouts(words, place.id if place else None, precision=_by_words(spot, district), district=district)


def shown(words: str, spot: Spot) -> str:
    """The words of a spot without the ending of a genitive: "Storgatans lekplats" lies at Storgatan."""
    if not spot.places:
        return nominative(words)
    names = {fold(name) for place in spot.places for name in place.all_names}
    return words[:-1] if fold(words) not in names and fold(words[:-1]) in names else words


def place_of(spot: Spot, district: str | None) -> Place | None:
    """The gazetteer's place; of several with one name the only one in the district, else none."""
    if len(spot.places) == 1 and (district is None or not spot.places[0].districts):
        return spot.places[0]
    fitting = [place for place in spot.places if district in place.districts]
    return fitting[0] if len(fitting) == 1 else None


def confidence_in(spot: Spot, district: str | None, districts: Sequence[NamedDistrict]) -> Confidence:
    """Sure is a known place, rightly spelt, at the scene, in a district that nothing contradicts."""
    told = {named.key for named in districts if named.role is Role.SCENE}
    is_known = place_of(spot, district) is not None and district is not None and told <= {district}
    is_sure = is_known and spot.role is Role.SCENE and not spot.is_misspelt
    return Confidence.SURE if is_sure else Confidence.DOUBTFUL


def confidence_in_district(district: NamedDistrict, districts: Sequence[NamedDistrict]) -> Confidence:
    """Sure is the only district that is named, rightly spelt and as the scene."""
    is_only = all(other.key == district.key for other in districts if other.role is not Role.AWAY)
    is_sure = is_only and district.role is Role.SCENE and not district.is_misspelt
    return Confidence.SURE if is_sure else Confidence.DOUBTFUL


def _by_words(spot: Spot, district: str | None) -> LocationPrecision:
    if spot.exactness is Exactness.PART:
        return LocationPrecision.DISTRICT if district else LocationPrecision.MUNICIPALITY
    return LocationPrecision.STREET if spot.is_road else LocationPrecision.PLACE


def _with_landmark(text: str, spot: Spot, named: Sequence[Spot]) -> Spot:
    """A long road with the name that tells where along it: "väg 999 i höjd med Hissby"."""
    if spot.exactness is not Exactness.LONG_ROAD:
        return spot
    for other in named:
        is_name = other.exactness is Exactness.BARE_NAME and not other.places
        if is_name and spot.end < other.start and _ALONG.fullmatch(text, spot.end, other.start):
            return replace(spot, end=other.end)
    return spot
