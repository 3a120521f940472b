"""What things are called: categories in two levels, and how the police's own types map onto them."""

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base


class Category(Base):
    """A category (no parent) or sub-category, valid from a day to the day before `valid_to` (open where None).

    `is_sensitive` marks what is shown per district only: no point, and no text outside the coordinator's view.
    `enforcement` marks what grows with police work rather than with trouble.
    """

    __tablename__ = "category"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(60), unique=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"))
    name_sv: Mapped[str] = mapped_column(String(120))
    name_en: Mapped[str] = mapped_column(String(120))
    sort: Mapped[int] = mapped_column(default=0)
    mark: Mapped[str] = mapped_column(String(20), default="circle")
    colour: Mapped[str] = mapped_column(String(7), default="#000000")
    is_sensitive: Mapped[bool] = mapped_column(default=False)
    enforcement: Mapped[bool] = mapped_column(default=False)
    valid_from: Mapped[date] = mapped_column(default=date(2000, 1, 1))
    valid_to: Mapped[date | None]
    parent: Mapped["Category | None"] = relationship(remote_side=[id])

    def name(self, language: str) -> str:
        return self.name_en if language == "en" else self.name_sv


class PoliceType(Base):
    """A type as the police write it. One never seen before counts as "ovrigt" until somebody maps it."""

    __tablename__ = "police_type"

    id: Mapped[int] = mapped_column(primary_key=True)
    label: Mapped[str] = mapped_column(String(120), unique=True)
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"))
    is_mapped: Mapped[bool] = mapped_column(default=True)
    category: Mapped[Category] = relationship()
