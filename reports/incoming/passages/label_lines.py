"""Lines that begin with a label and then a time: "Inbrott, bostad. Mellan 21 och 04 har någon tagit sig in"."""

import re
from functools import cache

from reports.incoming.categories.lexicon.word_lists import common_labels
from reports.incoming.passages.left_out import reason_to_leave_out
from reports.incoming.times.time_marks import marks

_GAP = r"[^\S\r\n]"
_HEAD = re.compile(
    rf"(?P<head>[A-ZÅÄÖ][^.:;!?\n\d]{{2,50}}?){_GAP}?(?:[.:]|{_GAP}[–-]){_GAP}{{1,3}}"
    rf"(?=(?P<lead>Någon gång |I natt |Natten (?:till|mot) \w+,? |Under (?:natten|kvällen|dagen),? "
    rf"|I går(?: kväll)?,? )?"
    rf"(?:Mellan|Från|Vid|Runt|Omkring|Ca|Cirka|Strax|Kl|Klockan|Halv|Kvart|\d)\b)",
    re.IGNORECASE,
)
_FIRST = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+){0,2}")
_OF_POLICE = """
    inbrott|inbrottsförsök|försök till inbrott|stöld|stölder|ringa stöld|grov stöld|tillgrepp|misshandel|grov misshandel
    |hot|olaga hot|rån|bråk|bedrägeri|rattfylleri|trafikolycka|skottlossning|våldtäkt|ofredande|narkotikabrott
    |brand|skadegörelse|väktarinsats|våld mot tjänsteman|mord|dråp|stöldförsök|explosion|trafikbrott|arbetsplatsolycka
"""
_ENTRY = re.compile(rf"^{_GAP}*(?P<key>[A-ZÅÄÖ][^:.!?\n|;\t]{{2,40}}?){_GAP}?:{_GAP}+(?=\w)", re.MULTILINE)
_PLACE = re.compile(
    r"(?:stigen|stgien|vägen|gatan|gränd|backen|torget|skolan|gymnasiet|parken|centrum|station|kyrka|hallen"
    r"|husen?|[Ii][Pp])"
    r"(?: \d{1,3}(?: ?[A-Fa-f])?(?:[-–]\d{1,3})?)?$"
)
_CLOCK = re.compile(r"\d[.:]\d\d")
_FEWEST = 2  # different entries from which a text is a list of them
_AT_HEAD = 50  # characters after the label in which its time begins


def label_above_time(text: str, start: int, end: int) -> int:
    """Where the label ends that text[start:end], a line, begins with; 0 where it is none, or no time comes after it."""
    found = _HEAD.match(text, start, end)
    if not found or not found["head"][0].isupper() or not begins_with_label(found["head"]):
        return 0
    mark = next(marks(text, found.end(), min(end, found.end() + _AT_HEAD)), None)
    at = found.end() + len(found["lead"] or "")
    return found.end() if mark and mark.span.start <= at + 2 else 0


def holds_entries(text: str) -> bool:
    """Whether a text is a list of lines that begin each with a label or a place: "Fasanstigen 3: hissen klottrad"."""
    found = [one for one in _ENTRY.finditer(text) if _may_begin(one)]
    return len({one["key"].casefold() for one in found}) >= _FEWEST and not any(
        _CLOCK.search(one["key"]) for one in found
    )


def entry_at(text: str, start: int, end: int) -> int:
    """Where the words of an entry begin, 0 where text[start:end] is none."""
    found = _ENTRY.match(text, start, end)
    return found.end() if found and _may_begin(found) else 0


def _may_begin(found: re.Match[str]) -> bool:
    key = found["key"]
    return begins_with_label(key) or (_PLACE.search(key) is not None and reason_to_leave_out(f"{key}:") is None)


def begins_with_label(words: str) -> bool:
    """Whether words begin with what the police and the guards call an event: "Inbrott, bostad", "Skadegörelse"."""
    named = _FIRST.match(words)
    parts = named[0].casefold().split() if named else []
    return any(" ".join(parts[:size]) in _labels() for size in range(len(parts), 0, -1))


@cache
def _labels() -> frozenset[str]:
    own = frozenset(label.strip() for label in _OF_POLICE.split("|"))
    return own | {label.casefold() for label in common_labels()}
