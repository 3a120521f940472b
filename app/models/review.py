"""What is known about drafts while they are reviewed: how they were read, which are one, what was learned."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    false,
    func,
)
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, word
from app.models.categories import Category
from app.models.incidents import Incident
from app.models.people import User
from app.models.places import Place

_REPLACED = "replaced"


class DraftReading(Base):
    """How a draft's fields were read from its report: `reports.incoming.reading.to_json`.

    It stays after the draft is confirmed, so that a correction can be compared with what was read.
    """

    __tablename__ = "draft_reading"

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id", ondelete="CASCADE"), primary_key=True)
    fields: Mapped[dict[str, Any]] = mapped_column(JSON)
    incident: Mapped[Incident] = relationship(back_populates="reading")

    @hybrid_property
    def is_replaced(self) -> bool:
        """Whether the draft lives on in others: it was split up, or joined with another."""
        return bool(self.fields.get(_REPLACED))

    @is_replaced.inplace.setter
    def _replace(self, is_replaced: bool) -> None:
        self.fields = {**self.fields, _REPLACED: is_replaced}

    @is_replaced.inplace.expression
    @classmethod
    def _is_replaced(cls) -> ColumnElement[bool]:
        """False also where an incident was read from no text, and so has no row here."""
        return func.coalesce(cls.fields[_REPLACED].as_boolean(), false())


class Merge(Base):
    """Two incidents were found to be one: what is needed to tell of it and to undo it.

    `source_ids` are the sources that moved to the kept incident. `before` holds, of the fields of the kept one that the
    merge changed, what they were ("kept") and became ("made"), and the merged one's status ("status"). It may hold
    words of a place, so it is removed with the incident's text.
    """

    __tablename__ = "incident_merge"
    __table_args__ = (Index(None, "kept_id"), Index(None, "merged_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    kept_id: Mapped[int] = mapped_column(ForeignKey("incident.id", ondelete="CASCADE"))
    merged_id: Mapped[int] = mapped_column(ForeignKey("incident.id", ondelete="CASCADE"))
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    source_ids: Mapped[list[int]] = mapped_column(JSON, default=list)
    before: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    undone_at: Mapped[datetime | None]


class NotSame(Base):
    """Somebody has said that two incidents are not the same; they are not suggested again."""

    __tablename__ = "not_same"
    __table_args__ = (CheckConstraint("one_id < other_id", name="order"),)

    one_id: Mapped[int] = mapped_column(ForeignKey("incident.id", ondelete="CASCADE"), primary_key=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("incident.id", ondelete="CASCADE"), primary_key=True)
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))


class ReviewMemory(Base):
    """What drafts held before a change in a review: the page that made the change can undo it by this id.

    It holds texts of incidents, so it stays here, and for a day only.
    """

    __tablename__ = "review_memory"

    id: Mapped[str] = mapped_column(String(43), primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id", ondelete="CASCADE"))
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))
    at: Mapped[datetime]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)


class LessonKind(StrEnum):
    """What somebody's correction taught the reader."""

    PLACE = "place"
    CATEGORY = "category"


class Lesson(Base):
    """Words, folded, that mean a place or a category on this installation, until somebody takes the lesson back."""

    __tablename__ = "lesson"
    __table_args__ = (UniqueConstraint("kind", "words"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[LessonKind] = mapped_column(word(LessonKind))
    words: Mapped[str] = mapped_column(String(200))
    place_id: Mapped[int | None] = mapped_column(ForeignKey("place.id", ondelete="CASCADE"))
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"))
    times: Mapped[int] = mapped_column(default=1)
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    place: Mapped[Place | None] = relationship()
    category: Mapped[Category | None] = relationship()
    by: Mapped[User | None] = relationship()
