"""The label of a heading: "Misshandel, grov" in "22.12 Misshandel, grov, Bro"."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from reports.incoming.categories.lexicon.tokens import STOP, Token, tokens, words_of

LONGEST = 6  # words in a label
# What may stand before a label and adds nothing to it.
_BEFORE = frozenset(
    words_of("anmälan försök grov grova grovt kl klockan larm misstänkt misstänkta misstanke om ringa samtal till")
)
_BREAK = re.compile(r"[\d,:;/•*·()|]|[-–]\s|\s[-–]")


class Label(NamedTuple):
    """A label that was found at text[start:end], and the category that it means."""

    code: str
    start: int
    end: int


class Labels:
    """Finds the labels that the police, the guards and our own categories have."""

    def __init__(self, code_of: Mapping[str, str]) -> None:
        """`code_of`: the category's code by label."""
        self._code_of = {words: code for label, code in code_of.items() if (words := words_of(label))}

    def first_in(self, text: str, start: int, end: int) -> Label | None:
        """The first label in the heading text[start:end]; of two that begin at one word the longer.

        A label begins the heading, or stands after a time, a stop, a comma or a dash; "Larm om", "grov" and the like
        may stand before it.
        """
        words = [token for token in tokens(text, start, end) if token.word != STOP]
        for at in range(len(words)):
            if self._begins(text, start, words, at) and (found := self.at(words, at)):
                return found
        return None

    def at(self, words: Sequence[Token], at: int) -> Label | None:
        """The longest label that begins with words[at]."""
        for size in range(min(LONGEST, len(words) - at), 0, -1):
            if code := self._code_of.get(tuple(token.word for token in words[at : at + size])):
                return Label(code, words[at].start, words[at + size - 1].end)
        return None

    def _begins(self, text: str, start: int, words: Sequence[Token], at: int) -> bool:
        while at and words[at - 1].word in _BEFORE:
            at -= 1
        return not at or bool(_is_parted(text[words[at - 1].end : words[at].start]))


def _is_parted(between: str) -> bool:
    """Whether what stands between two words parts them; nothing at all does, for then a line break was lost."""
    return not between or bool(_BREAK.search(between)) or "." in between or "\n" in between
