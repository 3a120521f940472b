"""What holds while a report is reviewed: which drafts are sure, how the text is cut, what refuses a change."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise

from flask_babel import gettext as _

from app.errors import DomainError
from app.formatting import local
from app.incidents.rules import may_read_text
from app.intake.rules import passages
from app.models import Incident, IncidentStatus, Role, Source, User
from reports.incoming.reading import Basis, Confidence, Doubt, LeftOut, LeftOutReason, doubts_in, from_json
from reports.incoming.times.when import day_of_clock

DECISIVE = ("when", "where", "what")
"""The fields that a draft must have sure to be confirmed unseen."""
BY_HAND = "by_hand"
"""Under this key a reading lists the fields that somebody has decided since."""


class ChangedMeanwhileError(DomainError):
    """Somebody else has changed the draft since this page showed it."""


class StretchError(DomainError):
    """A stretch of text that cannot be made a draft."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some of a report's text, whole within every mark: `fields` are those of its draft that it led to."""

    text: str
    start: int
    fields: tuple[str, ...] = ()
    personal: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A passage (`number` of its draft, from 1), a stretch that was left out (`reason`), or what lies between.

    Of what was left out `may_tell` is what nothing in its words says to be no incident.
    """

    start: int
    end: int
    number: int | None = None
    reason: LeftOutReason | None = None
    is_hidden: bool = False
    pieces: Sequence[Piece] = field(default=())
    may_tell: bool = False


def basis_of(incident: Incident) -> dict[str, Basis]:
    """How its fields were read; nothing of an incident that nobody read from a text."""
    return from_json(incident.reading.fields) if incident.reading else {}


def doubtful_fields(incident: Incident) -> tuple[str, ...]:
    """The decisive fields that a person ought to look at: read with doubt, and not decided by hand since."""
    if incident.reading is None:
        return ()
    settled, basis = decided(incident), basis_of(incident)
    doubted = (name for name in DECISIVE if basis.get(name, Basis()).confidence is Confidence.DOUBTFUL)
    return tuple(name for name in doubted if name not in settled)


def decided(incident: Incident) -> list[str]:
    """The fields that somebody has decided since they were read."""
    return list(incident.reading.fields.get(BY_HAND, [])) if incident.reading else []


def open_doubts(incident: Incident) -> tuple[Doubt, ...]:
    """Why somebody ought to look at a draft as a whole, while nobody has said what it is."""
    is_open = incident.status is IncidentStatus.DRAFT and "what" in doubtful_fields(incident)
    return doubts_in(incident.reading.fields) if incident.reading and is_open else ()


def is_replaced(incident: Incident) -> bool:
    return incident.reading is not None and incident.reading.is_replaced


def told(source: Source) -> Incident:
    """The incident that a passage was read into, though a merge may have moved the passage to another."""
    return source.moved_from or source.incident


def version_of(incident: Incident) -> str:
    return incident.updated_at.isoformat()


def check_version(incident: Incident, known: str | None) -> None:
    """Refuse to change what has changed since it was shown; without `known`, as from a plain form, nobody asks."""
    if known and known != version_of(incident):
        raise changed_meanwhile()


def changed_meanwhile() -> ChangedMeanwhileError:
    return ChangedMeanwhileError(
        _("Någon annan har ändrat händelsen. Titta på den igen; det du skrev står kvar i rutan.")
    )


def may_read_passage(user: User, source: Source) -> bool:
    """Whether the passage is about nothing that somebody may not read, by itself or by what it was merged with."""
    return may_read_text(user, source.incident) and may_read_text(user, told(source))


def day_to_read(words: str, incident: Incident, received: datetime) -> date:
    """The day that a typed clock time is of: of a report's own night "22.12" is the evening before it came."""
    own, last = local(incident.occurred_from).date(), local(received).date()
    return day_of_clock(words, last, received) if (last - own).days in (0, 1) else own


def blocks(text: str, sources: Sequence[Source], left_out: Iterable[LeftOut], user: User) -> list[Block]:
    """A report's text cut at its passages and what was left out, without what somebody may not read.

    What stands between the passages may be about anything: that is for the coordinator alone.
    """
    numbers = {id_: number for number, id_ in enumerate(dict.fromkeys(told(one).id for one in sources), 1)}
    hidden: set[int | None] = {numbers[told(one).id] for one in sources if not may_read_passage(user, one)}
    if user.role is not Role.COORDINATOR:
        hidden.add(None)
    spans = [(source.start, source.end, numbers[told(source).id]) for source in sources]
    found, reached = [], 0
    for passage in passages(text, spans, hidden):
        start, reached = reached, reached + len(passage.text or "")
        if passage.number is not None:
            found.append(Block(start, reached, passage.number, is_hidden=passage.number in hidden))
        else:
            found += _between(start, reached, left_out, is_hidden=None in hidden)
    return found


def _between(start: int, end: int, left_out: Iterable[LeftOut], *, is_hidden: bool) -> Iterator[Block]:
    """The stretch between two passages, cut at what was left out of it."""
    reached = start
    for stretch in sorted(left_out):
        low, high = max(reached, stretch.start), min(end, stretch.end)
        if low < high:
            yield from [Block(reached, low, is_hidden=is_hidden)] * (low > reached)
            yield Block(low, high, reason=stretch.reason, is_hidden=is_hidden)
            reached = high
    if end > reached:
        yield Block(reached, end, is_hidden=is_hidden)


def pieces(
    text: str, block: Block, basis: Mapping[str, Basis], personal: Iterable[tuple[int, int, str]]
) -> list[Piece]:
    """A block's text cut wherever a mark within it begins or ends; `personal` are (start, end, kind)."""
    marks = [(span.start, span.end, name, "") for name, one in basis.items() for span in one.words]
    marks += [(start, end, "", kind) for start, end, kind in personal]
    marks = [mark for mark in marks if mark[0] < block.end and mark[1] > block.start]
    edges = {block.start, block.end}.union(*({start, end} for start, end, _field, _kind in marks))
    cuts = sorted(edge for edge in edges if block.start <= edge <= block.end)
    return [_piece(text, start, end, marks) for start, end in pairwise(cuts)]


def _piece(text: str, start: int, end: int, marks: Iterable[tuple[int, int, str, str]]) -> Piece:
    over = [mark for mark in marks if mark[0] <= start and end <= mark[1]]
    fields = tuple(dict.fromkeys(name for _start, _end, name, _kind in over if name))
    return Piece(text[start:end], start, fields, next((kind for _s, _e, _name, kind in over if kind), ""))
