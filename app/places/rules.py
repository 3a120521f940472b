"""Which place typed words mean, and what naming a place tells of where something happened."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from flask_babel import gettext as _

from app.errors import DomainError
from geo.gazetteer import Gazetteer, Place, Suggestion, fold
from geo.points import LocationPrecision, Point
from geo.spelling import WORD
from reports.incoming.drafts import Whereabouts
from reports.incoming.places.beside_districts import says_beside

BEGINS = 95.0
"""The score of a name that begins as typed; below it are words within names, then near misses."""
NEAR = range(75, 85)
"""The scores of a near miss that may be meant."""
APART = 8.0
"""So much worse must the next suggestion be."""
EXACTNESS = tuple(LocationPrecision)

PLACED, IN_DISTRICT, NOWHERE = "place", "district:", "unknown"
"""How a place is known: by its words or point, by a district (whose key follows), or not at all."""


class PlaceError(DomainError):
    """Nobody can know which place is meant; `suggestions` are those that may be."""

    def __init__(self, words: str, suggestions: tuple[Place, ...] = ()) -> None:
        super().__init__(words)
        self.suggestions = suggestions


@dataclass(frozen=True, slots=True)
class TypedPlace:
    """A place as somebody typed it, picked it from a list (`place_id`) or pointed at it (`point`).

    `otherwise` is how it is known where its words name no one place: nobody has said how newly typed words are known.
    """

    words: str = ""
    place_id: int | None = None
    point: Point | None = None
    known: str = PLACED
    otherwise: str = ""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What typed words mean: a place and how it is then written, or only what they may mean."""

    words: str
    place: Place | None = None
    suggestions: tuple[Place, ...] = ()


def meaning(words: str, gazetteer: Gazetteer, place_id: int | None = None) -> Meaning:
    """The place that words mean, if there is but one; `place_id` is the one that was picked from a list."""
    suggestions = gazetteer.suggest(words)
    picked = gazetteer.place(place_id)
    exact = [suggestion for suggestion in suggestions if fold(suggestion.name) == fold(words)]
    if picked and _is_named(picked, words):
        return Meaning(words, picked)
    if len(exact) == 1:
        return Meaning(exact[0].name, exact[0].place)
    if _is_clear(suggestions, BEGINS):
        return Meaning(suggestions[0].place.name, suggestions[0].place)
    named = _most_exact(_in_districts(_named(words, gazetteer), words))
    near = _near(suggestions)
    if named and not (near and _are_whole_districts(named)):  # "Bro statoin" is rather the station than all of Bro
        return Meaning(words, named[0]) if len(named) == 1 else Meaning(words, suggestions=tuple(named))
    if near and _is_clear(suggestions, NEAR.start):
        return Meaning(near[0].name, near[0])
    return Meaning(words, suggestions=tuple(near or [suggestion.place for suggestion in suggestions]))


def _near(suggestions: list[Suggestion]) -> list[Place]:
    """The places that may be meant by words that are misspelt; none where some name fits the words as they stand."""
    if any(suggestion.score >= NEAR.stop for suggestion in suggestions):
        return []
    return [suggestion.place for suggestion in suggestions if suggestion.score >= NEAR.start]


def _are_whole_districts(places: list[Place]) -> bool:
    return all(place.kind == "district" for place in places)


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


def _in_districts(places: list[Place], words: str) -> list[Place]:
    """Without the whole districts, where a place is named with the one that it is in: "Enköpingsvägen, Bro"; what is
    near a district, "E18 vid Bro", is known by that.
    """
    if says_beside(words):
        return places
    others = [place for place in places if place.kind != "district"]
    whole = {key for place in places if place.kind == "district" for key in place.districts}
    return others if len(others) == 1 and whole & set(others[0].districts) else places


def _districts_named(words: str, gazetteer: Gazetteer) -> list[Place]:
    """The districts whose names stand in the words, also where those are a longer name that somebody has taught."""
    told = f" {' '.join(WORD.findall(fold(words)))} "
    return [place for place in gazetteer.places if place.kind == "district" and f" {fold(place.name)} " in told]


