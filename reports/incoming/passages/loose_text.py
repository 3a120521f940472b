"""Texts without headings, times and bullets: a notice, a note or a mail about one event, or about one a paragraph."""

from reports.incoming.passages.headings import has_verb, heading_end, is_heading, names_place
from reports.incoming.passages.left_out import is_general, reason_to_leave_out
from reports.incoming.passages.outlines import Outline, Told
from reports.incoming.passages.pieces import Kind, Piece
from reports.incoming.passages.untimed import (
    brings_something_new,
    goes_on,
    names_day_or_part,
    names_road,
    names_some_place,
    tells_one_event,
    tells_something_somewhere,
)
from reports.incoming.reading import LeftOut, LeftOutReason
from reports.incoming.times.time_marks import marks

MOST_LINES = 300
"""Lines in which one event may be told."""
_NEAR = 80  # characters at the beginning of a paragraph
_BEGINNING = 3  # pieces in which a report shows that it sums up
_MANNERS = frozenset({LeftOutReason.GREETING, LeftOutReason.ADVICE})


def is_loose(text: str, found: list[Piece]) -> bool:
    """Whether a text has no headings, times and bullets of its incidents."""
    if not found or any(piece.kind in (Kind.TITLE, Kind.FIELD) or _has_heading(text, piece) for piece in found):
        return not found
    timed = [piece for piece in found if piece.kind is Kind.TIMED]
    bullets = [piece for piece in found if piece.kind is Kind.BULLET]
    if not timed:
        return len(bullets) < 2 or not _opens_list(text, found)
    return found[0].kind is Kind.PROSE and not bullets and _is_one_story(text, found, timed)


def _has_heading(text: str, piece: Piece) -> bool:
    if piece.kind is not Kind.TIMED:
        return False
    return piece.titled or heading_end(text, piece.told, piece.end, goes_on=False) > piece.told


def _opens_list(text: str, found: list[Piece]) -> bool:
    """Whether bullets are the report's incidents, not a list within a story: before them stand no sentences."""
    lead = []
    for piece in found:
        if piece.kind is Kind.BULLET:
            break
        lead.append(text[piece.start : piece.end])
    return all(reason_to_leave_out(words) or names_place(words) or is_heading(words) for words in lead)


def _is_one_story(text: str, found: list[Piece], timed: list[Piece]) -> bool:
    """Whether the times are those of one event's course: it was told first, and each line goes on about it."""
    first = text[found[0].start : found[0].end]
    if reason_to_leave_out(first) or names_place(first) or _sums_up(text, found):
        return False
    bare = [piece for piece in timed if text[piece.start].isdigit()]
    later = [piece for piece in timed if goes_on(text[piece.told : piece.end])]
    return len(bare) < 2 or 2 * len(later) >= len(timed) - 1


def _sums_up(text: str, found: list[Piece]) -> bool:
    return any(is_general(text[piece.start : piece.end]) for piece in found[:_BEGINNING])


def read_long(text: str, found: list[Piece], end: int) -> Outline:
    """A loose text of so many lines that no one event is told in them: each line that plainly tells of one counts.

    The rest up to `end`, which may be further down than the last piece, is left out in as few stretches as it can be.
    """
    outline, reached = Outline(), found[0].start
    for piece in found:
        words = text[piece.start : piece.end]
        if reason_to_leave_out(words) is None and (tells_one_event(words) or tells_something_somewhere(words)):
            _leave_out(text, outline, reached, piece.start)
            outline.told += _events(text, [piece])
            reached = piece.end
    _leave_out(text, outline, reached, end)
    return outline


def _leave_out(text: str, outline: Outline, start: int, end: int) -> None:
    if words := text[start:end].strip():
        first = text.index(words[0], start)
        outline.left_out.append(LeftOut(first, first + len(words), LeftOutReason.NO_INCIDENT))


def read_loose(text: str, found: list[Piece]) -> Outline:
    """Without totals one event, or one for each paragraph that begins with a time of its own."""
    if len(found) > MOST_LINES:
        return read_long(text, found, found[-1].end)
    if _sums_up(text, found):
        return _beside_totals(text, found)
    reasons = _with_signature(text, found, [_reason(text, piece) for piece in found])
    told = [at for at, reason in enumerate(reasons) if reason not in _MANNERS]
    inner = range(told[0], told[-1] + 1) if told else range(0)
    left_out = [
        LeftOut(piece.start, piece.end, reason)
        for at, (piece, reason) in enumerate(zip(found, reasons, strict=True))
        if reason and at not in inner
    ]
    return Outline(_events(text, [found[at] for at in inner]), left_out)


def _with_signature(text: str, found: list[Piece], reasons: list[LeftOutReason | None]) -> list[LeftOutReason | None]:
    """The reasons, and for the last lines too where a greeting stands above them and they are names alone."""
    closing = [at for at, reason in enumerate(reasons) if reason is LeftOutReason.GREETING and at]
    last = closing[-1] if closing else len(found)
    if any(not is_heading(text[piece.start : piece.end]) for piece in found[last + 1 :]):
        return reasons
    return [*reasons[: last + 1], *(LeftOutReason.GREETING for _ in found[last + 1 :])]


def _beside_totals(text: str, found: list[Piece]) -> Outline:
    """In a text that sums up only what plainly tells of one event counts, with what follows it."""
    outline = Outline()
    run: list[Piece] = []
    for piece in found:
        reason = _reason(text, piece)
        if run and reason is None and tells_something_somewhere(text[piece.start : piece.end]):
            outline.told += _events(text, run)
            run = []
        if reason is None and (run or piece.is_own or _tells(text[piece.start : piece.end])):
            run.append(piece)
            continue
        outline.told += _events(text, run)
        outline.leave_out(text, piece.start, piece.end, reason or LeftOutReason.TOTAL)
        run = []
    outline.told += _events(text, run)
    return outline


def _tells(words: str) -> bool:
    """Whether words that nothing excuses tell of an event: of somebody, or of a place."""
    return brings_something_new(words) or (has_verb(words) and (names_some_place(words) or names_road(words)))


def _reason(text: str, piece: Piece) -> LeftOutReason | None:
    return None if piece.kind is Kind.UPDATE else reason_to_leave_out(text[piece.start : piece.end])


def _events(text: str, kept: list[Piece]) -> list[Told]:
    """One for all paragraphs, or one for each that begins with a time of its own where the first does so too."""
    told: list[Told] = []
    for piece in kept:
        if told and not (_begins_event(text, kept[0]) and _begins_event(text, piece)):
            told[-1].end = piece.end
        else:
            told.append(Told(piece.start, _heading_end(text, piece, len(kept) > 1), piece.end))
    return told


def _begins_event(text: str, piece: Piece) -> bool:
    near = min(piece.end, piece.start + _NEAR)
    has_time = any(marks(text, piece.start, near)) or names_day_or_part(text[piece.start : near])
    is_own = piece.kind is not Kind.UPDATE and not goes_on(text[piece.told : piece.end])
    return has_time and is_own and brings_something_new(text[piece.start : piece.end])


def _heading_end(text: str, piece: Piece, goes_on: bool) -> int:
    words = text[piece.start : piece.end]
    return piece.end if goes_on and is_heading(words) and not words.endswith(".") else piece.start
