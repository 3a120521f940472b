"""Last night's made-up day reports, one of the police and one of the guards, read as real ones are."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.arrivals import Arrival, take_in_report
from app.models import Channel, Organisation, Source
from seed.demo_weeks import TITLE

FOLDER = Path(__file__).parent / "demo"
FILES = {"polisen": "polisrapport.txt", "vaktare": "vaktarrapport.txt"}


def log_demo_reports(session: Session, now: datetime) -> int:
    """Receive both reports and log what they tell as drafts to confirm; gives the number of incidents."""
    return sum(_log(session, key, FOLDER / file, now) for key, file in FILES.items())


def _log(session: Session, key: str, file: Path, now: datetime) -> int:
    organisation = session.scalars(select(Organisation).where(Organisation.key == key)).one()
    text = file.read_text(encoding="utf-8")
    report, _ = take_in_report(session, Arrival(organisation, Channel.PASTE, now, text), by=None)
    report.title = TITLE
    session.flush()
    return session.scalar(select(func.count()).where(Source.report_id == report.id)) or 0
