"""How reports and incidents get into the database, one by one or by the thousand.

Every way in — the form, the importers, the demo — goes through here, so the same rules hold for all.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from app import events
from app.bulk import insert_rows, next_ids
from app.incidents.rules import search_text, settle
from app.models import Category, District, Incident, IncidentStatus, Organisation, Report, ReportKind, Source, User
from app.places.queries import area_index
from geo.areas import AreaIndex
from geo.points import Point
from reports.incoming.drafts import DraftIncident

FIELDS = (
    "occurred_from",
    "occurred_to",
    "category_id",
    "summary",
    "quantity",
    "certainty",
    "place_words",
    "place_id",
    "precision",
    "district_id",
    "search_text",
)


@dataclass(frozen=True, slots=True)
class Lookups:
    """What turns the codes of a draft into rows: ids of categories and districts, and the districts' areas."""

    categories: dict[str, int]
    sensitive: frozenset[str]
    districts: dict[str, int]
    areas: AreaIndex


def lookups(session: Session) -> Lookups:
    categories = list(session.scalars(select(Category)))
    sensitive = {category.id for category in categories if category.is_sensitive}
    return Lookups(
        categories={category.code: category.id for category in categories},
        sensitive=frozenset(c.code for c in categories if c.id in sensitive or c.parent_id in sensitive),
        districts={key: id_ for id_, key in session.execute(select(District.id, District.key))},
        areas=area_index(session, datetime.now(UTC).date()),
    )


def receive_report(
    session: Session, organisation: Organisation, kind: ReportKind, *, external_id: str | None, **fields: Any
) -> tuple[Report, bool]:
    """The report with this external id, and whether it is new. Without an id the text's own hash recognises it."""
    if external_id is None:
        external_id = "sha256:" + hashlib.sha256(fields.get("raw_text", "").encode()).hexdigest()
    known = session.scalar(
        select(Report).where(Report.organisation_id == organisation.id, Report.external_id == external_id)
    )
    if known is not None:
        return known, False
    report = Report(organisation=organisation, kind=kind, external_id=external_id, **fields)
    session.add(report)
    session.flush()
    return report, True


def log_incident(
    session: Session,
    draft: DraftIncident,
    report: Report,
    by: User | None,
    status: IncidentStatus = IncidentStatus.CONFIRMED,
    look: Lookups | None = None,
) -> Incident:
    """A new incident with its first source."""
    now = datetime.now(UTC)
    fields = incident_fields(draft, look or lookups(session))
    incident = Incident(**fields, status=status, created_at=now, updated_at=now)
    incident.sources.append(Source(report=report, start=draft.passage[0], end=draft.passage[1]))
    session.add(incident)
    session.flush()
    events.record(session, "logged", "incident", incident.id, {"status": [None, status.value]}, by)
    return incident


def revise_incident(
    session: Session, incident: Incident, draft: DraftIncident, by: User | None, look: Lookups | None = None
) -> bool:
    """Give an incident the content of a draft; False, and nothing logged, where nothing changes."""
    fields = incident_fields(draft, look or lookups(session))
    moved = fields["point"] != _ewkt(incident.lonlat)
    changes = {name: [getattr(incident, name), fields[name]] for name in FIELDS if getattr(incident, name) != fields[name]}
    if not changes and not moved:
        return False
    for name in changes:
        setattr(incident, name, fields[name])
    if moved:
        incident.point = fields["point"]
        changes["point"] = ["", ""]
    incident.updated_at = datetime.now(UTC)
    changes.pop("search_text", None)
    events.record(session, "revised", "incident", incident.id, changes, by)
    session.flush()
    return True


def log_incidents(
    session: Session, drafts: Sequence[tuple[DraftIncident, int]], status: IncidentStatus, look: Lookups
) -> list[int]:
    """Many new incidents, each with the id of its report; gives their ids. The caller records one event for all."""
    incident_table, source_table = _table(Incident), _table(Source)
    ids = next_ids(session, incident_table, len(drafts))
    source_ids = next_ids(session, source_table, len(drafts))
    now = datetime.now(UTC)
    common = {"status": status.value, "created_at": now, "updated_at": now}
    insert_rows(
        session,
        incident_table,
        [
            {"id": id_, **incident_fields(draft, look), **common}
            for id_, (draft, _) in zip(ids, drafts, strict=True)
        ],
    )
    insert_rows(session, source_table, list(_source_rows(source_ids, ids, drafts)))
    return ids


def incident_fields(draft: DraftIncident, look: Lookups) -> dict[str, Any]:
    """A draft as the columns of an incident. Raises KeyError for a category or district that is not there."""
    where = settle(draft.where, look.areas.area_of, draft.category in look.sensitive)
    return {
        "occurred_from": draft.when.start,
        "occurred_to": draft.when.end,
        "category_id": look.categories[draft.category],
        "summary": draft.summary,
        "quantity": draft.quantity,
        "certainty": draft.certainty.value,
        "place_words": where.words,
        "place_id": where.place_id,
        "point": _ewkt(where.point),
        "precision": where.precision.value,
        "district_id": look.districts[where.district] if where.district else None,
        "search_text": search_text(draft.summary, where.words),
    }


def _source_rows(
    source_ids: Iterable[int], ids: Iterable[int], drafts: Sequence[tuple[DraftIncident, int]]
) -> Iterable[dict[str, Any]]:
    for source_id, incident_id, (draft, report_id) in zip(source_ids, ids, drafts, strict=True):
        start, end = draft.passage
        yield {"id": source_id, "incident_id": incident_id, "report_id": report_id, "start": start, "end": end}


def _ewkt(point: Point | None) -> str | None:
    return None if point is None else f"SRID=4326;POINT({point.lon:.7f} {point.lat:.7f})"


def _table(model: type[Incident] | type[Source]) -> Table:
    table = model.__table__
    assert isinstance(table, Table)
    return table
