"""Keeps an edition that has been built: a new draft, or the fresh content of one that is there."""

from datetime import datetime

import orjson
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app import events
from app.models import Picture, PictureStatus, ReturnedWhy, User
from app.pictures.actions.taking_over import take_over
from app.pictures.building import Edition
from app.pictures.queries.archive import edition_to_change, has_data, replaced_one
from app.pictures.queries.corrections import number_changed
from app.pictures.queries.written import is_written_in
from app.pictures.rules import NumberTakenError, check_may_change, check_may_remove
from reports.picture.periods import Period


def keep_edition(session: Session, edition: Edition, by: User | None) -> Picture:
    """Store a built edition: a new draft, or the fresh content of the period's draft.

    A period's living edition is unique in the database, so when two processes build the same one, the second finds
    the first's row.
    One whose edition is withdrawn gets a replacement, which begins with what was written in that.
    Raises FrozenError where the edition is published, NumberTakenError where PICTURE_FIRST_MONDAY was moved so that
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
    if edition.cutoff < known.cutoff or edition.revision != known.revision:  # somebody was quicker, and read later
        return known
    if number_changed(session, known) or _has_other_numbers(known.record, edition.record):
        return_to_draft(session, known, ReturnedWhy.DATA, edition.cutoff, by)
    known.cutoff, known.record, known.data_sha256 = edition.cutoff, edition.record, edition.data_sha256
    events.record(session, "refreshed", "picture", known.id, {}, by)
    session.flush()
    return known


def remove_empty(session: Session, picture: Picture, by: User) -> None:
    """Remove a draft that says nothing. Raises RemoveError or FrozenError."""
    has_any = has_data(session, Period(picture.period_start))
    check_may_remove(picture, has_any, is_written_in(session, picture))
    remove_draft(session, picture, by)


def remove_draft(session: Session, picture: Picture, by: User | None) -> None:
    """Remove an edition that was never published, with all that was written in it. Raises FrozenError."""
    check_may_change(picture)
    events.record(session, "removed", "picture", picture.id, {"edition": [picture.edition, ""]}, by)
    session.delete(picture)
    session.flush()


def return_to_draft(session: Session, picture: Picture, why: ReturnedWhy, now: datetime, by: User | None) -> None:
    """What was reviewed is no longer what stands there, so it has to be read again; a draft stays one."""
    if picture.status != PictureStatus.REVIEWED:
        return
    picture.status, picture.returned_at, picture.returned_why = PictureStatus.DRAFT, now, why
    picture.reviewed_at = picture.reviewed_by_id = picture.reviewed_sha256 = None
    changes = {"status": [PictureStatus.REVIEWED.value, PictureStatus.DRAFT.value]}
    events.record(session, "returned", "picture", picture.id, changes, by)


def _has_other_numbers(before: bytes, after: bytes) -> bool:
    """Whether two records say different things, but for when they were read, which their maps tell too."""
    old, new = orjson.loads(before), orjson.loads(after)
    same = dict.fromkeys(("cutoff", "maps", "small_maps", "revision"))
    return bool({**old, **same} != {**new, **same})


def _add(session: Session, edition: Edition, by: User | None) -> Picture:
    picture = Picture(
        year=edition.year,
        number=edition.number,
        revision=edition.revision,
        period_start=edition.period.start,
        status=PictureStatus.DRAFT,
        cutoff=edition.cutoff,
        record=edition.record,
        data_sha256=edition.data_sha256,
        for_steering=[],
    )
    session.add(picture)
    session.flush()
    events.record(session, "built", "picture", picture.id, {"edition": ["", picture.edition]}, by)
    if withdrawn := replaced_one(session, picture):
        take_over(session, withdrawn, picture)
    return picture
