"""A report cut into the passages that tell of one incident each, and what is left out."""

import re
from dataclasses import dataclass, field

from reports.incoming.headings import heading_end, is_heading, names_place
from reports.incoming.left_out import reason_to_leave_out
from reports.incoming.pieces import Kind, Piece, pieces
from reports.incoming.reading import LeftOut, LeftOutReason, Passage, Span
from reports.incoming.report_days import names_day
from reports.incoming.time_marks import Mark, marks

_LONG_SPAN_HOURS = 4
_ONE_EVENT = re.compile(
    r"(?:Övrigt:?\s*)?(?:(?:Under|I|På) (?:natten|kvällen|morgonen|natt|går kväll) (?:har |blev |fick )?)?"
    r"(?:en|ett|polispatrull|patrull|polisen larm\w+|polis larm\w+) (?!antal|flertal|del\b|par\b|rad\b|person har)\w+ "
    r".{0,160}?\b(?:i|på|vid|till) (?:\w+ (?:i )?)?[A-ZÅÄÖ][a-zåäö]",
    re.IGNORECASE,
)
_PLACE_NAMED = re.compile(r"\b(?:i|på|vid|till|utanför) (?:\w+ (?:i )?)?[A-ZÅÄÖ][a-zåäö]")
_SUMMARY = frozenset({LeftOutReason.HEADING, LeftOutReason.TOTAL, LeftOutReason.NO_INCIDENT})


@dataclass(slots=True)
class Told:
    """A passage and what the report tells around it: the time at its head, its day, and the place it stands under."""

    start: int
    heading_end: int
    end: int
    mark: Mark | None = None
    date: Span | None = None
    section: Span | None = None
    pieces: int = 1

    def passage(self, text: str) -> Passage:
        return Passage(text, self.start, self.heading_end, self.end)


@dataclass(slots=True)
class Outline:
    """The passages of a report and what was left out of it, each in the order of the text."""

    told: list[Told] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def outline(text: str) -> Outline:
    """How a report is built. A text without headings, times and totals is a note: on one event, or one a paragraph."""
    found = list(pieces(text))
    structured = any(piece.kind in (Kind.TIMED, Kind.TITLE) for piece in found) or (
        sum(piece.kind is Kind.BULLET for piece in found) > 1
    )
    if not structured or _is_one_note(text, found):
        return _Note(text, found).read()
    return _Cutting(text, found).cut()


def _is_one_note(text: str, found: list[Piece]) -> bool:
    """Whether the only times stand in sentences, of a text that begins with neither time, heading nor summary."""
    if found[0].kind is not Kind.PROSE or any(p.kind in (Kind.TITLE, Kind.BULLET) or p.titled for p in found):
        return False
    timed = [piece for piece in found if piece.kind is Kind.TIMED]
    bare = [piece for piece in timed if text[piece.start].isdigit()]
    summary = any(reason_to_leave_out(text[p.start : p.end]) in _SUMMARY for p in found if p.kind is Kind.PROSE)
    return not summary and len(bare) < 2 and not names_place(text[found[0].start : found[0].end])


class _Cutting:
    """Walks over the pieces of a report with headings, times or bullets."""

    def __init__(self, text: str, found: list[Piece]) -> None:
        self.text, self.found = text, found
        self.outline = Outline()
        self.open: Told | None = None
        self.title: Piece | None = None
        self.section: Span | None = None
        self.day: Span | None = None

    def cut(self) -> Outline:
        for at, piece in enumerate(self.found):
            following = self.found[at + 1] if at + 1 < len(self.found) else None
            self._take(piece, following)
        self._drop_title()
        self._close()
        return self.outline

    def _take(self, piece: Piece, following: Piece | None) -> None:
        words = self.text[piece.start : piece.end]
        if piece.kind is Kind.UPDATE:
            self._go_on(piece)
        elif self._is_section(piece, words, following):
            self._begin_section(piece, words)
        elif reason := self._reason(piece):
            self._leave_out(piece, reason)
        elif self._is_title(piece, words, following):
            self._drop_title()
            self._close()
            self.title = piece
        elif piece.kind is not Kind.PROSE or self.title:
            self._begin(piece, following)
        elif self.open or _ONE_EVENT.match(words):
            self._go_on(piece)
        else:
            self._leave_out(piece, LeftOutReason.NO_INCIDENT)

    def _reason(self, piece: Piece) -> LeftOutReason | None:
        """Why a piece is no incident. What has a heading of its own is one."""
        words = self.text[piece.told : piece.end]
        if piece.kind is Kind.TITLE:
            return None
        if piece.kind is not Kind.TIMED:
            reason = reason_to_leave_out(words)
            return None if reason is LeftOutReason.HEADING and self.open and len(words) > 120 else reason
        reason = reason_to_leave_out(words) if words else LeftOutReason.HEADING
        if piece.titled or (words and heading_end(self.text, piece.told, piece.end, goes_on=False) > piece.told):
            return reason if reason is LeftOutReason.NO_INCIDENT or (not words and not piece.titled) else None
        if reason is LeftOutReason.TOTAL and not _is_long(piece.mark):
            return None
        return reason

    def _is_section(self, piece: Piece, words: str, following: Piece | None) -> bool:
        """A day, or a place alone above what is timed or has a bullet."""
        if piece.kind not in (Kind.PROSE, Kind.TITLE, Kind.TIMED) or len(words) > 60:
            return False
        if names_day(words):
            return True
        leads = following is not None and following.kind in (Kind.TIMED, Kind.BULLET) and not following.titled
        return leads and piece.kind is Kind.PROSE and names_place(words) and reason_to_leave_out(words) is None

    def _begin_section(self, piece: Piece, words: str) -> None:
        self._leave_out(piece, LeftOutReason.HEADING)
        span = Span(piece.start, piece.end)
        if names_day(words):
            self.day, self.section = span, None
        else:
            self.section = span

    def _is_title(self, piece: Piece, words: str, following: Piece | None) -> bool:
        if piece.kind is Kind.TITLE:
            return piece.told >= piece.end and following is not None and following.kind is not Kind.TITLE
        leads = following is not None and following.kind is Kind.TIMED and not following.titled
        return leads and piece.kind is Kind.PROSE and is_heading(words) and not words.endswith((".", "!", "?"))

    def _begin(self, piece: Piece, following: Piece | None) -> None:
        """A new passage, with the title that stands above it."""
        self._close()
        start = self.title.start if self.title else piece.start
        goes_on = following is not None and following.kind is Kind.PROSE
        if piece.kind is Kind.TITLE:
            ends = piece.told
        elif self.title and piece.kind is Kind.PROSE:
            ends = self.title.end
        else:
            ends = max(heading_end(self.text, piece.told, piece.end, goes_on), piece.told)
        mark = piece.mark
        self.open = Told(start, ends, piece.end, mark, piece.date or self.day, None if self.title else self.section)
        self.title = None

    def _go_on(self, piece: Piece) -> None:
        if self.open:
            self.open.end = piece.end
            self.open.pieces += 1
        else:
            self._begin(piece, None)

    def _leave_out(self, piece: Piece, reason: LeftOutReason) -> None:
        self._drop_title()
        self._close()
        self.outline.left_out.append(LeftOut(piece.start, piece.end, reason))

    def _drop_title(self) -> None:
        """A heading under which nothing stands."""
        if self.title and self.title.kind is Kind.TITLE:
            title, self.title = self.title, None
            self._close()
            self.open = Told(title.start, title.end, title.end, None, self.day, self.section)
        elif self.title:
            self.outline.left_out.append(LeftOut(self.title.start, self.title.end, LeftOutReason.HEADING))
            self.title = None

    def _close(self) -> None:
        if self.open:
            self.outline.told.append(self.open)
            self.open = None


