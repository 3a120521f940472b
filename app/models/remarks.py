"""What people write and decide about an edition while it is a draft, and the scale that districts are assessed by."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, word
from app.models.people import User
from app.models.places import District


class TextSection(StrEnum):
    """Which of an edition's texts; a comment and a reason to everybody belong to a district."""

    SUMMARY = "summary"
    PUBLIC_SUMMARY = "public_summary"
    COMMENT = "comment"
    PUBLIC_REASON = "public_reason"
    DECISIONS = "decisions"
    CHILD_PERSPECTIVE = "child_perspective"
    FEEDBACK = "feedback"

    @property
    def is_of_district(self) -> bool:
        return self in (TextSection.COMMENT, TextSection.PUBLIC_REASON)


_WHOLE = text("district_id IS NULL")
_WHERE: Any = {"postgresql_where": _WHOLE, "sqlite_where": _WHOLE}


class PictureText(Base):
    """A text of an edition. `version` counts its changes, so that nobody overwrites what they have not seen.

    NULLs are no equals in a unique key, so what has no district needs a key of its own.
    """

    __tablename__ = "picture_text"
    __table_args__ = (
        UniqueConstraint("picture_id", "section", "district_id"),
        Index("uq_picture_text_whole", "picture_id", "section", unique=True, **_WHERE),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    picture_id: Mapped[int] = mapped_column(ForeignKey("picture.id", ondelete="CASCADE"))
    section: Mapped[TextSection] = mapped_column(word(TextSection))
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"))
    text: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(default=1)
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    district: Mapped[District | None] = relationship()
    by: Mapped[User | None] = relationship()


class LevelPattern(StrEnum):
    """What stands beside a level's colour, so that colour never carries the meaning alone."""

    SOLID = "solid"
    DOTS = "dots"
    STRIPES = "stripes"
    CROSSED = "crossed"


class AssessmentLevel(Base):
    """A step of the scale that districts are assessed by; `sort` goes from the calmest. Configured under settings."""

    __tablename__ = "assessment_level"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    label_sv: Mapped[str] = mapped_column(String(60))
    label_en: Mapped[str] = mapped_column(String(60))
    colour: Mapped[str] = mapped_column(String(7))
    pattern: Mapped[LevelPattern] = mapped_column(word(LevelPattern))
    sort: Mapped[int]
    guidance_sv: Mapped[str] = mapped_column(Text, default="")
    guidance_en: Mapped[str] = mapped_column(Text, default="")
    is_active: Mapped[bool] = mapped_column(default=True)

    def label(self, language: str) -> str:
        return self.label_en if language == "en" else self.label_sv

    def guidance(self, language: str) -> str:
        return self.guidance_en if language == "en" else self.guidance_sv


class Assessment(Base):
    """How somebody assesses a district in an edition, and why."""

    __tablename__ = "assessment"
    __table_args__ = (UniqueConstraint("picture_id", "district_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    picture_id: Mapped[int] = mapped_column(ForeignKey("picture.id", ondelete="CASCADE"))
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    level_id: Mapped[int] = mapped_column(ForeignKey("assessment_level.id"))
    reason: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(default=1)
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    district: Mapped[District] = relationship()
    level: Mapped[AssessmentLevel] = relationship()
    by: Mapped[User | None] = relationship()


class KnownEvent(Base):
    """Something known ahead. It stands in every edition made before it is over, and is typed once."""

    __tablename__ = "known_event"
    __table_args__ = (Index(None, "starts_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"))
    words: Mapped[str] = mapped_column(String(300))
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    district: Mapped[District | None] = relationship()
