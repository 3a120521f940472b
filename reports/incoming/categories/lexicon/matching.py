"""Finds the entries of a word list in a text, in one pass over its words."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from reports.incoming.categories.lexicon.tokens import STOP, Token

SHORTEST, LONGEST = 3, 50  # letters of a beginning or an end; of a word that may have them
REMEMBERED = 20_000  # words whose entries are kept at hand
NEGATIONS = frozenset(["ej", "ingen", "inget", "inga", "inte", "utan"])
NEGATED = 2  # words after a negation that are denied: "ingen misstänkt brand"


class Match(NamedTuple):
    """An entry of the list, and where it first stands: text[start:end]."""

    entry: str
    start: int
    end: int


class _Word(NamedTuple):
    """What a word may be: an entry, the first word of phrases (by their second), or a later word of one.

    Most are neither entry nor first word, and change nothing of what is denied: these are plain.
    """

    entries: tuple[str, ...]
    phrases: Mapping[str, Sequence[tuple[tuple[str, ...], str]]]
    later: tuple[str, ...]
    is_plain: bool


class Matcher:
    """Finds entries: words ("kniv"), beginnings ("misshandl*"), ends ("*brand"), and phrases ("våld mot tjänst*")."""

    def __init__(self, entries: Iterable[str]) -> None:
        self._entries: set[str] = set()
        self._phrases: dict[str, dict[str, list[tuple[tuple[str, ...], str]]]] = {}
        self._later: set[str] = set()
        self._known: dict[str, _Word] = {}
        for entry in sorted(set(entries)):
            self._add(entry)

    def _add(self, entry: str) -> None:
        first, *rest = entry.split()
        if not rest:
            self._entries.add(entry)
            return
        self._later.add(rest[0])
        self._phrases.setdefault(first, {}).setdefault(rest[0], []).append((tuple(rest[1:]), entry))

    def matches(self, words: Sequence[Token]) -> list[Match]:
        """The entries found, each where it first stands, in the order of the text; not those that are denied."""
        found: dict[str, Match] = {}
        read = [self._known.get(token.word) or self._read(token.word) for token in words]
        denied = -1  # the last word that a negation reaches
        for at, (entries, phrases, _later, is_plain) in enumerate(read):
            if is_plain:
                continue
            word = words[at]
            if at > denied:
                for entry in entries:
                    found.setdefault(entry, Match(entry, word.start, word.end))
                if phrases and at + 1 < len(words) and (seconds := read[at + 1].later):
                    for entry, last in _phrases_at(words, at, phrases, seconds):
                        found.setdefault(entry, Match(entry, word.start, words[last].end))
            if word.word in NEGATIONS:
                denied = at + NEGATED
            elif word.word == STOP:
                denied = -1
        return list(found.values())

    def _read(self, word: str) -> _Word:
        if len(self._known) >= REMEMBERED:
            self._known.clear()
        patterns = _patterns(word)
        phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for pattern in patterns:
            for second, rests in self._phrases.get(pattern, {}).items():
                phrases.setdefault(second, []).extend(rests)
        entries = tuple(pattern for pattern in patterns if pattern in self._entries)
        later = tuple(pattern for pattern in patterns if pattern in self._later)
        is_plain = not entries and not phrases and word != STOP and word not in NEGATIONS
        self._known[word] = read = _Word(entries, phrases, later, is_plain)
        return read


def _phrases_at(
    words: Sequence[Token],
    at: int,
    phrases: Mapping[str, Sequence[tuple[tuple[str, ...], str]]],
    seconds: Iterable[str],
) -> Iterable[tuple[str, int]]:
    """The phrases that begin at a word, and which word is their last."""
    for second in seconds:
        for rest, entry in phrases.get(second, ()):
            if not rest or _follow(words, at + 2, rest):
                yield entry, at + 1 + len(rest)


def _follow(words: Sequence[Token], at: int, rest: tuple[str, ...]) -> bool:
    """Whether the words from `at` on are those of `rest`."""
    return at + len(rest) <= len(words) and all(
        words[at + step].word == wanted or (wanted[-1] == "*" and words[at + step].word.startswith(wanted[:-1]))
        for step, wanted in enumerate(rest)
    )


def _patterns(word: str) -> list[str]:
    """All that may stand in a list for a word: itself, its beginnings, and what it may end with."""
    if len(word) > LONGEST:
        return [word]
    beginnings = [f"{word[:size]}*" for size in range(SHORTEST, len(word) + 1)]
    return [word, *beginnings, *(f"*{word[at:]}" for at in range(1, len(word) - SHORTEST + 1))]
