"""When the incident of a passage happened: the time at its head, else in its first sentences, else the report's."""

import re
from datetime import datetime, timedelta

from reports.incoming.drafts import Interval
from reports.incoming.passages.outlines import Told
from reports.incoming.reading import Basis, Confidence, Span
from reports.incoming.times.local_time import midnight, to_interval, to_wall, whole_day
from reports.incoming.times.other_times import tells_another_time
from reports.incoming.times.report_days import day_named, moment, whole_report
from reports.incoming.times.short_days import days_in_full
from reports.incoming.times.time_errors import UnknownTimeError
from reports.incoming.times.time_marks import DATE, Mark, in_digits, marks
from reports.incoming.times.walked_hours import in_the_night
from reports.incoming.times.when import read_when

_LEAD = 260  # characters of a passage in which its own time may stand
_BESIDE = 45  # characters before a clock time in which its day may stand
_WEEKDAY = r"(?:mån|tis|ons|tors|fre|lör|sön)dag"
_PART = r"(?:natt(?:en)?|morse|kväll(?:en)?|förmiddags?|eftermiddags?)"
_PART_OF_DAY = re.compile(
    rf"\b(?:{DATE}|natt(?:en)? (?:till|mot) {_WEEKDAY}|(?:i ?)?förrgår(?: {_PART})?"
    rf"|i {_WEEKDAY}s(?: {_PART})?|i ?går(?: {_PART})?|i ?{_PART}"
    rf"|{_WEEKDAY}(?:s?(?:kväll|natt|morgon|eftermiddag))?(?:s|en)?)\b",
    re.IGNORECASE,
)
_HALF = re.compile(r"natt|morse|morgon|kväll|middag", re.IGNORECASE)  # which half of the day "klockan nio" is in
_WEEKEND = re.compile(r"\b(?:i|under|(?P<before>förra)|hela)(?: den)? helgen\b", re.IGNORECASE)
_FRIDAY = 4
_LATER = re.compile(
    r"\b(?:fram till|till och med|senast|prognos|till dess|släckt|öppen|öppnas|stängt|åter)\b.{0,30}$", re.IGNORECASE
)


def read_time(text: str, told: Told, received: datetime, before: Interval | None) -> tuple[Interval, Basis]:
    """The interval in UTC and what led to it. `before` is when the incident told before this one was."""
    first, last = days_in_full(text[slice(*told.date)]) if told.date else ("", "")
    day = day_named(first, received) if first else None
    mark = told.mark or _mark_in_prose(text, told)
    is_only = mark is not None and (told.cells is not None or not tells_another_time(text, told.start, told.end, mark))
    if mark and not told.mark and (found := _day_and_clock(text, told, mark, received)):
        return found if is_only else (found[0], Basis(Confidence.DOUBTFUL, found[1].words))
    if mark:
        clock, evening = in_the_night(mark.clock, day) if told.night else (mark.clock, day)
        interval = moment(clock, received, evening, before if told.mark else None)
        at_head = told.mark is not None or _in_first_sentence(text, told, mark)
        is_sure = at_head and is_only and not mark.clock.is_half_day
        words = (told.date, mark.span) if told.date and day else (mark.span,)
        return interval, Basis(Confidence.SURE if is_sure else Confidence.DOUBTFUL, words)
    if found := _part_of_day(text, told, received):
        return found
    if day and told.date:
        until = day_named(last, received) or day
        return Interval(whole_day(day).start, whole_day(max(day, until)).end), Basis(Confidence.DOUBTFUL, (told.date,))
    if found := _weekend(text, told, received):
        return found
    return whole_report(received), Basis()


def _lead(text: str, told: Told) -> tuple[int, int]:
    """The first paragraph of a passage's prose, and of it what is near the beginning."""
    start = told.heading_end
    while start < told.end and text[start].isspace():
        start += 1
    line_end = text.find("\n", start, told.end)
    second = text.find("\n", line_end + 1, told.end) if line_end >= 0 and line_end - start < 100 else -1
    stops = [stop for stop in (second if second >= 0 else -1,) if stop >= 0] or [
        line_end if line_end >= 0 else told.end
    ]
    return told.start, min(max(stops), start + _LEAD)


def _mark_in_prose(text: str, told: Told) -> Mark | None:
    start, end = _lead(text, told)
    for mark in marks(text, start, end):
        if not _LATER.search(text, max(start, mark.span.start - 40), mark.span.start):
            return mark
    return None


def _day_and_clock(text: str, told: Told, mark: Mark, received: datetime) -> tuple[Interval, Basis] | None:
    """A day or part of it told just before a clock time: "i fredags kväll vid 21.30"."""
    start = max(told.start, mark.span.start - _BESIDE)
    found = _PART_OF_DAY.search(text, start, mark.span.start)
    interval = _read(f"{found[0]} {in_digits(text[slice(*mark.span)])}", received) if found else None
    if not found or not interval:
        return None
    is_open = mark.clock.is_half_day and not _HALF.search(found[0])
    return interval, Basis(Confidence.DOUBTFUL if is_open else Confidence.SURE, (Span(*found.span()), mark.span))


def _read(words: str, received: datetime) -> Interval | None:
    try:
        interval = read_when(words, to_wall(received).date(), received)
    except UnknownTimeError:
        return None
    return interval if interval.start <= received else None


def _in_first_sentence(text: str, told: Told, mark: Mark) -> bool:
    return not re.search(r"(?<=\w\w)[.!?]\s", text[told.heading_end : mark.span.start])


def _weekend(text: str, told: Told, received: datetime) -> tuple[Interval, Basis] | None:
    """The last weekend, from Friday evening; doubtful, as it is so long."""
    found = _WEEKEND.search(text, *_lead(text, told))
    if not found:
        return None
    now = to_wall(received)
    friday = now.date() - timedelta(days=(now.weekday() - _FRIDAY) % 7)
    if found["before"] and now.weekday() >= _FRIDAY:
        friday -= timedelta(days=7)
    start = midnight(friday) + timedelta(hours=18)
    interval = to_interval(start, min(midnight(friday + timedelta(days=3)), max(now, start + timedelta(hours=1))))
    return interval, Basis(Confidence.DOUBTFUL, (Span(*found.span()),))


def _part_of_day(text: str, told: Told, received: datetime) -> tuple[Interval, Basis] | None:
    found = _PART_OF_DAY.search(text, *_lead(text, told))
    if not found:
        return None
    if not (interval := _read(found[0], received)):
        return None
    return interval, Basis(Confidence.SURE, (Span(*found.span()),))
