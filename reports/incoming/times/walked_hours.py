"""The times of those who walk at night: when they were out, which is no event's time, and "runt elva"."""

import re
from dataclasses import replace
from datetime import date, timedelta

from reports.incoming.reading import Span
from reports.incoming.times.clock_words import Clock
from reports.incoming.times.time_marks import Mark, clock_of
from reports.incoming.times.time_words import any_of

_HOURS = ("ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")
_HOUR = (
    r"(?:kl(?:ockan)?\.? ?)?"
    rf"(?:\d\d?(?:[.:]\d\d)?|(?:halv |kvart (?:över|i) )?{any_of(_HOURS)}|midnatt)"
)
_WHO = r"(?:vi|jag|nattvandr\w*|fält\w*|gruppen|laget|passet|pass|ronden|patrullen)"
_DID = (
    r"(?:gick|va|var|är|vandrade|nattvandrade|startade|började|slutade|avslutade|ute|hem|jobbade|patrullerade"
    r"|promenerade"
    r"|rörde oss|rundade|pass|passet)"
)
_WALKED = re.compile(
    rf"\b{_WHO}\b[^.!?\n]{{0,60}}?\b{_DID}\b[^.!?\n]{{0,50}}?"
    rf"(?P<hours>\b(?:(?:från|mellan|fr) {_HOUR} ?(?:och|till|fram till|-|–) ?{_HOUR}|{_HOUR} ?(?:-|–"
    rf"|till) ?{_HOUR})(?:-?tiden)?)(?![\w.]*\d)"
    rf"|\b(?P<passed>(?:gick|åkte|begav oss) hem[^.!?\n]{{0,20}}?|slutade(?: vi)?|avslutade(?: vi)?"
    rf"|började(?: vi)?|startade(?: vi)?"
    rf"|samling(?: vid [\w ]{{1,30}})?|hemma(?: igen)?) (?:(?:vid|kl|runt|ca|strax \w+) ?){{0,2}}{_HOUR}(?:-?tiden)?",
    re.IGNORECASE,
)
_DAY, _HALF_DAY, _SMALL_HOURS = timedelta(days=1), timedelta(hours=12), timedelta(hours=5)
# "Runt tolv killar" counts; "runt tolv körde", "vid elva, " tells when.
_ROUND = re.compile(
    rf"\b(?P<lead>runt|vid|kring|omkring|ca|cirka|efter|före|innan|strax (?:före|efter"
    rf"|innan)) (?P<hour>(?:halv )?{any_of(_HOURS)})"
    r"(?=\s*(?:[,.;:!]|$)|\s+(?:va|var|satt|stod|såg|så|kom|kör|gick|på|i|då|sen|slog|brann|rökte|drack|hörde"
    r"|bråka|skrek|\w+(?:ade|des|rde|lde|nde|tte)\b))",
    re.IGNORECASE,
)


def walked_hours(text: str, start: int, end: int) -> Span | None:
    """Where text[start:end] tells from when until when somebody was out: "vi gick från 21 till 01.30"."""
    found = _WALKED.search(text, start, end)
    if found is None:
        return None
    return Span(*found.span("hours")) if found["hours"] else Span(*found.span())


def round_hour(text: str, start: int, end: int) -> Mark | None:
    """A time told by its hour in words alone: "runt elva körde", "vid tolv, "."""
    found = _ROUND.search(text, start, end)
    if found is None:
        return None
    hour = found["hour"] if found["hour"].lower().startswith("halv") else f"{found['hour']}-tiden"
    clock = clock_of(f"{found['lead']} {hour}".lower())
    return Mark(Span(*found.span()), clock) if clock else None


def in_the_night(clock: Clock, day: date | None) -> tuple[Clock, date | None]:
    """A clock time as those mean it who were out on the evening of `day` and the night after it.

    Of "halv elva" it is the evening's, of "halv ett" that after midnight; the small hours are of the next day.
    """
    hour = clock.at % _DAY
    if clock.is_half_day:
        hour %= _HALF_DAY
        hour += timedelta() if hour < _SMALL_HOURS else _HALF_DAY
        clock = replace(clock, at=hour)
    is_next = day is not None and hour < _SMALL_HOURS
    return replace(clock, is_half_day=False), day + _DAY if day and is_next else day
