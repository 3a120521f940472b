"""Imports of the districts' boundaries, each with all that it takes to undo it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base
from app.models.people import User


class BoundaryImport(Base):
    """A file of boundaries: tried while `applied_at` is None, then valid, perhaps undone.

    `areas` are [district's key, its name, WKB as hex] in WGS 84, `report` is what the trial found, `before` what it
    takes to undo it, `moves` counts incidents [from key or None, to key or None, number].
    """

    __tablename__ = "boundary_import"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    file_name: Mapped[str] = mapped_column(String(200))
    valid_from: Mapped[date]
    areas: Mapped[list[list[str]]] = mapped_column(JSON)
    report: Mapped[dict[str, Any]] = mapped_column(JSON)
    moves: Mapped[list[list[Any]]] = mapped_column(JSON, default=list)
    before: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    applied_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]
    by: Mapped[User | None] = relationship()


class DistrictMove(Base):
    """An incident, or a place, that an import moved from one district to another; None is outside all."""

    __tablename__ = "district_move"
    __table_args__ = (Index(None, "import_id", "incident_id"), Index(None, "incident_id"), Index(None, "place_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("boundary_import.id", ondelete="CASCADE"))
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incident.id", ondelete="CASCADE"))
    place_id: Mapped[int | None] = mapped_column(ForeignKey("place.id", ondelete="CASCADE"))
    before_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"))
    after_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"))
