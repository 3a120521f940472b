"""Keeps, refreshes and publishes editions."""

import hashlib
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app import events
from app.models import Picture, PictureStatus, User
from app.pictures.drawing import Edition
from app.pictures.queries import changed_since, edition_to_change
from app.pictures.rules import NumberTakenError, check_may_change, check_may_publish
from reports.picture.periods import Period


def keep_edition(session: Session, edition: Edition, by: User | None) -> Picture:
    """Store a drawn edition: a new draft, or the fresh content of the period's draft.

    The period is unique in the database, so when two processes draw the same one, the second finds the first's row.
    Raises PublishedError where the edition is published, NumberTakenError where PICTURE_FIRST_MONDAY was moved so that
    the number belongs to another period's edition.
    """
    known = edition_to_change(session, edition.period)
    if known is None:
        try:
            with session.begin_nested():
                return _add(session, edition, by)
        except IntegrityError:
            known = edition_to_change(session, edition.period)
    if known is None:
        raise NumberTakenError(_("Numret %(number)s finns redan för en annan period.", number=edition.number))
    check_may_change(known)
    known.cutoff, known.record, known.pdf = edition.cutoff, edition.record, edition.pdf
    events.record(session, "refreshed", "picture", known.id, {}, by)
    session.flush()
    return known


def publish_picture(session: Session, picture: Picture, now: datetime, by: User) -> None:
    """Freeze an edition: its record and document, and the hash over both, stay as they are from now on."""
    check_may_publish(picture, now, changed_since(session, Period(picture.period_start), picture.cutoff))
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
