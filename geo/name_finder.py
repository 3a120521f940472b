"""Finds names from a list in running text: whole words, the longest name first, misspelt ones where that is wanted."""

import re
from collections.abc import Iterable
from re import Match
from typing import Generic, NamedTuple, TypeVar
from unicodedata import is_normalized, normalize

from geo.near_words import LEAST_LETTERS, NearWords
from geo.spelling import DEFINITE, ENDINGS, WORD, definite, forms_of, needs_capital, spellings, stem, stems_of

T = TypeVar("T")

# Where a line break or a space was lost: Borlänge22.12, GöteborgOrdningsvakter.
_GLUED = re.compile(r"(?<=[a-zåäöéü]{2})(?=[A-ZÅÄÖÉ\d])")
_PART = re.compile(r"\w+?(?<=[a-zåäöéü]{2})(?=[A-ZÅÄÖÉ\d])|.+")
_PLACE_ENDINGS = (*ENDINGS, *DEFINITE)


class Found(NamedTuple, Generic[T]):
    """A name in a text: what it names, and where, so that text[start:end] == words."""

    what: T
    start: int
    end: int
    words: str
    is_misspelt: bool = False


class _Node(Generic[T]):
    """A step in a name: the nodes by the stem of the next word, and what is named if the name ends here."""

    def __init__(self) -> None:
        self.next: dict[str, _Node[T]] = {}
        self.anyhow: list[T] = []
        self.capital_only: list[T] = []

    def named(self, first_word: str) -> list[T]:
        return self.anyhow + self.capital_only if first_word[:1].isupper() else self.anyhow


class _Words(NamedTuple):
    """The words of a text, and beside each the stem of the name's word that it is; `slips` are those misspelt."""

    text: str
    at: list[Match[str]]
    stems: list[str | None]
    slips: set[int]


class NameFinder(Generic[T]):
    """A dictionary of names. Several things may share a name; then each is found."""

    def __init__(self, names: Iterable[tuple[str, T]], maybe_misspelt: Iterable[str] = ()) -> None:
        """`maybe_misspelt` are those of the names that are also found with slips of the pen in one word."""
        self._root: _Node[T] = _Node()
        self._stems: dict[str, str] = {}
        for name, what in names:
            for form in forms_of(name):
                self._add(form, what, capital_only=len(form) == 1 and needs_capital(name))
        meant = {word for name in maybe_misspelt for word in stems_of(name)}
        self._near = NearWords({form: word for word in meant for form in (word, definite(word))})

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
        words = self._words(text)
        found: list[Found[T]] = []
        free_from = 0
        for i, first in enumerate(words.stems):
            if first in self._root.next and i >= free_from:
                last, named, is_misspelt = self._longest(words, i)
                if named:
                    start, end, free_from = words.at[i].start(), words.at[last].end(), last + 1
                    found += [Found(what, start, end, text[start:end], is_misspelt) for what in named]
        return found

    def _words(self, text: str) -> _Words:
        composed = is_normalized("NFC", text)
        at = list(WORD.finditer(text))
        if composed and _GLUED.search(text):
            at = [part for word in at for part in self._parts(text, word)]
        stems = [self._stems.get(w[0].lower() if composed else normalize("NFC", w[0]).lower()) for w in at]
        slips = set()
        for i, word in enumerate(at if self._near else ()):
            if (
                stems[i] is None
                and _may_be_name(word[0])
                and (near := self._near.nearest(word[0].lower().removesuffix("s")))
            ):
                stems[i] = near
                slips.add(i)
        return _Words(text, at, stems, slips)

    def _meant(self, word: str) -> str | None:
        """The stem of the name's word that a misspelt one may be."""
        return self._near.nearest(word.lower().removesuffix("s"))

    def _parts(self, text: str, word: Match[str]) -> Iterable[Match[str]]:
        """The words that one seems to be where a space was lost."""
        if (word[0].isalpha() and word[0].islower()) or word[0].lower() in self._stems:
            return (word,)
        return _PART.finditer(text, word.start(), word.end())

    def _longest(self, words: _Words, first: int) -> tuple[int, list[T], bool]:
        """The last word of the longest name that begins with word number `first`, what it names, if it is misspelt."""
        best: tuple[int, list[T], bool] = (first, [], False)
        node, slips = self._root, 0
        for i in range(first, len(words.at)):
            if i > first and not _on_one_line(words.text[words.at[i - 1].end() : words.at[i].start()]):
                break
            following = node.next.get(words.stems[i] or "")
            slips += i in words.slips
            if following is None and i > first and words.stems[i] is None:
                following = node.next.get(self._meant(words.at[i][0]) or "")
                slips += 1
            if following is None or slips > 1:
                break
            node = following
            named = node.anyhow if first in words.slips else node.named(words.at[first][0])
            best = (i, named, slips > 0) if named else best
        return best


def _may_be_name(word: str) -> bool:
    """Whether a word that no name holds is worth a second look: it has a capital or a place's ending."""
    return word[0].isupper() or (len(word) > LEAST_LETTERS and word.removesuffix("s").endswith(_PLACE_ENDINGS))


def _on_one_line(gap: str) -> bool:
    return gap.isspace() and "\n" not in gap
