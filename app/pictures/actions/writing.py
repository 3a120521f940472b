"""Writes an edition's texts, assessments, known events and picks; nobody overwrites what they have not seen."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import events
from app.models import (
    Assessment,
    AssessmentLevel,
    District,
    KnownEvent,
    Picture,
    PictureStatus,
    PictureText,
    ReturnedWhy,
    User,
)
from app.pictures.actions.events_ahead import add_event, remove_event
from app.pictures.actions.keeping import return_to_draft
from app.pictures.actions.watching import let_stand
from app.pictures.rules import check_may_change, check_reason, check_seen, check_text_length
from app.pictures.submission import (
    LONGEST,
    PICKABLE,
    Judged,
    Outcome,
    Submission,
    Written,
    assessment_part,
    section_of,
)
from app.privacy import AllowReason


@dataclass(frozen=True)
class Writer:
    """Somebody who writes in an edition, which nobody else changes meanwhile."""

    session: Session
    picture: Picture
    by: User
    now: datetime


def save_writing(session: Session, picture: Picture, sent: Submission, now: datetime, by: User) -> Outcome:
    """Save every part that was changed and may be saved; one that may not keeps none of the others from it.

    `picture` is held by its row. Raises FrozenError where nothing may be changed any more.
    """
    check_may_change(picture)
    writer, outcome = Writer(session, picture, by, now), Outcome()
    for part, written in sent.texts.items():
        outcome.attempt(part, lambda p=part, w=written: write_text(writer, p, w, sent.allowed.get(p)))  # type: ignore[misc]
    for district, judged in sent.assessments.items():
        part = assessment_part(district)
        outcome.attempt(part, lambda d=district, j=judged, p=part: assess(writer, d, j, sent.allowed.get(p)))  # type: ignore[misc]
    if sent.event and not sent.event.is_empty:
        event = sent.event
        outcome.attempt("events", lambda: add_event(session, picture, event, sent.allowed.get("events"), now, by))
    if sent.remove_event is not None:
        number = sent.remove_event
        outcome.attempt("events", lambda: remove_event(session, number))
    outcome.attempt("picks", lambda: pick_for_steering(session, picture, sent.picks, sent.picked_before))
    _note(writer, outcome)
    return outcome


def write_text(writer: Writer, part: str, written: Written, allowed: AllowReason | None) -> bool:
    """Write one text; whether it was changed. Raises UnseenError, TooLongError or PersonalDataError."""
    section, key = section_of(part)
    district = writer.session.scalars(select(District).where(District.key == key)).one() if key else None
    query = select(PictureText).where(PictureText.picture_id == writer.picture.id, PictureText.section == section)
    found = writer.session.scalar(query.where(PictureText.district_id == (district.id if district else None)))
    text, before = _clean(written.text), found.text if found else ""
    if text == before or (written.opened is not None and text == _clean(written.opened)):
        return False
    check_seen(found, written.version)
    check_text_length(text, LONGEST[section])
    let_stand(writer.session, writer.picture, text, before, allowed, writer.by)
    if found is None:
        found = PictureText(picture_id=writer.picture.id, section=section, district=district, version=0)
        writer.session.add(found)
    found.text, found.version, found.at, found.by_id = text, found.version + 1, writer.now, writer.by.id
    return True


def assess(writer: Writer, key: str, judged: Judged, allowed: AllowReason | None) -> bool:
    """Assess a district; whether that changed anything. Raises UnseenError, ReasonError or PersonalDataError."""
    session, reason = writer.session, _clean(judged.reason)
    district = session.scalars(select(District).where(District.key == key)).one()
    level = session.scalar(select(AssessmentLevel).where(AssessmentLevel.code == judged.level))
    mine = (Assessment.picture_id == writer.picture.id, Assessment.district_id == district.id)
    found = session.scalar(select(Assessment).where(*mine))
    before = (found.level_id, found.reason) if found else (None, "")
    opened = judged.opened and (judged.opened[0], _clean(judged.opened[1]))
    if (level.id if level else None, reason) == before or (judged.level, reason) == opened:
        return False
    check_seen(found, judged.version)
    known_level = check_reason(level, reason)
    let_stand(session, writer.picture, reason, before[1], allowed, writer.by)
    if found is None:
        found = Assessment(picture_id=writer.picture.id, district_id=district.id, version=0)
        session.add(found)
    found.level, found.reason, found.version = known_level, reason, found.version + 1
    found.at, found.by_id = writer.now, writer.by.id
    return True


def pick_for_steering(session: Session, picture: Picture, picks: Set[str], picked_before: Set[str]) -> bool:
    """Pick what was ticked since the page was opened and drop what was unticked; what others did meanwhile stays."""
    kept = (set(picture.for_steering) - (picked_before - picks)) | (picks - picked_before)
    # Of a page that was opened before an event was removed: its key would come to pick another one.
    there = {*PICKABLE, *(f"event:{number}" for number in session.scalars(select(KnownEvent.id)))}
    known = sorted(key for key in kept if key in there or key.startswith("comment:"))
    is_changed = known != sorted(picture.for_steering)
    if is_changed:
        picture.for_steering = known
    return is_changed


def _clean(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.splitlines()).strip()


def _note(writer: Writer, outcome: Outcome) -> None:
    """What was written is not what was reviewed; an event ahead stands in other editions too."""
    for part in outcome.saved:
        events.record(writer.session, "wrote", "picture", writer.picture.id, {"kind": ("", part)}, writer.by)
    reviewed = select(Picture).where(Picture.status == PictureStatus.REVIEWED)
    others = writer.session.scalars(reviewed.order_by(Picture.id)) if "events" in outcome.saved else ()
    for picture in (writer.picture, *others) if outcome.saved else ():
        return_to_draft(writer.session, picture, ReturnedWhy.TEXTS, writer.now, writer.by)
    writer.session.flush()
