"""The notes of people who were out and saw: each place, time or kind of trouble of its own is of an event of its own.

Night walkers, field assistants and caretakers write in the first person, often without capitals and full stops.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from reports.incoming.passages.headings import has_verb
from reports.incoming.passages.kinds_told import Kind, KindOf, may_be_one_scene
from reports.incoming.passages.left_out import first_sentence, is_general, names_trouble, reason_to_leave_out
from reports.incoming.passages.outlines import Outline, Told
from reports.incoming.passages.sighting_words import (
    BINDS,
    CLAUSE,
    DAY,
    GOES_ON,
    HEAD,
    LOOKED_AT,
    NEXT,
    OUT,
    QUOTES,
    ROUND,
    SENTENCE,
    SHORTENED,
    SOME_PLACE,
    WE,
)
from reports.incoming.passages.units import has_label
from reports.incoming.passages.untimed import brings_something_new
from reports.incoming.reading import LeftOutReason, Span
from reports.incoming.times.time_marks import Mark, marks
from reports.incoming.times.walked_hours import round_hour, walked_hours

PlaceOf = Callable[[Span], str | None]

_LONGEST_SENTENCE = 300  # characters
_LONGEST_TITLE = 80  # characters
_CLAUSES_IN = 800  # characters of a sentence in which clauses are looked for
_MOST = 60  # sentences of a note that are looked at
_LONGEST = 6_000  # characters of a note that are looked at


class Asks(NamedTuple):
    """What a stretch tells of, and where that is."""

    kind_of: KindOf
    place_of: PlaceOf


def is_note(text: str) -> bool:
    """Whether a report is told by those who were there: "vi gick", "kastade en flaska mot oss"."""
    is_told = WE.search(text, 0, LOOKED_AT) is not None and not QUOTES.search(text, 0, LOOKED_AT)
    return is_told and (not is_general(text) or WE.search(first_sentence(text)) is not None)


def with_what_names_trouble(text: str, found: Outline) -> Outline:
    """The outline of a note, where what was left out in spite of its naming trouble is looked through too."""
    again = [left for left in found.left_out if names_trouble(text[left.start : left.end])]
    told = [*found.told, *(Told(left.start, left.start, left.end) for left in again)]
    return Outline(sorted(told, key=lambda one: one.start), [left for left in found.left_out if left not in again])


def may_hold_sightings(text: str, told: Told, asks: Asks) -> bool:
    """Whether a passage of a note is told freely: in no form or row, and under no label."""
    if told.about or told.cells:
        return False
    return not has_label(text, told) or asks.kind_of(Span(told.start, told.heading_end)) is None


def sightings(text: str, told: Told, asks: Asks) -> Outline:
    """The events of a passage of such a note, and what of it is none: who was out, and when; "annars lugnt"."""
    walk = _Walk(text, told, asks)
    for number, unit in enumerate(_units(text, told, asks)):
        if number >= _MOST:
            walk.take_rest(unit.start)
            break
        walk.take(unit)
    return walk.end()


def both_of(text: str, told: Told, asks: Asks) -> list[Told]:
    """Two events told in one sentence, each with its kind and place: "bråk vid torget och inbrott i skolan"."""
    if told.about or told.cells or told.mixed or told.end - told.start > _LONGEST_SENTENCE:
        return [told]
    if SENTENCE.search(text, told.start, told.end - 1):
        return [told]
    cuts = [*_clauses(text, Span(told.start, told.end), asks)]
    if len(cuts) < 2 or told.heading_end > cuts[0].end:
        return [told]
    rest = [Told(cut.start, cut.start, cut.end, None, told.date, told.section, follows=True) for cut in cuts[1:]]
    return [replace(told, end=_last_word(text, told.start, cuts[0].end)), *rest]


class _Walk:
    """Walks over the sentences of a note."""

    def __init__(self, text: str, told: Told, asks: Asks) -> None:
        self.text, self.told, self.asks = text, told, asks
        self.outline = Outline()
        self.open: Told | None = None
        self.day, self.section = told.date, told.section
        self.last: Kind | None = None
        self.places: set[str] = set()

    def take(self, unit: Span) -> None:
        words = _bare(self.text[unit.start : unit.end])
        kind, place = self.asks.kind_of(unit), _place(self.text, unit, self.asks)
        mark = _mark(self.text, unit)
        if kind is None and (reason := self._no_event(words, unit)):
            self._close()
            self._set_scene(unit, place)
            self.outline.leave_out(self.text, unit.start, unit.end, reason)
            return
        if self.open is None or self._is_next(words, kind, place, mark):
            self._close()
            self._begin(unit, mark)
        if self.open:
            self.open.end = unit.end
            self.open.mark = self.open.mark or mark
        self.last = kind or self.last
        self.places |= {place} if place else set()

    def take_rest(self, start: int) -> None:
        """What is too long to be looked through is one passage that may tell of more: nothing goes unread unsaid."""
        self._close()
        self.outline.told.append(Told(start, start, self.told.end, None, self.day, self.section, mixed=True))

    def end(self) -> Outline:
        self._close()
        return self.outline

    def _begin(self, unit: Span, mark: Mark | None) -> None:
        if unit.start <= self.told.start:
            self.open = replace(self.told, end=unit.end, mark=self.told.mark or mark, night=True)
        else:
            follows = bool(self.outline.told)
            mark = mark or (None if follows else self.told.mark)
            self.open = Told(
                unit.start, unit.start, unit.end, mark, self.day, self.section, follows=follows, night=True
            )

    def _set_scene(self, unit: Span, place: str | None) -> None:
        """Who was out says which day, and maybe where."""
        if self.day is None and (day := DAY.search(self.text, unit.start, unit.end)):
            self.day = Span(*day.span())
        if place:
            self.section = unit

    def _close(self) -> None:
        if self.open:
            self.open.end = _last_word(self.text, self.open.start, self.open.end)
            self.outline.told.append(self.open)
        self.open, self.last, self.places = None, None, set()

    def _no_event(self, words: str, unit: Span) -> LeftOutReason | None:
        """Why a sentence that names no kind of trouble is none; what goes on about an event stays with it."""
        if reason := reason_to_leave_out(HEAD.sub("", words)):
            return reason
        if self.open is not None and (self.last or self.places):
            return None
        if self.open is None and self._is_title(words, unit):
            return LeftOutReason.HEADING
        is_out = OUT.search(words) is not None and not brings_something_new(ROUND.sub("", words))
        return LeftOutReason.HEADING if is_out or walked_hours(self.text, unit.start, unit.end) else None

    def _is_title(self, words: str, unit: Span) -> bool:
        is_first = unit.start == self.told.start and unit.end < self.told.end
        stands_alone = is_first or "\n" in self.text[unit.end - 1 : unit.end + 1]
        return stands_alone and len(words) < _LONGEST_TITLE and not has_verb(words) and not brings_something_new(words)

    def _is_next(self, words: str, kind: Kind | None, place: str | None, mark: Mark | None) -> bool:
        """Whether a sentence begins another event than the one that is open."""
        has_moved = place is not None and bool(self.places) and not _same_place(place, self.places)
        is_next = NEXT.match(words) is not None
        if GOES_ON.match(words) and not (is_next and has_moved and kind):
            return False
        if kind is None:
            return has_moved and brings_something_new(words)
        if self.last is None:
            return has_moved or (mark is not None and self.open is not None and self.open.mark is not None)
        if has_moved or is_next:
            return True
        has_time = mark is not None and self.open is not None and self.open.mark is not None
        return has_time or not (self.last.top == kind.top or may_be_one_scene(self.last, kind))


def _units(text: str, told: Told, asks: Asks) -> Iterator[Span]:
    end = min(told.end, told.start + _LONGEST)
    cuts = [
        found.span()
        for found in SENTENCE.finditer(text, told.start, end)
        if found.start() >= told.heading_end
        and not SHORTENED.search(text, max(told.start, found.start() - 6), found.start())
    ]
    for (_, first), (last, _) in pairwise([(told.start, told.start), *cuts, (told.end, told.end)]):
        if first < last:
            yield from _clauses(text, Span(first, min(last + 1, told.end) if last < told.end else last), asks)


def _clauses(text: str, sentence: Span, asks: Asks) -> Iterator[Span]:
    """A sentence, cut where a clause with a kind and a place of its own follows another."""
    start = sentence.start
    near = min(sentence.end, sentence.start + _CLAUSES_IN)
    for found in CLAUSE.finditer(text, sentence.start, near):
        if found.start() <= start:
            continue
        after = Span(found.end(), _clause_end(text, found.end(), sentence.end))
        if _is_apart(text, Span(start, found.start()), found[0], after, asks):
            yield Span(start, found.start())
            start = found.end()
    yield Span(start, sentence.end)


def _is_apart(text: str, before: Span, binds: str, after: Span, asks: Asks) -> bool:
    """Whether a clause tells of another event than what stands before it in its sentence."""
    told = _place(text, after, asks)
    if told is None:
        return False
    kind, own = asks.kind_of(before), asks.kind_of(after)
    if kind is None and (walked_hours(text, *before) or OUT.match(text, *before)):
        return own is not None or brings_something_new(text[slice(*after)])
    place = _place(text, before, asks) if own else None
    if own is None or place is None or _same_place(told, {place}):
        return False
    return kind.top != own.top if kind else NEXT.match(binds) is not None


def _clause_end(text: str, start: int, end: int) -> int:
    found = CLAUSE.search(text, start + 1, end)
    return found.start() if found else end


def _place(text: str, span: Span, asks: Asks) -> str | None:
    """The words of a place in a stretch, known by its name or by what it is: "bakom skolan"."""
    found = SOME_PLACE.search(text, *span)
    return asks.place_of(span) or (found["what"].casefold() if found else None)


def _mark(text: str, unit: Span) -> Mark | None:
    """The time that a sentence tells, not the hours in which somebody was out."""
    hours = walked_hours(text, unit.start, unit.end)
    told = (
        mark for mark in marks(text, unit.start, unit.end) if not (hours and hours.start <= mark.span.start < hours.end)
    )
    return next(told, None) or round_hour(text, unit.start, unit.end)


def _same_place(place: str, others: set[str]) -> bool:
    return any(place in other or other in place for other in others)


def _bare(words: str) -> str:
    return words.lstrip(" \t\n,.:;–-*•")


def _last_word(text: str, start: int, end: int) -> int:
    return start + len(BINDS.sub("", text[start:end]))
