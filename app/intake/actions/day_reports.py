"""Confirms the drafts that a report was read into."""

from sqlalchemy.orm import Session

from app import logbook
from app.models import Incident, IncidentStatus, User


def confirm_drafts(session: Session, drafts: list[Incident], by: User) -> int:
    """Confirm drafts; gives their number."""
    for incident in drafts:
        logbook.change_status(session, "confirmed", incident, IncidentStatus.CONFIRMED, by)
    return len(drafts)