def _is_long(mark: Mark | None) -> bool:
    """Whether a time is the span of a whole shift, such as 22–07."""
    if mark is None or mark.clock.until is None:
        return False
    seconds = (mark.clock.until - mark.clock.at).total_seconds() % 86400
    return seconds >= _LONG_SPAN_HOURS * 3600


class _Note:
    """A text without headings: paragraphs about one event, or each about its own."""

    def __init__(self, text: str, found: list[Piece]) -> None:
        self.text, self.found = text, found

    def read(self) -> Outline:
        kept: list[Piece] = []
        left_out: list[LeftOut] = []
        for piece in self.found:
            reason = None if piece.kind is Kind.UPDATE else self._reason(piece)
            if reason:
                left_out.append(LeftOut(piece.start, piece.end, reason))
            else:
                kept.append(piece)
        summary = any(stretch.reason in _SUMMARY for stretch in left_out)
        return self._of_summary(kept, left_out) if summary else Outline(self._events(kept), left_out)

    def _reason(self, piece: Piece) -> LeftOutReason | None:
        return reason_to_leave_out(self.text[piece.start : piece.end])

    def _of_summary(self, kept: list[Piece], left_out: list[LeftOut]) -> Outline:
        """Beside totals only what plainly tells of one event counts."""
        events = [piece for piece in kept if _ONE_EVENT.match(self.text, piece.start, piece.end)]
        others = [
            LeftOut(p.start, p.end, LeftOutReason.TOTAL)
            for p in kept
            if p not in events and not (events and p.start > events[0].start)
        ]
        return Outline(self._events(kept[kept.index(events[0]) :] if events else []), sorted([*left_out, *others]))

    def _events(self, kept: list[Piece]) -> list[Told]:
        """One for all paragraphs, or one for each that begins with a time of its own where the first does so too."""
        told: list[Told] = []
        for piece in kept:
            if told and not self._begins_event(piece, kept[0]):
                told[-1].end = piece.end
            else:
                told.append(Told(piece.start, self._heading_end(piece, len(kept) > 1), piece.end))
        return told

    def _begins_event(self, piece: Piece, first: Piece) -> bool:
        return piece.kind is not Kind.UPDATE and self._is_timed(first) and self._is_timed(piece)

    def _is_timed(self, piece: Piece) -> bool:
        near = min(piece.end, piece.start + 80)
        has_time = any(marks(self.text, piece.start, near)) or bool(_DAY_WORDS.search(self.text, piece.start, near))
        return has_time and bool(_NEW_EVENT.search(self.text, piece.start, piece.end))

    def _heading_end(self, piece: Piece, goes_on: bool) -> int:
        words = self.text[piece.start : piece.end]
        return piece.end if goes_on and is_heading(words) and not words.endswith(".") else piece.start


_DAY_WORDS = re.compile(
    r"\b(?:i går|igår|i natt|inatt|i morse|i eftermiddags|i kväll|\w+dags?kväll\w*|\w+dagen)\b", re.IGNORECASE
)
_NEW_EVENT = re.compile(r"\b(?:en|ett|någon|några|flera|ungdomar|larm(?:ar|ades)?|två|tre|okänd\w*)\b")
