"""Reads a report for its review: its drafts in the order of the text, and the text cut at them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload

from app.models import Category, Event, Incident, IncidentStatus, Report, Source, User
from app.review.rules import (
    Block,
    basis_of,
    blocks,
    doubtful_fields,
    is_replaced,
    may_read_passage,
    open_doubts,
    pieces,
    told,
)
from app.twins.queries import Twin, twins_of_each
from reports.incoming.language import is_english
from reports.incoming.passages.left_out import may_tell
from reports.incoming.passages.rows_in_text import names_columns
from reports.incoming.privacy.tripwire import find_personal_data
from reports.incoming.reading import Basis, Doubt, LeftOut, LeftOutReason

MOST_TWINS = 2
"""So many likely twins of a draft are shown."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What was read from one passage, and how it stands; `number` counts from 1 in the order of the text.

    `twins` is None where nobody has looked for them.
    """

    number: int
    source: Source
    doubtful: tuple[str, ...]
    basis: Mapping[str, Basis]
    is_readable: bool
    joins: int | None
    twins: Sequence[Twin] | None = None

    @property
    def incident(self) -> Incident:
        return told(self.source)

    @property
    def waits(self) -> bool:
        return self.incident.status is IncidentStatus.DRAFT

    @property
    def is_sure(self) -> bool:
        """Whether it may be confirmed unseen: also, nothing that is here already looks the same."""
        is_alone = self.twins is not None and not self.twins
        return self.waits and self.is_readable and not self.doubtful and is_alone

    @property
    def unknown_place(self) -> str | None:
        """Words that look like a place which nobody has told the gazetteer of, while no place is known."""
        reading = self.incident.reading
        words = reading.fields.get("unknown_place") if reading else None
        return words if words and self.incident.place_id is None and self.incident.point is None else None

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """Why somebody ought to look at it as a whole, while nobody has said what it is."""
        return open_doubts(self.incident) if self.is_readable else ()


@dataclass(frozen=True, slots=True)
class Review:
    """A report as its review shows it."""

    report: Report
    drafts: Sequence[Draft]
    blocks: Sequence[Block]

    @property
    def waiting(self) -> list[Draft]:
        return [draft for draft in self.drafts if draft.waits]

    @property
    def left(self) -> int:
        """So much is left to decide: also that a report of which nothing was read tells of nothing."""
        return len(self.waiting) or int(self.report.awaits_sign_off)

    @property
    def left_out(self) -> list[Block]:
        """What was left out, as far as it may be read: first what may be an incident all the same."""
        readable = [block for block in self.blocks if block.reason and not block.is_hidden]
        return sorted(readable, key=lambda block: not block.may_tell)

    @property
    def is_english(self) -> bool:
        return is_english(self.report.raw_text or "")

    @property
    def sure(self) -> list[Draft]:
        return [draft for draft in self.drafts if draft.is_sure]

    def draft_of(self, incident_id: int | None) -> Draft | None:
        return next((draft for draft in self.drafts if draft.incident.id == incident_id), None)


def review_of(session: Session, report: Report, user: User, compared: Collection[int] | None = None) -> Review:
    """All that the page of a report's review shows; of the `compared` (None: of all) also likely twins."""
    sources = reviewed_sources(session, report)
    # An incident may stand on several passages of one report: it is one draft, on the first of them.
    firsts: dict[int, Source] = {}
    for source in sources:
        firsts.setdefault(told(source).id, source)
    drafts = _drafts(list(firsts.values()), user)
    drafts = _with_twins(session, drafts, compared)
    left_out = [LeftOut(start, end, LeftOutReason(reason)) for start, end, reason in report.left_out]
    cut = blocks(report.raw_text, sources, left_out, user)
    return Review(report, drafts, _with_pieces(cut, report.raw_text, drafts))


def reviewed_sources(session: Session, report: Report) -> list[Source]:
    """The passages of a report with their incidents, in the order of its text; not those that live on in others."""
    query = (
        select(Source)
        .where(Source.report_id == report.id)
        .options(*(option for way in (Source.incident, Source.moved_from) for option in _loaded(way)))
        .order_by(Source.start, Source.end, Source.id)
    )
    return [source for source in session.scalars(query) if not is_replaced(told(source))]


def source_of(session: Session, report: Report, incident_id: int) -> Source:
    """The passage of a report that was read into an incident. Raises NoResultFound."""
    return session.scalars(_of_incident(report, incident_id)).one()


def find_source(session: Session, report: Report, incident_id: int) -> Source | None:
    return session.scalar(_of_incident(report, incident_id))


def last_to_change(session: Session, incident_ids: Collection[int]) -> User | None:
    """Who has last done something with any of these."""
    done = Event.subject_id.in_(incident_ids)
    query = select(User).join(Event, Event.user_id == User.id).where(Event.subject == "incident", done)
    return session.scalar(query.order_by(Event.id.desc()).limit(1))


def _of_incident(report: Report, incident_id: int) -> Select[Source]:
    is_it = or_(Source.moved_from_id == incident_id, Source.incident_id == incident_id)
    query = select(Source).where(Source.report_id == report.id, is_it)
    return query.order_by(Source.start, Source.id).limit(1)


def _loaded(way: InstrumentedAttribute[Any]) -> list[Any]:
    incident = joinedload(way)
    return [
        incident.joinedload(Incident.category).joinedload(Category.parent),
        incident.joinedload(Incident.district),
        incident.joinedload(Incident.reading),
        incident.selectinload(Incident.sources),
    ]


def _drafts(sources: Sequence[Source], user: User) -> list[Draft]:
    found: list[Draft] = []
    for number, source in enumerate(sources, 1):
        incident, before = told(source), found[-1] if found else None
        joins = before.incident.id if before and before.waits and incident.status is IncidentStatus.DRAFT else None
        basis, is_readable = basis_of(incident), may_read_passage(user, source)
        found.append(Draft(number, source, doubtful_fields(incident), basis, is_readable, joins))
    return found


def _with_twins(session: Session, drafts: Sequence[Draft], compared: Collection[int] | None) -> list[Draft]:
    waiting = [draft.incident for draft in drafts if draft.waits]
    wanted = [incident for incident in waiting if compared is None or incident.id in compared]
    twins = twins_of_each(session, wanted, MOST_TWINS)
    return [replace(draft, twins=twins.get(draft.incident.id)) for draft in drafts]


def _with_pieces(cut: Sequence[Block], text: str, drafts: Sequence[Draft]) -> list[Block]:
    personal = [(one.start, one.end, str(one.kind.value)) for one in find_personal_data(text)]
    nothing: Mapping[str, Basis] = {}
    return [
        block
        if block.is_hidden
        else replace(
            block,
            pieces=pieces(text, block, drafts[block.number - 1].basis if block.number else nothing, personal),
            may_tell=block.reason is not None and _is_open(text[block.start : block.end]),
        )
        for block in cut
    ]


def _is_open(words: str) -> bool:
    """Whether nothing says of a stretch that was left out that it is no incident."""
    return may_tell(words) and not names_columns(words)
