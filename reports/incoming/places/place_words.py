"""Words that look like a place by form alone: X-vägen, X väg, X-skolan, E18, väg 269, trafikplats X, "vid X"."""

import re
from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from reports.incoming.places.described import described
from reports.incoming.places.towns import REGIONS


class Exactness(IntEnum):
    """What a name tells of a whereabouts, best first. A long road is worse than a named place beside it.

    BARE_NAME is some name after a preposition: a farm, a part of town, but maybe a town far away. PART is a part of
    a town that has no name of its own, "norra delarna av Bro".
    """

    SPOT = 0
    STREET = 1
    PLACE = 2
    LONG_ROAD = 3
    BARE_NAME = 4
    PART = 5


class PlaceWords(NamedTuple):
    """A passage text[start:end] that looks like a place."""

    start: int
    end: int
    exactness: Exactness


# Last members of a compound (Storgatan, Brunnaskolan), and words that follow a name (Sparres väg, Kungsängens kyrka).
_STREET_ENDS = (
    *("vägen", "gatan", "stigen", "gränden", "gränd", "allén", "backen", "leden", "esplanaden", "slingan"),
    *("svängen", "kroken", "kajen", "bron", "väg", "gata", "boulevarden", "rondellen", "stråket", "promenaden"),
)
_STREET_WORDS = ("bro", "strand", "stig", "backe", "allé", *_STREET_ENDS)
_JUNCTION_ENDS = ("motet", "rondellen")
_LONG_ENDS = ("leden",)
_PLACE_ENDS = (
    *("skolan", "gymnasiet", "torget", "torg", "parken", "badet", "stationen", "kyrkan", "hallen", "centrum"),
    *("platsen", "plan", "gallerian", "viadukten", "bryggan", "staden"),
)
_PLACE_WORDS = (
    *("skola", "gymnasium", "station", "kyrka", "park", "bibliotek", "slott", "gård", "idrottsplats", "IP"),
    *("hamnen", "dalen", "ängen", "ängarna", "ängar", "berget", "höjden", "udden", "viken", "stranden", "lunden"),
    *("badplats", "lekplats", "bollplan", "fritidsgård", "förskola", "vårdcentral", "äldreboende", "koloniområde"),
    *("köpcentrum", "handelsområde", "industriområde", "camping", "sjukhus", "resecentrum", "hamn", *_PLACE_ENDS),
)
DIRECTIONS = frozenset(
    ("Norra", "Södra", "Östra", "Västra", "Gamla", "Nya", "Stora", "Lilla", "Övre", "Nedre", "Inre", "Yttre")
)
_LOWER_DIRECTIONS = frozenset(word.lower() for word in DIRECTIONS)

# What begins a sentence with a capital and is no name: "På Storgatan", "Polisen Norrmalm".
NO_NAMES = frozenset(
    (
        *("På", "Vid", "I", "Från", "Till", "Mot", "Längs", "Utanför", "Bakom", "Kring", "Nära", "Intill", "Inne"),
        *("En", "Ett", "Den", "Det", "De", "Två", "Tre", "Polisen", "Polis", "Patrull", "Larm", "Samtal", "Under"),
        *("När", "Efter", "Strax", "Mellan", "Klockan", "Kl", "Området", "Korsningen", "Tidigare"),
        *("Måndag", "Tisdag", "Onsdag", "Torsdag", "Fredag", "Lördag", "Söndag", "Igår", "Idag"),
    )
)
_NO_PLACES = REGIONS | {
    *("Facebook", "Instagram", "Snapchat", "Tiktok", "Blocket", "Swish", "Bankid", "BankID", "Tinder", "Internet"),
    *(
        "Region",
        "Polisområde",
        "Polismyndigheten",
        "Räddningstjänsten",
        "Kustbevakningen",
        "Tullverket",
        "Trafikverket",
        "Åklagare",
    ),
    *("Kriminalvården", "Nationellt", "Nationella", "Polisen", "Polis", "Polisens", "Rakel", "Kronofogden", "Volvo"),
}

