"""A passage in the parts that may each tell of something: paragraphs, sentences, the clauses of a list."""

import re
from collections.abc import Iterator
from enum import IntEnum, auto
from itertools import pairwise
from typing import NamedTuple

from reports.incoming.passages.headings import UPPER, has_verb
from reports.incoming.passages.outlines import Told
from reports.incoming.passages.untimed import hangs_on
from reports.incoming.times.time_marks import CLOCK, WEEKDAY, marks

_GAP = r"[^\S\r\n]"
_SENTENCE = re.compile(rf"[.!?\n](?:(?<=\w\w[.!?])[.!?]{{0,2}}{_GAP}{{1,4}}(?={UPPER}|{CLOCK})|(?<=\n)\s*)")
# Who writes no capitals ends sentences all the same; an abbreviation is shorter.
_SMALL_SENTENCE = re.compile(rf"[.!?](?<=\w\w\w.)[.!?]{{0,2}}{_GAP}{{1,4}}(?=[^\W_])|\n\s*")
_CAPITAL_BEGINS = re.compile(rf"(?:[.!?]|\n)\s*{UPPER}")
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*")
_CLAUSE = re.compile(rf",{_GAP}*(?:(?:och|samt){_GAP}+)?(?=\w)|{_GAP}(?:och|samt|plus){_GAP}(?=en\b|ett\b)")
_NIGHT = re.compile(rf"Natt(?:en)? (?:till|mot) (?:den )?{WEEKDAY}\b[\s,:–-]*", re.IGNORECASE)
_DAY = re.compile(
    r"(?:(?:nu|och|men|samt) )?(?:i (?:helgen|går|natt|morse|kväll|eftermiddags|förmiddags|förrgår|(?:mån|tis|ons"
    r"|tors|fre|lör"
    r"|sön)dags)"
    r"|igår|inatt|(?:Senare )?på (?:morgonen|förmiddagen|lunchen|eftermiddagen|kvällen|natten|(?:mån|tis|ons|tors"
    r"|fre|lör|sön)dag\w*)"
    r"|under (?:helgen|natten|kvällen|morgonen|dagen|(?:mån|tis|ons|tors|fre|lör|sön)dag\w*)"
    r"|(?:mån|tis|ons|tors|fre|lör|sön)dag(?:en|s)?(?: ?(?:kväll|morgon|natt|eftermiddag)\w*)?)\b",
    re.IGNORECASE,
)
_LEAD = re.compile(rf"[^,:.!?\n]{{1,40}}:{_GAP}+")  # "Vi såg: "
# What is told of a case lists suspicions, not sights: "drograttfylleri, grovt brott mot knivlagen".
_OF_A_CASE = re.compile(
    r"misstän|anmäl|brott|rätta[st]\b|gripe?[ns]|polis|patrull|sjukhus|provtag|skadeläge|beslag|saknar|kontroll"
    r"|\bförs\b"
    r"|årsåldern",
    re.IGNORECASE,
)
_FEWEST_CUTS = 2  # commas from which a sentence is a list
_AT_HEAD = 30  # characters of a unit in which it begins with a time


class Level(IntEnum):
    """What begins a unit."""

    CLAUSE = auto()
    SENTENCE = auto()
    PARAGRAPH = auto()


class Unit(NamedTuple):
    """A part of a passage; the first of a paragraph is the whole of it, and those after it lie within."""

    start: int
    end: int
    level: Level


def units(text: str, told: Told) -> Iterator[Unit]:
    """The units below the heading of a passage, in their order; under a label no list is cut."""
    is_labelled = has_label(text, told)
    ends = _SENTENCE if begins_with_capitals(text, told) else _SMALL_SENTENCE
    for paragraph in _cut(text, told.heading_end, told.end, _PARAGRAPH, Level.PARAGRAPH):
        is_first = True
        for sentence in _cut(text, paragraph.start, paragraph.end, ends, Level.SENTENCE):
            for unit in [sentence] if is_labelled else _clauses(text, sentence):
                yield paragraph._replace(start=unit.start) if is_first else unit
                is_first = False


def begins_with_capitals(text: str, told: Told) -> bool:
    """Whether a sentence below the heading, or a line, begins with a capital after another."""
    return _CAPITAL_BEGINS.search(text, told.heading_end, told.end) is not None


def has_label(text: str, told: Told) -> bool:
    """Whether a heading says what happened, beside its time."""
    after = told.mark.span.end if told.mark and told.mark.span.start >= told.start else told.start
    return re.search(r"\w", text[after : told.heading_end]) is not None


def begins_with_time(text: str, unit: Unit) -> bool:
    """Whether a unit tells a clock time in its first words: "Vid 22-tiden", "Strax efter kl 23"."""
    return any(marks(text, unit.start, min(unit.end, unit.start + _AT_HEAD)))


def words_of(text: str, unit: Unit) -> str:
    """The unit without a time at its head, and without the night before that."""
    return text[_told_from(text, unit) : unit.end].lstrip(" ,.:;–-")


def names_night(text: str, unit: Unit) -> bool:
    """Whether a unit begins with the night that it tells of: "Natten till lördag"."""
    return _NIGHT.match(text, unit.start, unit.end) is not None


def begins_with_day(text: str, unit: Unit) -> bool:
    """Whether a unit begins with a day or a part of one: "I helgen", "På kvällen", "Under natten"."""
    return _DAY.match(text, unit.start, unit.end) is not None


def tells_time_first(text: str, unit: Unit) -> bool:
    """Whether a clock time is the first that a unit tells, but for a night before it."""
    night = _NIGHT.match(text, unit.start, unit.end)
    return _told_from(text, unit) > (night.end() if night else unit.start)


def _told_from(text: str, unit: Unit) -> int:
    """Where the words of a unit begin, after a night and a time at its head."""
    night = _NIGHT.match(text, unit.start, unit.end)
    start = night.end() if night else unit.start
    mark = next(marks(text, start, min(unit.end, start + _AT_HEAD)), None)
    at_head = mark is not None and not re.search(r"\w", text[start : mark.span.start])
    return mark.span.end if mark and at_head else start


def _clauses(text: str, sentence: Unit) -> Iterator[Unit]:
    """The clauses of a list of what was seen, which is no sentence: "Trasig lampa, kladdat på väggen"."""
    lead = _LEAD.match(text, sentence.start, sentence.end)
    first = lead.end() if lead else _told_from(text, sentence)
    first += text[first : sentence.end].startswith(",")
    words, start = text[first : sentence.end], sentence.start
    cuts = [*_CLAUSE.finditer(text, first, sentence.end)]
    is_list = len(cuts) >= _FEWEST_CUTS and not has_verb(words) and not _OF_A_CASE.search(words)
    for found in cuts if is_list else []:
        if not hangs_on(text[found.end() : sentence.end]):
            yield Unit(start, found.start(), Level.CLAUSE if start > sentence.start else Level.SENTENCE)
            start = found.end()
    yield sentence._replace(start=start, level=Level.CLAUSE if start > sentence.start else Level.SENTENCE)


def _cut(text: str, start: int, end: int, pattern: re.Pattern[str], level: Level) -> Iterator[Unit]:
    while start < end and text[start].isspace():
        start += 1
    breaks = [found.span() for found in pattern.finditer(text, start, end)]
    for (_, first), (last, _) in pairwise([(start, start), *breaks, (end, end)]):
        if first < last:
            yield Unit(first, last, level)
