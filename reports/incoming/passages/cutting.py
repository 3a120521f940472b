"""A report cut into the passages that tell of one incident each, and what is left out."""

import re
from bisect import bisect_left
from itertools import islice
from operator import attrgetter

from reports.incoming.passages.headings import heading_end, is_heading, names_kinds, names_place
from reports.incoming.passages.left_out import reason_to_leave_out
from reports.incoming.passages.loose_text import MOST_LINES, is_loose, read_long, read_loose
from reports.incoming.passages.outlines import Outline, Told
from reports.incoming.passages.pieces import Kind, Piece, pieces
from reports.incoming.passages.rows_in_text import tables_in
from reports.incoming.passages.untimed import (
    brings_something_new,
    goes_on,
    is_known,
    tells_one_event,
    tells_something_somewhere,
)
from reports.incoming.reading import LeftOut, LeftOutReason, Span
from reports.incoming.times.report_days import names_day
from reports.incoming.times.time_marks import Mark

_LONG_SPAN_HOURS = 4
_ROUND = re.compile(r"rond|tillsyn|kontroll|patrull|besök", re.IGNORECASE)
_PIECES_A_PASSAGE = 2  # as a rule: a heading and what it tells
_LONG_UPDATE = 40  # characters from which an update tells something by itself


def outline(text: str, most: int | None = None) -> Outline:
    """How a report is built. Without headings, times and bullets it is loose: on one event, or one a paragraph.

    Cutting stops soon after `most` passages, where that is given; the outline then tells of more than so many.
    """
    if most is not None and text.count("\n") > most and (begun := _beyond(text, most)):
        return begun
    found, whole, at = list(pieces(text)), Outline(), 0
    for table in tables_in(text, most):
        first, last = (bisect_left(found, edge, at, key=attrgetter("start")) for edge in (table.start, table.end))
        whole.add(_around_tables(text, found[at:first], most))
        whole.add(table.outline)
        at = last
    whole.add(_around_tables(text, found[at:], most))
    return whole


def _beyond(text: str, most: int) -> Outline | None:
    """The outline of a text by its beginning alone, where that tells of more than `most`, or of nothing."""
    if tables := tables_in(text, most):
        return tables[0].outline if len(tables[0].outline.told) > most else None
    found = list(islice(pieces(text), _PIECES_A_PASSAGE * (most + 1)))
    if len(found) <= most:
        return None
    if is_loose(text, found):
        return read_long(text, found, len(text)) if len(found) > MOST_LINES else None
    begun = _Cutting(text, found).cut(most)
    return begun if len(begun.told) > most else None


def _around_tables(text: str, found: list[Piece], most: int | None) -> Outline:
    return read_loose(text, found) if is_loose(text, found) else _Cutting(text, found).cut(most)


