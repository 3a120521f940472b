"""Weighs the words of a text: a sum for each category, and the words that made it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import sqrt

from reports.incoming.categories.lexicon.matching import Match
from reports.incoming.categories.lexicon.tokens import STOP, Token
from reports.incoming.categories.lexicon.word_lists import WordList

IN_LEAD = 2.0  # the heading and the first sentence tell what it is about: their words count twice

LEAD_WORDS = 2


class Scales:
    """Weighs what was found by the word lists of all categories."""

    def __init__(self, lists: Mapping[str, WordList]) -> None:
        self._usual = {code: words.usual for code, words in lists.items()}
        self._weights: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for code, words in lists.items():
            for entry, weight in words.weights.items():
                self._weights[entry].append((code, weight))

    def weigh(self, found: Sequence[Match], lead_end: int) -> dict[str, float]:
        """Points by category: the sum of its entries' weights, over the root of how many entries were found.

        So a long text, with many words of every kind, is not surer than a short one.
        """
        points = dict.fromkeys(self._usual, 0.0)
        size = 0.0
        for entry, start, _end in found:
            if weights := self._weights.get(entry):
                times = IN_LEAD if start < lead_end else 1.0
                size += times * times
                for code, weight in weights:
                    points[code] += times * weight
        scale = 1 / sqrt(size) if size else 0.0
        return {code: self._usual[code] + total * scale for code, total in points.items()}

    def reasons(self, code: str, found: Sequence[Match], lead_end: int) -> list[Match]:
        """The entries found that speak for a category, the heaviest first."""
        spoke = [
            (weight * (IN_LEAD if match.start < lead_end else 1.0), match)
            for match in found
            for one, weight in self._weights.get(match.entry, ())
            if one == code and weight > 0
        ]
        return [match for _weight, match in sorted(spoke, key=lambda one: (-one[0], one[1].start))]


def lead_end(words: Sequence[Token], heading_end: int) -> int:
    """Where the lead ends: with the first sentence of two words or more after the heading."""
    told = 0
    for token in words:
        if token.start < heading_end:
            continue
        if token.word == STOP and told >= LEAD_WORDS:
            return token.start
        told += 1
    return words[-1].end if words else heading_end
