"""A report's text in pieces: its lines, also where the line breaks were lost on the way."""

import re
from collections.abc import Iterator
from enum import Enum, auto
from itertools import pairwise
from typing import NamedTuple

from reports.incoming.passages.form_fields import Field, field_at, holds_forms
from reports.incoming.passages.headings import JUNCTION, LOWER, UPPER, begins_sentence, is_heading, names_label_and_town
from reports.incoming.passages.label_lines import entry_at, holds_entries, label_above_time
from reports.incoming.passages.left_out import CLOSER, is_update, reason_to_leave_out
from reports.incoming.passages.quiet import own_sentences
from reports.incoming.passages.short_times import short_times
from reports.incoming.reading import Span
from reports.incoming.times.short_days import short_days
from reports.incoming.times.time_marks import CLOCK, DATE, PHRASE, WEEKDAY, Mark, mark_of, marks

_GAP = r"[^\S\r\n]"
_BULLET = r"[-–—•*·‣▪●○◦>#]"
_TIMED = rf"(?:kl(?:ockan)?\.?{_GAP}?)?{CLOCK}"
# What may begin after a lost line break. In `_LOST` it stands after the end of a sentence, or after a space.
_LOST = re.compile(
    rf"(?=[.!?):\dÖ]|{_GAP}(?:{_GAP}|{UPPER}))(?:(?:[.!?)]{_GAP}*"
    rf"|(?<={LOWER}):(?=\d))(?=(?P<timed>(?:20\d\d-\d\d-\d\d{_GAP})?{_TIMED}(?!{_GAP}?[-–]{_GAP}?\d)[,:.]?{_GAP}*(?:[-–]{_GAP}*)?{UPPER})"
    rf"|(?P<head>{UPPER}[^.!?\n]{{1,70}}?{LOWER}(?:{CLOCK}|\.{CLOCK}[:.,])"
    rf"|{UPPER}[\w-]+(?:{_GAP}{UPPER}[\w-]+)?,{_GAP}?{CLOCK}[.:]"
    rf"|{UPPER}{LOWER}+(?:[ /]{LOWER}+){{0,3}},{_GAP}{UPPER}[\w-]+{_GAP}{CLOCK}(?=[.:]?{_GAP}{UPPER}))"
    rf"|(?P<closer>{CLOSER})|(?P<title>{UPPER}[^.!?\n]{{2,80}}?{JUNCTION}))"
    rf"|(?<=[.!?])(?={CLOCK}{_GAP}{LOWER})|(?<={LOWER}){_GAP}{{2,}}(?={_TIMED}[,:.]?{_GAP}+{UPPER})"
    rf"|(?<={LOWER}){_GAP}+(?={UPPER}[\w-]+,{_GAP}{CLOCK}\.{_GAP}?{UPPER})"
    rf"|(?<={LOWER})(?=Övrigt:))"
)
# The report's own title, when the line break between it and the first heading or time was lost.
_TITLE_OF_REPORT = re.compile(
    rf"(?:{UPPER}{LOWER}+s{_GAP})?(?i:\w*(?:rapport|sammanfattning)(?:en)?|händelser)\b[^.!?\n]{{0,80}}?{_GAP}"
    rf"(?=(?:{UPPER}{LOWER}+(?:[ /]{LOWER}+){{0,4}},{_GAP}?{UPPER}[\w-]+(?:{_GAP}[\w-]+)?[,.]?{_GAP}?"
    rf"|(?:[Kk]l\.?{_GAP}?)?){CLOCK}(?!{_GAP}?[-–])[.,:]?{_GAP}*{UPPER}.{{20}})"
)
# What ends a report stands at its end without a full stop before it too.
_SIGNED = re.compile(
    rf"(?<=[\w).,!?]){_GAP}+(?=(?:Hälsn(?:ingar|\.)?|Mvh|MVH|(?:(?:Best|Kind|With kind) r|R)egards|Many thanks"
    rf"|Yours sincerely|(?:Med v|V)änlig\w* häls\w*|Ingenting (?:mer|annat) att|(?:mvh|hälsn(?:ingar)?"
    rf"|vh)(?=[\s,.:]|$))"
    rf"(?!\w)|/{{1,2}}{_GAP}?{UPPER}{LOWER}+(?:,?{_GAP}[\w-]+){{0,3}}{_GAP}*$)",
    re.MULTILINE,
)
_ABBREVIATED = re.compile(r"\b(?:kl|ca|nr|tel|m|c:a|uppdatering|uppdaterat)\.?\s*$", re.IGNORECASE)
_LEADS_ON = re.compile(
    r"(?<![^\W_])(?:i|vid|på|till|från|mot|mellan|och|utanför)\s+$", re.IGNORECASE
)  # "E18 vid Bro, 01.10. "
_SAYS_SOMETHING = re.compile(r"[^\W_]")
_LINE = re.compile(r"[^\r\n]+")
_SIGNED_BY = rf"(?-i:[A-ZÅÄÖ]{{1,3}}[/+&][A-ZÅÄÖ]{{1,3}}){_GAP}+(?=kl|\d)"  # who had the shift: "A/B 07.50"
_ROW_LEAD = rf"(?:[\s|;]|{_SIGNED_BY}|{_BULLET}|\d{{1,4}}[.)]?{_GAP}?[\t|;]|\d{{1,3}}[.)]{_GAP}+(?=\S)){{0,12}}"
_HEAD_TIME = re.compile(
    rf"{_ROW_LEAD}(?P<passage>(?:(?P<date>{DATE}|{WEEKDAY}(?!\w))[\s,;:|T.–-]{{0,4}}"
    rf"(?:kl(?=[ .]))?)?(?P<time>{PHRASE}))(?![\w%])(?!{_GAP}?(?:kr|kilo|gram|meter|km|procent)\b)"
    rf"(?P<after>{_GAP}*[,;:.|]?{_GAP}*(?:[-–—|]{_GAP}*)?)",
    re.IGNORECASE,
)
_TITLE_TIME = re.compile(
    rf"(?:{_BULLET}{_GAP}*)?(?P<title>{UPPER}[^!?\n]{{1,80}}?)(?:(?P<glued>(?<={LOWER})(?=\d))|(?<=\w)\.(?=\d)"
    rf"|[,;:\t|]?{_GAP}*[–-]?{_GAP}*(?<=\W))"
    rf"(?:[Kk]l(?:ockan)?\.?{_GAP}?)?(?P<time>{CLOCK}(?:{_GAP}?[-–]{_GAP}?{CLOCK})?)(?P<after>{_GAP}*(?(glued)[.:,;|\t]?|(?:[.:,;|\t]|[-–]{_GAP}|\Z|(?={UPPER})))"
    rf"{_GAP}*)"
)
_VAGUE_AFTER_TITLE = re.compile(
    rf"(?P<title>(?-i:{UPPER}[^.!?\n]{{2,80}}?{JUNCTION}))(?P<time>{PHRASE})", re.IGNORECASE
)
_DIGIT, _JUNCTION = re.compile(r"\d"), re.compile(JUNCTION)  # what a title with its time cannot be without
_HAS_BULLET = re.compile(rf"\s*{_BULLET}{_GAP}*(?=\S)|\s*\d{{1,2}}[.)]{_GAP}+(?=\S)")


