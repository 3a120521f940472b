"""How many things or people a passage counts: "tre cyklar", "ett tiotal ungdomar"."""

import re

from reports.incoming.reading import Basis, Confidence, Passage, Span
from reports.incoming.times.time_words import any_of

_NAMES = """
    två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton arton nitton tjugo
"""
_TENS = {"fem": 5, "tio": 10, "femton": 15, "tjugo": 20, "trettio": 30}
_WORDS = {
    **{word: number for number, word in enumerate(_NAMES.split(), 2)},
    **{f"ett {word}tal": number for word, number in _TENS.items()},
    "ett par": 2,
}
_ROUGH = re.compile(
    r"\b(?:ett par|\w+tal|\d+-tal|cirka|ca|ungefär|omkring|runt|minst|uppemot|drygt|flera)\b", re.IGNORECASE
)
_PEOPLE = (
    r"(?:ungdomar|personer|killar|pojkar|grabbar|flickor|tjejer|män|kvinnor|barn|elever|vuxna|gäster|förare|besökare"
    r"|berusade|maskerade|störande|obehöriga|minderåriga|tonåringar)"
)
_THINGS = (
    r"(?:(?:el|elspark)?cyklar|(?:person)?bilar|(?:el)?mopeder|moppar|motorcyklar|fordon|rutor|fönster\w*|dörrar|lås|(?:gat)?lyktor|lampor|stolpar|bommar"
    r"|däck|hjul|skott|smällar|hål|(?:källar)?förråd|soptunnor|papperskorgar|containrar|brevlådor|bänkar|skyltar|väskor"
    r"|A-traktorer|paket|batterier|verktyg|(?:båt)?motorer|hundar|rådjur|vildsvin|sprutor|påsar|knivar)"
)
_TO = r" ?[-–] ?| (?:till|eller) "
_COUNTED = re.compile(
    rf"(?<![\w.,:/–-])(?<!halv )(?<!kvart i )(?<!kvart över )"
    rf"(?P<number>{any_of(_WORDS)}|[1-9]\d{{0,2}}|(?:ett )?[1-9]\d?0?-tal)"
    rf"(?:(?:{_TO})(?P<most>{any_of(_WORDS)}|[1-9]\d{{0,2}}))?"
    rf"(?: st\.?| stycken)? (?:(?!i |på |i \d|år|(?:{any_of(_WORDS)})\b)[a-zåäö]{{3,18}} ){{0,2}}?"
    rf"(?:(?P<people>{_PEOPLE})|{_THINGS})\b",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_LOOKED_AT = 600  # characters


def read_quantity(passage: Passage) -> tuple[int | None, Basis]:
    """How many people are counted first, else how many things; None where nothing is. Never both as one number.

    Doubtful where it is rough, or several are counted: of "två män stal tre cyklar" it is two.
    Of "5-6 killar" it is the least.
    """
    end = min(passage.end, passage.heading_end + _LOOKED_AT)
    counted = list(_COUNTED.finditer(passage.text, passage.start, end))
    if not counted:
        return None, Basis(Confidence.SURE)
    people = [found for found in counted if found["people"]]
    first = (people or counted)[0]
    near = passage.text[max(passage.start, first.start() - 12) : first.end()]
    is_clear = len(counted) == 1 and not first["most"] and not _ROUGH.search(near)
    return _number(first["number"]), Basis(Confidence.SURE if is_clear else Confidence.DOUBTFUL, (Span(*first.span()),))


def _number(words: str) -> int:
    known = _WORDS.get(" ".join(words.casefold().split()))
    return known if known is not None else int(_DIGITS.findall(words)[0])
