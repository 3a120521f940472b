"""Signs off a report of which nothing was read: somebody has looked, and it tells of nothing."""

from sqlalchemy.orm import Session

from app import events
from app.models import Report, User


def sign_off(session: Session, report: Report, by: User) -> bool:
    """Whether the report awaited this; from now on it does not."""
    session.refresh(report, ["awaits_sign_off"], with_for_update=True)
    if not report.awaits_sign_off:
        return False
    report.awaits_sign_off = False
    events.record(session, "signed_off", "report", report.id, {}, by)
    return True
