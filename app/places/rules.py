"""Which place typed words mean, and what naming a place tells of where something happened."""

from dataclasses import dataclass

from geo.gazetteer import Gazetteer, Place, Suggestion, fold
from geo.points import LocationPrecision
from reports.incoming.drafts import Whereabouts

BEGINS = 95.0
"""The score of a name that begins as typed; below it are words within names, then near misses."""
NEAR = range(75, 85)
"""The scores of a near miss that may be meant."""
APART = 8.0
"""So much worse must the next suggestion be."""
EXACTNESS = tuple(LocationPrecision)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What typed words mean: a place and how it is then written, or only what they may mean."""

    words: str
    place: Place | None = None
    suggestions: tuple[Place, ...] = ()


def meaning(words: str, gazetteer: Gazetteer, place_id: int | None = None) -> Meaning:
    """The place that words mean, if there is but one; `place_id` is the one that was picked from a list."""
    suggestions = gazetteer.suggest(words)
    picked = [place for place in gazetteer.places if place.id == place_id and _is_named(place, words)]
    exact = [suggestion for suggestion in suggestions if fold(suggestion.name) == fold(words)]
    if picked:
        return Meaning(words, picked[0])
    if len(exact) == 1:
        return Meaning(exact[0].name, exact[0].place)
    if _is_clear(suggestions, BEGINS):
        return Meaning(suggestions[0].place.name, suggestions[0].place)
    named = _most_exact(_named(words, gazetteer))
    if len(named) == 1:
        return Meaning(words, named[0])
    if not named and _is_clear(suggestions, NEAR.start) and suggestions[0].score < NEAR.stop:
        return Meaning(suggestions[0].place.name, suggestions[0].place)
    return Meaning(words, suggestions=tuple(named or [suggestion.place for suggestion in suggestions]))


def _is_named(place: Place, words: str) -> bool:
    return any(fold(name) in fold(words) for name in place.all_names)


def _is_clear(suggestions: list[Suggestion], least: float) -> bool:
    best, second = ([suggestion.score for suggestion in suggestions] + [0.0, 0.0])[:2]
    return best >= least and best - second >= APART


def _named(words: str, gazetteer: Gazetteer) -> list[Place]:
    """The places named within the words; in a box for places "råby" is a name though it has no capital."""
    capitals = " ".join(word[:1].upper() + word[1:] for word in words.split())
    return list({mention.place.id: mention.place for mention in gazetteer.find(capitals)}.values())


def _most_exact(places: list[Place]) -> list[Place]:
    """Of "E18 vid Brunna" and "Råby i Bro" that which tells more."""
    return [place for place in places if _vagueness(place) == min(map(_vagueness, places))]


def _vagueness(place: Place) -> tuple[int, int]:
    return EXACTNESS.index(place.precision), len(place.districts) or len(EXACTNESS)


def whereabouts(place: Place, words: str) -> Whereabouts:
    """Where something is that happened at a place. A road through several districts tells only the municipality."""
    if place.point:
        return Whereabouts(words, place.id, place.point, place.precision)
    if len(place.districts) == 1:
        return Whereabouts(words, place.id, precision=LocationPrecision.DISTRICT, district=place.districts[0])
    return Whereabouts(words, place.id, precision=LocationPrecision.MUNICIPALITY)
