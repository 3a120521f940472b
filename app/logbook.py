"""How reports and incidents get into the database, one by one or by the thousand.

Every way in — the form, the importers, the demo — goes through here, so the same rules hold for all.
"""

import hashlib
from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import UTC, datetime
from math import nan
from typing import Any

import numpy as np
from sqlalchemy import Table, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app import events, privacy
from app.bulk import insert_columns, next_ids
from app.incidents.rules import search_text, settle
from app.models import (
    Base,
    Category,
    District,
    Incident,
    IncidentStatus,
    Organisation,
    Report,
    ReportKind,
    Source,
    User,
)
from app.places.queries import area_index
from app.privacy import Typed
from geo.areas import AreaIndex
from geo.points import Point
from reports.incoming.drafts import DraftIncident
from reports.picture.hours_of_week import hour_of_week, hours_touched
from reports.picture.periods import LOCAL_TIME

NOWHERE = Point(nan, nan)
LONGEST_PLACE = 300
"""Characters of place words that are kept."""
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
    "case_number",
    "search_text",
)


@dataclass(frozen=True, slots=True)
class Lookups:
    """What turns the codes of a draft into rows: ids of categories and districts, and the districts' areas."""

    categories: dict[str, int]
    sensitive: frozenset[str]
    districts: dict[str, int]
    areas: AreaIndex

    def areas_of(self, points: Sequence[Point | None]) -> list[str | None]:
        """The district of each point, None outside all and for None."""
        known = [point or NOWHERE for point in points]
        return self.areas.areas_of(np.array([p.lon for p in known]), np.array([p.lat for p in known]))


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
    """The report with this external id, and whether it is new.

    Without an id its text and the day it came recognise it: "nothing to report" on two nights is two reports.
    """
    if external_id is None:
        day = fields["received_at"].astimezone(LOCAL_TIME).date()
        external_id = f"sha256:{hashlib.sha256(fields.get('raw_text', '').encode()).hexdigest()}:{day}"
    same = select(Report).where(Report.organisation_id == organisation.id, Report.external_id == external_id)
    known = session.scalar(same)
    if known is not None:
        return known, False
    try:
        with session.begin_nested():
            report = Report(organisation=organisation, kind=kind, external_id=external_id, **fields)
            session.add(report)
    except IntegrityError:  # it has just come in by another way
        return session.scalars(same).one(), False
    return report, True


def take_turns(session: Session, organisation_id: int) -> None:
    """Let no other import of this organisation's reports go on at once: what one adds the other must see.

    SQLite has one writer at a time anyhow.
    """
    session.execute(select(Organisation.id).where(Organisation.id == organisation_id).with_for_update(key_share=True))


def log_incident(
    session: Session,
    draft: DraftIncident,
    report: Report,
    by: User | None,
    status: IncidentStatus = IncidentStatus.CONFIRMED,
    look: Lookups | None = None,
    typed: Typed | None = None,
) -> Incident:
    """A new incident with its first source. Raises PersonalDataError for what is `typed`; other text is masked."""
    let_stand = privacy.check_draft(draft, typed)
    now = datetime.now(UTC)
    fields = incident_fields(draft if typed else privacy.mask_draft(draft), look or lookups(session))
    incident = Incident(**fields, status=status, created_at=now, updated_at=now)
    incident.sources.append(Source(report=report, start=draft.passage[0], end=draft.passage[1]))
    session.add(incident)
    session.flush()
    session.expire(incident, ["point"])  # written as text, read back as a geometry
    events.record(session, "logged", "incident", incident.id, {"status": [None, status.value]}, by)
    privacy.note_let_stand(session, incident, let_stand, typed, by)
    return incident


def revise_incident(
    session: Session,
    incident: Incident,
    draft: DraftIncident,
    by: User | None,
    look: Lookups | None = None,
    verb: str = "revised",
    typed: Typed | None = None,
    standing: Set[str | None] = frozenset(),
) -> bool:
    """Give an incident the content of a draft; False, and nothing logged, where nothing changes.

    "revised" is what a person has decided, and no import overwrites it; an import itself is logged as "updated".
    Raises PersonalDataError for what is `typed`; other text, unless it stood there before (now, or of `standing`), is
    masked.
    """
    let_stand = privacy.check_draft(draft, typed, privacy.standing_words(session, incident) if typed else frozenset())
    if typed is None:
        draft = privacy.mask_draft(draft, kept={incident.summary, incident.place_words, *standing})
    if draft.case_number is None:
        draft = draft._replace(case_number=incident.case_number)
    fields = incident_fields(draft, look or lookups(session))
    moved = fields["point"] != _ewkt(incident.lonlat)
    changes = {
        name: [getattr(incident, name), fields[name]] for name in FIELDS if getattr(incident, name) != fields[name]
    }
    if not changes and not moved:
        return False
    privacy.note_let_stand(session, incident, let_stand, typed, by)
    for name in changes:
        setattr(incident, name, fields[name])
    if moved:
        incident.point = fields["point"]
        changes["point"] = ["", ""]
    incident.updated_at = datetime.now(UTC)
    changes.pop("search_text", None)
    events.record(session, verb, "incident", incident.id, changes, by)
    session.flush()
    session.expire(incident, ["point"])
    return True


