"""Adds and changes the steps of the scale that districts are assessed by."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.events import pending_changes, record
from app.models import AssessmentLevel, User
from app.settings import queries
from app.settings.rules import LevelDetails, check_level, key_for


def add_level(session: Session, details: LevelDetails, by: User) -> AssessmentLevel:
    """Raises NameTakenError."""
    others = queries.levels(session)
    check_level(details, others)
    level = AssessmentLevel(code=key_for(details.label_sv, {other.code for other in others})[:40])
    _apply(level, details)
    session.add(level)
    session.flush()
    record(session, "created", "assessment_level", level.id, {}, by)
    return level


def change_level(session: Session, level: AssessmentLevel, details: LevelDetails, by: User) -> None:
    """Published editions keep the scale that they were published with. Raises NameTakenError, ScaleError."""
    others: Sequence[AssessmentLevel] = [other for other in queries.levels(session) if other is not level]
    check_level(details, others)
    _apply(level, details)
    changes = pending_changes(level)
    if changes:
        record(session, "changed", "assessment_level", level.id, changes, by)
    session.flush()


def _apply(level: AssessmentLevel, details: LevelDetails) -> None:
    level.label_sv, level.label_en = details.label_sv, details.label_en
    level.colour, level.pattern, level.sort = details.colour, details.pattern, details.sort
    level.guidance_sv, level.guidance_en = details.guidance_sv, details.guidance_en
    level.is_active = details.is_active
