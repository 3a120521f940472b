"""The outbox: each letter once, from when it is due until it is known what became of it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, word
from app.models.people import User


class LetterKind(StrEnum):
    """What a letter is for."""

    REPORT_REMINDER = "report_reminder"
    MEETING_REMINDER = "meeting_reminder"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    TEST = "test"


class LetterStatus(StrEnum):
    """A letter is handed over while the server has its words and has not answered; where that lasts, nobody knows
    whether it came, so a person decides whether it goes again."""

    WAITING = "waiting"
    HANDED_OVER = "handed_over"
    SENT = "sent"
    REFUSED = "refused"
    TOO_LATE = "too_late"
    NOT_WANTED = "not_wanted"
    NOT_DUE = "not_due"


class Letter(Base):
    """A letter to one person. `about` is what it concerns, such as an edition's number.

    The unique key is what promises that nobody gets the same letter twice, however many processes find it due.
    `said` is what the mail server answered when it did not take the letter.
    """

    __tablename__ = "mail"
    __table_args__ = (UniqueConstraint("kind", "user_id", "about"), Index(None, "status", "next_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[LetterKind] = mapped_column(word(LetterKind))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))
    about: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    status: Mapped[LetterStatus] = mapped_column(word(LetterStatus), default=LetterStatus.WAITING)
    made_at: Mapped[datetime]
    next_at: Mapped[datetime]
    good_until: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    tried_at: Mapped[datetime | None]
    said: Mapped[str] = mapped_column(String(200), default="", server_default="")
    user: Mapped[User] = relationship()
