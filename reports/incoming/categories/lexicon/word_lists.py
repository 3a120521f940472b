"""The word lists as values: one file a category in the folder `words`, and the lists of labels and relationships.

An entry is a word ("kniv"), its beginning ("misshandl*"), its end ("*brand"), or a phrase of such ("våld mot tjänst*").
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

FOLDER = Path(__file__).parent


class WordList(NamedTuple):
    """The words of one category.

    `usual` is what it has before a word is read; `weights` what an entry adds, or takes where it is below zero; `subs`
    the entries that tell a sub-category, by its full code: the first sub-category that has a word in a text is its.
    """

    usual: float
    weights: Mapping[str, float]
    subs: Mapping[str, tuple[str, ...]]


class Relations(NamedTuple):
    """Entries that tell that two people are close, that they are on one side, and that somebody is harmed.

    `kin` are words of relatives, `honour` tells of violence in its name, `signs` only may tell that people are close.
    `partner` tells of one of now or of before, in an incident of any category.
    """

    close: frozenset[str]
    partner: frozenset[str]
    together: frozenset[str]
    harm: frozenset[str]
    kin: frozenset[str]
    honour: frozenset[str]
    signs: frozenset[str]

    @property
    def entries(self) -> frozenset[str]:
        return self.close | self.partner | self.together | self.harm | self.honour | self.signs


class Brawls(NamedTuple):
    """Entries that tell of a brawl, that somebody was harmed in it, and that somebody may have been."""

    brawl: frozenset[str]
    harm: frozenset[str]
    signs: frozenset[str]

    @property
    def entries(self) -> frozenset[str]:
        return self.brawl | self.harm | self.signs


class Fireworks(NamedTuple):
    """Entries that name fireworks, and that tell that they were thrown or fired."""

    pyro: frozenset[str]
    aimed: frozenset[str]


class StatedWords(NamedTuple):
    """What stands before the name of a crime, what may stand between the two, and labels that name none."""

    before: frozenset[tuple[str, ...]]
    between: frozenset[str]
    unspecific: frozenset[str]


@cache
def word_lists() -> Mapping[str, WordList]:
    """The list of each category, by its code."""
    return {path.stem: _word_list(path.stem, _read(path)) for path in sorted((FOLDER / "words").glob("*.toml"))}


@cache
def common_labels() -> Mapping[str, str]:
    """Category code by label, as the police and the guards write it."""
    return {
        label: f"{code}.{sub}" if sub else code
        for code, table in _read(FOLDER / "labels.toml").items()
        for sub, labels in table.items()
        for label in labels
    }


@cache
def relations() -> Relations:
    """What makes violence that between people who are close."""
    table = _read(FOLDER / "relations.toml")
    return Relations(*(frozenset(table[name]) for name in Relations._fields))


@cache
def brawls() -> Brawls:
    """What parts a brawl from violence."""
    table = _read(FOLDER / "brawls.toml")
    return Brawls(*(frozenset(table[name]) for name in Brawls._fields))


@cache
def fireworks() -> Fireworks:
    """What tells of fireworks that are thrown or fired."""
    table = _read(FOLDER / "fireworks.toml")
    return Fireworks(*(frozenset(table[name]) for name in Fireworks._fields))


@cache
def stated_words() -> StatedWords:
    """What tells that a text names the crime."""
    table = _read(FOLDER / "stated.toml")
    before = frozenset(tuple(entry.split()) for entry in table["before"])
    return StatedWords(before, frozenset(table["between"]), frozenset(table["unspecific"]))


def all_entries(lists: Mapping[str, WordList]) -> Iterator[str]:
    """Every entry of the lists; one that stands in several comes several times."""
    for words in lists.values():
        yield from words.weights
        for told in words.subs.values():
            yield from told


def _word_list(code: str, table: Mapping[str, Any]) -> WordList:
    against = {entry: -weight for entry, weight in _weights(table.get("against", {})).items()}
    subs = {f"{code}.{sub}": tuple(entries) for sub, entries in table["subs"].items()}
    return WordList(table["usual"], {**_weights(table["for"]), **against}, subs)


def _weights(table: Mapping[str, Sequence[str]]) -> dict[str, float]:
    """Weight by entry; the file has entries by weight, so that the strong ones stand together."""
    return {entry: float(weight) for weight, entries in table.items() for entry in entries}


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
