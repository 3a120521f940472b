"""Reads which period a new dossier begins with: one with a time before it to be compared with, where there are data."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from app.dossiers.choice import USUAL_DAYS, usual_period
from app.dossiers.queries.counting import COUNTED
from app.maps.queries.stretches import heard_of
from app.models import User
from reports.picture.numbers.stretches import QUIET_DAYS, Stretch, continuous_since


def first_period(session: Session, user: User, today: date) -> Stretch:
    """See `usual_period`; of what this person may see."""
    yesterday = today - timedelta(days=1)
    back = timedelta(days=2 * USUAL_DAYS + QUIET_DAYS)
    first_data, heard = heard_of(session, COUNTED, user, Stretch(yesterday, yesterday), back)
    return usual_period(today, continuous_since(first_data, heard, yesterday))
