"""Keeps, refreshes and publishes editions."""

import hashlib
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app import events
from app.models import Picture, PictureStatus, User
from app.pictures.drawing import Edition
from app.pictures.queries import edition_of_period
from app.pictures.rules import check_may_change, check_may_publish


def keep_edition(session: Session, edition: Edition, by: User | None) -> Picture:
    """Store a drawn edition: a new draft, or the fresh content of the period's draft.

    The period is unique in the database, so when two processes draw the same one, the second finds the first's row.
    Raises PublishedError where the edition is published.
    """
    known = edition_of_period(session, edition.period)
    if known is None:
        try:
            with session.begin_nested():
                return _add(session, edition, by)
        except IntegrityError:
            known = edition_of_period(session, edition.period)
            assert known is not None
    check_may_change(known)
    known.cutoff, known.record, known.pdf = edition.cutoff, edition.record, edition.pdf
    events.record(session, "refreshed", "picture", known.id, {}, by)
    session.flush()
    return known


def publish_picture(session: Session, picture: Picture, now: datetime, by: User) -> None:
    """Freeze an edition: its record and document, and the hash over both, stay as they are from now on."""
    check_may_publish(picture, now)
    picture.sha256 = hashlib.sha256(picture.record + picture.pdf).hexdigest()
    picture.published_at = now
    before, picture.status = picture.status, PictureStatus.PUBLISHED
    events.record(session, "published", "picture", picture.id, {"status": [before.value, picture.status.value]}, by)
    session.flush()


def _add(session: Session, edition: Edition, by: User | None) -> Picture:
    picture = Picture(
        year=edition.year,
        number=edition.number,
        period_start=edition.period.start,
        status=PictureStatus.DRAFT,
        cutoff=edition.cutoff,
        record=edition.record,
        pdf=edition.pdf,
    )
    session.add(picture)
    session.flush()
    events.record(session, "built", "picture", picture.id, {"edition": ["", picture.edition]}, by)
    return picture
