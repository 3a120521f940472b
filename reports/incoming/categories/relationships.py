"""Violence between people who are close is of a category of its own, whatever its label is."""

from collections.abc import Iterable, Sequence
from functools import cache

from reports.incoming.categories.lexicon.matching import Match, Matcher
from reports.incoming.categories.lexicon.tokens import tokens
from reports.incoming.categories.lexicon.word_lists import relations

NEAR = "nara_relation"
BETWEEN_STRANGERS = "vald_hot"  # what a close relationship turns into NEAR
DISORDER = "ordning"  # and so this one, if the words tell of harm too


def turned_near(code: str, text: str) -> str:
    """NEAR for an incident of violence or threats whose text tells that the people are close; else its own code."""
    if code.partition(".")[0] not in (BETWEEN_STRANGERS, DISORDER):
        return code
    return NEAR if close_words(code, _matcher().matches([*tokens(text, 0, len(text))])) else code


def close_words(code: str, found: Sequence[Match]) -> list[Match]:
    """Of the entries found those that tell that people are close, if an incident of this category then harms them."""
    top, known = code.partition(".")[0], relations()
    if top != BETWEEN_STRANGERS and not (top == DISORDER and any(match.entry in known.harm for match in found)):
        return []
    together = [match for match in found if match.entry in known.together]
    return [match for match in found if match.entry in known.close and not _is_inside(match, together)]


def _is_inside(match: Match, others: Iterable[Match]) -> bool:
    return any(other.start <= match.start < other.end for other in others)


@cache
def _matcher() -> Matcher:
    return Matcher(relations().entries)