_TIMES = frozenset({"tid", "tidpunkt", "klockslag", "när", "larmtid", "datum"})
_NEAR = 24  # characters of a line in which a bullet may stand before its time
_DATE = re.compile(rf"(?<![\w.,:/-]){DATE}", re.IGNORECASE)
_GREETING = re.compile(
    rf"(?:{_GAP})*(?:Hej(?:san)?|God ?(?:morgon|kväll|dag|förmiddag|eftermiddag)|Dagens presstal\w+"
    r"|Good (?:morning|evening|afternoon|night)|Hello|Hi|Dear)\b"
    rf"[^.!?,\n]{{0,40}}[.!?,]{_GAP}*(?=\S)"
)
# In small letters, or without a full stop after it: "hej!! vi va ute", "Hejsan alla igår kväll". No word more.
_HELLO = re.compile(
    rf"{_GAP}*(?:hej(?:san)?(?:{_GAP}hej)?|hallå|hallo|halloj|tja(?:na|bba)?|tjena(?:re)?"
    rf"|god{_GAP}?(?:morgon|kväll|dag|förmiddag|eftermiddag|natt))(?![\w-])"
    rf"(?:{_GAP}(?:på|er|dig|alla|allihopa?|igen|där|du|ni|vänner|kollegor|samordnaren?|(?-i:{UPPER}{LOWER}+)(?=[!,.]))"
    rf"(?!\w)){{0,4}}+{_GAP}*[.!,:;)(–-]*{_GAP}*(?=[\w(])",
    re.IGNORECASE,
)


