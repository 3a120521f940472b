"""Guesses whether a text is in English, by its small words: the reader of reports knows Swedish."""

import re

_ENGLISH = "the|and|was|were|at|of|by|with|had|from|they|there|who|near|two|after|police"
_SWEDISH = "och|på|av|den|det|som|en|ett|vid|att|är|var|har|med|till|från|för|inte|efter|polis|polisen"
_SMALL_WORDS = re.compile(rf"\b(?:(?P<english>{_ENGLISH})|{_SWEDISH})\b", re.IGNORECASE)
_LOOKED_AT = 4_000  # characters
_FEWEST = 3  # English words from which it is no quotation


def is_english(text: str) -> bool:
    """Whether most of the small words of a text (its first 4,000 characters) are English ones, and at least three."""
    words = [found["english"] for found in _SMALL_WORDS.finditer(text, 0, _LOOKED_AT)]
    english = sum(word is not None for word in words)
    return english >= _FEWEST and 2 * english > len(words)
