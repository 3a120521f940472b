"""What is decided about incidents that are here: they are confirmed or withdrawn, from any page in this one way."""

from collections.abc import Collection

from sqlalchemy.orm import Session

from app.holding import hold
from app.incidents.rules import WithdrawReason, check_living
from app.logbook import change_status
from app.models import Incident, IncidentStatus, User


def confirm(session: Session, incidents: Collection[Incident], by: User) -> None:
    """Let incidents count. Raises SettledError where one of them was merged or withdrawn, meanwhile too."""
    hold(session, [incident.id for incident in incidents])
    for incident in incidents:
        check_living(incident)
        change_status(session, "confirmed", incident, IncidentStatus.CONFIRMED, by)


def withdraw(session: Session, incident: Incident, reason: WithdrawReason, by: User) -> None:
    """Let an incident count no more. Only the reason's word is logged: free text might be about a person.

    Raises SettledError like `confirm`.
    """
    hold(session, [incident.id])
    check_living(incident)
    change_status(session, "withdrawn", incident, IncidentStatus.WITHDRAWN, by, reason=(None, reason))
