"""Finds the registration plates of Swedish vehicles, in all ways of writing them.

Three letters, two digits, then a digit or a letter: Transportstyrelsen. I, Q, V, Å, Ä and Ö are on no plate.
"""

import re
from collections.abc import Iterator

_LETTERS = "A-HJ-PR-UW-Za-hj-pr-uw-z"
_NUMBER = re.compile(rf"\d\d(?:\d|[{_LETTERS}])(?![\w@]|[.,:]\d)")
_LETTERS_BEFORE = re.compile(
    rf"(?<![\w@])(?P<letters>[{_LETTERS}]{{3}})(?P<between>[ \t\u00a0\u202f]{{0,2}}|[-.:_\u2010-\u2015])$"
)
_LONGEST_BEFORE = 6
_CAPITALS = re.compile(r"[A-ZÅÄÖ]{3}")
_AROUND = 24
_CALLED_SO = re.compile(
    r"(?<![^\W\d])(?:reg(?:istrerings)?[. ]{0,2}(?:nr|nummer|numret|no|skylt(?:en)?)|nummer(?:plåt|skylt)(?:en)?)"
    r"\b(?!\])[^\w\n]{0,3}(?:är )?+"
    r"(?P<plate>(?=[A-ZÅÄÖ \-]*\d)[A-ZÅÄÖ]{1,4}[ -]?\d{1,5}(?:[ -]?[A-ZÅÄÖ0-9]{1,4}\b)?)(?!\w)",
    re.IGNORECASE,
)
_SAID_BEFORE = re.compile(r"\b(?:reg\w{0,18}|skylt\w{0,3}|nummer(?:plåt|skylt)\w{0,3})\W{0,3}$", re.IGNORECASE)

# What numbers follow too: "SOS 112", "TPL 191", "KTM 690", and words such as in "ett 100-tal".
_SHORT_FORMS = " abs amg apt bmw cla dkk eur gbp glc ktm lgh mkr nok pkt sek sms sos tel tfn tgb tkr tpl usd "
_WORDS = (
    " age ago all alt and ang apr are arg arm art ask att aug bad bak bal bar bas bat ben ber bet bla bod bok bom"
    " bor bot bra bro bur bus but byn car dag dal dam dan dec del dem den des det dog dom dra dro dry eka eld ena"
    " end ene ens era ert ett far fat feb fel fem fet few fly for fot fru ful fyr gap gas gat ger ges get god gom"
    " gud gul gun gym had hal han har has hat hel hem hen her het hon hop hos hot how hur hus hyr jag jan jul jun"
    " kal kan kar klo kod kom kon kor kul kup kyl lag lam lap lat led lek ler let log lok los lot lur maj man mar"
    " mat max med mej men mer mor mot mun mur ned nej ner net nog not nya och off okt old one ont ord orm oro ort"
    " oss our out par pcs per pla pol pub rad rak ram ran ras red ren rop ror rot rum run rus sak sal sam sax see"
    " sen sep ser ses set sex sjf sju ska ske sko sol som son sop sot stf sup syd syn sys tag tak tal tar tas ten"
    " ter tex the tog tom ton top tre tro tub tum tur two typ ugn ung upp ute uto was who yta ytt yxa "
)


def plate_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where registration plates stand in a text, end exclusive.

    "mot 150" and "TPL 191" have the form of one: a word with a number after it is one only in capital letters, and a
    short form only where the text says that it is.
    """
    for number in _NUMBER.finditer(text):
        first = max(0, number.start() - _LONGEST_BEFORE)
        letters = _LETTERS_BEFORE.search(text[first : number.start()])
        if letters and _is_plate(text, letters, first + letters.start(), number):
            yield first + letters.start(), number.end()
    for match in _CALLED_SO.finditer(text):
        yield match.span("plate")


def _is_plate(text: str, letters: re.Match[str], start: int, number: re.Match[str]) -> bool:
    """Whether letters at `start` with a number after them are a plate."""
    word = f" {letters['letters'].lower()} "
    before, after = text[max(0, start - _AROUND) : start], text[number.end() : number.end() + _AROUND]
    if not letters["between"] or _SAID_BEFORE.search(before):
        return True
    if word in _SHORT_FORMS:
        return not number[0].isdigit() or letters["between"] == "-"
    is_in_capitals = letters["letters"].isupper() and not _CAPITALS.search(f"{before} {after}")
    return word not in _WORDS or is_in_capitals
