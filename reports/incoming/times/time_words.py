"""The words of time in Swedish and English, and a text that words are taken from as they are understood."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from babel.dates import get_day_names, get_month_names

LANGUAGES = ("sv", "en")
MONTHS = {language: [get_month_names(locale=language)[at + 1] for at in range(12)] for language in LANGUAGES}
WEEKDAYS = {language: [get_day_names(locale=language)[at] for at in range(7)] for language in LANGUAGES}


@dataclass(frozen=True, slots=True)
class DayPart:
    """A part of the day as hours after midnight; above 24 it reaches into the next day."""

    start: int
    end: int

    def holds(self, clock: timedelta, slack: timedelta = timedelta(hours=3)) -> bool:
        """Whether a clock time may be meant: people say "i natt 21.40" and "i morse 10.15"."""
        return timedelta(hours=self.start) - slack <= clock <= timedelta(hours=self.end) + slack


# The police's parts of the day. A night has two readings: "i natt", "fredag natt" and "natten till lördag" are one
# night from evening to morning; the night of a calendar date ("18 november, natt") is that date's small hours.
NIGHT = DayPart(22, 30)
SMALL_HOURS = DayPart(0, 6)
WHOLE_DAY = DayPart(0, 24)
DAY_PARTS = (
    (r"i ?natt|natt(?:en)?|last night|over ?night|night", NIGHT),
    (r"i ?morse|morgon(?:en)?|morning", DayPart(6, 10)),
    (r"(?:i ?)?förmiddag(?:en|s)?|forenoon", DayPart(9, 12)),
    (r"(?:i ?)?eftermiddag(?:en|s)?|afternoon", DayPart(12, 18)),
    (r"(?:i ?)?kväll(?:en|s)?|evening|tonight", DayPart(18, 24)),
)
RELATIVE_DAYS = (
    (r"(?:i ?)?förrgår|(?:the )?day before yesterday", -2),
    (r"i ?går|gårdagen|gårdags|yesterday", -1),
    (r"i ?dag|dagens|today", 0),
    (r"i ?morgon|tomorrow", 1),
)
# Words that carry no time of their own. "den" is not among them: "den 18" is half a date, not a clock time.
_FILLER = re.compile(
    r"kl|klockan|vid|på|under|i|om|mellan|och|från|tid|tidpunkt|dagen|sent|tidigt"
    r"|at|on|in|from|between|and|this|time|late|early"
)


def _by_name(names: dict[str, list[str]], extra: dict[str, int]) -> dict[str, int]:
    numbers = {name.casefold(): at for both in names.values() for at, name in enumerate(both)}
    return numbers | {name[:3]: at for name, at in numbers.items()} | extra


def any_of(words: Iterable[str]) -> str:
    """A pattern for one of `words`, the longest that fits."""
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


MONTH_NUMBER = {name: at + 1 for name, at in _by_name(MONTHS, {"sept": 8}).items()}
WEEKDAY_NUMBER = _by_name(WEEKDAYS, {"tors": 3, "tues": 1, "thurs": 3})


_COMPOUND = re.compile(rf"\b({any_of(WEEKDAYS['sv'])}|gårdag)s?(?=natt|morgon|förmiddag|eftermiddag|kväll)")


def fold(text: str) -> str:
    """Small letters, single spaces, plain hyphens; "kl." loses its dot, "22 . 15" its spaces, "fredagskväll" parts."""
    folded = re.sub(r"[‐-―−]", "-", unicodedata.normalize("NFC", text).casefold())
    folded = _COMPOUND.sub(r"\1s ", folded)
    folded = re.sub(r"(?<=\d)t(?=\d)", " ", folded)
    folded = re.sub(r"(?<=\d)\s*([.:])\s*(?=\d\d\b)", r"\1", folded)
    folded = re.sub(r"(?<=\d),(?=\d\d\b)", ".", folded)
    folded = re.sub(r"(?<!\d)[.:]|[.:](?!\d)|[,;()]", " ", folded)
    return " ".join(folded.split())


class Words:
    """A folded text from which what has been understood is taken, so that what is left shows what was not."""

    def __init__(self, folded: str) -> None:
        self.left = folded

    def take(self, pattern: str) -> re.Match[str] | None:
        """Takes the first match of `pattern` as whole words out of the text."""
        found = re.search(rf"\b(?:{pattern})\b", self.left)
        if found:
            self.left = f"{self.left[: found.start()]} {self.left[found.end() :]}"
        return found

    @property
    def rest(self) -> str:
        """What nobody has understood."""
        return " ".join(word for word in self.left.split() if not _FILLER.fullmatch(word))
