"""Whether a sentence tells of something that has happened, and whether it tells of one such thing."""

import re
from collections.abc import Mapping, Sequence

from reports.picture.audiences.told import COUNTED, NUMBERS, Told

DEEDS = (
    "slog", "slag", "rån", "misshand", "våld", "hot", "klottr", "stal", "stul", "stöld", "inbrott", "brann", "brand",
    "kniv", "skad", "utsatt", "utsätt", "drabba", "skjut", "sköt", "överf", "tafs", "ofreda", "trakass", "spark",
    "robb", "assault", "attack", "threat", "stole", "theft", "burgl", "burn", "fire", "stab", "injur", "hurt", "shot",
)  # fmt: skip
"""How words of what is done to people and things begin."""
HELPED = ("hjälp", "help")
SOMEBODY = (
    "person", "man", "kvinn", "pojk", "flick", "famil", "ungdom", "tonåring", "elev", "barn", "boende", "hem",
    "hushåll", "lägenhet", "woman", "boy", "girl", "household", "pupil", "child", "resident", "home",
)  # fmt: skip
"""Whom or what something is done to: one of them is one case."""
AT_HOME: Mapping[str, Sequence[str]] = {
    "nara_relation": ("hem", "hemma", "hemmet", "hemmets", "hemmen", "famil*", "kvinnofrid*", "home", "homes")
}
"""Words that stand for a category only where there are numbers to hide: too wide to say that a number is wrong."""
ONCE = re.compile(
    r"\b(?:i (?:mån|tis|ons|tors|fre|lör|sön)dags|i ?går|i natt|i förrgår|uppklara\w*|både"
    r"|last night|yesterday|solved)\b"
)
"""With a deed these tell of one: "misshandeln i fredags", "både inbrottet och branden"."""
_NUMBER = rf"(?:\d+|{'|'.join(word for spelt in NUMBERS.values() for word in spelt)})"
_NO_CASES = (
    "dagar", "kvällar", "nätter", "timmar", "minuter", "veckor", "månader", "helger", "år", "days", "evenings",
    "nights", "hours", "weeks", "months", "weekends", "years", r"fält\w+", r"poliser\w*", r"väktare\w*",
    r"ordningsvakt\w*", r"\w*värdar", r"nattvandrare\w*", "kollegor", "medarbetare", "tjänster", "officers", "guards",
)  # fmt: skip
NO_CASES = re.compile(
    rf"\b{_NUMBER} (?:av|of) {_NUMBER}\b|\b{_NUMBER}(?: \w+[ae]| new| more)? (?:{'|'.join(_NO_CASES)})\b", re.IGNORECASE
)
"""Shares, times and staff: "två av tre invånare", "fyra kvällar i veckan", "två nya fältassistenter"."""


def has_deed(told: Told) -> bool:
    return bool(told.categories) or any(word.startswith((*DEEDS, *COUNTED)) for word in told.said)


def is_of_one(told: Told, after: Sequence[str]) -> bool:
    """Whether "en" before these words is one deed, or one somebody to whom one is done."""
    if any(word.startswith((*DEEDS, *COUNTED)) for word in after):
        return True
    is_done = has_deed(told) or any(word in HELPED for word in told.said)
    return is_done and any(word.startswith(SOMEBODY) for word in after)


def is_once(told: Told) -> bool:
    """Whether a deed is told as one without any number."""
    return has_deed(told) and ONCE.search(" ".join(told.said)) is not None
