"""Reads the incidents that are taken away, batch by batch, so that a million of them need no more room than a few."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload

from app.exports.rows import Row
from app.incidents.as_told import fields_as_told, show_as_told
from app.incidents.filters import IncidentFilter
from app.incidents.queries import matching, ordered
from app.incidents.rules import is_sensitive_category, may_read_text_about
from app.maps.queries.marks import HAS_PLACE, drawable_kinds
from app.maps.queries.near import LAT, LON
from app.maps.queries.rows import Box, inside
from app.models import Category, District, Incident, IncidentStatus, Organisation, Report, Role, Source, User
from geo.points import LocationPrecision

BATCH = 2_000
COLUMNS = (
    Incident.id,
    Incident.occurred_from,
    Incident.occurred_to,
    Incident.category_id,
    Incident.district_id,
    Incident.place_words,
    Incident.precision,
    Incident.certainty,
    Incident.status,
    Incident.quantity,
    Incident.summary,
    LON,
    LAT,
)


@dataclass(frozen=True)
class Names:
    """What the ids of rows stand for."""

    categories: dict[int, Category]
    districts: dict[int, District]


def names(session: Session) -> Names:
    categories = session.scalars(select(Category).options(joinedload(Category.parent)))
    return Names({one.id: one for one in categories}, {one.id: one for one in session.scalars(select(District))})


def batches(session: Session, chosen: IncidentFilter, user: User, box: Box | None, known: Names) -> Iterator[list[Row]]:
    """The incidents of a filter in its order, as this user may have them; with a box those that are drawn there."""
    conditions = _conditions(session, chosen, user, box)
    query = ordered(select(*COLUMNS).where(*conditions), Incident, chosen.sort).execution_options(yield_per=BATCH)
    told = _told(session, user, known, box)
    for found in session.execute(query).partitions():
        rows = told.of([Row(*row) for row in found])
        if rows:
            yield rows


def number_of_rows(session: Session, chosen: IncidentFilter, user: User, box: Box | None) -> int:
    """How many rows there will be; with a box, to a reporter, at most so many."""
    query = select(func.count()).select_from(Incident).where(*_conditions(session, chosen, user, box))
    return session.scalar(query) or 0


def with_tellers(session: Session, user: User, rows: Collection[Row]) -> list[Row]:
    """The same with the organisations that told of them, as far as this user may know those."""
    if user.role is Role.REPORTER:
        own = (user.organisation.name,) if user.organisation else ()
        return [row._replace(tellers=own) for row in rows]
    tellers: dict[int, dict[str, None]] = defaultdict(dict)
    ids = [row.id for row in rows]
    told = union_all(*(_told_of(owner, ids) for owner in (Source.incident_id, Source.moved_from_id))).order_by("source")
    for incident_id, name, _source in session.execute(told):
        tellers[incident_id][name] = None
    return [row._replace(tellers=tuple(tellers[row.id])) for row in rows]


def _conditions(session: Session, chosen: IncidentFilter, user: User, box: Box | None) -> list[ColumnElement[bool]]:
    return [*matching(chosen, user), *_in_box(session, box, user)]


def _told_of(owner: InstrumentedAttribute[Any], ids: Collection[int]) -> Select[Any]:
    """To a merged incident belong those that it came with, though they have moved."""
    return (
        select(owner, Organisation.name, Source.id.label("source"))
        .join(Report, Report.id == Source.report_id)
        .join(Organisation, Organisation.id == Report.organisation_id)
        .where(owner.in_(ids))
    )


def _in_box(session: Session, box: Box | None, user: User) -> list[ColumnElement[bool]]:
    """To a reporter each lies where the own organisation told, which the database does not know."""
    if box is None or user.role is Role.REPORTER:
        return []
    return [HAS_PLACE, Incident.category_id.in_(drawable_kinds(session)), inside(session, box)]


def _told(session: Session, user: User, known: Names, box: Box | None) -> "_Told":
    categories = known.categories.values()
    sensitive = frozenset(one.id for one in categories if is_sensitive_category(one))
    unread = frozenset(one.id for one in categories if not may_read_text_about(user, one))
    return _Told(session, user, sensitive, unread, box)


@dataclass(frozen=True)
class _Told:
    """Makes rows of the database into what one user may have; `unread` are categories whose texts are not for them."""

    session: Session
    user: User
    sensitive: frozenset[int]
    unread: frozenset[int]
    box: Box | None

    def of(self, rows: list[Row]) -> list[Row]:
        if self.user.role is Role.REPORTER:
            rows = self._as_told(rows)
        rows = [self._allowed(row) for row in rows]
        return [row for row in rows if self._is_in_box(row)] if self.box else rows

    def _as_told(self, rows: list[Row]) -> list[Row]:
        changed = fields_as_told(self.session, self.user, [row.id for row in rows])
        incidents = {one.id: one for one in self.session.scalars(select(Incident).where(Incident.id.in_(changed)))}
        show_as_told(self.session, self.user, incidents.values())
        rows = [_row(incidents[row.id]) if row.id in incidents else row for row in rows]
        # That what they told was merged with what others told is not theirs to know.
        counts = {IncidentStatus.MERGED: IncidentStatus.CONFIRMED}
        return [row._replace(status=counts.get(row.status, row.status)) for row in rows]

    def _allowed(self, row: Row) -> Row:
        if row.category in self.unread:
            row = row._replace(text=None)
        if row.category in self.sensitive:
            precision = LocationPrecision.DISTRICT if row.district else LocationPrecision.MUNICIPALITY
            return row._replace(place=None, lon=None, lat=None, precision=precision)
        return row if row.precision.is_drawable else row._replace(lon=None, lat=None)

    def _is_in_box(self, row: Row) -> bool:
        return bool(self.box and row.lon is not None and row.lat is not None and self.box.holds(row.lon, row.lat))


def _row(incident: Incident) -> Row:
    at = incident.lonlat
    return Row(
        incident.id,
        incident.occurred_from,
        incident.occurred_to,
        incident.category_id,
        incident.district_id,
        incident.place_words,
        incident.precision,
        incident.certainty,
        incident.status,
        incident.quantity,
        incident.summary,
        at.lon if at else None,
        at.lat if at else None,
    )
