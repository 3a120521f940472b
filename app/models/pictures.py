"""The biweekly picture: one numbered edition for one fortnight, and its documents once it is published."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, word
from app.models.people import User
from reports.picture.periods import edition_name


class PictureStatus(StrEnum):
    """A draft follows the data, a reviewed one waits for publication; a published one is frozen, withdrawn or not."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"

    @property
    def is_frozen(self) -> bool:
        return self in (PictureStatus.PUBLISHED, PictureStatus.WITHDRAWN)


class ReturnedWhy(StrEnum):
    """Why a reviewed edition is a draft again."""

    DATA = "data"
    TEXTS = "texts"
    ASKED = "asked"


LIVING = text("status <> 'withdrawn'")


class Picture(Base):
    """An edition. `record` is the JSON of `reports.picture.record.Picture` with the numbers as of `cutoff`.

    `remarks` is the JSON of `reports.picture.remarks.Remarks`, kept when the edition is published; until then they are
    in the tables of `app.models.remarks`. `manifest` names each part that was frozen with its SHA-256, and `sha256` is
    that of the manifest; editions of before there were manifests have the SHA-256 of their record and document.
    `reviewed_sha256` is that of the remarks that were reviewed, `data_sha256` that of the data it was built of.
    `for_steering` are the keys of what is picked for the steering group.

    `revision` is 1, and for what replaces a withdrawn edition one more than that has; its number is the same.

    The unique keys are what promises one living edition per fortnight when a button and a job build at once.
    """

    __tablename__ = "picture"
    __table_args__ = (
        UniqueConstraint("year", "number", "revision"),
        Index("uq_picture_living", "period_start", unique=True, sqlite_where=LIVING, postgresql_where=LIVING),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    number: Mapped[int]
    revision: Mapped[int] = mapped_column(default=1, server_default="1")
    period_start: Mapped[date]
    status: Mapped[PictureStatus] = mapped_column(word(PictureStatus), default=PictureStatus.DRAFT)
    cutoff: Mapped[datetime]
    sha256: Mapped[str] = mapped_column(String(64), default="")
    reviewed_at: Mapped[datetime | None]
    reviewed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    reviewed_sha256: Mapped[str | None] = mapped_column(String(64))
    data_sha256: Mapped[str | None] = mapped_column(String(64))
    returned_at: Mapped[datetime | None]
    returned_why: Mapped[ReturnedWhy | None] = mapped_column(word(ReturnedWhy))
    published_at: Mapped[datetime | None]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    withdrawn_reason: Mapped[str] = mapped_column(Text, default="", server_default="")
    for_steering: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    record: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    remarks: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    manifest: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    reviewed_by: Mapped[User | None] = relationship(foreign_keys=[reviewed_by_id])
    published_by: Mapped[User | None] = relationship(foreign_keys=[published_by_id])
    withdrawn_by: Mapped[User | None] = relationship(foreign_keys=[withdrawn_by_id])
    documents: Mapped[list["PictureDocument"]] = relationship(
        order_by="PictureDocument.audience, PictureDocument.format", cascade="all, delete-orphan"
    )

    @property
    def edition(self) -> str:
        """As it is read: "2026:23", "2026:23 rev. 2"."""
        return edition_name(self.year, self.number, self.revision)

    @property
    def reference(self) -> str:
        """As it is typed and kept: "2026:23", "2026:23-2"."""
        return f"{self.year}:{self.number}{f'-{self.revision}' * (self.revision > 1)}"

    @property
    def address(self) -> dict[str, Any]:
        """What stands in the addresses of its pages."""
        return {"year": self.year, "number": self.number, "revision": self.revision}


class PictureDocument(Base):
    """A document of a published edition, as it was handed out: `audience` and `format` are words of the picture's."""

    __tablename__ = "picture_document"

    picture_id: Mapped[int] = mapped_column(ForeignKey("picture.id", ondelete="CASCADE"), primary_key=True)
    audience: Mapped[str] = mapped_column(String(20), primary_key=True)
    format: Mapped[str] = mapped_column(String(20), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    sha256: Mapped[str] = mapped_column(String(64))
