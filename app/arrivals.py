"""How a report in words gets into the database, by whatever way it came: kept as received, its incidents as drafts."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import logbook
from app.errors import DomainError
from app.formatting import local, number
from app.models import (
    Channel,
    DraftReading,
    Incident,
    IncidentStatus,
    Organisation,
    Report,
    ReportKind,
    ReportOriginal,
    User,
)
from app.privacy import mask
from app.readers import category_reader, place_reader
from reports.incoming.categories.reader import UNKNOWN_CATEGORY
from reports.incoming.drafts import DraftIncident
from reports.incoming.reading import ReadIncident, Reading, to_json
from reports.incoming.report_reader import read_report

DAY = timedelta(days=1)
SHORT = 200
"""Characters below which a text may well be written again on another day."""
BY_HAND = (Channel.PASTE, Channel.FILE)
"""The ways in where a person sees all organisations' reports."""
MOST_DRAFTS = 1_000
"""Incidents of one report in words: a night has some dozens, and nobody reviews more."""


class TooManyIncidentsError(DomainError):
    """A text that tells of so much is no report of a day."""


@dataclass(frozen=True, slots=True)
class Original:
    """The file or message that a report was read from, as it was received."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Arrival:
    """A report as it came in; `received` is when the organisation sent it, `external_id` the sender's own."""

    organisation: Organisation
    channel: Channel
    received: datetime
    text: str
    sender: str = ""
    external_id: str | None = None
    original: Original | None = None


def take_in_report(session: Session, arrival: Arrival, by: User | None) -> tuple[Report, bool]:
    """The report, and whether it is new: what has come before is recognised and left as it is.

    It has no title: the first line of a text may be what only some may read.
    """
    if known := known_report(session, arrival):
        return known, False
    report, is_new = logbook.receive_report(
        session,
        arrival.organisation,
        ReportKind.DAY_REPORT,
        external_id=arrival.external_id,
        raw_text=arrival.text,
        channel=arrival.channel,
        sender=arrival.sender,
        received_at=arrival.received,
        period_from=arrival.received - DAY,
        period_to=arrival.received,
        entered_by_id=by.id if by else None,
    )
    if is_new:
        if arrival.original:
            report.original = kept_original(arrival.original)
        draft_incidents(session, report, by)
    return report, is_new


def known_report(session: Session, arrival: Arrival) -> Report | None:
    """The report that came before with the same file or the same text, by whatever way.

    By hand a report may come in again under another organisation's name, or days later, and would count twice. Other
    senders are told of nobody's reports but their own, and may send the same words every night: "nothing to report".
    """
    known = select(Report).where(Report.kind == ReportKind.DAY_REPORT).order_by(Report.id)
    if arrival.channel not in BY_HAND:
        known = known.where(Report.organisation_id == arrival.organisation.id)
    if arrival.original:
        digest = sha256_of(arrival.original.content)
        found = session.scalars(known.join(Report.original).where(ReportOriginal.sha256 == digest)).first()
        if found:
            return found
    day = local(arrival.received).date()
    alike = session.scalars(known.where(Report.raw_text == arrival.text))
    is_by_hand = arrival.channel in BY_HAND and len(arrival.text) >= SHORT
    return next((one for one in alike if local(one.received_at).date() == day or (is_by_hand and one.sources)), None)


def draft_incidents(session: Session, report: Report, by: User | None) -> list[Incident]:
    """Read a report's text; each incident that it tells of becomes a draft. Raises TooManyIncidentsError."""
    reading = reading_of(session, report)
    _check_number(len(reading.incidents))
    look = logbook.lookups(session)
    report.left_out = [list(stretch) for stretch in reading.left_out]
    drafts = [_log_read(session, report, read, by, look) for read in reading.incidents]
    session.flush()
    return drafts


def log_draft(
    session: Session, report: Report, read: ReadIncident, by: User | None, look: logbook.Lookups | None = None
) -> Incident:
    """A draft of a report, with how it was read."""
    incident = _log_read(session, report, read, by, look or logbook.lookups(session))
    session.flush()
    return incident


def _log_read(session: Session, report: Report, read: ReadIncident, by: User | None, look: logbook.Lookups) -> Incident:
    """How it was read is written with the next flush: two for each of many drafts take twice the time."""
    draft, fields = as_kept(read, look)
    incident = logbook.log_incident(session, draft, report, by, IncidentStatus.DRAFT, look)
    incident.reading = DraftReading(fields=fields)
    return incident


def as_kept(read: ReadIncident, look: logbook.Lookups) -> tuple[DraftIncident, dict[str, Any]]:
    """What was read as it is kept: the draft, and how its fields were read, without personal data."""
    read = read._replace(unknown_place=read.unknown_place and mask(read.unknown_place))
    return in_use(read.draft._replace(case_number=read.case_number), look), to_json(read)


def _check_number(incidents: int) -> None:
    if incidents > MOST_DRAFTS:
        raise TooManyIncidentsError(
            _(
                "Texten berättar om %(found)s händelser; högst %(most)s läses i en rapport. Dela den, eller läs in "
                "den som en tabell. Inget sparades, och inget är borta.",
                found=number(incidents),
                most=number(MOST_DRAFTS),
            )
        )


def in_use(draft: DraftIncident, look: logbook.Lookups) -> DraftIncident:
    """The draft in a category that is in use here: a reader knows sub-categories that an installation may lack."""
    wider = (draft.category, draft.category.partition(".")[0], UNKNOWN_CATEGORY)
    return draft._replace(category=next((code for code in wider if code in look.categories), draft.category))


def reading_of(session: Session, report: Report) -> Reading:
    return read_report(report.raw_text, report.received_at, place_reader(session), category_reader(session))


def sha256_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def kept_original(original: Original) -> ReportOriginal:
    return ReportOriginal(
        name=original.name[:200],
        media_type=original.media_type[:120],
        sha256=sha256_of(original.content),
        content=original.content,
    )
