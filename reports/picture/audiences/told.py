"""What a sentence counts, and of what: the numbers in it, the districts and the categories that it names."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reports.picture.record import Picture

Words = Mapping[str, Sequence[str]]
"""Everyday words of a category and its sub-categories by its code; "fyll*" is any word that begins so, "*bråk" ends."""

ONE = {"sv": ("en", "ett", "ensam", "enda"), "en": ("one", "a", "single")}
"""Words that count one, and mostly do not count at all: they do before a word of what is counted."""
NUMBERS = {
    "sv": ("två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"),
    "en": ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
}
BOTH = ("båda", "bägge", "both", "par", "couple", "dubbla", "double")
COUNTED = ("händels", "incident", "brott", "fall", "anmäl", "tillfäll", "case", "crime", "offence", "occasion")
SMALL_WORDS = frozenset(("och", "and", "mot", "the", "med", "with"))
SHORTEST, STEM, NEAR, FAR = 3, 6, 3, 4
"""A name is told by any of its words of 3 letters or more, and by their first 6: "rånet", "skadegörelsen"."""
PEOPLE = ("person", "personer", "personen", "personerna", "persons")
"""No word of "Skola, fritid och personal", however alike they begin."""
NO_COUNTS = re.compile(
    r"\bpå plats\b|\bden \d+|\d+\s*[–-]\s*\d+|\bkl\.?\s*\d[\d.:]*|\b(?:v\.|vecka|veckor|week)\s*\d+|\b20\d\d\b"
    r"|\b\d+ (?:jan|feb|mar|apr|maj|may|jun|jul|aug|sep|okt|oct|nov|dec)\w*"
)
"""Days, hours, weeks, years and ranges; and who is "på plats" names no kind of place."""


@dataclass(frozen=True, slots=True)
class Told:
    """`numbers` holds each number with the words that follow it, `said` all words; `is_of_all`: of all districts."""

    numbers: tuple[tuple[int, tuple[str, ...]], ...]
    districts: frozenset[str]
    categories: frozenset[str]
    is_of_all: bool
    said: tuple[str, ...] = ()


def told_in(picture: Picture, sentence: str, words: Words) -> Told:
    """What a sentence of an edition's language tells."""
    said = re.findall(r"\w+", NO_COUNTS.sub(" ", sentence.lower()))
    districts = frozenset(label.key for label in picture.districts if is_named(label.name, said))
    districts |= {place.district for place in picture.places if place.district and _is_place(place.name, sentence)}
    categories = frozenset(
        label.code for label in picture.categories if any(counts(picture, label.code, one, words) for one in said)
    )
    found = ((_number(picture.language, said, at), tuple(said[at + 1 : at + 1 + FAR])) for at in range(len(said)))
    numbers = tuple((number, after) for number, after in found if number is not None)
    is_of_all = any(word.startswith(("kommun", "municip")) for word in said)
    return Told(numbers, districts, categories, is_of_all, tuple(said))


def counts(picture: Picture, code: str, word: str, words: Words) -> bool:
    """Whether a word is one of a category: of its name, or one of those that people use of it."""
    return is_own(picture, code, word) or any(_is(entry, word) for entry in words.get(code, ()))


def is_own(picture: Picture, code: str, word: str) -> bool:
    """Whether a word is of the category's own name."""
    return any(is_named(label.name, [word]) for label in picture.categories if label.code == code)


def is_named(name: str, words: Sequence[str]) -> bool:
    told = [word for word in re.findall(r"\w+", name.lower()) if len(word) >= SHORTEST and word not in SMALL_WORDS]
    said = [word for word in words if word not in PEOPLE]
    return any(word.startswith(_stem(part)) for part in told for word in said)


def _is_place(name: str, sentence: str) -> bool:
    """Whether a place is named, also as "torgets"."""
    return re.search(rf"\b{re.escape(name.lower())}s?\b", sentence.lower()) is not None


def _stem(part: str) -> str:
    """ "skol" of "skola", as in "skolhändelser" and "skolor"; of longer words their beginning."""
    return part[:-1] if part.endswith("a") and SHORTEST < len(part) - 1 < STEM else part[:STEM]


def _number(language: str, said: Sequence[str], at: int) -> int | None:
    word = said[at]
    if word.isdecimal():
        return int(word)
    if word in ONE[language]:
        return 1
    spelt = NUMBERS[language]
    return spelt.index(word) + 2 if word in spelt else 2 if word in BOTH else None


def _is(entry: str, word: str) -> bool:
    if entry.startswith("*"):
        return word.endswith(entry[1:])
    return word.startswith(entry[:-1]) if entry.endswith("*") else word == entry
