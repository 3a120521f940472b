"""Where things are: the municipality, its districts with versioned boundaries, and the gazetteer."""

from datetime import date

from geoalchemy2 import Geometry, WKBElement
from sqlalchemy import Column, ForeignKey, Index, String, Table, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, word
from geo.points import LocationPrecision


class Municipality(Base):
    """The one municipality of this installation. Lists of names are texts with a line for each.

    `spellings` are the ways others write its name. `neighbours` are the municipalities around and the county, whose
    notices may be about here; `elsewhere` are towns with homonyms of ours, or to which people of here are taken.
    `surroundings` is the land around, for maps: what is neither that nor a district is water. `places_version` is
    another whenever places, their names or what was learned of them change (app/models/places_version.py).
    """

    __tablename__ = "municipality"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(4), unique=True)
    slug: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(120))
    spellings: Mapped[str] = mapped_column(Text, default="")
    neighbours: Mapped[str] = mapped_column(Text, default="")
    elsewhere: Mapped[str] = mapped_column(Text, default="")
    surroundings: Mapped[WKBElement | None] = mapped_column(Geometry("MULTIPOLYGON", srid=4326, spatial_index=False))
    places_version: Mapped[str | None] = mapped_column(String(16))

    @property
    def names(self) -> tuple[str, ...]:
        """Every way its name is written, its own first."""
        return tuple(dict.fromkeys((self.name, *self.spellings.splitlines())))


class District(Base):
    """A kommundel. It stays the same when its boundary is redrawn."""

    __tablename__ = "district"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    sort: Mapped[int] = mapped_column(default=0)
    boundaries: Mapped[list["DistrictBoundary"]] = relationship(order_by="DistrictBoundary.valid_from")


class DistrictBoundary(Base):
    """One version of a district's polygon, valid from a day to the day before `valid_to` (open where None)."""

    __tablename__ = "district_boundary"
    __table_args__ = (UniqueConstraint("district_id", "valid_from"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    area: Mapped[WKBElement] = mapped_column(Geometry("MULTIPOLYGON", srid=4326, spatial_index=False), nullable=False)
    is_approximate: Mapped[bool] = mapped_column(default=False)
    origin: Mapped[str] = mapped_column(String(200), default="")


place_district = Table(
    "place_district",
    Base.metadata,
    Column("place_id", ForeignKey("place.id", ondelete="CASCADE"), primary_key=True),
    Column("district_id", ForeignKey("district.id"), primary_key=True),
)


class Place(Base):
    """A gazetteer entry. Without a point only its districts are known: one, several for a long road, or none.

    `source` and `external_id` name the file's row that it was read from, where it was.
    """

    __tablename__ = "place"
    __table_args__ = (Index(None, "source", "external_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    kind: Mapped[str] = mapped_column(String(40))
    precision: Mapped[LocationPrecision] = mapped_column(word(LocationPrecision))
    point: Mapped[WKBElement | None] = mapped_column(Geometry("POINT", srid=4326, spatial_index=False))
    is_approximate: Mapped[bool] = mapped_column(default=False)
    source: Mapped[str | None] = mapped_column(String(60))
    external_id: Mapped[str | None] = mapped_column(String(200))
    names: Mapped[list["PlaceName"]] = relationship(cascade="all, delete-orphan", order_by="PlaceName.name")
    districts: Mapped[list[District]] = relationship(secondary=place_district, order_by=District.sort)


class PlaceName(Base):
    """Another name of a place: a nickname, an old name, a way of spelling."""

    __tablename__ = "place_name"
    __table_args__ = (Index(None, "place_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(200))
