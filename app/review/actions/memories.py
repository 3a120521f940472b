"""Keeps what a review can undo: the page holds only an id, as a memory may tell what nobody else may read."""

import re
import secrets
from dataclasses import asdict
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.config import Settings
from app.db import Database
from app.models import Report, ReviewMemory, User
from app.review.actions.undoing import Memory

KEPT = timedelta(days=1)
"""A review is undone by the one who sits at it, if at all."""


_STEP = re.compile("[0-9a-f]{32}")
"""What a page names a step by: made by chance, so that no two are alike."""


def keep(session: Session, memory: Memory, by: User, step: str = "") -> str:
    """The id by which the same person gets the memory back: that of the step, where the page named it."""
    made = ReviewMemory(
        id=step if _STEP.fullmatch(step) else secrets.token_urlsafe(32),
        report_id=memory.report,
        by_id=by.id,
        at=datetime.now(UTC),
        content=asdict(memory),
    )
    session.add(made)
    session.flush()
    return made.id


def recall(session: Session, id_: str, report: Report, by: User) -> Memory | None:
    own = ReviewMemory.by_id == by.id, ReviewMemory.report_id == report.id
    found = session.scalar(select(ReviewMemory).where(ReviewMemory.id == id_, *own))
    return Memory(**found.content) if found else None


def taken_step(session: Session, step: str, report: Report, by: User) -> Memory | None:
    """What a step that comes again has done already, its answer having been lost on the way."""
    return recall(session, step, report, by) if _STEP.fullmatch(step) else None


def forget_memories(database: Database, settings: Settings) -> None:
    """Remove those that are too old to be of use."""
    with database.writing() as session:
        session.execute(delete(ReviewMemory).where(ReviewMemory.at < datetime.now(UTC) - KEPT))
