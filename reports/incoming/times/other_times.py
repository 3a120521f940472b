"""Whether a passage tells of one more time than its own, which is not of how the same event went on."""

import re
from datetime import timedelta

from reports.incoming.passages.left_out import is_update
from reports.incoming.passages.untimed import goes_on, hangs_on, is_known, tells_one_more
from reports.incoming.times.time_marks import Mark, marks

_CLOSE = timedelta(minutes=20)
_DAY = timedelta(days=1)
_BEFORE = 300  # characters before a time in which its sentence begins
_LOOKED_AT = 1500  # characters of a passage
_SENTENCE_END = re.compile(r"(?<=\w\w)[.!?]\s+(?=[A-ZÅÄÖ\d])|\n")
_COURSE = re.compile(
    r"gr[ei]p|larm|anmäl|plats|släck|lämna|avslut|åter|öppn|upptäck|fram till|senast|ring[de]|inkom|\bkom\b"
    r"|kommer|stäng|klar|till dess"
    r"|polis|patrull|väktar|ambulans|räddning|ankom|vittne|uppdater|kontroll|omhänder|avvis|förs\b|fördes|mellan"
    r"|lugn|tömd"
    r"|träffa|bärga|hittad|\bhem\b|stängning|sist|fortfarande|kvar|pågå|slut|börja|parkera|ställde|lämnade|vidare",
    re.IGNORECASE,
)


def tells_another_time(text: str, start: int, end: int, own: Mark) -> bool:
    """Whether text[start:end] tells another clock time than `own`, in words that begin something else."""
    for mark in marks(text, start, min(end, start + _LOOKED_AT)):
        is_own = mark.span.start < own.span.end and own.span.start < mark.span.end
        if not is_own and not _is_close(mark, own) and not _belongs(text, start, end, mark):
            return True
    return False


def _is_close(one: Mark, other: Mark) -> bool:
    """Whether two times are of the same moment, or one of them lies in the span that the other is."""
    apart = abs(one.clock.at - other.clock.at) % _DAY
    return min(apart, _DAY - apart) <= _CLOSE or other.clock.until is not None or one.clock.until is not None


def _belongs(text: str, start: int, end: int, mark: Mark) -> bool:
    """Whether the sentence of a time tells how it went on: "Mannen greps 23.40", "Larmet kom 22.15"."""
    before = _SENTENCE_END.split(text[max(start, mark.span.start - _BEFORE) : mark.span.start])[-1]
    found = _SENTENCE_END.search(text, mark.span.end, end)
    words = before + text[mark.span.start : found.start() if found else end]
    told = (text[mark.span.end : found.start() if found else end] if not before.strip() else words).lstrip(" ,.:–-")
    if tells_one_more(told):
        return False
    return is_update(words) or goes_on(told) or is_known(told) or hangs_on(told) or _COURSE.search(words) is not None