def _vagueness(place: Place) -> tuple[int, int]:
    return EXACTNESS.index(place.precision), len(place.districts) or len(EXACTNESS)


def typed_whereabouts(typed: TypedPlace, gazetteer: Gazetteer, area_of: Callable[[Point], str | None]) -> Whereabouts:
    """Where something is as somebody typed it; that only a district or nothing is known is an answer too."""
    words = typed.words or None
    if typed.known == NOWHERE:
        return Whereabouts(words, precision=LocationPrecision.UNKNOWN)
    if typed.known.startswith(IN_DISTRICT):
        district = typed.known.removeprefix(IN_DISTRICT)
        return Whereabouts(words, _without_point(typed, gazetteer), None, LocationPrecision.DISTRICT, district)
    if typed.point:
        return _at(typed.point, words, area_of)
    if not words:
        raise PlaceError(_("Skriv en plats eller peka på kartan, eller välj att platsen inte är känd."))
    meant = meaning(words, gazetteer, typed.place_id)
    if meant.place is None and typed.otherwise:
        return typed_whereabouts(replace(typed, known=typed.otherwise, otherwise=""), gazetteer, area_of)
    if meant.place is None:
        raise PlaceError(unclear_words(meant), meant.suggestions)
    return within(whereabouts(meant.place, meant.words), said_district(words, meant.place, gazetteer))


def within(where: Whereabouts, district: str | None) -> Whereabouts:
    """Where something is at a road through several districts, of which one is told."""
    is_open = where.precision is LocationPrecision.MUNICIPALITY and district is not None
    return where._replace(precision=LocationPrecision.DISTRICT, district=district) if is_open else where


def said_district(words: str, place: Place, gazetteer: Gazetteer) -> str | None:
    """The one district of a place that words name beside it: "Kungsängen Enköpingsvägen"."""
    said = {key for whole in _districts_named(words, gazetteer) for key in whole.districts if key in place.districts}
    return said.pop() if len(said) == 1 else None


def as_typed(where: Whereabouts) -> TypedPlace:
    """The same typed: a point that is its place's own was not pointed at."""
    is_placed = where.precision.is_drawable and (where.point is not None or where.place_id is not None)
    is_placed = is_placed or (where.place_id is not None and where.district is None)  # a road through several districts
    known = PLACED if is_placed else IN_DISTRICT + where.district if where.district else NOWHERE
    return TypedPlace(where.words or "", where.place_id, where.point if where.place_id is None else None, known)


def _at(point: Point, words: str | None, area_of: Callable[[Point], str | None]) -> Whereabouts:
    district = area_of(point)
    if district is None:
        raise PlaceError(_("Punkten ligger utanför kommunens kommundelar. Peka på en annan plats."))
    return Whereabouts(words, None, point, LocationPrecision.POINT, district)


def _without_point(typed: TypedPlace, gazetteer: Gazetteer) -> int | None:
    """A place may stand beside a chosen district when it is a long road or the like, with no point of its own."""
    place = meaning(typed.words, gazetteer, typed.place_id).place if typed.words else None
    return place.id if place and not place.point else None


def unclear_words(meant: Meaning) -> str:
    """What to say of words that name no one place."""
    words = meant.words
    if meant.suggestions:
        return str(_("”%(words)s” kan vara flera platser. Välj en av dem, eller hur mycket som är känt.", words=words))
    advice = _("Peka på kartan, eller välj kommundel eller okänd plats: orden sparas ändå.")
    return str(_("”%(words)s” finns inte bland kommunens platser. %(advice)s", words=words, advice=advice))


def whereabouts(place: Place, words: str) -> Whereabouts:
    """Where something is that happened at a place. A road through several districts tells only the municipality."""
    if place.point:
        # An address is no place of the gazetteer: below zero is its number in the register.
        return Whereabouts(words, place.id if place.id > 0 else None, place.point, place.precision)
    if len(place.districts) == 1:
        return Whereabouts(words, place.id, precision=LocationPrecision.DISTRICT, district=place.districts[0])
    return Whereabouts(words, place.id, precision=LocationPrecision.MUNICIPALITY)
