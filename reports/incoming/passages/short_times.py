"""Numbers that are times because the lines of a report begin so: "2215 Bråk", "22 två mopeder"."""

import re
from itertools import pairwise

from reports.incoming.times.time_marks import CLOCK, DATE

_GAP = r"[^\S\r\n]"
_LEAD = rf"^(?:{_GAP}|[-–—|;*•·‣▪●○◦>#]|\d{{1,4}}[.)]?{_GAP}?[\t|;]|\d{{1,3}}[.)]{_GAP}+){{0,12}}"
_AFTER = rf"(?P<after>{_GAP}*[,;:.|–-]?{_GAP}+)(?=[^\W\d_])"
_COUNTED = (
    r"(?!(?:st|stycken|män|barn|fall|larm|ärenden|samtal|fordon|ungdomar|personer|gäng|år\w*|min\w*|tim\w*|kr\w*"
    r"|meter|km"
    r"|procent|gånger|(?!klotter|fönster)\w{3,}(?:ar|or|er))\b)"
)
# The hours of a list, with minutes or without: where one stands alone the others tell that it is no count.
_HOUR = re.compile(
    rf"{_LEAD}(?!{DATE})(?:(?:kl\.?{_GAP}?)?(?P<clock>{CLOCK})|kl\.?{_GAP}?(?P<told>\d\d?)(?!\d)"
    rf"|(?P<time>[01]\d|2[0-3])(?!\.){_AFTER}{_COUNTED})",
    re.IGNORECASE | re.MULTILINE,
)
_FOUR_DIGITS = re.compile(rf"{_LEAD}(?P<time>(?:[01]\d|2[0-3])[0-5]\d){_AFTER}", re.MULTILINE)
_NUMBERED = re.compile(rf"^{_GAP}*[1-9][.)]?{_GAP}", re.MULTILINE)
_FEWEST = 2  # lines with four digits, or with hours beside one that stands alone
_MOST_MIDNIGHTS = 1


def short_times(text: str) -> dict[int, tuple[int, int]]:
    """Where the numbers begin that are times; of each where it ends, and where the words after it begin."""
    four = list(_FOUR_DIGITS.finditer(text))
    hours = list(_HOUR.finditer(text))
    found = [*(four if len(four) >= _FEWEST else ()), *(hours if _are_hours(text, hours) else ())]
    return {one.start("time"): (one.end("time"), one.end("after")) for one in found if one["time"]}


def _are_hours(text: str, found: list[re.Match[str]]) -> bool:
    """Whether numbers that may be hours follow each other as those of one shift do, in a list that is not numbered."""
    if len(found) <= _FEWEST - 1 or not any(one["time"] for one in found):
        return False
    told = [int(re.split("[.:]", one["clock"] or one["told"] or one["time"])[0]) for one in found]
    midnights = sum(later < earlier for earlier, later in pairwise(told))
    return midnights <= _MOST_MIDNIGHTS and _NUMBERED.search(text) is None
