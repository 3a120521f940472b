"""Addresses from a register: millions, so they are looked up in the database and never held in memory."""

from sqlalchemy import Double, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base
from app.models.places import District

# Compared sign by sign, as SQLite does: so that one index serves both beginnings and order.
BY_SIGN = String(200).with_variant(String(200, collation="C"), "postgresql")


class Address(Base):
    """An address, or a street (`is_street`) that stands where the address nearest to its middle does.

    `external_id` is the register's own; a street's is made of its name and district. `key` is the name as it is looked
    for, see `geo.addresses.address_key`. Its point is two numbers, in WGS 84 degrees: nobody asks the database about
    shapes here, and it halves the time to read millions in.
    """

    __tablename__ = "address"
    __table_args__ = (UniqueConstraint("source", "external_id"), Index(None, "is_street", "key", "id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(String(60))
    external_id: Mapped[str] = mapped_column(String(200))
    is_street: Mapped[bool] = mapped_column(default=False)
    name: Mapped[str] = mapped_column(String(200))
    key: Mapped[str] = mapped_column(BY_SIGN)
    street_key: Mapped[str] = mapped_column(BY_SIGN)
    lon: Mapped[float] = mapped_column(Double)
    lat: Mapped[float] = mapped_column(Double)
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"))
    district: Mapped[District | None] = relationship()
