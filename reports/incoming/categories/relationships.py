"""Violence between people who are close is of a category of its own, whatever its label is."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from reports.incoming.categories.lexicon.matching import Match, Matcher
from reports.incoming.categories.lexicon.tokens import Token, tokens
from reports.incoming.categories.lexicon.word_lists import relations

NEAR = "nara_relation"
BETWEEN_STRANGERS = "vald_hot"  # what a close relationship turns into NEAR
DISORDER = "ordning"  # and so this one, if the words tell of harm too
_OWN = frozenset(["sin", "sina", "sitt"])
_BETWEEN = 2  # words between "sin" and who it is: "sin då 16-åriga dotter"
_DESCRIBES = ("a", "e", "då", "f", "d")  # how these end


def turned_near(code: str, text: str) -> str:
    """NEAR for an incident of violence or threats whose text tells that the people are close; else its own code."""
    if code.partition(".")[0] not in (BETWEEN_STRANGERS, DISORDER):
        return code
    words = [*tokens(text, 0, len(text))]
    return NEAR if close_words(code, words, _matcher().matches(words)) else code


def close_words(code: str, words: Sequence[Token], found: Sequence[Match]) -> list[Match]:
    """What tells that people are close, or of honour, if an incident of this category then harms them.

    `found` are the entries found in `words`.
    """
    top, known = code.partition(".")[0], relations()
    if top not in (BETWEEN_STRANGERS, DISORDER):
        return []
    honour = [match for match in found if match.entry in known.honour]
    if top == DISORDER and not _tells_harm(found):
        return honour
    close = [*(match for match in found if match.entry in known.close), *_own_kin(words)]
    return [*honour, *_apart(close, found)]


def may_be_near(code: str, words: Sequence[Token], found: Sequence[Match]) -> bool:
    """Whether a person has to say that harm of any other category is not between people who are close."""
    known = relations()
    if code.partition(".")[0] == NEAR:
        return False
    if any(match.entry in known.honour for match in found):
        return True
    if _apart((match for match in found if match.entry in known.partner), found):
        return True
    is_harm = code.partition(".")[0] == BETWEEN_STRANGERS or _tells_harm(found)
    signs = [match for match in found if match.entry in known.signs or match.entry in known.close]
    return is_harm and bool(_apart([*signs, *_own_kin(words)], found))


def _tells_harm(found: Iterable[Match]) -> bool:
    return any(match.entry in relations().harm for match in found)


def _own_kin(words: Sequence[Token]) -> Iterator[Match]:
    """A relative of somebody told of, with what describes them: "sin 16-åriga dotter"."""
    kin = relations().kin
    for at, token in enumerate(words):
        if token.word in _OWN:
            for one in words[at + 1 : at + 2 + _BETWEEN]:
                if one.word in kin:
                    yield Match("", one.start, one.end)
                if one.word in kin or not one.word.endswith(_DESCRIBES):
                    break


def _apart(close: Iterable[Match], found: Iterable[Match]) -> list[Match]:
    """Without those who are on one side: a third person harmed them."""
    together = [match for match in found if match.entry in relations().together]
    return [match for match in close if not any(one.start <= match.start < one.end for one in together)]


@cache
def _matcher() -> Matcher:
    return Matcher(relations().entries)