# The word before a bare name. After the last ones it stands only with "med" or "av": "i höjd med Rud".
_PREPOSITIONS = frozenset(
    (
        *(
            "i",
            "vid",
            "på",
            "kring",
            "nära",
            "utanför",
            "intill",
            "runt",
            "bakom",
            "inne",
            "längs",
            "invid",
            "bortom",
            "inom",
        ),
        *(
            "området",
            "stadsdelen",
            "bostadsområdet",
            "industriområdet",
            "orten",
            "samhället",
            "kvarteret",
            "byn",
            "kommundel",
            "kommundelen",
        ),
        *("rastplatsen", "tätorten", "krogen", "restaurangen", "restaurang", "hotell", "hotellet", "butiken", "till"),
        *("mot", "torget", "parkeringen", "campingen", "sjön", "badplatsen", "campingplatsen", "gården"),
    )
)
_OF = re.compile(
    r"\b(?:höjd|närhet(?:en)?|trakte(?:n|rna)|delar(?:na)?|utkanten|jämnhöjd|norr|söder|öster|väster) (?:med|av) $|"
    r"\b(?:[Ll]arm|larmet|[Ss]amtal|inkommer) från $"
)
_APPENDED = re.compile(r"[a-zåäö]{3}, $")  # "brand i ett hus, Hissby."
_ASIDE = re.compile(r"\b(?:norr|söder|öster|väster|nordost|nordväst|sydost|sydväst|strax) (?:om|utanför) $")

# A capital within a sentence means a name; at its beginning it need not, so these ordinary words are left out.
_ORDINARY = re.compile(
    "(?:Motor|Lands|Järn|Riks|Gång|Cykel|Infarts|Utfarts|Läns|Skogs|Grus)väg(?:en)?|"
    "(?:För|Grund|Gymnasie|Hög|Folkhög|Sär|Sim)skolan|Rondellen|Staden|Planen|Platsen|"
    "(?:Polis|Bensin|Brand|Buss|Tåg|Pendeltågs|Tunnelbane|Järnvägs|Central)stationen|(?:Köp|Affärs|Rese"
    "|Stads)centrum|"
    "(?:Idrotts|Sport|Sim|Is|Gymnastik)hallen|Manifestationen|(?:Nöjes|Lek)parken|"
    "(?:Olycks|Brotts|Brand|Parkerings|Arbets|Fynd|Rast|Upp|Bad|Skade|Bygg(?:arbets)?)platsen|Plan"
)

# The look-behind stands after the capital so that the search can jump from capital to capital.
_LETTERS = r"[^\W\d_]"
_TAIL = rf"(?:[-’':](?={_LETTERS}){_LETTERS}+)*"
_CAPITALISED = re.compile(
    rf"[A-ZÅÄÖÉ](?:(?<!\w.)|(?<=[a-zåäöéü]{{2}}.)){_LETTERS}*{_TAIL}(?:[^\S\n][A-ZÅÄÖÉ]{_LETTERS}+{_TAIL}){{0,3}}"
    r"(?=(?:[^\S\n]([\w-]+)(?:[^\S\n]([\w-]+))?)?)"
)
_LOST_BREAK = re.compile(r"(?<=[a-zåäöéü]{2})(?=[A-ZÅÄÖ])")
_NUMBERED_ROAD = re.compile(
    r"(?:[EA](?<!\w.)\s?|(?:LV|RV|Lv|Rv|lv|rv)(?<!\w..)\.?\s?|[Vv]äg(?:en)?\s(?:nr\s"
    r"|nummer\s)?)\d{1,4}(?:[.]\d{2})?\b(?!-)"
)
_JUNCTION = re.compile(r"[Tt]rafikplats(?:en)?\s[A-ZÅÄÖÉ][\w-]+|\b(?!Vid|På|I\s)[A-ZÅÄÖÉ][\w-]+\strafikplats\b")


# Endings that an ordinary word at the beginning of a sentence may have too.
_SOFT_ENDS = ("platsen", "staden", "plan", "backen", "bron", "hallen", "parken", "badet", "gården", "leden")


def place_words(text: str) -> list[PlaceWords]:
    """All passages that look like a place, from left to right; of those that overlap the first, the longer."""
    looks = (PlaceWords(start, end, Exactness.BARE_NAME) for start, end in described(text))
    every = (*_names(text), *_numbered_roads(text), *_junctions(text), *looks)
    found = sorted(every, key=lambda words: (words.start, -words.end))
    apart: list[PlaceWords] = []
    for words in found:
        if not apart or words.start >= apart[-1].end:
            apart.append(words)
    return apart


def nominative(words: str) -> str:
    """A name with the form of a street's or a building's without the ending of its genitive: "Storgatans lekplats"."""
    last = words.split()[-1]
    return words[:-1] if last.endswith("s") and _of_ending(last[:-1]) and not _of_ending(last) else words


def best_place_words(text: str) -> str | None:
    """The most exact of them, the first of equals; None where nothing looks like a place."""
    best = min(place_words(text), key=lambda found: found.exactness, default=None)
    return nominative(text[best.start : best.end]) if best else None


