"""Whether a passage tells of one more place than the one that was chosen as its scene."""

import re
from collections.abc import Sequence

from geo.points import metres_between
from reports.incoming.places.name_cues import Role
from reports.incoming.places.spots import Spot

NEAR = 600
"""Metres within which two known points are of one scene: places are known to within 500 metres."""

_REACH, _LOOKED_AT = 60, 300  # characters between two names that are beside each other, and before the other
_BESIDE = re.compile(r"[\s,(/–-]*(?:[a-zåäö]+[\s,(]+){0,2}(?:den |det )?", re.IGNORECASE)
_ONE_MORE = re.compile(r"\b(?:och|samt|sen|sedan|senare|även)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=\w\w)[.!?]\s|\n")
# How it went on, or where somebody comes from: "greps vid Bro station", "sprang till Råby", "bor på Örnstigen".
_AFTERWARDS = re.compile(
    r"\b(?:gr[ei]p\w*|anträff\w*|påträff\w*|stoppa\w*|hitta\w*|återf[iau]nn\w*|omhändert\w*|gripen|gripna|förs"
    r"|fördes|följ\w+"
    r"|fly[rd]\w*|flytt|sprang|springer|spring\w*|försvann|försvinner|gick vidare|drog vidare|stack|sticker"
    r"|körde (?:mot|från|vidare|iväg)"
    r"|avvek|avviker|lämna\w*|tog sig|bor|bodde|boende|bosatt\w*|hemma\w*|går på|elev\w* (?:på|från|vid)"
    r"|kontrollera\w*|söker|sökte"
    r"|eftersök\w*|spår\w*|setts?|kamer\w+|avlägsna\w*|hänvisa\w*|köra?s? hem|skjutsa\w*|parkerad\w*"
    r"|uppdatering\w*)\b",
    re.IGNORECASE,
)
_WAY = re.compile(r"\b(?:till|mot|från|via|förbi)(?:\s\w+)?\s$", re.IGNORECASE)
_CALLED = re.compile(r"\b(?:larm\w*|kalla\w*|skicka\w*|åk\w+|samtal)\b[^.!?\n]*$", re.IGNORECASE)


def tells_of_another(text: str, chosen: Spot, named: Sequence[Spot]) -> bool:
    """Whether the gazetteer knows another place in the text that is a scene, and not beside the chosen one."""
    return any(_is_apart(chosen, other) and not _belongs(text, chosen, other) for other in named)


def _is_apart(chosen: Spot, other: Spot) -> bool:
    """Whether another known place is named at the scene, which lies elsewhere as far as anybody knows."""
    if not other.places or other.role is not Role.SCENE or (other.start < chosen.end and chosen.start < other.end):
        return False
    if {place.id for place in chosen.places} & {place.id for place in other.places}:
        return False
    ours = [place.point for place in chosen.places if place.point]
    return not any(metres_between(at, place.point) <= NEAR for at in ours for place in other.places if place.point)


def _belongs(text: str, chosen: Spot, other: Spot) -> bool:
    """Whether the words between two names, or before the other, say that it only helps to find the first."""
    between = text[min(chosen.end, other.end) : max(chosen.start, other.start)]
    if len(between) <= _REACH and _BESIDE.fullmatch(between) and not _ONE_MORE.search(between):
        return True
    before = _SENTENCE_END.split(text[max(0, other.start - _LOOKED_AT) : other.start])[-1]
    is_on_the_way = _WAY.search(before) is not None and not _CALLED.search(before)
    return is_on_the_way or _AFTERWARDS.search(before) is not None