def change_status(
    session: Session,
    verb: str,
    incident: Incident,
    status: IncidentStatus,
    by: User,
    **more: tuple[Any, Any],
) -> None:
    """Confirm, reopen or withdraw, with what else belongs in the event; nothing is logged where nothing changes.

    Whoever asks whether it may be changed has held it before, see `app.holding`.
    """
    if incident.status is status:
        return
    events.record(session, verb, "incident", incident.id, {"status": (incident.status, status), **more}, by)
    incident.status, incident.updated_at = status, datetime.now(UTC)
    session.flush()


def log_incidents(
    session: Session, drafts: Sequence[tuple[DraftIncident, int]], status: IncidentStatus, look: Lookups
) -> list[int]:
    """Many new incidents, each with the id of its report; gives their ids. The caller records one event for all."""
    settled = settle_drafts([draft for draft, _ in drafts], look)
    return log_settled(session, settled, [report_id for _, report_id in drafts], status, look)


def settle_drafts(
    drafts: Sequence[DraftIncident], look: Lookups, districts: Sequence[str | None] | None = None
) -> list[DraftIncident]:
    """The drafts with whereabouts and texts as they are kept; the districts of all points, unless given, found at once.

    `privacy.number_masked` tells how many texts were masked.
    """
    found = look.areas_of([draft.where.point for draft in drafts]) if districts is None else districts
    masked = privacy.mask_drafts(drafts)
    return [_settled(draft, district, look) for draft, district in zip(masked, found, strict=True)]


def log_settled(
    session: Session,
    drafts: Sequence[DraftIncident],
    report_ids: int | list[int],
    status: IncidentStatus,
    look: Lookups,
    external_ids: list[str | None] | None = None,
) -> list[int]:
    """Drafts from `settle_drafts` as new incidents, of one report or of one each; gives their ids.

    `external_ids` are the sender's own.
    """
    ids = next_ids(session, table_of(Incident), len(drafts))
    now = datetime.now(UTC)
    common = {"id": ids, "status": status.value, "created_at": now, "updated_at": now}
    insert_columns(session, table_of(Incident), common | _columns(drafts, look))
    sources = {
        "id": next_ids(session, table_of(Source), len(drafts)),
        "incident_id": ids,
        "report_id": report_ids,
        "start": [draft.passage[0] for draft in drafts],
        "end": [draft.passage[1] for draft in drafts],
        "external_id": external_ids,
    }
    insert_columns(session, table_of(Source), sources)
    return ids


def incident_fields(draft: DraftIncident, look: Lookups) -> dict[str, Any]:
    """A draft as the columns of an incident. Raises KeyError for a category or district that is not there."""
    point = draft.where.point
    settled = _settled(draft, look.areas.area_of(point) if point else None, look)
    fields = {name: values[0] for name, values in _columns([settled], look).items()}
    # To the driver, in bulk, these are words; an incident must have them as its readers expect, before it is reloaded.
    return {**fields, "certainty": settled.certainty, "precision": settled.where.precision}


def _settled(draft: DraftIncident, district: str | None, look: Lookups) -> DraftIncident:
    """The draft with its whereabouts as they are kept; `district` is the one its point lies in."""
    where = settle(draft.where, district, draft.category in look.sensitive)
    if where is draft.where:
        return draft
    when, _, category, summary, certainty, quantity, passage, case_number = draft
    return DraftIncident(when, where, category, summary, certainty, quantity, passage, case_number)


def _columns(drafts: Sequence[DraftIncident], look: Lookups) -> dict[str, list[Any]]:
    """Settled drafts as the columns of incidents. Column by column takes half the time of row by row."""
    places = [draft.where for draft in drafts]
    return {
        "occurred_from": [draft.when.start for draft in drafts],
        "occurred_to": [draft.when.end for draft in drafts],
        "hour_of_week": [hour_of_week(draft.when.start) for draft in drafts],
        "hours_touched": [hours_touched(draft.when.start, draft.when.end) for draft in drafts],
        "category_id": [look.categories[draft.category] for draft in drafts],
        "summary": [draft.summary for draft in drafts],
        "quantity": [draft.quantity for draft in drafts],
        "certainty": [draft.certainty._value_ for draft in drafts],  # `value` takes six times as long
        "place_words": [where.words and where.words[:LONGEST_PLACE] for where in places],
        "place_id": [where.place_id for where in places],
        "precision": [where.precision._value_ for where in places],
        "district_id": [look.districts[where.district] if where.district else None for where in places],
        "case_number": [draft.case_number or None for draft in drafts],
        "search_text": [search_text(draft.summary, draft.where.words, draft.case_number) for draft in drafts],
        "point": [_ewkt(where.point) for where in places],
    }


def _ewkt(point: Point | None) -> str | None:
    return None if point is None else f"SRID=4326;POINT({point.lon:.7f} {point.lat:.7f})"


def table_of(model: type[Base]) -> Table:
    """The table of a model, for `app.bulk`."""
    table = model.__table__
    assert isinstance(table, Table)
    return table
