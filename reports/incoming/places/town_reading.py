"""Which town a passage is about: its heading's, its section's, else the first that its prose names as the scene."""

import re
from collections.abc import Container, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from geo.spelling import fold
from reports.incoming.places.name_cues import Role
from reports.incoming.places.place_words import DIRECTIONS, NO_NAMES
from reports.incoming.places.towns import REGIONS

_LINES_BACK, _REACH = 40, 3000  # how far back a section's name is looked for
_LONGEST_NAME = 30
_REMEMBERED = 2_000  # words of headings: the same labels and towns come again and again

_BREAKS = re.compile(r"[,.:;/|\t\n–—]|\s-\s|\bi (?=[A-ZÅÄÖ])|\bkl(?:ockan)?\b|\d+")
_NAME = re.compile(r"\s*([A-ZÅÄÖÉ][a-zåäöéü]+(?:[- ](?:[A-ZÅÄÖÉ][a-zåäöéü]+|backe|berga?|by|dal|kyrkby))*)\s*")
# What headings say that is no name: labels of crimes and of other events, and words of summaries.
_LABELS = re.compile(
    r"\w*(?:brott|brottet|stöld|stölder|tillgrepp|olyckor|olycka|olyckan|fylleri|brand|bränder|eldning|skadegörelse|"
    r"misshandel|rån|rånförsök|kontroll|kontroller|våld|larm|larmet|störning|störningar|mord|mordförsök|dråp"
    r"|intrång|ofredande|"
    r"skjutning|skottlossning|lagen|försvinnande|räddning|insats|dödsfall|häleri|förfalskning|bedrägeri|bedrägerier|"
    r"händelse|händelser|händelserna|förseelse|urinering|fynd|inbrott|våldtäkt|rattfull|övergrepp|sabotage|"
    r"sammanfattning|arbete|verksamhet|ärenden|gods|föremål|körning|tjänsteman|byggnad|fordon|person|personer|"
    r"föraren|mannen|kvinnan|männen|bilisten|personen|polisen|patrullen|branden|"
    r"anmälaren|inringaren|målsäganden|passageraren|chauffören|mopedisten|cyklisten|ägaren|bilen|fordonet)|"
    r"narkotika\w*|alkohol\w*|spräng\w*|detonation|explosion|försvunn\w+|räddnings\w+|död|döda|olovlig\w*|vapen|kniv|"
    r"övrigt|uppdatering|natten?|natt\w*lig|kväll\w*|trafik\w*|djur|efterlyst\w*|anträffa\w*|påträffa\w*"
    r"|gripand?e?\w*|"
    r"ordning\w*|fara|åverkan|klotter|sjukdom|omhänderta\w*|lob|polis\w*|sexuell\w*|patrull\w*|information|hot|bråk|"
    r"släck\w*|åtgärdat?|stäng(?:d|t|da)|låst|avvisad\w*|avhyst\w*|avslutat?|klart?|lugnt|löst|skingrad\w*"
    r"|sanerat|tom|tomt"
    r"|återställt?|bortkörda?|åter|inget|ingen|inga|falskt?|falsklarm|gripen|gripna|eftersökt\w*|ambulans|foto|fotat"
    r"|borttagen|avspärrat|bortforslad|anmält|anmäld|rapporterat|kontrollerad\w*|försök|grovt?|grova|ringa|olaga"
    r"|smuggling|förargelse\w*|dygnet?|morgon\w*|fest|fester|ungdom\w*|evenemang\w*|"
    r"demonstration\w*|anhörig\w*|drograttfylleri\w*|vilt|män|man|kvinna|kvinnor|kl|klockan|en|ett|den|det|två"
    r"|tre|flera|"
    r"under|vid|på|strax|ytterligare|länet|länsväg\w*|riksväg\w*|korsning\w*|rattonykter\w*|samtal|kommun|län",
    re.IGNORECASE,
)

# What follows a place that stands first, and not somebody: "Föraren, en man".
_TOLD_AFTER = re.compile(
    r",\s(?!(?:som|vilken|vilket|där|då|när|och|men|han|hon|de|båda|bägge)\b|"
    r"(?:en|ett)\s(?:man|kvinn|pojk|flick|kill|tjej|person(?!bil)|yngling|tonår|ung|äldre|okänd|\d|\w+årig))"
)
# What is named by where it is: "Pizzeria Bro", "ICA Brunna".
_SHOP = re.compile(
    r"(?:pizz\w+|restaurang|krog|grill|kebab|sushi|thai|caf[eé]|konditori|ica|coop|willys|lidl|hemköp|apotek\w*|hotell"
    r"|vårdcentral\w*|systembolag\w*|frisör|salong|gym|preem|okq8|st1|circle k|folktandvård\w*|friskis) ",
    re.IGNORECASE,
)


class NamedTown(NamedTuple):
    """A town named at text[start:end]; `is_large` is a municipality, not a mere village or district."""

    name: str
    start: int
    end: int
    role: Role
    is_large: bool
    is_ours: bool


def town_in(named: Iterable[NamedTown]) -> NamedTown | None:
    """The town that is named as the scene: a municipality before a village, else the first."""
    scenes = (town for town in named if town.role is Role.SCENE)
    return min(scenes, key=lambda town: (not town.is_large, town.start), default=None)


def heading_names(heading: str) -> Iterator[tuple[int, int]]:
    """Start and end of each part of a heading that is a name and no label: "Hissby" in "00.37 Stöld, Hissby"."""
    at = 0
    for stop in (*(match.span() for match in _BREAKS.finditer(heading)), (len(heading), len(heading))):
        if name := _NAME.fullmatch(heading, at, stop[0]):
            words = name[1]
            while words and _is_label(words.split()[0]):  # "Rattfylleri Hissby"
                words = words.partition(" ")[2]
            if words and not _is_label(words):
                yield name.end(1) - len(words), name.end(1)
        at = stop[1]


def opening_name(text: str, start: int) -> tuple[int, int] | None:
    """Start and end of a name that stands first and apart: "Hissby, polisen kallas till …"."""
    name = _NAME.match(text, start)
    apart = name and _TOLD_AFTER.match(text, name.end())
    return name.span(1) if name and apart and not _is_label(name[1]) else None


def section_name(text: str, start: int, towns: Container[str]) -> str | None:
    """The nearest line above a passage that is nothing but a town's name; `towns` are folded."""
    before = text[max(0, start - _REACH) : start]
    for line in reversed(before.split("\n")[-_LINES_BACK:]):
        name = line.strip(" \t\r\xa0:.")
        if 1 < len(name) <= _LONGEST_NAME and fold(name) in towns:
            return name
    return None


def _is_label(words: str) -> bool:
    return any(map(_is_of_label, words.split()))


@lru_cache(maxsize=_REMEMBERED)
def _is_of_label(word: str) -> bool:
    return word in NO_NAMES or word in REGIONS or _LABELS.fullmatch(word) is not None


def names_shop(text: str, start: int) -> bool:
    """Whether a name is a shop's or the like, which is called after where it is: "Pizzeria Bro"."""
    return _SHOP.match(text, start) is not None


def end_before_town(text: str, start: int, end: int, towns: Iterable[NamedTown]) -> int:
    """Where the name text[start:end] ends without the town in it: after "Hissby" in "Hissby Falun"."""
    for town in towns:
        before = text[start : town.start].rstrip()
        if before and town.end == end and before not in DIRECTIONS and before.split()[-1][0].isupper():
            return start + len(before)
    return end
