"""The gazetteer with a register of addresses behind it, which is asked and never held."""

import re
from collections.abc import Callable, Iterator, Sequence

from geo.gazetteer import Gazetteer, Mention, Place, Suggestion
from geo.points import Point
from geo.spelling import fold
from geo.suggestions import BARE, BEGINS, EXACT, WORD_BEGINS

ADDRESS = "address"
"""The kind of what has a number; a street of the register is a street like any other."""
LONGEST = 6
"""Words of an address within other words: "Stora Nygatan 12 B" has four."""
MOST_WORDS = 12
NUMBER = re.compile(r"(?<=\d) (?=[a-z]\b)")
SIGNS = re.compile(r"[^\w/ -]")

Finder = Callable[[str, bool, int], Sequence[Place]]
"""(beginning of a key, whether streets are wanted, how many) → places, in order of their keys."""
Named = Callable[[Sequence[str]], Sequence[Place]]
"""Keys → the addresses and streets that have one of them."""


def address_key(words: str) -> str:
    """How an address is looked for: folded, without accents, "12 B" as "12b"; what follows a comma is left out.

    >>> address_key("Stora Ängsvägen 12 B, Bro")
    'stora angsvagen 12b'
    """
    plain = fold(words.partition(",")[0]).translate(BARE)
    return NUMBER.sub("", " ".join(SIGNS.sub(" ", plain).split()))


def street_of(name: str) -> str:
    """The street in an address as it is written: "Stora Ängsvägen 12 B" → "Stora Ängsvägen"."""
    return re.sub(r"\s+\d+\s?\w?$", "", name.strip())


class AddressedGazetteer(Gazetteer):
    """A gazetteer that also suggests and finds addresses and streets of a register; made for one request.

    Their ids are below zero: they are no places, and an incident at one keeps its point alone.
    """

    def __init__(self, known: Gazetteer, begins: Finder, named: Named, by_id: Callable[[int], Place | None]) -> None:
        super().__init__(known.places)
        self._known, self._begins, self._named, self._by_number = known, begins, named, by_id
        self._told: dict[tuple[str, int], list[Suggestion]] = {}

    def place(self, id: int | None) -> Place | None:
        return self._by_number(id) if id is not None and id < 0 else self._known.place(id)

    def nearest(self, point: Point) -> tuple[Place, float] | None:
        return self._known.nearest(point)

    def suggest(self, text: str, limit: int = 8) -> list[Suggestion]:
        """Places first, then what the register has; the street alone until a number is typed."""
        # The page asks once for a list and once for what is meant.
        if (text, limit) not in self._told:
            self._told[text, limit] = self._suggestions(text, limit)
        return self._told[text, limit]

    def _suggestions(self, text: str, limit: int) -> list[Suggestion]:
        places = self._known.suggest(text, limit)
        held = {(fold(place.name), place.place.districts) for place in places} | {(fold(p.name), ()) for p in places}
        key = address_key(text)
        if len(key) < 2:
            return places
        is_street = not any(sign.isdigit() for sign in key)
        found = [place for place in self._begins(key, is_street, limit) if _apart(place, held)]
        rated = [Suggestion(place, place.name, _score(place, key)) for place in found]
        if rated:  # the register knows what is typed, so it is no misspelt place
            places = [suggestion for suggestion in places if suggestion.score >= WORD_BEGINS]
        # Sorting keeps places before addresses of the same score, and each in their order.
        return sorted([*places, *rated], key=lambda suggestion: -suggestion.score)[:limit]

    def find(self, text: str) -> list[Mention]:
        """Places named in a text; where there is none, the longest address or street of the register in it."""
        mentions = self._known.find(text)
        if any(mention.place.kind != "district" for mention in mentions):
            return mentions
        candidates = list(_candidates(text))
        found: dict[str, list[Place]] = {}
        for place in self._named(candidates) if candidates else ():
            found.setdefault(address_key(place.name), []).append(place)
        best = next((found[key] for key in candidates if key in found), [])
        return [Mention(place, 0, len(text), text) for place in best] or mentions


def _candidates(text: str) -> Iterator[str]:
    """The keys of all runs of words, the longest first."""
    words = re.sub(r"[,;.:()]", " ", text).split()[:MOST_WORDS]
    for length in range(min(LONGEST, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            key = address_key(" ".join(words[start : start + length]))
            if len(key) > 3 and not key[0].isdigit():
                yield key


def _apart(place: Place, held: set[tuple[str, tuple[str, ...]]]) -> bool:
    """Whether the gazetteer has not the same place itself."""
    name = fold(place.name)
    return (name, place.districts) not in held and not ((name, ()) in held and not place.districts)


def _score(place: Place, key: str) -> float:
    """A number that is not typed to its end means no address yet: 1 may become 12."""
    if address_key(place.name) == key:
        return EXACT
    return BEGINS if place.kind == "street" else WORD_BEGINS
