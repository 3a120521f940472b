"""What the words around a name tell: the scene itself, the way to or from it, or where somebody was taken or lives."""

import re
from enum import IntEnum

_REACH = 70  # characters before a name that are looked at


class Role(IntEnum):
    """What a named place is to the incident, best first."""

    SCENE = 0
    ASIDE = 1  # a direction, where somebody comes from or was found later: the scene only if nothing better is told
    AWAY = 2  # where somebody was taken or lives: never the scene


_TAKEN = (
    r"(?:för[st]|fördes|förts|föras|köras|körts|avför\w*|flyg\w+|flög\w*|transportera\w*|skjutsa\w*|lämnas|lämnade|"
    r"tagits|medta\w*|medtog\w*|hämta\w*|överför\w*|köras)\b[^.!?\n]{0,40}\b(?:till|på)"
)
_LIVES = (
    r"(?:hemmahörande|bosatt\w*|bor|bodde|skriven|skrivna|folkbokförd\w*|hemort|vårda[st]?\w*|häkt\w+|"
    r"inlagd\w*|avsläppt\w*|släpp(?:s|tes|ts)|sjukhus\w*|lasarett\w*|akuten|tingsrätt\w*|arrest\w*|polishus\w*)"
    r"(?: av)?\b[^.!?,;\n]{0,12}\b(?:i|på|vid|till|utanför)"
)
_LEAD = r"[ \xa0](?:(?:området|centrala|norra|södra|östra|västra|stadsdelen|närheten av)[ \xa0])?$"
_AWAY_BEFORE = re.compile(rf"\b(?:{_TAKEN}|{_LIVES}){_LEAD}", re.IGNORECASE)
_AWAY_AFTER = re.compile(
    r"s?[ \xa0](?:universitets)?(?:sjukhus|lasarett|tingsrätt|län\b|polisområde|polisregion|arrest|häkte)|s?-?polisen\b"
)
_ASIDE_BEFORE = re.compile(
    r"\b(?:mot|(?<![Ll]arm )(?<!larmet )(?<![Ss]amtal )(?<!ppgifter )(?<!inkommer )från|förbi|via|mellan|[Rr]egion|"
    r"[Pp]olisområde|[Pp]olisen i|[Mm]ellan (?:\w+ )?[A-ZÅÄÖ][\w-]+(?: [\w-]+){0,2} och|"
    r"anträffas i|påträffas i|grips i|greps i|gripas i)" + _LEAD
)

_HOSPITALS = ("sjukhus", "sjukhuset", "lasarett", "lasarettet")
_FOUND_AFTER = re.compile(r"[ \xa0](?:anträff|påträff)")


def role_of(text: str, start: int, end: int) -> Role:
    """The role of the name text[start:end]; words before it count within its sentence."""
    before = text[max(0, start - _REACH) : start]
    is_hospital = text.endswith(_HOSPITALS, start, end) and before.endswith("till ")
    if is_hospital or _AWAY_AFTER.match(text, end) or _AWAY_BEFORE.search(before):
        return Role.AWAY
    is_aside = _ASIDE_BEFORE.search(before) or _FOUND_AFTER.match(text, end)
    return Role.ASIDE if is_aside else Role.SCENE
