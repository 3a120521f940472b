"""Keeps what a review can undo: the page holds only an id, as a memory may tell what nobody else may read."""

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


def keep(session: Session, memory: Memory, by: User) -> str:
    """The id by which the same person gets the memory back."""
    made = ReviewMemory(
        id=secrets.token_urlsafe(32), report_id=memory.report, by_id=by.id, at=datetime.now(UTC), content=asdict(memory)
    )
    session.add(made)
    session.flush()
    return made.id


def recall(session: Session, id_: str, report: Report, by: User) -> Memory | None:
    own = ReviewMemory.by_id == by.id, ReviewMemory.report_id == report.id
    found = session.scalar(select(ReviewMemory).where(ReviewMemory.id == id_, *own))
    return Memory(**found.content) if found else None


def forget_memories(database: Database, settings: Settings) -> None:
    """Remove those that are too old to be of use."""
    with database.writing() as session:
        session.execute(delete(ReviewMemory).where(ReviewMemory.at < datetime.now(UTC) - KEPT))