class _Cutting:
    """Walks over the pieces of a report with headings, times or bullets."""

    def __init__(self, text: str, found: list[Piece]) -> None:
        self.text, self.found = text, found
        self.outline = Outline()
        self.open: Told | None = None
        self.title: Piece | None = None
        self.section: Span | None = None
        self.day: Span | None = None
        self.fields: dict[str, Piece] = {}  # of the form that is open

    def cut(self, most: int | None) -> Outline:
        for at, piece in enumerate(self.found):
            if most is not None and len(self.outline.told) > most:
                break
            following = self.found[at + 1] if at + 1 < len(self.found) else None
            self._take(piece, following)
        self._drop_title()
        self._close()
        return self.outline

    def _take(self, piece: Piece, following: Piece | None) -> None:
        words = self.text[piece.start : piece.end]
        if self._completes(piece, words):
            return
        if piece.kind is Kind.FIELD:
            self._fill_in(piece)
        elif piece.kind is not Kind.UPDATE:
            self._sort(piece, words, following)
        elif self.open or len(words) > _LONG_UPDATE:
            self._go_on(piece)
        else:
            self._leave_out(piece, LeftOutReason.HEADING)

    def _sort(self, piece: Piece, words: str, following: Piece | None) -> None:
        if piece.kind is Kind.OTHER:
            self._close()
        if self._is_section(piece, words, following):
            self._begin_section(piece, words)
        elif reason := self._reason(piece, following):
            self._leave_out(self._with_round(piece, reason), reason)
        elif self._is_title(piece, words, following):
            self._drop_title()
            self._close()
            self.title = piece
        elif self._heads_a_list(piece, words, following):
            self._leave_out(piece, LeftOutReason.HEADING)
        elif piece.kind not in (Kind.PROSE, Kind.OTHER) or self.title:
            self._begin(piece, following)
        elif self._stands_apart(piece, words):
            self._close()
            self.open = Told(piece.start, piece.start, piece.end, None, self.day)
        elif self.open or piece.is_own or tells_one_event(words) or tells_something_somewhere(words):
            self._go_on(piece)
        else:
            self._leave_out(piece, LeftOutReason.NO_INCIDENT)

    def _with_round(self, piece: Piece, reason: LeftOutReason) -> Piece:
        """What says that a round saw nothing, with the heading of that round."""
        is_bare = self.open is not None and not self.text[self.open.heading_end : self.open.end].strip()
        if reason is not LeftOutReason.NO_INCIDENT or not self.open or not is_bare:
            return piece
        if not _ROUND.search(self.text, self.open.start, self.open.end):
            return piece
        start, self.open = self.open.start, None
        return piece._replace(start=start)

    def _stands_apart(self, piece: Piece, words: str) -> bool:
        """Whether a paragraph after a blank line brings in somebody new: it is no part of what stands above it."""
        if not self.open or self.fields or not self.text[self.open.heading_end : self.open.end].strip():
            return False
        is_paragraph = self.text.count("\n", self.open.end, piece.start) > 1
        return is_paragraph and brings_something_new(words) and not (goes_on(words) or is_known(words))

    def _fill_in(self, piece: Piece) -> None:
        """A line of a form; a field that comes again begins the next form."""
        key = piece.field.key if piece.field else ""
        if not self.open or not self.fields or key in self.fields:
            self._drop_title()
            self._close()
            leads = piece.field is not None and piece.field.tells_what
            self.open = Told(piece.start, piece.end if leads else piece.start, piece.end, None, self.day, self.section)
        self.fields[key] = piece
        self.open.end = piece.end
        self.open.mark = self.open.mark or piece.mark
        self.open.date = piece.date or self.open.date

    def _completes(self, piece: Piece, words: str) -> bool:
        """Whether a line goes on after a time that stands alone on its line."""
        if not self.open or not _is_bare_time(self.open):
            return False
        if piece.kind not in (Kind.PROSE, Kind.TITLE) or reason_to_leave_out(words):
            return False
        self.open.end = piece.end
        if piece.kind is Kind.TITLE or is_heading(words):
            self.open.heading_end = piece.told if piece.kind is Kind.TITLE else piece.end
        return True

    def _reason(self, piece: Piece, following: Piece | None) -> LeftOutReason | None:
        """Why a piece is no incident. What has a heading of its own is one."""
        words = self.text[piece.told : piece.end]
        if piece.kind is Kind.TITLE:
            return None
        if piece.kind is Kind.TIMED and not words and following and following.kind in (Kind.PROSE, Kind.TITLE):
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

    def _heads_a_list(self, piece: Piece, words: str, following: Piece | None) -> bool:
        """A line such as "Våld" above headings of their own, which say themselves what they tell of."""
        leads = following is not None and (following.titled or following.kind is Kind.TITLE)
        return leads and piece.kind is Kind.PROSE and names_kinds(words)

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
        if following is None or following.kind is not Kind.TIMED or piece.kind is not Kind.PROSE:
            return False
        if following.titled and not words.isupper():
            return False
        if piece.end == following.start:  # the line break was lost: "Bro, olovlig körning.23.12: "
            return is_heading(words)
        stands_above = self.text.count("\n", piece.end, following.start) == 1
        return stands_above and is_heading(words) and not words.endswith((".", "!", "?"))

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
        self.outline.leave_out(self.text, piece.start, piece.end, reason)

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
            self.open.about = self._filled_in(self.open)
            if _is_bare_time(self.open) or (self.fields and not self.open.about):
                self.outline.left_out.append(LeftOut(self.open.start, self.open.end, LeftOutReason.HEADING))
            else:
                self.outline.told.append(self.open)
        self.open, self.fields = None, {}

    def _filled_in(self, form: Told) -> Span | None:
        """What a form says that happened: its fields for that, and the lines below the last one."""
        what = [piece for piece in self.fields.values() if piece.field and piece.field.tells_what]
        if not what:
            return None
        is_last = what[-1] is [*self.fields.values()][-1]
        about = Span(what[0].told, form.end if is_last else what[-1].end)
        return about if self.text[slice(*about)].strip() else None


def _is_bare_time(told: Told) -> bool:
    """Whether nothing but its time is known of a passage yet."""
    if told.mark is None or told.end > told.mark.span.end + 2:
        return False
    return told.start == told.mark.span.start or (told.date is not None and told.start == told.date.start)


def _is_long(mark: Mark | None) -> bool:
    """Whether a time is the span of a whole shift, such as 22–07."""
    if mark is None or mark.clock.until is None:
        return False
    seconds = (mark.clock.until - mark.clock.at).total_seconds() % 86400
    return seconds >= _LONG_SPAN_HOURS * 3600
