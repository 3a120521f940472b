"""Finds names from a list in running text: whole words, the longest name first, misspelt ones where that is wanted."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar
from unicodedata import is_normalized, normalize

from geo.near_words import NearWords
from geo.spelling import DEFINITE, ENDINGS, WORD, forms_of, needs_capital, spellings, stem, stems_of

T = TypeVar("T")

# Where a line break or a space was lost: Borlänge22.12, GöteborgOrdningsvakter.
_GLUED = re.compile(r"(?<=[a-zåäöéü]{2})(?=[A-ZÅÄÖÉ\d])")
_PLACE_ENDINGS = (*ENDINGS, *DEFINITE)


class Found(NamedTuple, Generic[T]):
    """A name in a text: what it names, and where, so that text[start:end] == words."""

    what: T
    start: int
    end: int
    words: str
    is_misspelt: bool = False


class _Word(NamedTuple):
    """A word of a text, with the stem of the word of a name that it is or, where it is misspelt, may be."""

    start: int
    end: int
    stem: str | None
    is_capital: bool
    is_misspelt: bool


class _Node(Generic[T]):
    """A step in a name: the nodes by the stem of the next word, and what is named if the name ends here."""

    def __init__(self) -> None:
        self.next: dict[str, _Node[T]] = {}
        self.anyhow: list[T] = []
        self.capital_only: list[T] = []

    def named(self, first: _Word) -> list[T]:
        return self.anyhow + self.capital_only if first.is_capital and not first.is_misspelt else self.anyhow


class NameFinder(Generic[T]):
    """A dictionary of names. Several things may share a name; then each is found."""

    def __init__(self, names: Iterable[tuple[str, T]], maybe_misspelt: Iterable[str] = ()) -> None:
        """`maybe_misspelt` are those of the names that are also found with slips of the pen in one word."""
        self._root: _Node[T] = _Node()
        self._stems: dict[str, str] = {}
        for name, what in names:
            for form in forms_of(name):
                self._add(form, what, capital_only=len(form) == 1 and needs_capital(name))
        self._near = NearWords(word for name in maybe_misspelt for word in stems_of(name))

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
        words = list(self._words(text))
        found: list[Found[T]] = []
        free_from = 0
        for i, first in enumerate(words):
            if i >= free_from and first.stem in self._root.next:
                last, named, is_misspelt = self._longest(text, words, i)
                if named:
                    start, end, free_from = first.start, words[last].end, last + 1
                    found += [Found(what, start, end, text[start:end], is_misspelt) for what in named]
        return found

    def _words(self, text: str) -> Iterator[_Word]:
        composed = is_normalized("NFC", text)
        for match in WORD.finditer(text):
            word = match[0] if composed else normalize("NFC", match[0])
            known = self._stems.get(word.lower())
            if known or not composed or (word.isalpha() and word[1:].islower()):
                yield self._word(match.start(), match.end(), word, known)
            else:
                cuts = (0, *(cut.start() for cut in _GLUED.finditer(word)), len(word))
                for begin, end in pairwise(cuts):
                    part, at = word[begin:end], match.start()
                    yield self._word(at + begin, at + end, part, self._stems.get(part.lower()))

    def _word(self, start: int, end: int, word: str, known: str | None) -> _Word:
        is_capital = word[0].isupper()
        if known is None and (is_capital or word.endswith(_PLACE_ENDINGS)):
            known = self._near.nearest(stem(word.lower()))
            return _Word(start, end, known, is_capital, known is not None)
        return _Word(start, end, known, is_capital, False)

    def _longest(self, text: str, words: list[_Word], first: int) -> tuple[int, list[T], bool]:
        """The last word of the longest name that begins with word number `first`, what it names, if it is misspelt."""
        best: tuple[int, list[T], bool] = (first, [], False)
        node, slips = self._root, 0
        for i in range(first, len(words)):
            if i > first and not _on_one_line(text[words[i - 1].end : words[i].start]):
                break
            following, is_misspelt = self._step(node, words[i], text)
            slips += is_misspelt
            if following is None or slips > 1:
                break
            node = following
            named = node.named(words[first])
            best = (i, named, slips > 0) if named else best
        return best

    def _step(self, node: _Node[T], word: _Word, text: str) -> tuple[_Node[T] | None, bool]:
        """The node after a word, also one in lower case that is misspelt: "Bro statoin"."""
        following = node.next.get(word.stem or "")
        if following or word.stem or node is self._root:
            return following, word.is_misspelt
        return node.next.get(self._near.nearest(stem(text[word.start : word.end].lower())) or ""), True


def _on_one_line(gap: str) -> bool:
    return gap.isspace() and "\n" not in gap
