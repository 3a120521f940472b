"""The places that a text names below the level of districts, known to the gazetteer or not, and crossings of roads."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from geo.gazetteer import Place
from geo.name_finder import Found
from reports.incoming.places.area_words import area_words
from reports.incoming.places.name_cues import Role, role_of
from reports.incoming.places.place_words import Exactness, PlaceWords, place_words

ROADS = frozenset({"street", "road", "junction"})
SPOTS = frozenset({"station", "junction"})

# What makes one crossing of two roads' names. "och" and a dash do so only after a word such as "korsningen".
_CROSSES = re.compile(r"\s?/\s?|\s(?:vid |i )?korsning(?:en)? (?:med|av|till|mot) |\s(?:korsar|vid|i höjd med|intill) ")
_PAIRS = re.compile(r"\s(?:och|med|samt|x) |\s?[-–]\s?")
_CROSSING = re.compile(r"(?:korsning\w*|hörnet|rondellen|cirkulationsplatsen)(?: av| mellan| vid)? $", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DistrictName:
    """The name of a whole district; `key` is None for the municipality's own name, which tells no district."""

    key: str | None


Named = Found[Place | DistrictName]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a text: none, one or several (of one name) of the gazetteer's.

    `districts` are those it may lie in, none where nothing is known of that.
    """

    start: int
    end: int
    exactness: Exactness
    is_road: bool = False
    districts: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    role: Role = Role.SCENE
    is_misspelt: bool = False


def spots(text: str, found: Sequence[Named]) -> list[Spot]:
    """All places named in a text, given what the gazetteer found in it; a longer name hides one inside it."""
    named = (_without_district(text, words, found) for words in place_words(text))
    unknown = [words for words in named if not any(_says_more(f, words) for f in found)]
    uncovered = [f for f in found if not any(_covers(words, f) for words in unknown)]
    known = (spot for _, same in groupby(uncovered, key=lambda f: f.start) for spot in _known(text, list(same)))
    areas = [words for words in area_words(text) if not any(_covers(f, words) for f in found)]
    return sorted(
        (*known, *(_unknown(text, words, found) for words in (*unknown, *areas))), key=lambda spot: spot.start
    )


def _without_district(text: str, words: PlaceWords, found: Sequence[Named]) -> PlaceWords:
    """A road without the district before it: "Kungsängen Enköpingsvägen"."""
    if words.exactness not in (Exactness.STREET, Exactness.LONG_ROAD):
        return words
    for f in found:
        if f.start == words.start and f.end < words.end and isinstance(f.what, DistrictName):
            first = f.end + 1
            if text[f.end : first] == " " and text[first : first + 1].isupper():
                return words._replace(start=first)
    return words


def crossing(text: str, named: Sequence[Spot]) -> Spot | None:
    """The first crossing of two roads that the text names, as one spot; it lies where both roads may lie."""
    for one, other in pairwise(spot for spot in named if spot.is_road and spot.exactness is not Exactness.SPOT):
        if _cross(text, one, other):
            shared = tuple(key for key in one.districts if key in other.districts)
            best = min(one, other, key=lambda spot: (not any(p.point for p in spot.places), len(spot.districts) or 9))
            return Spot(
                one.start,
                other.end,
                Exactness.SPOT,
                is_road=True,
                districts=shared or best.districts,
                places=best.places,
                role=one.role,
                is_misspelt=one.is_misspelt or other.is_misspelt,
            )
    return None


def _cross(text: str, one: Spot, other: Spot) -> bool:
    between = text[one.end : other.start]
    if _CROSSES.fullmatch(between):
        return True
    return bool(_PAIRS.fullmatch(between) and _CROSSING.search(text[max(0, one.start - 25) : one.start]))


def _covers(outer: Named | PlaceWords, inner: Named | PlaceWords) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _says_more(known: Named, words: PlaceWords) -> bool:
    """A known name is better than a part of it, and than a bare name that only holds it ("vid Storvreten Foo")."""
    is_bare = words.exactness is Exactness.BARE_NAME and isinstance(known.what, Place)
    return _covers(known, words) or (is_bare and _covers(words, known))


def _known(text: str, same: Sequence[Named]) -> Iterator[Spot]:
    """The spot of a name that one or several places share; none where it names a district."""
    places = tuple(f.what for f in same if isinstance(f.what, Place))
    if places:
        start, end = same[0].start, same[0].end
        districts = tuple(dict.fromkeys(key for place in places for key in place.districts))
        is_road = places[0].kind in ROADS
        role = role_of(text, start, end)
        yield Spot(start, end, _exactness(places[0]), is_road, districts, places, role, same[0].is_misspelt)


def _exactness(place: Place) -> Exactness:
    if place.kind in SPOTS:
        return Exactness.SPOT
    if place.kind in ROADS:
        return Exactness.LONG_ROAD if len(place.districts) > 1 else Exactness.STREET
    return Exactness.PLACE


def _unknown(text: str, words: PlaceWords, found: Sequence[Named]) -> Spot:
    """A place by the look of it; names inside it tell its district ("trafikplats Kungsängen", "Råby torg")."""
    inside = [key for f in found if _covers(words, f) for key in _districts(f)]
    is_road = words.exactness in (Exactness.SPOT, Exactness.STREET, Exactness.LONG_ROAD)
    role = role_of(text, words.start, words.end)
    return Spot(words.start, words.end, words.exactness, is_road, tuple(dict.fromkeys(inside)), role=role)


def _districts(found: Named) -> tuple[str, ...]:
    if isinstance(found.what, Place):
        return found.what.districts
    return (found.what.key,) if found.what.key else ()
