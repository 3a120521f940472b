"""How Swedes spell one and the same place name: case, genitive, definite form, joined and parted words."""

import re
import unicodedata

WORD = re.compile(r"[\w\u0300-\u036f]+(?:-[\w\u0300-\u036f]+)*")  # with combining accents, for text that is not NFC

# Definite form → plain form of the words that Swedish place names end in.
ENDINGS = {
    "allén": "allé",
    "backen": "backe",
    "badet": "bad",
    "biblioteket": "bibliotek",
    "centrumet": "centrum",
    "gatan": "gata",
    "gränden": "gränd",
    "gymnasiet": "gymnasium",
    "gården": "gård",
    "hallen": "hall",
    "kyrkan": "kyrka",
    "parken": "park",
    "skolan": "skola",
    "stationen": "station",
    "stigen": "stig",
    "torget": "torg",
    "vägen": "väg",
}
DEFINITE = {plain: definite for definite, plain in ENDINGS.items()}

# Short names, and longer ones with the ending of a noun ("Trappan"), may be ordinary words; capitals tell them apart.
SHORT, LONG = 6, 9
NOUN = ("an", "en", "et", "ar", "er", "or")
ORDINARY_WORDS = {"strand", "centrum", *ENDINGS, *DEFINITE}


def fold(text: str) -> str:
    """Lower case, NFC, one plain space for any white space (also no-break); å, ä and ö stay."""
    return " ".join(unicodedata.normalize("NFC", text).lower().split())


def stem(word: str) -> str:
    """A folded word without genitive s and with a place's ending in its plain form: brunnaskolans → brunnaskola."""
    while len(word) > 3 and word.endswith("s"):
        word = word[:-1]
    ending = _ending(word, ENDINGS)
    return word.removesuffix(ending) + ENDINGS[ending] if ending else word


def definite(base: str) -> str:
    """A stem with a place's ending in its definite form, as it is mostly written: brunnaskola → brunnaskolan."""
    plain = _ending(base, DEFINITE)
    return base.removesuffix(plain) + DEFINITE[plain] if plain else base


def spellings(word: str) -> set[str]:
    """All folded spellings with the same stem as this word."""
    base = stem(word)
    forms = {word, base, definite(base)}
    return forms | {form + "s" for form in forms if len(form) > 2 and not form.endswith("s")}


def stems_of(name: str) -> tuple[str, ...]:
    """The stems of a name's words."""
    return tuple(stem(word) for word in WORD.findall(fold(name)))


def forms_of(name: str) -> set[tuple[str, ...]]:
    """The name as it may be written, in folded words: as given, joined ("brocentrum"), parted ("råby skolan")."""
    words = WORD.findall(fold(name))
    parted = [part for word in words for part in word.split("-")]
    if len(parted) == 1:
        parted = _without_head(parted[0])
    return {tuple(words), tuple(parted), ("".join(parted),), ("-".join(parted),)} - {(), ("",)}


def _without_head(word: str) -> list[str]:
    """A compound parted before its last member: fjärilsstigen → fjärils, stigen."""
    head = _ending(word, ENDINGS) or _ending(word, DEFINITE)
    first = word.removesuffix(head)
    return [first, head] if head and len(first) > 1 else [word]


def needs_capital(name: str) -> bool:
    """Whether the name in lower case may be an ordinary word: "bro" is a bridge, "råbyskolan" can only be a school."""
    word = fold(name)
    if not word.isalpha():
        return False
    return len(word) < SHORT or word in ORDINARY_WORDS or (len(word) < LONG and word.endswith(NOUN))


def _ending(word: str, endings: dict[str, str]) -> str:
    # Most words have none, and all are asked after at once in a tenth of the time.
    return next(ending for ending in endings if word.endswith(ending)) if word.endswith(tuple(endings)) else ""
