"""Reads a report for its review: its drafts in the order of the text, and the text cut at them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.incidents.rules import may_read_text
from app.models import Category, Incident, IncidentStatus, Report, Source, User
from app.review.rules import Block, basis_of, blocks, doubtful_fields, is_replaced, pieces
from reports.incoming.reading import Basis, LeftOut, LeftOutReason


@dataclass(frozen=True, slots=True)
class Draft:
    """What was read from one passage, and how it stands; `number` counts from 1 in the order of the text."""

    number: int
    source: Source
    doubtful: tuple[str, ...]
    basis: Mapping[str, Basis]
    is_readable: bool
    joins: int | None

    @property
    def incident(self) -> Incident:
        return self.source.incident

    @property
    def waits(self) -> bool:
        return self.incident.status is IncidentStatus.DRAFT

    @property
    def is_sure(self) -> bool:
        return self.waits and self.is_readable and not self.doubtful

    @property
    def unknown_place(self) -> str | None:
        """Words that look like a place which nobody has told the gazetteer of, while no place is known."""
        reading = self.incident.reading
        words = reading.fields.get("unknown_place") if reading else None
        return words if words and self.incident.place_id is None and self.incident.point is None else None


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
    def sure(self) -> list[Draft]:
        return [draft for draft in self.drafts if draft.is_sure]

    def draft_of(self, incident_id: int | None) -> Draft | None:
        return next((draft for draft in self.drafts if draft.incident.id == incident_id), None)


def review_of(session: Session, report: Report, user: User, personal: Sequence[tuple[int, int, str]] = ()) -> Review:
    """All that the page of a report's review shows; `personal` marks personal data in its text."""
    sources = reviewed_sources(session, report)
    drafts = [_draft(number, sources, user) for number in range(1, len(sources) + 1)]
    left_out = [LeftOut(start, end, LeftOutReason(reason)) for start, end, reason in report.left_out]
    cut = blocks(report.raw_text, sources, left_out, user)
    return Review(report, drafts, [_with_pieces(block, report.raw_text, drafts, personal) for block in cut])


def reviewed_sources(session: Session, report: Report) -> list[Source]:
    """The passages of a report with their incidents, in the order of its text; not those that live on in others."""
    loaded = joinedload(Source.incident)
    query = (
        select(Source)
        .where(Source.report_id == report.id)
        .options(
            loaded.joinedload(Incident.category).joinedload(Category.parent),
            loaded.joinedload(Incident.district),
            loaded.joinedload(Incident.place),
            loaded.joinedload(Incident.reading),
            loaded.selectinload(Incident.sources),
        )
        .order_by(Source.start, Source.end, Source.id)
    )
    return [source for source in session.scalars(query) if not is_replaced(source.incident)]


def source_of(session: Session, report: Report, incident_id: int) -> Source:
    """The passage of a report that an incident stands on. Raises NoResultFound."""
    query = select(Source).where(Source.report_id == report.id, Source.incident_id == incident_id)
    query = query.options(selectinload(Source.incident).joinedload(Incident.reading))
    return session.scalars(query.order_by(Source.start, Source.id).limit(1)).one()


def _draft(number: int, sources: Sequence[Source], user: User) -> Draft:
    source = sources[number - 1]
    before = sources[number - 2].incident if number > 1 else None
    joins = before.id if before and before.status is source.incident.status is IncidentStatus.DRAFT else None
    return Draft(
        number,
        source,
        doubtful_fields(source.incident),
        basis_of(source.incident),
        may_read_text(user, source.incident),
        joins,
    )


def _with_pieces(block: Block, text: str, drafts: Sequence[Draft], personal: Sequence[tuple[int, int, str]]) -> Block:
    if block.is_hidden:
        return block
    basis: Mapping[str, Any] = drafts[block.number - 1].basis if block.number else {}
    return Block(block.start, block.end, block.number, block.reason, False, pieces(text, block, basis, personal))
