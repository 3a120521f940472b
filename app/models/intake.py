"""Ways in that need something remembered: tokens of sending systems, columns of spreadsheets, jobs that fetch."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base
from app.models.people import User
from app.models.reports import Organisation


class ApiToken(Base):
    """Lets an organisation's own system send its reports. Only the token's hash is kept."""

    __tablename__ = "api_token"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    last_used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    organisation: Mapped[Organisation] = relationship()
    created_by: Mapped[User | None] = relationship()


class ColumnMapping(Base):
    """What the columns of an organisation's spreadsheets mean: `columns` gives our name for each heading of theirs."""

    __tablename__ = "column_mapping"
    __table_args__ = (UniqueConstraint("organisation_id", "header_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    header_hash: Mapped[str] = mapped_column(String(64))
    columns: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[datetime]


class Fetching(Base):
    """A job that fetches from outside, by its key: whether it is switched on, and how it went last."""

    __tablename__ = "fetching"

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    is_on: Mapped[bool] = mapped_column(default=False)
    tried_at: Mapped[datetime | None]
    went_well_at: Mapped[datetime | None]
    state: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
