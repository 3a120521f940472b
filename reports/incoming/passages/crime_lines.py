"""A line that begins with what happened, or with its own date, below another event: "Stöld av moped, ..."."""

import re
from collections.abc import Iterator
from dataclasses import replace

from reports.incoming.passages.headings import begins_sentence, heading_end
from reports.incoming.passages.label_lines import begins_with_label
from reports.incoming.passages.left_out import is_update, reason_to_leave_out
from reports.incoming.passages.outlines import Told
from reports.incoming.passages.untimed import brings_something_new, goes_on, names_some_place
from reports.incoming.times.time_marks import DATE, marks

_BULLET = r"[^\S\r\n]*(?:[-–•*·][^\S\r\n]+)?"
# Below a blank line paragraphs are parted by what they tell.
_LINE = re.compile(rf"(?<=\S)[^\S\r\n]*\r?\n{_BULLET}(?P<words>(?=\w)[^\r\n]+)")
_DATED = re.compile(rf"(?:den )?{DATE}(?!\w)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3,}")
_FEWEST = 3  # words that tell what happened
# "Rån misstänks", "Branden släcktes", "Bråk uppstod sedan" go on about what stands above them.
_COURSE = re.compile(
    r"\S+ (?:misstänk\w*|ska |har |är |kan |uppstod|släck\w*|rubricer\w*|utred\w*|anmäl[ds]\w*|\w+ar\b)", re.IGNORECASE
)


def lines_apart(text: str, told: Told) -> list[Told]:
    """A passage, cut before each line below its first one that begins an event of its own; most often itself alone."""
    if told.about or told.cells or "\n" not in text[told.heading_end : told.end]:
        return [told]
    starts = [*_starts(text, told)]
    if not starts:
        return [told]
    ends = [*(start for start, _ in starts[1:]), told.end]
    rest = [
        Told(
            start,
            max(start, heading_end(text, start, line_end, goes_on=False)),
            _last(text, start, end),
            None,
            told.date,
            told.section,
        )
        for (start, line_end), end in zip(starts, ends, strict=True)
    ]
    return [replace(told, end=_last(text, told.start, starts[0][0])), *rest]


def _starts(text: str, told: Told) -> Iterator[tuple[int, int]]:
    """Where such lines begin and end."""
    above = told.heading_end
    for line in _LINE.finditer(text, told.heading_end, told.end):
        words = line["words"]
        if _tells(text[above : line.start()]) and _begins_event(words):
            above = line.start()
            yield line.span("words")


def _begins_event(words: str) -> bool:
    if is_update(words) or reason_to_leave_out(words):
        return False
    if dated := _DATED.match(words):
        told = words[dated.end() :]
        return (
            not goes_on(told.lstrip(" ,.:–-"))
            and _tells(told)
            and (brings_something_new(told) or begins_with_label(told.lstrip(" ,.:–-")))
        )
    if goes_on(words) or not begins_with_label(words) or begins_sentence(words) or _COURSE.match(words):
        return False
    return names_some_place(words) or any(marks(words, 0, len(words))) or "," in words[:40]


def _tells(words: str) -> bool:
    return len(_WORD.findall(words)) >= _FEWEST


def _last(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip(" \t\r\n-–•*·"))