_OTHERS = re.compile(rf"Övrigt:{_GAP}*(?=\S)")


# What a greeting does not hold, before its first full stop or comma.
_TELLS = re.compile(
    rf"{_GAP}(?:vi|jag|det|nån|nåt|någon|något|några|ett|en|i|vid|va|var|har|hade|igår|ikväll|inatt|under|\d+)(?!\w)",
    re.IGNORECASE,
)


class Kind(Enum):
    """What a piece begins with."""

    TIMED = auto()
    TITLE = auto()
    BULLET = auto()
    PROSE = auto()
    OTHER = auto()  # what stands after "Övrigt:"
    UPDATE = auto()
    FIELD = auto()  # a line of a form


class Piece(NamedTuple):
    """text[start:end] without the bullet before it. `told` is where the words after its time or title begin."""

    start: int
    end: int
    kind: Kind
    told: int
    mark: Mark | None = None
    date: Span | None = None
    titled: bool = False
    field: Field | None = None
    is_own: bool = False  # tells of an event by itself, though what stood before it in its line did not


def pieces(text: str) -> Iterator[Piece]:
    """The lines of a text in order, cut where a heading begins within them; empty ones are left out."""
    has_forms, times, entries, days = holds_forms(text), short_times(text), holds_entries(text), short_days(text)
    for line in _LINE.finditer(text):
        day, begin = days.get(line.start(), (None, line.start()))
        starts = _starts(text, begin, line.end())
        for (start, is_own), (end, _) in pairwise([*starts.items(), (line.end(), False)]):
            stretch = text[start:end]
            if _SAYS_SOMETHING.search(stretch):
                first, last = end - len(stretch.lstrip()), start + len(stretch.rstrip())
                if day and start == begin:
                    yield _of_day(_piece(text, first, last), day)
                    continue
                if entries and (ends := entry_at(text, first, last)):
                    yield Piece(first, last, Kind.TITLE, ends)
                    continue
                special = (has_forms and _field(text, first, last)) or (times and _short(text, first, last, times))
                yield special or _piece(text, first, last)._replace(is_own=is_own)


def _starts(text: str, start: int, end: int) -> dict[int, bool]:
    """Where the pieces of a line begin, in order, and whether they tell of an event by themselves."""
    breaks = [start, *sorted({*_lost_breaks(text, start, end)})]
    starts = dict.fromkeys(breaks, False)
    for first, last in pairwise([*breaks, end]):
        starts.update(own_sentences(text, first, last))
    return dict(sorted(starts.items()))


def _lost_breaks(text: str, start: int, end: int) -> Iterator[int]:
    if hello := _HELLO.match(text, start, end):
        greeting = _GREETING.match(text, start, end)
        yield greeting.end() if greeting and not _TELLS.search(greeting[0]) else hello.end()
    elif greeting := _GREETING.match(text, start, end):
        yield greeting.end()
    elif title := _TITLE_OF_REPORT.match(text, start, end):
        yield title.end()
    yield from (found.end() for found in _SIGNED.finditer(text, start, end))
    for found in _LOST.finditer(text, start, end):
        if found["timed"] and _ABBREVIATED.search(text, max(start, found.start() - 12), found.start() + 1):
            continue
        if (found["title"] or found["head"]) and not _is_title(found["title"] or found["head"]):
            continue
        if _LEADS_ON.search(text, max(start, found.end() - 9), found.end()):
            continue
        if any(map(str.isalpha, text[start : found.end()])):
            yield found.end()


