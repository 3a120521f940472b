"""Who uses the system: accounts, sessions that can be revoked, links that work once, failed sign-ins."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Column, ForeignKey, Index, String, Table, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, word
from app.models.places import District
from app.models.reports import Organisation


class Role(StrEnum):
    """What somebody may do; see `app.access` for what each role opens."""

    ADMINISTRATOR = "administrator"
    COORDINATOR = "coordinator"
    REPORTER = "reporter"
    AREA_MEMBER = "area_member"
    STEERING = "steering"


user_district = Table(
    "user_district",
    Base.metadata,
    Column("user_id", ForeignKey("user_account.id", ondelete="CASCADE"), primary_key=True),
    Column("district_id", ForeignKey("district.id"), primary_key=True),
)


class User(Base):
    """An account. `organisation` limits a reporter, `districts` an area-group member.

    `wants_mail`: whether reminders, and word of new editions, are sent.
    """

    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[Role] = mapped_column(word(Role))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    language: Mapped[str | None] = mapped_column(String(2))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    is_active: Mapped[bool] = mapped_column(default=True)
    wants_mail: Mapped[bool] = mapped_column(default=True, server_default=true())
    created_at: Mapped[datetime]
    organisation: Mapped[Organisation | None] = relationship()
    districts: Mapped[list[District]] = relationship(secondary=user_district, order_by=District.sort)


class UserSession(Base):
    """A signed-in browser. Only the token's hash is kept, so that the table opens no door."""

    __tablename__ = "user_session"
    __table_args__ = (Index(None, "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    browser: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    user: Mapped[User] = relationship()


class OneTimeLink(Base):
    """A link that lets somebody set a password once. Without a user it creates the first administrator."""

    __tablename__ = "one_time_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    user: Mapped[User | None] = relationship()


class SignInFailure(Base):
    """A failed sign-in, counted per e-mail and per address; both are kept as hashes."""

    __tablename__ = "sign_in_failure"
    __table_args__ = (Index(None, "who", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    who: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
