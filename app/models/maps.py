"""What maps hold beside incidents: areas that are watched within a district, and views that a group has saved."""

from datetime import datetime

from geoalchemy2 import Geometry, WKBElement
from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base
from app.models.people import User
from app.models.places import District

_OF_ALL = text("district_id IS NULL")


class WatchedArea(Base):
    """A part of a district that is followed on its own, such as one that the police call an exposed area."""

    __tablename__ = "watched_area"
    __table_args__ = (UniqueConstraint("name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    area: Mapped[WKBElement] = mapped_column(Geometry("MULTIPOLYGON", srid=4326, spatial_index=False), nullable=False)
    is_approximate: Mapped[bool] = mapped_column(default=False)
    origin: Mapped[str] = mapped_column(String(200), default="")
    district: Mapped[District] = relationship()


class SavedView(Base):
    """A map that a group comes back to: its address after "/map?". Whoever opens it sees in it what they may see.

    `district_id` is the area group whose view it is; None: everybody's.
    """

    __tablename__ = "saved_view"
    __table_args__ = (
        UniqueConstraint("district_id", "name"),
        # NULLs are no equals in a unique key, so what is everybody's needs a key of its own.
        Index("uq_saved_view_of_all", "name", unique=True, postgresql_where=_OF_ALL, sqlite_where=_OF_ALL),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    query: Mapped[str] = mapped_column(Text)
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    created_at: Mapped[datetime]
    district: Mapped[District | None] = relationship()
    by: Mapped[User | None] = relationship()
