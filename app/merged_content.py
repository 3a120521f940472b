"""What two merged incidents become, and how the fields that change are kept so that they can be given back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

import shapely
from geoalchemy2.shape import from_shape

from app.incidents.rules import is_sensitive, is_sensitive_category, settle
from app.models import Category, District, Incident, IncidentStatus
from geo.points import LocationPrecision, Point
from reports.incoming.drafts import Certainty, Interval, Whereabouts
from reports.incoming.twins.joining import better_place, better_time, larger, stronger

FIELDS = (
    "occurred_from",
    "occurred_to",
    "category_id",
    "certainty",
    "quantity",
    "case_number",
    "place_words",
    "place_id",
    "point",
    "precision",
    "district_id",
    "status",
)
"""What a merge may change of the kept incident; its summary stays."""


def _point(at: list[float]) -> Point:
    return Point(*at)


READERS: dict[str, Callable[[Any], Any]] = {
    "occurred_from": datetime.fromisoformat,
    "occurred_to": datetime.fromisoformat,
    "certainty": Certainty,
    "point": _point,
    "precision": LocationPrecision,
    "status": IncidentStatus,
}


@dataclass(frozen=True, slots=True)
class Joined:
    """What an incident becomes by taking in another."""

    when: Interval
    where: Whereabouts
    district: District | None
    category: Category
    certainty: Certainty
    quantity: int | None
    case_number: str | None
    status: IncidentStatus

    # Told as an incident is told.
    @property
    def occurred_from(self) -> datetime:
        return self.when.start

    @property
    def occurred_to(self) -> datetime | None:
        return self.when.end

    @property
    def place_words(self) -> str | None:
        return self.where.words

    @property
    def precision(self) -> LocationPrecision:
        return self.where.precision


def joined(kept: Incident, other: Incident) -> Joined:
    """What `kept` becomes by taking in `other`; nothing is changed yet."""
    category = category_of_both(kept, other)
    best = better_place(kept.where, other.where)
    where = settle(best, best.district, is_sensitive_category(category))
    return Joined(
        when=better_time(kept.when, other.when),
        where=where,
        district=next((i.district for i in (kept, other) if i.district and i.district.key == where.district), None),
        category=category,
        certainty=stronger(kept.certainty, other.certainty),
        quantity=larger(kept.quantity, other.quantity),
        case_number=kept.case_number or other.case_number,
        status=IncidentStatus.CONFIRMED if IncidentStatus.CONFIRMED in (kept.status, other.status) else kept.status,
    )


def join(kept: Incident, other: Incident) -> dict[str, Any]:
    """The same as fields of `kept`."""
    made = joined(kept, other)
    own = {name: getattr(made, name) for name in FIELDS if hasattr(made, name)}
    return own | {
        "category_id": made.category.id,
        "place_id": made.where.place_id,
        "point": made.where.point,
        "district_id": made.district.id if made.district else None,
    }


def put(incident: Incident, fields: Mapping[str, Any]) -> None:
    """Give an incident these fields; one that it has already is left alone."""
    now = current(incident)
    for name, value in fields.items():
        if value != now[name]:
            setattr(incident, name, _geometry(value) if name == "point" else value)


def stored(incident: Incident) -> dict[str, Any]:
    """The fields as JSON holds them."""
    return {name: _plain(value) for name, value in current(incident).items()}


def restored(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that JSON held."""
    return {name: value if value is None else READERS.get(name, _as_is)(value) for name, value in fields.items()}


def current(incident: Incident) -> dict[str, Any]:
    return {name: incident.lonlat if name == "point" else getattr(incident, name) for name in FIELDS}


def category_of_both(kept: Incident, other: Incident) -> Category:
    """The kept one's, unless the other's is sensitive and so hides what it tells, or says more of the same."""
    if is_sensitive(kept):
        return kept.category
    says_more = other.category.parent_id == kept.category_id
    return other.category if is_sensitive(other) or says_more else kept.category


def _geometry(at: Point | None) -> Any:
    return None if at is None else from_shape(shapely.Point(at.lon, at.lat), srid=4326)


def _plain(value: Any) -> Any:
    if isinstance(value, Point):
        return [value.lon, value.lat]
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, datetime) else value


def _as_is(value: Any) -> Any:
    return value
