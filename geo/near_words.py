"""Finds the word of a list that a misspelt word means."""

from collections.abc import Iterator, Mapping
from functools import cached_property

LEAST_LETTERS = 6  # a letter more or less makes another word of a short one
MOST_LETTERS = 40
LONG = 9  # letters, from which two slips are forgiven


class NearWords:
    """A dictionary of words that may be misspelt: one slip, two in a long word, but not in the first letter.

    Words are found by what is left when a letter is dropped (the symmetric deletes of Garbe 2012) and then compared by
    optimal string alignment: a letter more, less, other, or two exchanged.
    """

    def __init__(self, meaning_of: Mapping[str, str]) -> None:
        """What each folded word means; several may mean one thing. Short ones and any with a digit are never found."""
        self._meaning_of = meaning_of

    def __bool__(self) -> bool:
        return bool(self._meaning_of)

    def nearest(self, word: str) -> str | None:
        """What the words nearest to a folded one mean; None where none is near, or if they mean different things."""
        if not LEAST_LETTERS - 1 <= len(word) <= MOST_LETTERS or not word.isalpha():
            return None
        near = {other for rest in _rests(word) for other in self._by_rest.get(rest, ()) if other[0] == word[0]}
        if not near:
            return None
        slips = {other: _slips(word, other) for other in near}
        fewest = min(slips.values())
        if fewest > (2 if len(word) >= LONG else 1):
            return None
        meanings = {self._meaning_of[other] for other in near if slips[other] == fewest}
        return meanings.pop() if len(meanings) == 1 else None

    @cached_property
    def _by_rest(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for word in self._meaning_of:
            for rest in _rests(word) if len(word) >= LEAST_LETTERS and word.isalpha() else ():
                found.setdefault(rest, []).append(word)
        return found


def _rests(word: str) -> Iterator[str]:
    yield word
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]


def _slips(one: str, other: str) -> int:
    from rapidfuzz.distance import OSA

    return OSA.distance(one, other)
