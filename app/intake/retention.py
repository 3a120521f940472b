"""Removes reports as they were received once their time is out; the incidents that were read from them stay."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from app import events
from app.config import Settings
from app.db import Database
from app.models import Event, Report, ReportKind, ReportOriginal

REMOVED = "original_removed"
AT_ONCE = 200
"""Reports of one transaction: others want to write too."""


def remove_old_originals(database: Database, settings: Settings) -> None:
    """Remove text and file of every report older than ORIGINAL_DAYS, if that is set, and log of which."""
    if not settings.original_days:
        return
    before, is_any_left = datetime.now(UTC) - timedelta(days=settings.original_days), True
    while is_any_left:
        with database.writing() as session:
            is_any_left = bool(_remove(session, _old(session, before)))


def removed_at(session: Session, report: Report) -> datetime | None:
    """When a report as it was received was removed; None where it is kept."""
    chosen = select(Event.at).where(Event.subject == "report", Event.subject_id == report.id, Event.verb == REMOVED)
    return session.scalar(chosen.order_by(Event.id.desc()).limit(1))


def _old(session: Session, before: datetime) -> Sequence[int]:
    """Public notices are nobody's secret, and are compared with what the police say of them later."""
    is_kept = or_(Report.raw_text != "", Report.original.has())
    is_old = Report.received_at < before, Report.kind != ReportKind.NOTICE
    return session.scalars(select(Report.id).where(is_kept, *is_old).order_by(Report.id).limit(AT_ONCE)).all()


def _remove(session: Session, ids: Sequence[int]) -> Sequence[int]:
    session.execute(delete(ReportOriginal).where(ReportOriginal.report_id.in_(ids)))
    # Nobody can look any more for what was not found in it.
    gone = {"raw_text": "", "sender": "", "left_out": [], "awaits_sign_off": False}
    session.execute(update(Report).where(Report.id.in_(ids)).values(gone))
    for id_ in ids:
        events.record(session, REMOVED, "report", id_, {}, None)
    return ids
