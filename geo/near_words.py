"""Finds the word of a list that a misspelt word means."""

from collections.abc import Iterable, Iterator

LEAST_LETTERS = 6  # a letter more or less makes another word of a short one
LONG = 9  # letters, from which two slips are forgiven


class NearWords:
    """A dictionary of words that may be misspelt: one slip, two in a long word, but not in the first letter.

    Words are found by what is left when a letter is dropped (the symmetric deletes of Garbe 2012) and then compared by
    optimal string alignment: a letter more, less, other, or two exchanged.
    """

    def __init__(self, words: Iterable[str]) -> None:
        """`words` are folded; short ones and those with a digit are never meant."""
        self._by_rest: dict[str, list[str]] = {}
        for word in {word for word in words if len(word) >= LEAST_LETTERS and word.isalpha()}:
            for rest in _rests(word):
                self._by_rest.setdefault(rest, []).append(word)

    def __bool__(self) -> bool:
        return bool(self._by_rest)

    def nearest(self, word: str) -> str | None:
        """The only word nearest to a folded one; None where none is near or several are equally so."""
        if len(word) < LEAST_LETTERS - 1 or not word.isalpha():
            return None
        near = {other for rest in _rests(word) for other in self._by_rest.get(rest, ())}
        if not near:
            return None
        slips = sorted((_slips(word, other), other) for other in near if other[0] == word[0])
        if not slips or slips[0][0] > (2 if len(word) >= LONG else 1):
            return None
        return None if len(slips) > 1 and slips[1][0] == slips[0][0] else slips[0][1]


def _rests(word: str) -> Iterator[str]:
    yield word
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]


def _slips(one: str, other: str) -> int:
    from rapidfuzz.distance import OSA

    return OSA.distance(one, other)
