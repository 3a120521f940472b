"""A passage that tells of several things is cut where the next one begins; where nobody can say, it is mixed."""

import re
from dataclasses import replace
from enum import IntEnum, auto
from functools import cached_property

from reports.incoming.passages.headings import UPPER, names_place
from reports.incoming.passages.kinds_told import OF_PEOPLE, SEEN_APART, Kind, KindOf, may_be_one_scene
from reports.incoming.passages.left_out import is_update, reason_to_leave_out
from reports.incoming.passages.outlines import Told
from reports.incoming.passages.units import (
    Level,
    Unit,
    begins_with_capitals,
    begins_with_day,
    begins_with_time,
    has_label,
    names_night,
    tells_time_first,
    units,
    words_of,
)
from reports.incoming.passages.untimed import (
    brings_something_new,
    goes_on,
    hangs_on,
    is_known,
    names_some_place,
    tells_one_more,
)
from reports.incoming.reading import Span
from reports.incoming.times.time_marks import marks

_NEXT = re.compile(
    r"(?:(?:lite|strax|något|en stund|någon timme|någon halvtimme|en timme) )?(?:senare|därefter|sedan|sen"
    r"|efter det|efter en stund"
    r"|efteråt|längre fram|en annan|ett annat|samma (?:kväll|natt|dag|morgon)|dessutom|samtidigt|också"
    r"|på (?:hemvägen|vägen (?:hem|tillbaka|dit))|(?:till sist|slutligen|avslutningsvis|innan vi (?:gick hem"
    r"|slutade)))\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"(?:(?:ner|upp|ut|in|bort)e? )?(?:vid|på|i|utanför|bakom|längs|mellan|intill|nära|bredvid) (?!samband|gräl"
    r"|bråk)",
    re.IGNORECASE,
)
_PLACE_HEAD = re.compile(rf"{UPPER}[\w-]+(?: [\w-]+){{0,2}}: ")  # "Bro centrum: "
_NO_PLACE_HEAD = re.compile(
    r"(?:uppdat|signalement|åtgärd|övrigt|status|skad|obs|notera|info|vittne|larm|polis|tid|svar|fråga|resultat|väktar)",
    re.IGNORECASE,
)
_AT_HEAD = 12  # characters that tell a unit from its words without the time before them
_BINDS = re.compile(r"(?:[\s,]|(?<!\w)(?:och|samt|plus))+\Z")
_SAW = (
    r"(?:gick|går|vandrade|nattvandrade|träffade|träffar|såg|ser|pratade|mötte|möter|hörde|hör|upptäckte|noterade"
    r"|hittade"
    r"|stötte|passerade|rundade|var ute)"
)
_WALK = re.compile(
    rf"\bvi var \d+ (?:st|vuxna|vandrare)\b|\bvi (?:har |även |också |sedan )?{_SAW}\b|\b{_SAW} vi\b", re.IGNORECASE
)
# What goes on about the same: "Därefter slog han", "18:15 larmar SOS om olyckan", "På morgonen upptäcker".
_COURSE = re.compile(
    r"\b(?:han|hon|de|dem|mannen|kvinnan|samma|båda|föraren|polis\w*|patrull\w*|larm\w*|sos|inkom\w*|upptäck\w*|anmäl\w*)\b",
    re.IGNORECASE,
)
_LOOKED_AT = 400  # characters of a unit
_MOST = 40  # units of a passage that are looked at


class _How(IntEnum):
    """How a unit stands to what was told before it."""

    SAME = auto()
    UNCLEAR = auto()
    NEXT = auto()


def parted(text: str, told: Told, kind_of: KindOf) -> list[Told]:
    """The passages that one is to be, each with `mixed` where it may tell of more; most often itself alone."""
    found = [] if told.about or told.cells else list(units(text, told))[:_MOST]
    heads = _heads_another(text, told, found[0], kind_of) if found else _How.SAME
    if heads is _How.UNCLEAR:
        told = replace(told, mixed=True)
    if found and (heads is _How.NEXT or _is_of_another_night(text, told, found[0])):
        last = _last_word(text, told.start, found[0].start)
        rest = Told(found[0].start, found[0].start, told.end, None, told.date, told.section, follows=True)
        return [replace(told, heading_end=min(told.heading_end, last), end=last), *parted(text, rest, kind_of)]
    if len(found) < 2:
        return [told]
    parting = _Parting(text, told, kind_of)
    for unit in found[1:]:
        if is_update(text[unit.start : unit.end]):
            break
        parting.take(unit)
    return parting.end()


def _is_of_another_night(text: str, told: Told, first: Unit) -> bool:
    """Whether what stands after a heading with a time, on its line, has a night and a time of its own."""
    if told.mark is None or told.mark.span.start != told.start or not has_label(text, told):
        return False
    is_beside = "\n" not in text[told.start : first.start]
    return is_beside and names_night(text, first) and any(marks(text, first.start, min(first.end, first.start + 60)))


def _says_what(text: str, told: Told, kind_of: KindOf) -> bool:
    """Whether a heading names a kind of event: no place, as a sentence has, and no sender or day alone."""
    heading = text[told.start : told.heading_end]
    return not names_some_place(heading) and kind_of(Span(told.start, told.heading_end)) is not None


def _heads_another(text: str, told: Told, first: Unit, kind_of: KindOf) -> _How:
    """How what stands below a heading with a time and a place has to do with it, where it begins with its own time.

    "Bråk vid Bro station 22.10. Runt 23.30 krossades rutor på Råbyskolan": of another kind it is of another event.
    """
    words = words_of(text, first)
    if told.mark is None or told.mark.span.start >= first.start or not tells_time_first(text, first):
        return _How.SAME
    has_places = names_some_place(words) or names_night(text, first)
    if not (has_places and names_some_place(text[told.start : first.start])):
        return _How.SAME
    if is_known(words) or hangs_on(words) or goes_on(words) or is_update(text[first.start : first.end]):
        return _How.SAME
    before, own = kind_of(Span(told.start, first.start)), kind_of(Span(first.start, first.end))
    is_other = before is not None and own is not None and before.top != own.top
    return _How.NEXT if is_other else _How.UNCLEAR


class _Parting:
    """Walks over the units of a passage."""

    def __init__(self, text: str, told: Told, kind_of: KindOf) -> None:
        self.text, self.kind_of = text, kind_of
        self.told = replace(told)
        self.parts = [replace(told)]
        self.unread: list[Told] = []

    @cached_property
    def is_labelled(self) -> bool:
        return has_label(self.text, self.told) and _says_what(self.text, self.told, self.kind_of)

    @cached_property
    def is_walk(self) -> bool:
        return _WALK.search(self.text, self.told.start, self.told.end) is not None and not self.is_labelled

    @cached_property
    def writes_small(self) -> bool:
        return not begins_with_capitals(self.text, self.told)

    def take(self, unit: Unit) -> None:
        own, how = self._read(unit)
        now = self.parts[-1]
        if how is _How.NEXT:
            end, now.end = now.end, _last_word(self.text, now.start, unit.start)
            follows = unit.level is not Level.PARAGRAPH
            now = Told(unit.start, unit.start, end, None, now.date, now.section, follows=follows)
            self.parts.append(now)
        now.mixed |= how is _How.UNCLEAR
        if own is None and unit.level is Level.CLAUSE:
            self.unread.append(now)

    def end(self) -> list[Told]:
        for part in self.unread:  # among several things somebody told of one more
            part.mixed |= len(self.parts) > 1
        return self.parts

    def _read(self, unit: Unit) -> tuple[Kind | None, _How]:
        """What a unit tells of, where that matters, and how it stands to what was told before it."""
        words = words_of(self.text, unit)
        is_headed = self._is_headed(words)
        is_told_apart = (
            is_headed or _NEXT.match(words) or names_some_place(words) or (_ELSEWHERE.match(words) and self.is_walk)
        )
        is_timed = not self.text.startswith(words[:_AT_HEAD], unit.start) or begins_with_day(self.text, unit)
        if unit.level is Level.SENTENCE and not (is_told_apart or is_timed):
            return self._of_small_letters(unit) if self.writes_small else (None, _How.SAME)
        is_next = _NEXT.match(words) is not None
        if (goes_on(words) and not is_next) or (reason_to_leave_out(words) and unit.level is not Level.PARAGRAPH):
            return None, _How.SAME
        own = self._kind(unit.start, unit.end)
        is_asked = own is not None or is_headed or self.is_walk  # else what was told before makes no difference
        before = self._kind(self.parts[-1].start, unit.start) if is_asked else None
        if unit.level is Level.PARAGRAPH:
            return own, self._paragraph(unit, words, before, own)
        if is_headed and before:
            return own, _How.NEXT if own else _How.UNCLEAR
        if own is None or before is None or own.top == before.top:
            return own, self._alike(unit, words, before, own, is_timed)
        if unit.level is Level.CLAUSE:
            is_apart = {before.top, own.top} == SEEN_APART or not may_be_one_scene(before, own)
            return own, _How.NEXT if is_apart else _How.SAME
        return own, self._sentence(unit, words, before, own, is_timed)

    def _of_small_letters(self, unit: Unit) -> tuple[Kind | None, _How]:
        """A sentence of who writes no capitals: that it names a place or brings in somebody cannot be seen."""
        words = words_of(self.text, unit)
        if is_known(words) or hangs_on(words):
            return None, _How.SAME
        own = self._kind(unit.start, unit.end)
        before = self._kind(self.parts[-1].start, unit.start) if own else None
        tops = {kind.top for kind in (own, before) if kind}
        is_other = own is not None and before is not None and len(tops) > 1 and not tops <= OF_PEOPLE
        return own, _How.UNCLEAR if is_other else _How.SAME

    def _is_headed(self, words: str) -> bool:
        """Whether a sentence begins with a place of its own, in no account of one event: "Sylta: mörkt"."""
        head = _PLACE_HEAD.match(words)
        is_place = head is not None and not _NO_PLACE_HEAD.match(words) and names_place(head[0])
        return is_place and not self.is_labelled

    def _kind(self, start: int, end: int) -> Kind | None:
        return self.kind_of(Span(start, min(end, start + _LOOKED_AT)))

    def _alike(self, unit: Unit, words: str, before: Kind | None, own: Kind | None, is_timed: bool) -> _How:
        """A unit of the same kind as before it, or where one of them is of none that is known."""
        is_next = _NEXT.match(words) is not None
        if (is_known(words) or hangs_on(words)) and not is_next:
            return _How.SAME
        if unit.level is Level.SENTENCE and (is_next or _ELSEWHERE.match(words)) and self.is_walk:
            saw = own is not None or (brings_something_new(words) and _WALK.search(words))
            has_told = before is not None or brings_something_new(self.text[self.parts[-1].start : unit.start])
            return _How.NEXT if saw and has_told else _How.SAME
        is_new = own is not None and names_some_place(words) and not (self.is_labelled or _COURSE.search(words[:60]))
        told = self.text[self.parts[-1].start : unit.start]
        has_time = is_timed and brings_something_new(words) and self._tells_time(unit)
        if unit.level is Level.SENTENCE and is_new and before and names_some_place(told) and (is_next or has_time):
            return _How.NEXT
        is_one_more = own is not None and (is_timed or (is_next and names_some_place(words)) or tells_one_more(words))
        return _How.UNCLEAR if is_one_more else _How.SAME

    def _sentence(self, unit: Unit, words: str, before: Kind, own: Kind, is_timed: bool) -> _How:
        """One of another kind is of another event where it says so and is told of a place or a time of its own.

        Who walked and saw tells of one thing after the other; who tells of an event, of its course.
        """
        is_next, has_place = _NEXT.match(words) is not None, names_some_place(words)
        if (is_known(words) or hangs_on(words)) and not is_next:
            return _How.SAME
        if (is_next or _ELSEWHERE.match(words)) and self.is_walk:
            return _How.NEXT
        if (is_timed and not self.is_labelled) or names_night(self.text, unit):
            return _How.NEXT
        is_one_more = tells_one_more(words)
        if is_one_more and begins_with_day(self.text, unit) and not self.is_labelled:
            return _How.NEXT
        if may_be_one_scene(before, own) and not (is_next or is_one_more):
            return _How.SAME
        is_new = has_place and brings_something_new(words)
        if not self.is_labelled and has_place and (is_next or (is_new and begins_with_time(self.text, unit))):
            return _How.NEXT
        is_sure = own.is_sure and before.is_sure
        return _How.UNCLEAR if is_next or is_one_more or is_new or (is_sure and has_place) else _How.SAME

    def _paragraph(self, unit: Unit, words: str, before: Kind | None, own: Kind | None) -> _How:
        """One that has a kind of its own, or a time or a place and somebody new, tells of something else."""
        is_headed = _PLACE_HEAD.match(words) is not None
        has_own = is_headed or names_some_place(words) or self._has_time(unit)
        is_other = own is not None and before is not None and own.top != before.top
        if is_known(words) or hangs_on(words):
            return _How.UNCLEAR if is_other and has_own else _How.SAME
        is_new = is_headed or brings_something_new(words)
        is_strange = own is not None and before is not None and own.is_sure and not may_be_one_scene(before, own)
        if is_other and (has_own or is_new or is_strange):
            return _How.NEXT
        if own and has_own and (is_new or (before and own.code != before.code)):
            return _How.NEXT
        return _How.UNCLEAR if own or has_own else _How.SAME

    def _tells_time(self, unit: Unit) -> bool:
        """Whether the part that a unit may begin after tells a time of its own."""
        start = self.parts[-1].start
        return any(marks(self.text, start, unit.start)) or begins_with_day(self.text, unit._replace(start=start))

    def _has_time(self, unit: Unit) -> bool:
        return any(marks(self.text, unit.start, min(unit.end, unit.start + _LOOKED_AT)))


def _last_word(text: str, start: int, end: int) -> int:
    """Where text[start:end] ends without what binds the next to it: ", och "."""
    return start + len(_BINDS.sub("", text[start:end]))
