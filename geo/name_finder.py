"""Finds names from a list in running text: exact after folding, whole words, the longest name first."""

from collections.abc import Iterable
from re import Match
from typing import Generic, NamedTuple, TypeVar
from unicodedata import is_normalized, normalize

from geo.spelling import WORD, forms_of, needs_capital, spellings, stem

T = TypeVar("T")


class Found(NamedTuple, Generic[T]):
    """A name in a text: what it names, and where, so that text[start:end] == words."""

    what: T
    start: int
    end: int
    words: str


class _Node(Generic[T]):
    """A step in a name: the nodes by the stem of the next word, and what is named if the name ends here."""

    def __init__(self) -> None:
        self.next: dict[str, _Node[T]] = {}
        self.anyhow: list[T] = []
        self.capital_only: list[T] = []

    def named(self, first_word: str) -> list[T]:
        return self.anyhow + self.capital_only if first_word[:1].isupper() else self.anyhow


class NameFinder(Generic[T]):
    """A dictionary of names. Several things may share a name; then each is found."""

    def __init__(self, names: Iterable[tuple[str, T]]) -> None:
        self._root: _Node[T] = _Node()
        self._stems: dict[str, str] = {}
        for name, what in names:
            for form in forms_of(name):
                self._add(form, what, capital_only=len(form) == 1 and needs_capital(name))

    def _add(self, form: tuple[str, ...], what: T, *, capital_only: bool) -> None:
        node = self._root
        for word in form:
            self._stems |= dict.fromkeys(spellings(word), stem(word))
            node = node.next.setdefault(stem(word), _Node())
        named = node.capital_only if capital_only else node.anyhow
        if what not in named:
            named.append(what)

    def find(self, text: str) -> list[Found[T]]:
        """All names in the text from left to right, without overlaps; a shared name gives one `Found` for each."""
        composed = is_normalized("NFC", text)
        words = list(WORD.finditer(text))
        stems = [self._stems.get(w[0].lower() if composed else normalize("NFC", w[0]).lower()) for w in words]
        found: list[Found[T]] = []
        free_from = 0
        for i, first in enumerate(stems):
            if first in self._root.next and i >= free_from:
                last, named = self._longest(text, words, stems, i)
                if named:
                    start, end, free_from = words[i].start(), words[last].end(), last + 1
                    found += [Found(what, start, end, text[start:end]) for what in named]
        return found

    def _longest(self, text: str, words: list[Match[str]], stems: list[str | None], first: int) -> tuple[int, list[T]]:
        """The last word of the longest name that begins with word number `first`, and what it names."""
        best: tuple[int, list[T]] = (first, [])
        node = self._root
        for i in range(first, len(words)):
            if i > first and not _on_one_line(text[words[i - 1].end() : words[i].start()]):
                break
            following = node.next.get(stems[i] or "")
            if following is None:
                break
            node = following
            named = node.named(words[first][0])
            best = (i, named) if named else best
        return best


def _on_one_line(gap: str) -> bool:
    return gap.isspace() and "\n" not in gap
