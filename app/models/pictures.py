"""The biweekly picture: one numbered edition for one fortnight."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, word


class PictureStatus(StrEnum):
    """A draft follows the data; a published edition is frozen."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    PUBLISHED = "published"


class Picture(Base):
    """An edition. `record` is the JSON of `reports.picture.record.Picture`, `pdf` the document made from it.

    The unique keys are what promises one edition per fortnight when a button and a job build at once.
    """

    __tablename__ = "picture"
    __table_args__ = (UniqueConstraint("year", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    number: Mapped[int]
    period_start: Mapped[date] = mapped_column(unique=True)
    status: Mapped[PictureStatus] = mapped_column(word(PictureStatus), default=PictureStatus.DRAFT)
    cutoff: Mapped[datetime]
    sha256: Mapped[str] = mapped_column(String(64), default="")
    published_at: Mapped[datetime | None]
    record: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    pdf: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)

    @property
    def edition(self) -> str:
        return f"{self.year}:{self.number}"
