"""Words that look like a place by form alone: X-vägen, X väg, X-skolan, E18, väg 269, trafikplats X, "vid X"."""

import re
from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple


class Exactness(IntEnum):
    """What a name tells of a whereabouts, best first. A long road is worse than a named place beside it.

    BARE_NAME is some name after a preposition: a farm, a part of town, but maybe a town far away.
    """

    SPOT = 0
    STREET = 1
    PLACE = 2
    LONG_ROAD = 3
    BARE_NAME = 4


class PlaceWords(NamedTuple):
    """A passage text[start:end] that looks like a place."""

    start: int
    end: int
    exactness: Exactness


# Last members of a compound (Storgatan, Brunnaskolan), and words that follow a name (Sparres väg, Kungsängens kyrka).
_STREET_ENDS = (
    *("vägen", "gatan", "stigen", "gränden", "gränd", "allén", "backen", "leden", "esplanaden", "slingan"),
    *("svängen", "kroken", "kajen", "bron"),
)
_STREET_WORDS = ("väg", "gata", "stig", "backe", "allé", *_STREET_ENDS)
_PLACE_ENDS = ("skolan", "gymnasiet", "torget", "torg", "parken", "badet", "stationen", "kyrkan", "hallen", "centrum")
_PLACE_WORDS = (
    *("skola", "gymnasium", "station", "kyrka", "park", "bibliotek", "slott", "gård", "idrottsplats", "IP"),
    *_PLACE_ENDS,
)
_DIRECTIONS = frozenset(
    ("Norra", "Södra", "Östra", "Västra", "Gamla", "Nya", "Stora", "Lilla", "Övre", "Nedre", "Inre", "Yttre")
)

_NO_NAMES = frozenset(("På", "Vid", "Från", "Till", "Mot", "Längs", "Utanför", "Bakom", "En", "Ett", "Polisen"))

_PREPOSITIONS = ("i", "vid", "på", "kring", "nära", "utanför")
_AFTER_PREPOSITION = tuple(f" {word} " for word in _PREPOSITIONS) + tuple(f"{word.title()} " for word in _PREPOSITIONS)
_NO_PLACES = frozenset(("EU", "Europa", "Facebook", "Instagram", "Schengen", "Sverige"))

# A capital within a sentence means a name; at its beginning it need not, so these ordinary words are left out.
_ORDINARY = re.compile(
    "(?:Motor|Lands|Järn|Riks|Gång|Cykel|Infarts|Utfarts)vägen|(?:För|Grund|Gymnasie|Hög|Folkhög|Sär|Sim)skolan|"
    "(?:Polis|Bensin|Brand|Buss|Tåg|Pendeltågs|Tunnelbane|Järnvägs|Central)stationen|(?:Köp|Affärs|Rese)centrum|"
    "(?:Idrotts|Sport|Sim|Is|Gymnastik)hallen|Manifestationen|(?:Nöjes|Lek)parken"
)

# The look-behind stands after the capital so that the search can jump from capital to capital.
_CAPITALISED = re.compile(r"[A-ZÅÄÖÉ](?<!\w.)[^\W\d_]+(?:-[^\W\d_]+)*(?=(?:[^\S\n]([\w-]+))?)")
_NUMBERED_ROAD = re.compile(r"(?:E(?<!\w.)\s?|[Vv]äg(?:en)?\s(?:nr\s|nummer\s)?)\d{1,4}\b")
_JUNCTION = re.compile(r"[Tt]rafikplats(?:en)?\s[A-ZÅÄÖÉ][\w-]+|\b(?!Vid|På|I\s)[A-ZÅÄÖÉ][\w-]+\strafikplats\b")


def place_words(text: str) -> list[PlaceWords]:
    """All passages that look like a place, from left to right; where two overlap, the one that begins first."""
    found = sorted((*_names(text), *_numbered_roads(text), *_junctions(text)))
    apart: list[PlaceWords] = []
    for words in found:
        if not apart or words.start >= apart[-1].end:
            apart.append(words)
    return apart


def best_place_words(text: str) -> str | None:
    """The most exact of them, the first of equals; None where nothing looks like a place."""
    best = min(place_words(text), key=lambda found: found.exactness, default=None)
    return text[best.start : best.end] if best else None


def _names(text: str) -> Iterator[PlaceWords]:
    for match in _CAPITALISED.finditer(text):
        start, word, following = match.start(), match[0].removesuffix("s"), match[1]
        if following and (exactness := _of_two_words(text, start, word, following.removesuffix("s"))):
            yield PlaceWords(start, match.end(1), exactness)
        elif (exactness := _of_ending(word, _STREET_ENDS, _PLACE_ENDS)) and not _ORDINARY.fullmatch(word):
            yield PlaceWords(start, match.end(), exactness)
        elif text[max(0, start - 9) : start].endswith(_AFTER_PREPOSITION) and match[0] not in _NO_PLACES:
            goes_on = following and following[0].isupper() and following.isalpha()
            yield PlaceWords(start, match.end(1) if goes_on else match.end(), Exactness.BARE_NAME)


def _of_two_words(text: str, start: int, first: str, second: str) -> Exactness | None:
    """Sparres väg, Norra Storgatan; but not the first words of a sentence, "På länsväg"."""
    if first in _NO_NAMES:
        return None
    if first not in _DIRECTIONS and (second[:1].isupper() or _begins_sentence(text, start)):
        return None
    return _of_ending(second, _STREET_WORDS, _PLACE_WORDS)


def _begins_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 3) : start].rstrip(' \xa0("”')
    return not before or before[-1] in ".!?:\n"


def _of_ending(word: str, streets: tuple[str, ...], places: tuple[str, ...]) -> Exactness | None:
    if word.endswith(streets):
        return Exactness.STREET
    return Exactness.PLACE if word.endswith(places) else None


def _numbered_roads(text: str) -> Iterator[PlaceWords]:
    for match in _NUMBERED_ROAD.finditer(text):
        start = match.start()
        while start and text[start - 1].isalpha():  # riksväg, länsväg
            start -= 1
        yield PlaceWords(start, match.end(), Exactness.LONG_ROAD)


def _junctions(text: str) -> Iterator[PlaceWords]:
    if "rafikplats" in text:
        for match in _JUNCTION.finditer(text):
            yield PlaceWords(match.start(), match.end(), Exactness.SPOT)
