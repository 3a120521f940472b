"""Takes in a pasted day report: kept as it came, its incidents as drafts that somebody confirms."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app import logbook
from app.models import Incident, IncidentStatus, Organisation, Report, ReportKind, User
from app.readers import category_of_label, place_reader
from reports.incoming.day_report import read_day_report

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DayReport:
    """A day report as it was pasted; `received` is when the organisation sent it."""

    organisation: Organisation
    received: datetime
    text: str


def take_in_day_report(session: Session, received: DayReport, by: User) -> tuple[Report, bool]:
    """The report, and whether it is new: the same text from the same organisation is recognised and left as it is.

    It has no title: the first line of a text may be what only some may read.
    """
    report, is_new = logbook.receive_report(
        session,
        received.organisation,
        ReportKind.DAY_REPORT,
        external_id=None,
        raw_text=received.text,
        received_at=received.received,
        period_from=received.received - DAY,
        period_to=received.received,
        entered_by_id=by.id,
    )
    if is_new:
        look = logbook.lookups(session)
        for draft in read_day_report(
            received.text, received.received, place_reader(session), category_of_label(session)
        ):
            logbook.log_incident(session, draft, report, by, IncidentStatus.DRAFT, look)
    return report, is_new


def confirm_drafts(session: Session, drafts: list[Incident], by: User) -> int:
    """Confirm drafts; gives their number."""
    for incident in drafts:
        logbook.change_status(session, "confirmed", incident, IncidentStatus.CONFIRMED, by)
    return len(drafts)
