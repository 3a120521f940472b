"""Last night's made-up day reports, one of the police and one of the guards, read as real ones are."""

from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import logbook
from app.models import IncidentStatus, Organisation, ReportKind
from app.readers import category_of_label, place_reader
from reports.incoming.day_report import read_day_report
from seed.demo_weeks import TITLE

FOLDER = Path(__file__).parent / "demo"
FILES = {"polisen": "polisrapport.txt", "vaktare": "vaktarrapport.txt"}


def log_demo_reports(session: Session, now: datetime) -> int:
    """Receive both reports and log what they tell as drafts to confirm; gives the number of incidents."""
    places, labels, look = place_reader(session), category_of_label(session), logbook.lookups(session)
    number = 0
    for key, file in FILES.items():
        organisation = session.scalars(select(Organisation).where(Organisation.key == key)).one()
        text = (FOLDER / file).read_text(encoding="utf-8")
        report, _ = logbook.receive_report(
            session,
            organisation,
            ReportKind.DAY_REPORT,
            external_id=None,
            title=TITLE,
            raw_text=text,
            received_at=now,
            period_from=now - timedelta(days=1),
            period_to=now,
        )
        for draft in read_day_report(text, now, places, labels):
            logbook.log_incident(session, draft, report, None, IncidentStatus.DRAFT, look)
            number += 1
    return number