def _names(text: str) -> Iterator[PlaceWords]:
    at = 0
    while match := _CAPITALISED.search(text, at):
        lost_break = _LOST_BREAK.search(match[0])
        at = match.start() + lost_break.start() if lost_break else match.end()
        start, words = _without_opening(match.start(), text[match.start() : at])
        if words and (named := _formed(text, start, words, match) or _bare(text, start, words)):
            yield named


def _without_opening(start: int, words: str) -> tuple[int, str]:
    """Without what only begins a sentence: "På Storgatan"."""
    first, _, rest = words.partition(" ")
    while first in NO_NAMES or (rest and _is_shouted(first) and not rest.isupper()):
        start, words = start + len(first) + 1, rest
        first, _, rest = words.partition(" ")
    return start, words


def _is_shouted(word: str) -> bool:
    """A label in capitals before a name: "MISSHANDEL Bro centrum"; "ICA Brunna" is a name."""
    return len(word) > 4 and word.isupper()


def _formed(text: str, start: int, words: str, match: re.Match[str]) -> PlaceWords | None:
    """A name with the form of a street's or a building's: Storgatan, Norra Storgatan, Sparres väg, Bro södra byväg."""
    parts = words.split()
    for size in range(1, len(parts) + 1):
        last = parts[size - 1].removesuffix("s")
        is_bare_soft = size == 1 and last.endswith(_SOFT_ENDS) and _begins_sentence(text, start)
        if (exactness := _of_ending(last)) and not _ORDINARY.fullmatch(last) and not is_bare_soft:
            end = start + len(" ".join(parts[:size]))
            is_opening = size > 1 and parts[0] not in DIRECTIONS and _begins_sentence(text, start)
            return PlaceWords(end - len(parts[size - 1]) if is_opening else start, end, exactness)
    if match[1] is None or start + len(words) != match.end():
        return None
    if match[1] in _LOWER_DIRECTIONS and match[2] and (exactness := _of_word(match[2])):
        return PlaceWords(start, match.end(2), exactness)
    if parts[0] not in DIRECTIONS and _begins_sentence(text, start):
        if len(parts) == 1:
            return None
        start += len(words) - len(parts[-1])  # "Bråk Hittby torg"
    return PlaceWords(start, match.end(1), found) if (found := _of_word(match[1])) else None


def _bare(text: str, start: int, words: str) -> PlaceWords | None:
    """A name with no form of its own, after a word such as "vid" or "området"."""
    if not _NO_PLACES.isdisjoint((words.split()[0], words.split()[-1])) or words.isupper():  # an abbreviation
        return None
    before = text[max(0, start - 40) : start]
    last = _LOST_BREAK.split(before.split()[-1])[-1] if before[-1:].isspace() and not before.isspace() else ""
    closes = text[start + len(words) : start + len(words) + 1] in (".", ",") and _APPENDED.search(before)
    if last and (last.lower() in _PREPOSITIONS or closes or _OF.search(before) or _ASIDE.search(before)):
        return PlaceWords(start, start + len(words), Exactness.BARE_NAME)
    return None


def _begins_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 3) : start].rstrip(' \xa0("”')
    return not before or before[-1] in ".!?:\n" or before[-1].isdigit() or text[start - 1].islower()


def _of_ending(word: str) -> Exactness | None:
    """What the ending of a compound tells: Storgatan, Brunnaskolan."""
    if word.endswith(_JUNCTION_ENDS):
        return Exactness.SPOT
    if word.endswith(_LONG_ENDS):
        return Exactness.LONG_ROAD
    if word.endswith(_STREET_ENDS):
        return Exactness.STREET
    return Exactness.PLACE if word.endswith(_PLACE_ENDS) else None


def _of_word(word: str) -> Exactness | None:
    """What a word after a name tells: (Sparres) väg, (Kungsängens) kyrka."""
    if word.removesuffix("s").endswith(_STREET_WORDS):
        return Exactness.STREET
    return Exactness.PLACE if word.endswith(_PLACE_WORDS) or word.removesuffix("s").endswith(_PLACE_WORDS) else None


def _numbered_roads(text: str) -> Iterator[PlaceWords]:
    for match in _NUMBERED_ROAD.finditer(text):
        start = match.start()
        while start and text[start - 1].isalpha():  # riksväg, länsväg
            start -= 1
        yield PlaceWords(start, match.end(), Exactness.LONG_ROAD)


def _junctions(text: str) -> Iterator[PlaceWords]:
    if "rafikplats" in text:
        for match in _JUNCTION.finditer(text):
            yield PlaceWords(match.start(), match.end(), Exactness.SPOT)
