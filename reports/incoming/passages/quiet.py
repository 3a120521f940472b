"""A sentence that says that all was quiet excuses but itself: what its paragraph tells besides begins anew."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from reports.incoming.passages.headings import UPPER, is_heading
from reports.incoming.passages.left_out import reason_to_leave_out, says_all_was_quiet
from reports.incoming.passages.untimed import brings_something_new, goes_on, names_some_place, tells_one_event
from reports.incoming.reading import LeftOutReason
from reports.incoming.times.time_marks import CLOCK, marks

_GAP = r"[^\S\r\n]"
_NEXT = re.compile(
    rf"[.!?](?<=\w\w.)[.!?]{{0,2}}{_GAP}{{1,4}}(?={UPPER}|{CLOCK})"
    rf"|(?P<but>(?<=\w),?{_GAP}(?:men|dock|utom|förutom|bortsett från)(?:{_GAP}att)?){_GAP}(?=\w)"
)
_SAYS_NOTHING = frozenset({LeftOutReason.NO_INCIDENT, LeftOutReason.GREETING})
_LOOKED_AT = 400  # characters of a sentence
_AT_HEAD = 2  # characters before a clock time that begins a sentence


@dataclass(frozen=True)
class _Sentence:
    """What is asked of few sentences is found out when it is asked."""

    start: int
    told: int  # where the words after the time at its head begin
    end: int
    words: str
    is_timed: bool

    @cached_property
    def reason(self) -> LeftOutReason | None:
        return reason_to_leave_out(self.words)

    @cached_property
    def is_quiet(self) -> bool:
        return says_all_was_quiet(self.words)


def own_sentences(text: str, start: int, end: int) -> Iterator[tuple[int, bool]]:
    """Where text[start:end], a line, is to be cut, and whether what begins there tells of an event by itself.

    A line that begins with a quiet sentence, a total or a greeting is cut before each sentence that tells something;
    any line before a quiet sentence and a time.
    """
    if not _NEXT.search(text, start, end):
        return
    sentences = list(_sentences(text, start, end))
    quiet = sentences[0].reason  # of the last quiet sentence, while nothing was told after it
    has_been_quiet = quiet is not None
    for before, sentence in pairwise(sentences):
        if has_been_quiet and sentence.reason:
            if not quiet:
                yield sentence.start, False
            quiet = sentence.reason
        elif quiet and _tells_something(text, sentence, quiet):
            yield sentence.start, True
            quiet = None
        elif has_been_quiet and not quiet and _begins_next(text, sentence):
            yield sentence.start, True
        elif not has_been_quiet and before.is_quiet and not sentence.reason and _begins_next(text, sentence):
            yield before.start, False
            yield sentence.start, True
            has_been_quiet = True


def _sentences(text: str, start: int, end: int) -> Iterator[_Sentence]:
    at = start
    for found in _NEXT.finditer(text, start, end):
        sentence = _sentence(text, at, found.start())
        if found["but"] and not sentence.is_quiet:
            continue
        yield sentence
        at = found.end()
    yield _sentence(text, at, end)


def _sentence(text: str, start: int, end: int) -> _Sentence:
    mark = next(marks(text, start, min(end, start + 40)), None)
    is_timed = mark is not None and mark.span.start - start < _AT_HEAD
    told = mark.span.end if mark and is_timed else start
    near = text[told : min(end, start + _LOOKED_AT)]
    words = near.lstrip(" ,.:–-")
    return _Sentence(start, told + len(near) - len(words), min(end, start + _LOOKED_AT), words, is_timed)


def _tells_something(text: str, sentence: _Sentence, before: LeftOutReason | None) -> bool:
    """Whether a sentence tells of an event; after a total it is of the total, unless it has a time or a place."""
    words = text[sentence.start : sentence.end]
    if sentence.is_timed or tells_one_event(words):
        return True
    is_new = brings_something_new(words) and not goes_on(words)
    if is_new and before in _SAYS_NOTHING:
        return True
    return names_some_place(words) and (is_new or is_heading(words) or any(marks(text, sentence.start, sentence.end)))


def _begins_next(text: str, sentence: _Sentence) -> bool:
    """Whether a sentence that stands after one on another event begins the next."""
    words = text[sentence.told : sentence.end]
    if goes_on(words):
        return False
    has_time = sentence.is_timed or any(marks(text, sentence.start, sentence.end))
    return (has_time and brings_something_new(words)) or (
        is_heading(words[:1].upper() + words[1:]) and names_some_place(words)
    )
