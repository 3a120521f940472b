"""What a reporter sees of an incident into which what others have told was merged: what it was before."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.merged_content import put, restored
from app.models import Category, District, Incident, Merge, Report, Role, Source, User

Fields = dict[str, Any]
OPEN = frozenset({"status"})
"""That an incident counts may be known."""


def show_as_told(session: Session, user: User, incidents: Iterable[Incident]) -> None:
    """Let a reporter see incidents without what others added: those leave the session, as they must not be written."""
    shown = {incident.id: incident for incident in incidents}
    for incident_id, fields in fields_as_told(session, user, shown).items():
        incident = shown[incident_id]
        session.expunge(incident)
        put(incident, fields)
        incident.category = session.get_one(Category, incident.category_id)
        incident.district = session.get_one(District, incident.district_id) if incident.district_id else None


def fields_as_told(session: Session, user: User, ids: Collection[int]) -> dict[int, Fields]:
    """By incident, the fields that others' tellings have changed, as they were; none for who may read all."""
    found: dict[int, Fields] = defaultdict(dict)
    if user.role is Role.REPORTER:
        for merge in _of_others(session, user, ids):
            found[merge.kept_id] |= {name: value for name, value in merge.before["kept"].items() if name not in OPEN}
    return {incident_id: restored(fields) for incident_id, fields in found.items()}


def _of_others(session: Session, user: User, ids: Collection[int]) -> list[Merge]:
    """The merges that brought what other organisations told, the newest first: what the oldest found is what was."""
    query = select(Merge).where(Merge.kept_id.in_(ids), Merge.undone_at.is_(None)).order_by(Merge.id.desc())
    merges = list(session.scalars(query))
    moved = {source_id for merge in merges for source_id in merge.source_ids}
    tellers = select(Source.id).join(Source.report).where(Source.id.in_(moved))
    foreign = set(session.scalars(tellers.where(Report.organisation_id != user.organisation_id)))
    return [merge for merge in merges if foreign.intersection(merge.source_ids)]
