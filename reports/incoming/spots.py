"""The places that a text names below the level of districts, known to the gazetteer or not, and crossings of roads."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from geo.gazetteer import Place
from geo.name_finder import Found
from reports.incoming.place_words import Exactness, PlaceWords, place_words

ROADS = frozenset({"street", "road", "junction"})
SPOTS = frozenset({"station", "junction"})

# What makes one crossing of two roads' names. "och" and a dash do so only after a word such as "korsningen".
_CROSSES = re.compile(r"\s?/\s?|\s(?:vid |i )?korsning(?:en)? (?:med|av|till|mot) |\s(?:korsar|vid|i höjd med|intill) ")
_PAIRS = re.compile(r"\s(?:och|med|samt|x) |\s?[-–]\s?")
_CROSSING = re.compile(r"(?:korsning\w*|hörnet)(?: av| mellan| vid)? $", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DistrictName:
    """The name of a whole district; `key` is None for the municipality's own name, which tells no district."""

    key: str | None


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a text: none, one or several (of one name) of the gazetteer's.

    `districts` are those it may lie in, none where nothing is known of that.
    """

    start: int
    end: int
    exactness: Exactness
    is_road: bool
    districts: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()


def spots(text: str, found: Sequence[Found[Place | DistrictName]]) -> list[Spot]:
    """All places named in a text, given what the gazetteer found in it; a longer name hides one inside it."""
    unknown = [words for words in place_words(text) if not any(_covers(f, words) for f in found)]
    uncovered = [f for f in found if not any(_covers(words, f) for words in unknown)]
    known = [spot for _, same in groupby(uncovered, key=lambda f: f.start) for spot in _known(list(same))]
    return sorted((*known, *(_unknown(words, found) for words in unknown)), key=lambda spot: spot.start)


def crossing(text: str, named: Sequence[Spot]) -> Spot | None:
    """The first crossing of two roads that the text names, as one spot; it lies where both roads may lie."""
    for one, other in pairwise(spot for spot in named if spot.is_road and spot.exactness is not Exactness.SPOT):
        if _cross(text, one, other):
            shared = tuple(key for key in one.districts if key in other.districts)
            best = min(one, other, key=lambda spot: (not any(p.point for p in spot.places), len(spot.districts) or 9))
            districts = shared or best.districts
            return Spot(one.start, other.end, Exactness.SPOT, is_road=True, districts=districts, places=best.places)
    return None


def _cross(text: str, one: Spot, other: Spot) -> bool:
    between = text[one.end : other.start]
    if _CROSSES.fullmatch(between):
        return True
    return bool(_PAIRS.fullmatch(between) and _CROSSING.search(text[max(0, one.start - 25) : one.start]))


def _covers(outer: Found[Place | DistrictName] | PlaceWords, inner: Found[Place | DistrictName] | PlaceWords) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _known(same: Sequence[Found[Place | DistrictName]]) -> list[Spot]:
    """The spot of a name that one or several places share; none where it names a district."""
    places = tuple(f.what for f in same if isinstance(f.what, Place))
    if not places:
        return []
    districts = tuple(dict.fromkeys(key for place in places for key in place.districts))
    is_road = places[0].kind in ROADS
    return [Spot(same[0].start, same[0].end, _exactness(places[0]), is_road, districts, places)]


def _exactness(place: Place) -> Exactness:
    if place.kind in SPOTS:
        return Exactness.SPOT
    if place.kind in ROADS:
        return Exactness.LONG_ROAD if len(place.districts) > 1 else Exactness.STREET
    return Exactness.PLACE


def _unknown(words: PlaceWords, found: Sequence[Found[Place | DistrictName]]) -> Spot:
    """A place by the look of it; a name inside it tells its district ("trafikplats Kungsängen", "Råby torg")."""
    inside = next((f.what for f in found if _covers(words, f)), None)
    districts = inside.districts if isinstance(inside, Place) else (inside.key,) if inside and inside.key else ()
    is_road = words.exactness not in (Exactness.PLACE, Exactness.BARE_NAME)
    return Spot(words.start, words.end, words.exactness, is_road, districts)
