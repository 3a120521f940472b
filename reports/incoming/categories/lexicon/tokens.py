"""A text cut into folded words that know where they stand."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

REMEMBERED = 20_000  # words that are kept folded
STOP = "."  # stands for whatever ends a sentence or a line

# A capital after a small letter begins a word of its own: line breaks are lost on the way ("lägenhetsbrandPolisen").
_WORD = re.compile(
    r"[A-ZÅÄÖ]*[\u0300-\u036f]*(?:[^\W\d_A-ZÅÄÖ]+[\u0300-\u036f]*)+|[A-ZÅÄÖ]+(?:[\u0300-\u036f]+)?|[!?\n\r]+|\.(?!\d)"
)
_STOPS = frozenset(".!?\n\r")


class Token(NamedTuple):
    """text[start:end], folded, or STOP."""

    word: str
    start: int
    end: int


def tokens(text: str, start: int, end: int) -> Iterator[Token]:
    """The words of text[start:end] in their order, and where sentences end; digits and other signs are left out."""
    for found in _WORD.finditer(text, start, end):
        yield Token(_folded(found[0]), *found.span())


def words_of(phrase: str) -> tuple[str, ...]:
    """The folded words of a label or a phrase."""
    return tuple(token.word for token in tokens(phrase, 0, len(phrase)) if token.word != STOP)


@lru_cache(maxsize=REMEMBERED)
def _folded(word: str) -> str:
    """As geo.spelling.fold, for one word."""
    if word[0] in _STOPS:
        return STOP
    word = word.lower()
    return word if word.isascii() else unicodedata.normalize("NFC", word)
