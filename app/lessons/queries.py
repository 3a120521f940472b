"""Reads what was learned."""

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.models import Lesson


def lessons(session: Session) -> list[Lesson]:
    """The newest first."""
    loaded = (joinedload(Lesson.place), joinedload(Lesson.category), joinedload(Lesson.by))
    return list(session.scalars(select(Lesson).options(*loaded).order_by(Lesson.at.desc(), Lesson.id.desc())))


def lesson(session: Session, lesson_id: int) -> Lesson:
    """Raises NoResultFound."""
    return session.scalars(select(Lesson).where(Lesson.id == lesson_id)).one()
