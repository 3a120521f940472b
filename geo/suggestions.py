"""Suggests names while somebody types: beginnings first, then words within names, then near misses."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

from geo.spelling import WORD, fold, stems_of

T = TypeVar("T")

EXACT, BEGINS, WORD_BEGINS = 100.0, 95.0, 85.0  # near misses score below these
NEAR = 70.0  # per cent of the letters (Indel similarity) that a near miss must share
LEAST_FOR_NEAR = 3  # letters; fewer fit everything
BARE = str.maketrans("åäáàöøéèü", "aaaaooeeu")  # as typed without the Swedish keys
LAST = "\U0010ffff"  # sorts after every letter


class Suggested(NamedTuple, Generic[T]):
    """What is suggested, under which of its names, and how well that fits what was typed (0–100)."""

    what: T
    name: str
    score: float


class _Key(NamedTuple):
    """A way to begin typing a name: `text` without spaces, the name's number, and the score of a hit."""

    text: str
    name: int
    score: float


class NameSuggester(Generic[T]):
    """An index of names for an as-you-type box."""

    def __init__(self, names: Iterable[tuple[str, T]]) -> None:
        self._names = list(names)
        self._keys = sorted({key for number, (name, _) in enumerate(self._names) for key in _keys(number, name)})
        self._whole = [_joined(name) for name, _ in self._names]
        self._bare = [name.translate(BARE) for name in self._whole]

    def suggest(self, typed: str, limit: int) -> list[Suggested[T]]:
        """At most `limit` names, best first; a name at most once."""
        scores: dict[int, float] = {}
        for number, score in self._beginnings(typed):
            scores[number] = max(score, scores.get(number, 0.0))
        if len(scores) < limit:
            for number, score in self._near_misses(typed, limit):
                scores.setdefault(number, score)
        best = sorted(scores, key=lambda number: (-scores[number], len(self._whole[number]), self._whole[number]))
        return [Suggested(self._names[n][1], self._names[n][0], scores[n]) for n in best[:limit]]

    def _beginnings(self, typed: str) -> Iterator[tuple[int, float]]:
        for query in filter(None, {_joined(typed), _joined(" ".join(stems_of(typed)))}):
            first = bisect_left(self._keys, (query,))
            last = bisect_left(self._keys, (query + LAST,))
            for key in self._keys[first:last]:
                yield key.name, EXACT if key.text == query and key.score == BEGINS else key.score

    def _near_misses(self, typed: str, limit: int) -> Iterator[tuple[int, float]]:
        """Names whose beginning, as long as what was typed, differs by few letters."""
        from rapidfuzz import fuzz, process

        query = _joined(typed).translate(BARE)
        if len(query) < LEAST_FOR_NEAR:
            return
        beginnings = [name[: len(query) + 1] for name in self._bare]
        for _, score, number in process.extract(
            query, beginnings, scorer=fuzz.ratio, score_cutoff=NEAR, limit=limit, processor=None
        ):
            yield number, score * WORD_BEGINS / 100


def _keys(number: int, name: str) -> Iterator[_Key]:
    words = WORD.findall(fold(name).replace("-", " "))
    yield _Key(_joined(" ".join(stems_of(name))), number, BEGINS)
    for i in range(len(words)):
        yield _Key("".join(words[i:]), number, WORD_BEGINS if i else BEGINS)


def _joined(text: str) -> str:
    return "".join(WORD.findall(fold(text))).replace("-", "")
