"""The incident: one thing that happened or was seen at a place."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from geoalchemy2 import Geometry, WKBElement
from geoalchemy2.shape import to_shape
from sqlalchemy import CheckConstraint, Connection, ForeignKey, Index, SmallInteger, String, Text, event, text
from sqlalchemy.orm import Mapped, Mapper, mapped_column, relationship

from app.models.base import Base, word
from app.models.categories import Category
from app.models.places import District, Place
from app.models.reports import Source
from geo.points import LocationPrecision, Point
from reports.incoming.drafts import Certainty, DraftIncident, Interval, Whereabouts
from reports.picture.hours_of_week import hour_of_week, hours_touched

if TYPE_CHECKING:
    from app.models.review import DraftReading


_HAS_CASE = text("case_number IS NOT NULL")


class IncidentStatus(StrEnum):
    """Only confirmed incidents count. A merged one lives on in another, a withdrawn one nowhere."""

    DRAFT = "draft"
    CONFIRMED = "confirmed"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"


class Incident(Base):
    """`occurred_to` is None for a known moment, else the exclusive end of the span in which it happened.

    `hour_of_week` (0-167, local) is when that began, `hours_touched` how many hours of the clock it lies in (24: a day
    or more). `case_number` is the police's or the guards' own. `search_text` is what the word filter looks in: summary
    and place words, folded (see `rules.search_text`).
    """

    __tablename__ = "incident"
    __table_args__ = (
        CheckConstraint("occurred_to IS NULL OR occurred_to > occurred_from", name="span"),
        CheckConstraint("quantity IS NULL OR quantity > 0", name="quantity"),
        # An edition counts a year of incidents in it alone, and never looks at the rows.
        Index(
            "ix_incident_period",
            "occurred_from",
            "status",
            "district_id",
            "category_id",
            "hour_of_week",
            "hours_touched",
            "id",
        ),
        Index("ix_incident_district", "district_id", "occurred_from", "status", "category_id"),
        Index("ix_incident_place", "place_id", "occurred_from"),
        Index(None, "case_number", postgresql_where=_HAS_CASE, sqlite_where=_HAS_CASE),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    occurred_from: Mapped[datetime]
    occurred_to: Mapped[datetime | None]
    hour_of_week: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    hours_touched: Mapped[int] = mapped_column(SmallInteger, server_default="24")
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"))
    summary: Mapped[str] = mapped_column(Text, default="")
    quantity: Mapped[int | None]
    certainty: Mapped[Certainty] = mapped_column(word(Certainty), default=Certainty.OBSERVED)
    status: Mapped[IncidentStatus] = mapped_column(word(IncidentStatus), default=IncidentStatus.DRAFT)
    place_words: Mapped[str | None] = mapped_column(String(300))
    place_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"))
    point: Mapped[WKBElement | None] = mapped_column(Geometry("POINT", srid=4326))
    precision: Mapped[LocationPrecision] = mapped_column(word(LocationPrecision))
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"))
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("incident.id"))
    search_text: Mapped[str] = mapped_column(Text, default="")
    case_number: Mapped[str | None] = mapped_column(String(60))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    category: Mapped[Category] = relationship()
    district: Mapped[District | None] = relationship()
    place: Mapped[Place | None] = relationship()
    sources: Mapped[list[Source]] = relationship(
        back_populates="incident", order_by=Source.id, foreign_keys=[Source.incident_id]
    )
    reading: Mapped["DraftReading | None"] = relationship(back_populates="incident")

    @property
    def lonlat(self) -> Point | None:
        """Its point in WGS 84 degrees."""
        if self.point is None:
            return None
        shape = to_shape(self.point)
        return Point(shape.x, shape.y)

    @property
    def when(self) -> Interval:
        return Interval(self.occurred_from, self.occurred_to)

    @property
    def where(self) -> Whereabouts:
        district = self.district.key if self.district else None
        return Whereabouts(self.place_words, self.place_id, self.lonlat, self.precision, district)

    @property
    def content(self) -> DraftIncident:
        """All that is told of it, as a draft is; its passages are its sources'."""
        return DraftIncident(
            when=self.when,
            where=self.where,
            category=self.category.code,
            summary=self.summary,
            certainty=self.certainty,
            quantity=self.quantity,
            case_number=self.case_number,
        )


@event.listens_for(Incident, "before_insert")
@event.listens_for(Incident, "before_update")
def _keep_hours(_: Mapper[Incident], __: Connection, incident: Incident) -> None:
    """Whoever sets its span; what comes in bulk brings its hours along (see `app.logbook`)."""
    incident.hour_of_week = hour_of_week(incident.occurred_from)
    incident.hours_touched = hours_touched(incident.occurred_from, incident.occurred_to)
