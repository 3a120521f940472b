"""Reviews, publishes and withdraws editions."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app import events
from app.models import Picture, PictureDocument, PictureStatus, ReturnedWhy, User
from app.pictures.actions.keeping import return_to_draft
from app.pictures.freezing import identity, manifest_of, parts_of
from app.pictures.freshness import Seen, is_of_todays_data
from app.pictures.queries.corrections import number_changed
from app.pictures.queries.written import remarks_of, written
from app.pictures.rules import (
    ChangedMeanwhileError,
    NotReviewedError,
    OutdatedError,
    check_may_change,
    check_may_publish,
    check_may_review,
    check_may_withdraw,
    check_text_length,
)
from app.pictures.submission import LONGEST_WITHDRAWAL
from app.privacy import Typed, check_texts
from reports.picture.documents.drawing import Part
from reports.picture.storage import remarks_to_json


@dataclass(frozen=True, slots=True)
class Drawn:
    """What an edition's documents were drawn of, and they themselves."""

    record: bytes
    remarks: bytes
    documents: Mapping[Part, bytes]


def review_picture(
    session: Session, picture: Picture, now: datetime, by: User | None, seen: Seen | None = None
) -> None:
    """Somebody has read the edition and found that it may be published; again changes nothing.

    `seen` is that its data were looked at before the session began to write (see `freshness.looked_at`).
    """
    check_may_review(picture, now, number_changed(session, picture))
    _check_todays(session, picture, seen)
    return_if_other(session, picture, now, by)
    if picture.status == PictureStatus.REVIEWED:
        return
    picture.status, picture.reviewed_at, picture.reviewed_by_id = PictureStatus.REVIEWED, now, by.id if by else None
    picture.returned_at = picture.returned_why = None
    picture.reviewed_sha256 = _sign(session, picture)
    _note(session, "reviewed", picture, PictureStatus.DRAFT, by)


def reopen_picture(session: Session, picture: Picture, now: datetime, by: User) -> None:
    """Take a review back."""
    check_may_change(picture)
    return_to_draft(session, picture, ReturnedWhy.ASKED, now, by)
    session.flush()


def return_if_other(session: Session, picture: Picture, now: datetime, by: User | None) -> bool:
    """Make a reviewed edition a draft again where it no longer says what was read: texts, scale, events, corrections.

    What changes beside the edition, such as the name of a step of the scale, is seen here alone.
    """
    is_other = picture.status == PictureStatus.REVIEWED and _sign(session, picture) != picture.reviewed_sha256
    if is_other:
        return_to_draft(session, picture, ReturnedWhy.TEXTS, now, by)
    return is_other


def check_ready(session: Session, picture: Picture, now: datetime, seen: Seen | None = None) -> None:
    """Raise what keeps an edition from being published, before its documents are drawn for nothing."""
    check_may_publish(picture, now, number_changed(session, picture))
    _check_todays(session, picture, seen)
    if _sign(session, picture) != picture.reviewed_sha256:
        words = _("Det som står i lägesbilden har ändrats sedan den granskades. Läs igenom den och granska den igen.")
        raise NotReviewedError(words)


def _check_todays(session: Session, picture: Picture, seen: Seen | None) -> None:
    """Of the fortnights before and of the reports nothing is told by the count of changes in the period."""
    if not is_of_todays_data(session, picture, seen):
        words = _("Uppgifter som lägesbilden jämför med har ändrats sedan utkastet byggdes. Uppdatera utkastet först.")
        raise OutdatedError(words)


def publish_picture(
    session: Session, picture: Picture, drawn: Drawn, now: datetime, by: User | None, seen: Seen | None = None
) -> None:
    """Freeze an edition: record, remarks and documents, and the hash over them, stay as they are from now on."""
    check_ready(session, picture, now, seen)
    if (picture.record, written(session, picture)) != (drawn.record, drawn.remarks):
        raise ChangedMeanwhileError(
            _("Något ändrades medan dokumenten ritades. Inget är publicerat och inget är borta: försök igen.")
        )
    picture.remarks = drawn.remarks
    picture.published_at, picture.published_by_id = now, by.id if by else None
    picture.manifest = manifest_of(identity(picture), parts_of(drawn.record, drawn.remarks, drawn.documents))
    picture.sha256 = sha256(picture.manifest).hexdigest()
    picture.documents = [
        PictureDocument(audience=audience, format=format_, content=content, sha256=sha256(content).hexdigest())
        for (audience, format_), content in drawn.documents.items()
    ]
    picture.status = PictureStatus.PUBLISHED
    _note(session, "published", picture, PictureStatus.REVIEWED, by)


def withdraw_picture(session: Session, picture: Picture, reason: str, now: datetime, by: User) -> None:
    """Nothing that was frozen changes; the edition is no longer handed out, and says why."""
    check_may_withdraw(picture, reason.strip())
    check_text_length(reason.strip(), LONGEST_WITHDRAWAL)
    check_texts({"reason": reason}, Typed())
    picture.withdrawn_reason, picture.status = reason.strip(), PictureStatus.WITHDRAWN
    picture.withdrawn_at, picture.withdrawn_by_id = now, by.id
    _note(session, "withdrawn", picture, PictureStatus.PUBLISHED, by)


def _sign(session: Session, picture: Picture) -> str:
    """Of what is read in a review. What earlier editions were assessed as is left out: it was reviewed and published in
    those, and a review here must not fall because one of them is published or withdrawn."""
    said = replace(remarks_of(session, picture), earlier=())
    return sha256(remarks_to_json(said)).hexdigest()


def _note(session: Session, verb: str, picture: Picture, before: PictureStatus, by: User | None) -> None:
    changes = {"status": [before.value, picture.status.value]}
    events.record(session, verb, "picture", picture.id, changes, by)
    session.flush()
