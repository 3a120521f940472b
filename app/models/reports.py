"""Who sends what: organisations, their reports, and the passages that incidents stand on."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, word

if TYPE_CHECKING:
    from app.models.incidents import Incident


_HAS_ID = text("external_id IS NOT NULL")
_HAS_MOVED = text("moved_from_id IS NOT NULL")


class OrganisationKind(StrEnum):
    """What sort of organisation reports."""

    POLICE = "police"
    GUARDS = "guards"
    HOUSING = "housing"
    FIELD_GROUP = "field_group"
    SCHOOL = "school"
    MUNICIPALITY = "municipality"
    ASSOCIATION = "association"
    OTHER = "other"


class ReportKind(StrEnum):
    """What sort of thing came in."""

    DAY_REPORT = "day_report"
    NOTICE = "notice"
    FILE = "file"
    MANUAL = "manual"


class Channel(StrEnum):
    """By which way a report came in."""

    FORM = "form"
    PASTE = "paste"
    FILE = "file"
    MAIL = "mail"
    API = "api"
    FEED = "feed"


class Organisation(Base):
    """Police, guards, housing company, school … `reports_every_days` tells when its silence is worth a word.

    `senders` are the addresses its mail comes from, a line for each: "vakt@example.se", or "@example.se" for all there.
    """

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[OrganisationKind] = mapped_column(word(OrganisationKind))
    reports_every_days: Mapped[int | None]
    is_active: Mapped[bool] = mapped_column(default=True)
    senders: Mapped[str] = mapped_column(Text, default="", server_default="")


class Report(Base):
    """What an organisation sent, kept as it came. `external_id` is the sender's own and recognises a second arrival.

    `sender` is who sent it as the message itself says. `left_out` are the stretches of the text that tell of no
    incident, as (start, end, why: a word of reports.incoming.reading.LeftOutReason). `awaits_sign_off`: nothing was
    found in its words, and nobody has said yet that this is so.
    """

    __tablename__ = "report"
    __table_args__ = (
        UniqueConstraint("organisation_id", "external_id"),
        Index(None, "organisation_id", "received_at"),
        Index(None, "received_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    kind: Mapped[ReportKind] = mapped_column(word(ReportKind))
    external_id: Mapped[str | None] = mapped_column(String(200))
    title: Mapped[str] = mapped_column(String(300), default="")
    raw_text: Mapped[str] = mapped_column(Text, default="")
    url: Mapped[str] = mapped_column(String(500), default="")
    period_from: Mapped[datetime | None]
    period_to: Mapped[datetime | None]
    received_at: Mapped[datetime]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    channel: Mapped[Channel] = mapped_column(word(Channel), server_default=Channel.FORM.value)
    sender: Mapped[str] = mapped_column(String(254), server_default="")
    left_out: Mapped[list[Any]] = mapped_column(JSON, server_default="[]")
    awaits_sign_off: Mapped[bool] = mapped_column(server_default=false())
    organisation: Mapped[Organisation] = relationship()
    original: Mapped["ReportOriginal | None"] = relationship(back_populates="report")
    sources: Mapped[list["Source"]] = relationship(back_populates="report", order_by="Source.id")


class ReportOriginal(Base):
    """The file or message a report was read from, byte for byte as it was received."""

    __tablename__ = "report_original"

    report_id: Mapped[int] = mapped_column(ForeignKey("report.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(120))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    report: Mapped[Report] = relationship(back_populates="original")


class Source(Base):
    """An incident stands on a passage of a report; `start` and `end` are offsets in its text, end exclusive.

    Of a file, whose text is not kept, they are the row's line and the next. `external_id` is the sender's own for this
    row and recognises it in another file. `moved_from` is the incident that it came with, where a merge has moved it.
    """

    __tablename__ = "source"
    __table_args__ = (
        UniqueConstraint("incident_id", "report_id", "start"),
        Index(None, "report_id", "start"),
        Index(None, "external_id", postgresql_where=_HAS_ID, sqlite_where=_HAS_ID),
        Index(None, "moved_from_id", postgresql_where=_HAS_MOVED, sqlite_where=_HAS_MOVED),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id", ondelete="CASCADE"))
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"))
    start: Mapped[int] = mapped_column(default=0)
    end: Mapped[int] = mapped_column(default=0)
    external_id: Mapped[str | None] = mapped_column(String(200))
    moved_from_id: Mapped[int | None] = mapped_column(ForeignKey("incident.id"))
    incident: Mapped["Incident"] = relationship(back_populates="sources", foreign_keys=[incident_id])
    moved_from: Mapped["Incident | None"] = relationship(foreign_keys=[moved_from_id])
    report: Mapped[Report] = relationship(back_populates="sources")
