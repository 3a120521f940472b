"""Texts in English, of which the reader knows little: cut at each sentence that tells a time of its own."""

import re
from collections.abc import Iterator
from dataclasses import replace

from reports.incoming.passages.outlines import Told
from reports.incoming.times.time_marks import Mark, marks

_SENTENCE = re.compile(r"(?<=\w[\w.])(?<! [ap]\.m)[.!?]\s+(?=[A-Z\d])|\n+\s*")
# How it went on: "He was arrested at 23:10", "The police arrived".
_GOES_ON = re.compile(
    r"(?:at \S+ |around \S+ |by \S+ )?(?:he|she|it|they|this|these|both|all|nobody|no one|the (?!night)|police"
    r"|officers?|patrols?"
    r"|guards?|an ambulance|ambulance|update)\b",
    re.IGNORECASE,
)


def parted_in_english(text: str, told: Told) -> Iterator[Told]:
    """A passage cut before each sentence, after the first one with a time, that begins anew with a time of its own."""
    start, is_timed, now = told.start, told.mark is not None, told
    for found in [*_SENTENCE.finditer(text, told.heading_end, told.end), None]:
        end = found.start() if found else told.end
        mark = _own_time(text, max(start, told.heading_end), end, told)
        if mark and is_timed and start > now.start:
            last = now.start + len(text[now.start : start].rstrip())
            yield replace(now, heading_end=min(now.heading_end, last), end=last)
            now = Told(start, start, told.end, None, told.date, told.section)
        is_timed = is_timed or mark is not None
        start = found.end() if found else end
    yield now


def _own_time(text: str, start: int, end: int, told: Told) -> Mark | None:
    """The time that a sentence tells, unless it goes on about what was told before it."""
    if _GOES_ON.match(text, start, end):
        return None
    own = told.mark.span if told.mark else None
    return next((mark for mark in marks(text, start, end) if mark.span != own), None)
