"""How a report in words gets into the database, by whatever way it came: kept as received, its incidents as drafts.

A text is read before anything is written (`read_ahead`): it takes its time, and SQLite has one writer.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Text, func, select, type_coerce
from sqlalchemy.orm import Session

from app import logbook
from app.db import Database
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
from reports.incoming.report_reader import TooManyPassagesError, read_report

DAY = timedelta(days=1)
SHORT = 200
"""Characters below which a text may well be written again on another day."""
BY_HAND = (Channel.PASTE, Channel.FILE)
"""The ways in where a person sees all organisations' reports."""
MOST_DRAFTS = 1_000
"""Incidents of one report in words: a night has some dozens, and nobody reviews more."""


LONGEST_SENDER = 254
"""Characters of it that are kept; a pasted text may tell of more."""


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


def read_ahead(database: Database, arrival: Arrival) -> Reading | None:
    """What a text tells, read while others may write; None where it has come before. Raises TooManyIncidentsError."""
    with database.reading() as session:
        if known_report(session, arrival):
            return None
        return _reading_of(session, arrival)


def take_in_report(
    session: Session, arrival: Arrival, by: User | None, reading: Reading | None = None
) -> tuple[Report, bool]:
    """The report, and whether it is new: what has come before is recognised and left as it is.

    `reading` is from `read_ahead`. It has no title: the first line of a text may be what only some may read.
    """
    if known := known_report(session, arrival):
        return known, False
    # Whoever read ahead may have found the organisation in a session that has ended.
    organisation = session.get_one(Organisation, arrival.organisation.id)
    report, is_new = logbook.receive_report(
        session,
        organisation,
        ReportKind.DAY_REPORT,
        external_id=arrival.external_id,
        raw_text=arrival.text,
        channel=arrival.channel,
        sender=arrival.sender[:LONGEST_SENDER],
        received_at=arrival.received,
        period_from=arrival.received - DAY,
        period_to=arrival.received,
        entered_by_id=by.id if by else None,
    )
    if is_new:
        if arrival.original:
            report.original = kept_original(arrival.original)
        draft_incidents(session, report, reading or _reading_of(session, arrival), by)
    return report, is_new


def known_report(session: Session, arrival: Arrival) -> Report | None:
    """The report that came before with the same file or the same text but for its white space, by whatever way.

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
    squeezed = _without_space(type_coerce(Report.raw_text, Text))
    alike = session.scalars(known.where(squeezed == "".join(arrival.text.split())))
    is_by_hand = arrival.channel in BY_HAND and len(arrival.text) >= SHORT
    return next((one for one in alike if local(one.received_at).date() == day or (is_by_hand and one.sources)), None)


def _without_space(column: ColumnElement[str]) -> ColumnElement[str]:
    """A text without its white space: a file's reader takes away blanks that a pasted text has at the ends of lines."""
    return reduce(lambda text, space: func.replace(text, space, ""), (" ", "\n", "\r", "\t", "\xa0"), column)


def draft_incidents(session: Session, report: Report, reading: Reading, by: User | None) -> list[Incident]:
    """Each incident that a report tells of becomes a draft; where nothing is found, somebody ought to look."""
    look = logbook.lookups(session)
    report.left_out = [list(stretch) for stretch in reading.left_out]
    drafts = [_log_read(session, report, read, by, look) for read in reading.incidents]
    report.awaits_sign_off = not drafts
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


def _reading_of(session: Session, arrival: Arrival) -> Reading:
    readers = place_reader(session), category_reader(session)
    try:
        return read_report(arrival.text, arrival.received, *readers, most=MOST_DRAFTS)
    except TooManyPassagesError:
        raise TooManyIncidentsError(
            _(
                "Texten berättar om fler än %(most)s händelser, och fler läses inte i en rapport. Dela den, eller läs "
                "in den som en tabell. Inget sparades, och inget är borta.",
                most=number(MOST_DRAFTS),
            )
        ) from None


def in_use(draft: DraftIncident, look: logbook.Lookups) -> DraftIncident:
    """The draft in a category that is in use here: a reader knows sub-categories that an installation may lack."""
    wider = (draft.category, draft.category.partition(".")[0], UNKNOWN_CATEGORY)
    return draft._replace(category=next((code for code in wider if code in look.categories), draft.category))


def sha256_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def kept_original(original: Original) -> ReportOriginal:
    return ReportOriginal(
        name=original.name[:200],
        media_type=original.media_type[:120],
        sha256=sha256_of(original.content),
        content=original.content,
    )
