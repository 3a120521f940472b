"""What tells of an event without a time or a heading."""

import re

from reports.incoming.reading import Span

_ONE_EVENT = re.compile(
    r"(?:Övrigt:?\s*)?(?:(?:Under|I|På) (?:natten|kvällen|morgonen|natt|går kväll) (?:har |blev |fick "
    r"|genomfördes )?)?"
    r"(?:en|ett|polispatrull|patrull|polisen larm\w+|polis larm\w+) (?!antal|flertal|del\b|par\b|rad\b"
    r"|person har)\w+ "
    r".{0,160}?\b(?:i|på|vid|till|längs|utanför) (?:\w+ (?:i )?)?(?-i:[A-ZÅÄÖ][a-zåäö])",
    re.IGNORECASE,
)
_ON_THE_ROAD = re.compile(r"\b(?:vilt|ren|älg|rådjurs)(?:olyckor|påkörningar)", re.IGNORECASE)
_ROAD = re.compile(r"(?<![/\w])(?:E ?\d{1,3}\b|(?:(?:läns|riks)?väg|[LR]V) ?\d{2,4}\b)", re.IGNORECASE)
_DAY_WORDS = re.compile(
    r"\b(?:i går|igår|i natt|inatt|i morse|i eftermiddags|i kväll|\w+dags?kväll\w*|\w+dagen)\b", re.IGNORECASE
)
_SOME_PLACE = re.compile(r"\b(?:[Ii]|[Pp]å|[Vv]id|[Uu]tanför) (?:[a-zåäö]+ ){0,2}(?=[A-ZÅÄÖ][a-zåäö])")
_ONE_MORE = r"(?!det \w+ (?:även|också|dessutom)\b)"  # "Det brann även i en bil" tells of another fire
_GOES_ON = re.compile(
    rf"{_ONE_MORE}"
    r"(?:polis(?:en|patrull\w*)? (?:är|har|kom\w*|söker|anländer|på)|räddningstjänst\w*|ambulans\w*|efter|när|det"
    r"|enligt|inga|ingen|vittnen|samtliga|de|den|han|hon|tidigare|tidigt i dag"
    r"|flera patruller|bärgare?|nu|uppgift\w*|förundersökning\w*"
    r"|(?:en )?(?:polis)?patrull(?:er|en)? (?:söker|sökte|skicka\w+|åker|åkte|kommer|kom)"
    r"|en (?:av|anmälan|förundersökning|person (?:förs|grips|har))|två personer (?:förs|har)"
    r"|\w+(?:en|an|et) (?:är|har|kan|förs|ska|leds|kommer))\b",
    re.IGNORECASE,
)
_HANGS_ON = re.compile(
    rf"{_ONE_MORE}"
    r"(?:som|där|när|då|efter|varvid|vilket|vilka|misstänk\w+|med|utan|men|eller|för|så|dock|även|också|bland|han"
    r"|hon|de|den"
    r"|det|polis\w*|väktar\w*|vi|en av|två av|varav|sedan)\b",
    re.IGNORECASE,
)
_SAME_PEOPLE = re.compile(
    r"(?:mann?en|männen|kvinn(?:an|orna)|förar(?:en|na)|person(?:en|erna)|ungdomarna|killar?na?|pojkar?na"
    r"|flickorna|tjejen"
    r"|båda|alla|samtliga|offret|målsägande\w*|gärningsm\w+|de misstänkta|den misstänkte?)\b",
    re.IGNORECASE,
)
# What is known already, or how it went on: "Brottsplatsen spärrades av", "Förhör ska hållas".
_KNOWN = re.compile(
    rf"{_ONE_MORE}"
    r"(?!(?:natten|kvällen|morgonen|dagen|cent)\w*\b)(?:\w+(?:en|an|et|erna|orna|arna)\b(?![,:])|förhör|anmälan"
    r"|jourhavande"
    r"|åklagare|ambulans|räddningstjänst|teknisk|avspärrning|ytterligare|misstänkt\w*|signalement|inga?\b)",
    re.IGNORECASE,
)
_NEW_EVENT = re.compile(
    r"\b(?:en|ett|någon|några|nån|nåt|nåra|flera|ungdomar|larm(?:ar|ades)?|två|tre|okänd\w*)\b", re.IGNORECASE
)


_ONE_MORE_AT_HEAD = re.compile(r"\b(?:också|även|dessutom|ytterligare (?:en|ett)|en till|ett till)\b", re.IGNORECASE)
_HEAD = 60  # characters of a sentence in which it says that it tells of one thing more


def tells_one_more(words: str) -> bool:
    """Whether a sentence says that it tells of one thing more: "I helgen har det också varit inbrott"."""
    return _ONE_MORE_AT_HEAD.search(words, 0, _HEAD) is not None


def tells_one_event(words: str) -> bool:
    """Whether a sentence plainly tells of one event at a named place: "En förare i Bro har fått böter"."""
    return _ONE_EVENT.match(words) is not None


def tells_something_somewhere(words: str) -> bool:
    """Whether a sentence brings in somebody at a named place: "Ungdomar bråkade på torget i Bro"."""
    return brings_something_new(words) and names_some_place(words) and not goes_on(words)


def names_day_or_part(words: str) -> bool:
    """Whether words such as "i går kväll" stand in them."""
    return _DAY_WORDS.search(words) is not None


def brings_something_new(words: str) -> bool:
    """Whether words bring in somebody or something not told of before: "en man", "ungdomar"."""
    return _NEW_EVENT.search(words) is not None


def goes_on(words: str) -> bool:
    """Whether words go on about what was told before them: "Polisen är på plats", "Mannen förs till sjukhus"."""
    return _GOES_ON.match(words) is not None


def names_some_place(words: str) -> bool:
    """Whether words name a place, as far as its capital shows: "vid Bro station"."""
    return _SOME_PLACE.search(words) is not None


def names_road(words: str) -> bool:
    """Whether words name a road by its number: "E18", "väg 263"."""
    return _ROAD.search(words) is not None


def counted_apart(text: str, start: int, end: int) -> list[Span]:
    """The parts of a count of accidents with animals that name a road each: "två viltolyckor, på E4 och på väg 304".

    The first begins where the count does, the others with their road. Empty where it is no such count.
    """
    if not _ON_THE_ROAD.search(text, start, end):
        return []
    starts = [found.start() for found in _ROAD.finditer(text, start, end)]
    limits = [*starts[1:], end][: len(starts)]
    return [Span(at if number else start, limit) for number, (at, limit) in enumerate(zip(starts, limits, strict=True))]


def hangs_on(words: str) -> bool:
    """Whether words hang on what stands before them: "som sprang", "där en bil stod", "misstänkt för stöld"."""
    return _HANGS_ON.match(words) is not None


def is_known(words: str) -> bool:
    """Whether words begin with somebody or something told of before: "Mannen", "Brottsplatsen", "Förhör"."""
    return _SAME_PEOPLE.match(words) is not None or _KNOWN.match(words) is not None
