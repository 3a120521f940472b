"""A saved dossier of a place: which place and times, and what was written about it; it is counted anew each time."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base
from app.models.people import User
from app.models.places import District


class Dossier(Base):
    """`query` is the address of its choice after "?". `district_id` is where its place lies: who may read it.

    An answer that is empty is the drafted one. `version` tells two writers apart.
    """

    __tablename__ = "dossier"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(120))
    query: Mapped[str] = mapped_column(Text)
    why: Mapped[str] = mapped_column(Text, default="")
    sources: Mapped[str] = mapped_column(Text, default="")
    selection: Mapped[str] = mapped_column(Text, default="")
    meaning: Mapped[str] = mapped_column(Text, default="")
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    district: Mapped[District] = relationship()
    by: Mapped[User | None] = relationship()
