"""Enters incidents by hand, one by one."""

from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.incidents.rules import EDITORS, Entry
from app.logbook import log_incident, receive_report, take_turns
from app.models import Incident, IncidentStatus, Organisation, Report, ReportKind, Source, User
from app.privacy import Typed, check_draft
from reports.incoming.times.local_time import whole_day


def enter_incident(session: Session, entry: Entry, by: User, key: str) -> tuple[Incident, bool]:
    """The incident that `by` has entered with the form of this key, and whether it is new.

    A new one is confirmed when the one who enters it might confirm it. Raises PersonalDataError.
    """
    organisation = session.scalars(select(Organisation).where(Organisation.key == entry.source)).one()
    take_turns(session, organisation.id)
    external_id = f"form:{by.id}:{key}"
    known = session.scalar(select(Incident).join(Incident.sources).where(Source.external_id == external_id))
    if known is not None:
        return known, False
    status = IncidentStatus.CONFIRMED if by.role in EDITORS else IncidentStatus.DRAFT
    check_draft(entry.draft, typed := Typed(entry.allowed))  # before there is a report of the day for nothing
    report = _report_of(session, organisation, entry.day, by)
    incident = log_incident(session, entry.draft, report, by, status, typed=typed)
    incident.sources[0].external_id = external_id
    return incident, True


def _report_of(session: Session, organisation: Organisation, day: date, by: User) -> Report:
    """What is entered by hand for one organisation and day makes one report."""
    period = whole_day(day)
    report, _ = receive_report(
        session,
        organisation,
        ReportKind.MANUAL,
        external_id=f"manual:{day}",
        period_from=period.start,
        period_to=period.end,
        received_at=datetime.now(UTC),
        entered_by_id=by.id,
    )
    return report
