"""The columns of what is taken away, the same in every file: their names, and what stands in them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.exports.queries import Names
from app.exports.rows import Row
from app.formatting import local
from app.incidents.filters import Placing
from app.incidents.words import word
from app.models import Category, IncidentStatus
from geo.points import LocationPrecision
from reports.incoming.drafts import Certainty, Interval
from reports.incoming.times.local_time import to_wall, whole_day

Value = str | int | float | datetime | None


class Kind(StrEnum):
    """How a column's values are written; a moment is a local time without its zone."""

    TEXT = "text"
    NUMBER = "number"
    DEGREES = "degrees"
    MOMENT = "moment"


@dataclass(frozen=True)
class Tongue:
    """What is said of a row in one language."""

    names: Names
    language: str

    @cached_property
    def words(self) -> dict[StrEnum, str]:
        """Of the closed sets, said once, as there may be a million rows."""
        return {
            value: word(value) for kind in (LocationPrecision, Certainty, IncidentStatus, Placing) for value in kind
        }

    @cached_property
    def unknown_time(self) -> str:
        return str(_("tid okänd"))

    def category(self, row: Row) -> str:
        found = self._category(row)
        return (found.parent or found).name(self.language)

    def subcategory(self, row: Row) -> str | None:
        found = self._category(row)
        return found.name(self.language) if found.parent else None

    def district(self, row: Row) -> str | None:
        return self.names.districts[row.district].name if row.district else None

    def _category(self, row: Row) -> Category:
        return self.names.categories[row.category]


@dataclass(frozen=True, slots=True)
class Column:
    """`key` is the column's name in geographic files, the same in every language; `head` its heading."""

    key: str
    head: Any
    kind: Kind
    value: Callable[[Row, Tongue], Value]


def is_whole_day(row: Row) -> bool:
    """Whether the hour is not known: what is told of a day lies somewhere in it."""
    return row.end is not None and Interval(row.start, row.end) == whole_day(to_wall(row.start).date())


def _moment(moment: datetime | None) -> datetime | None:
    return local(moment).replace(tzinfo=None) if moment else None


COLUMNS = (
    Column("id", _l("Nummer"), Kind.NUMBER, lambda row, _told: row.id),
    Column("fran", _l("Från"), Kind.MOMENT, lambda row, _told: _moment(row.start)),
    Column("till", _l("Till"), Kind.MOMENT, lambda row, _told: _moment(row.end)),
    Column("tid", _l("Tid"), Kind.TEXT, lambda row, told: told.unknown_time if is_whole_day(row) else None),
    Column("kategori", _l("Kategori"), Kind.TEXT, lambda row, told: told.category(row)),
    Column("underkategori", _l("Underkategori"), Kind.TEXT, lambda row, told: told.subcategory(row)),
    Column("kommundel", _l("Kommundel"), Kind.TEXT, lambda row, told: told.district(row)),
    Column("plats", _l("Plats"), Kind.TEXT, lambda row, _told: row.place),
    Column("platsnoggrannhet", _l("Platsnoggrannhet"), Kind.TEXT, lambda row, told: told.words[row.precision]),
    Column(
        "inom_meter", _l("Inom meter"), Kind.NUMBER, lambda row, _told: row.precision.radius if row.is_drawn else None
    ),
    Column("karta", _l("Karta"), Kind.TEXT, lambda row, told: told.words[row.placing]),
    Column("sakerhet", _l("Säkerhet"), Kind.TEXT, lambda row, told: told.words[row.certainty]),
    Column("status", _l("Status"), Kind.TEXT, lambda row, told: told.words[row.status]),
    Column("kallor", _l("Källor"), Kind.TEXT, lambda row, _told: ", ".join(row.tellers) or None),
    Column("antal", _l("Antal"), Kind.NUMBER, lambda row, _told: row.quantity),
    Column("text", _l("Text"), Kind.TEXT, lambda row, _told: row.text),
    Column("latitud", _l("Latitud"), Kind.DEGREES, lambda row, _told: row.lat),
    Column("longitud", _l("Longitud"), Kind.DEGREES, lambda row, _told: row.lon),
)


def heads() -> list[str]:
    return [str(column.head) for column in COLUMNS]


def values(row: Row, told: Tongue) -> list[Value]:
    """A value for each column; None where nothing is known, or nothing may be told."""
    return [column.value(row, told) for column in COLUMNS]