def _is_title(words: str) -> bool:
    title = re.sub(rf"[,.]?\s?{CLOCK}[.:,]?$", "", words)
    return (" " in words or "," in words or len(title) < len(words)) and (is_heading(title) or len(title) < 3)


def _piece(text: str, start: int, end: int) -> Piece:
    if is_update(text[start : start + 60]):
        return Piece(start, end, Kind.UPDATE, start)
    return _timed(text, start, end) or _titled(text, start, end) or _untimed(text, start, end)


def _timed(text: str, start: int, end: int) -> Piece | None:
    found = _HEAD_TIME.match(text, start, end)
    mark = mark_of(text, *found.span("time")) if found else None
    if not found or not mark:
        return None
    date = Span(*found.span("date")) if found["date"] else None
    return Piece(found.start("passage"), end, Kind.TIMED, found.end(), mark, date)


def _field(text: str, start: int, end: int) -> Piece | None:
    field = field_at(text, start, end)
    if field is None:
        return None
    date = _DATE.search(text, field.told, end)
    mark = next(marks(text, field.told, end), None) if field.key in _TIMES else None
    return Piece(start, end, Kind.FIELD, field.told, mark, Span(*date.span()) if date else None, field=field)


def _short(text: str, start: int, end: int, times: dict[int, tuple[int, int]]) -> Piece | None:
    """A line that begins with one of the numbers that are times in this report."""
    at = next((at for at in range(start, min(end, start + _NEAR)) if at in times), None)
    mark = mark_of(text, at, times[at][0]) if at is not None else None
    return Piece(at, end, Kind.TIMED, times[at][1], mark) if at is not None and mark else None


def _of_day(piece: Piece, day: Span) -> Piece:
    """A line of a weekly list, without the day before it."""
    if piece.kind in (Kind.PROSE, Kind.TITLE):
        piece = piece._replace(kind=Kind.BULLET, told=piece.start)
    return piece._replace(date=piece.date or day)


def _titled(text: str, start: int, end: int) -> Piece | None:
    """A heading that ends with the time: "Rattfylleri, Lindesberg kl. 23.20", "Borlänge22.12."."""
    last = min(end, start + 130)
    for sign, pattern in ((_DIGIT, _TITLE_TIME), (_JUNCTION, _VAGUE_AFTER_TITLE)):
        found = pattern.match(text, start, last) if sign.search(text, start, last) else None
        if found and _may_lead(found["title"]) and (mark := mark_of(text, *found.span("time"))):
            return Piece(found.start("title"), end, Kind.TIMED, found.end(), mark, titled=True)
    return None


def _may_lead(title: str) -> bool:
    """Whether words before a time are a heading of one event, not of the whole report."""
    return is_heading(title) and not begins_sentence(title) and reason_to_leave_out(title) is None


def _untimed(text: str, start: int, end: int) -> Piece:
    bullet = _HAS_BULLET.match(text, start, end)
    lead = bullet or _OTHERS.match(text, start, end)
    first = lead.end() if lead else start
    junction = _JUNCTION.search(text, first, min(end, first + 90))
    if junction and _is_title(text[first : junction.start()]):
        return Piece(first, end, Kind.TITLE, junction.start())
    if not lead and (ends := label_above_time(text, first, end)):
        return Piece(first, end, Kind.TITLE, ends)
    line = text[first : min(end, first + 100)]
    if end - first < 100 and names_label_and_town(line) and reason_to_leave_out(line) is None:
        return Piece(first, end, Kind.TITLE, end)
    return Piece(first, end, Kind.BULLET if bullet else Kind.OTHER if lead else Kind.PROSE, first)
