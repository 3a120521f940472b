"""Words for a part of a town without a name of its own, "norra delarna av Bro", and for what lies between two names."""

import re
from collections.abc import Iterator

from reports.incoming.places.place_words import Exactness, PlaceWords

STRETCH = "mellan "  # how a stretch begins, folded
_NAME = r"[A-ZÅÄÖÉ][^\W\d_]+(?:[- ][A-ZÅÄÖÉ][^\W\d_]+)*"
_SIDES = r"(?:[Cc]entrala|(?:(?:[Nn]ord|[Ss]yd)?(?:öst|väst)|[Öö]st|[Vv]äst|[Nn]or|[Ss]öd)ra)"
_PART = re.compile(
    rf"\b(?:{_SIDES} (?:(?:stads)?del(?:arna|en)|utkanten|centrum|infarten)(?:(?: av| i) {_NAME})?|"
    rf"{_SIDES} (?:{_NAME}|stan)|"
    rf"utkanten av {_NAME}|(?:norr|söder|öster|väster|(?:nord|syd)(?:ost|öst|väst)) om {_NAME}|"
    rf"(?<=på )(?:norr|söder|öster|väster)(?= i)|"
    rf"(?:[Ss]tads|[Bb]y)(?:kärnan|centrum)|[Cc]entrum|[Ii]nnerstaden|[Tt]ätorten|"
    rf"(?:[Öö]st|[Vv]äst|[Nn]orr|[Ss]öder) på stan)\b"
)
# One of these stands in all that the expression above finds; looking for them is ten times as fast.
_PART_SIGNS = (
    *("entrala ", "stra ", "orra ", "ödra ", "entrum", "kärnan", "kanten", "nnerstaden", "ätorten", "på stan"),
    *("på norr", "på söder", "på öster", "på väster", "norr om", "öder om", "ster om", "ost om", "öst om", "väst om"),
)
_BETWEEN = re.compile(rf"\b[Mm]ellan (?:\w+ )?{_NAME}(?: [a-zåäö]+)? och {_NAME}(?: station)?")


# What everybody there knows, and nobody else: "vid tågstationen", "bakom skolan". It tells no district.
_KNOWN_THERE = re.compile(
    r"\b(?:vid|på|bakom|utanför|nära|bredvid|inne på|framför|i) (?P<what>(?:tåg|pendeltågs|buss|låg|mellan|hög"
    r"|gymnasie|grund)?(?:stationen"
    r"|skolan|macken|biblioteket|fritidsgården|vårdcentralen|skateparken|lekplatsen|kyrkan|torget|ishallen"
    r"|simhallen|sporthallen"
    r"|busstorget|bussterminalen|gångtunneln|tunneln))(?!\w)"
)
_KNOWN_ENDS = (
    "tionen",
    "kolan",
    "acken",
    "teket",
    "ården",
    "tralen",
    "arken",
    "tsen",
    "rkan",
    "orget",
    "allen",
    "nalen",
    "nneln",
)


def known_there(text: str) -> Iterator[PlaceWords]:
    """Places named by what they are: the words say where to those who know the part of town."""
    for match in _KNOWN_THERE.finditer(text) if any(sign in text for sign in _KNOWN_ENDS) else ():
        yield PlaceWords(*match.span("what"), Exactness.PART)


def area_words(text: str) -> Iterator[PlaceWords]:
    """Parts of towns, and stretches between two names, which are as exact as a name. They may overlap other names."""
    for match in _PART.finditer(text) if any(sign in text for sign in _PART_SIGNS) else ():
        yield PlaceWords(match.start(), match.end(), Exactness.PART)
    yield from stretches(text)


def stretches(text: str) -> Iterator[PlaceWords]:
    """What lies between two names: "mellan Bro och Brunna"."""
    for match in _BETWEEN.finditer(text) if "ellan " in text else ():
        yield PlaceWords(match.start(), match.end(), Exactness.BARE_NAME)
