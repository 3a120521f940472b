"""Adds and removes what is known ahead."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import District, KnownEvent, Picture, PictureStatus, User
from app.pictures.actions.watching import let_stand
from app.pictures.rules import check_event
from app.pictures.submission import NewEvent
from app.privacy import AllowReason
from reports.picture.periods import Period


def add_event(
    session: Session, picture: Picture, event: NewEvent, allowed: AllowReason | None, now: datetime, by: User
) -> bool:
    """Add something known ahead; whether it was not there already. Raises EventError or PersonalDataError."""
    starts_on, ends_on, words = check_event(event, Period(picture.period_start).end)
    let_stand(session, picture, words, "", allowed, by)
    district = session.scalar(select(District).where(District.key == event.district))
    district_id = district.id if district else None
    same = (KnownEvent.starts_on == starts_on, KnownEvent.words == words, KnownEvent.district_id == district_id)
    if session.scalar(select(KnownEvent.id).where(*same)):
        return False
    new = KnownEvent(starts_on=starts_on, ends_on=ends_on, district_id=district_id, words=words, at=now, by_id=by.id)
    session.add(new)
    session.flush()
    picture.for_steering = sorted({*picture.for_steering, f"event:{new.id}"})
    return True


def remove_event(session: Session, event_id: int) -> bool:
    """Remove it from all that is not published, its picks too; whether it was there.

    A pick that stayed would pick another event: the database gives an id again.
    """
    is_open = Picture.status.in_([status for status in PictureStatus if not status.is_frozen])
    for one in session.scalars(select(Picture).where(is_open).order_by(Picture.id).with_for_update()):
        if f"event:{event_id}" in one.for_steering:
            one.for_steering = [key for key in one.for_steering if key != f"event:{event_id}"]
    found = session.get(KnownEvent, event_id)
    if found:
        session.delete(found)
    return found is not None
