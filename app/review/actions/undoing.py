"""Undoes what was done in a review: what the drafts held before is remembered, and put back."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app import logbook, merging
from app.learning import put_back
from app.models import Incident, IncidentStatus, Merge, Report, Source, User
from app.review.actions.placing import withdraw_place
from app.review.queries.drafts import find_source, source_of
from app.review.rules import ChangedMeanwhileError, told, version_of
from geo.points import LocationPrecision, Point
from reports.incoming.drafts import Certainty, DraftIncident, Interval, Whereabouts


@dataclass
class Memory:
    """What a change touched: its drafts as they were before, and the versions it left them with.

    `merge` is the merge that was made, `versions` those of its two incidents before and after it, `apart` two incidents
    that were said not to be the same, `lessons` what was learned (and what the words meant before), `place` the place
    that was added, `awaits` whether the report awaited that somebody says that it tells of nothing. `is_undo`: it was
    itself the undoing of something, and is no more than remembered.
    """

    report: int
    left_out: list[Any]
    drafts: list[dict[str, Any]] = field(default_factory=list)
    created: list[int] = field(default_factory=list)
    after: dict[str, str] = field(default_factory=dict)
    merge: int | None = None
    versions: dict[str, list[str]] = field(default_factory=dict)
    apart: list[int] = field(default_factory=list)
    lessons: list[tuple[int, list[int | None]]] = field(default_factory=list)
    place: int | None = None
    awaits: bool = False
    is_undo: bool = False

    @property
    def left(self) -> dict[int, str | None]:
        """The ids of all that looked different after it, with the versions that it left them with, if any."""
        merged = {id_: versions[-1] for id_, versions in self.versions.items()}
        changed = {int(id_): version for id_, version in (merged | self.after).items()}
        return dict.fromkeys(self.apart) | changed

    def add(self, sources: Iterable[Source]) -> None:
        """Remember more that is about to be touched."""
        self.drafts += [_as_json(source) for source in sources]

    def closed(self, incidents: Iterable[Incident]) -> "Memory":
        """The memory of a change that is done, with all the drafts that it touched or made."""
        known = {one["id"] for one in self.drafts}
        for incident in incidents:
            self.after[str(incident.id)] = version_of(incident)
            if incident.id not in known and incident.id not in self.created:
                self.created.append(incident.id)
        return self


def remember(report: Report, sources: Iterable[Source]) -> Memory:
    """What a change is about to touch."""
    drafts = [_as_json(source) for source in sources]
    return Memory(report.id, list(report.left_out), drafts, awaits=report.awaits_sign_off)


def undo(session: Session, report: Report, memory: Memory, by: User) -> list[Incident]:
    """Put back what a change touched. Refused where somebody has changed it since."""
    if memory.merge or memory.apart:
        return _undo_twins(session, report, memory, by)
    touched = {int(id_): source_of(session, report, int(id_)) for id_ in memory.after}
    if any(version_of(told(touched[int(id_)])) != version for id_, version in memory.after.items()):
        raise ChangedMeanwhileError(_("Det går inte att ångra: händelsen har ändrats sedan dess."))
    for id_ in memory.created:
        replace(session, told(touched[id_]), by)
    for before in memory.drafts:
        _put_back(session, touched[before["id"]], before, by)
    for lesson_id, meaning in memory.lessons:
        put_back(session, lesson_id, meaning, by)
    if memory.place:
        withdraw_place(session, memory.place, by)
    report.left_out, report.awaits_sign_off = memory.left_out, memory.awaits
    session.flush()
    return [told(source) for source in touched.values()]


def _undo_twins(session: Session, report: Report, memory: Memory, by: User) -> list[Incident]:
    """Part what was merged, or let two be suggested as one again; gives those that this report tells of."""
    if memory.merge:
        merge = session.get_one(Merge, memory.merge)
        ids = [merge.merged_id, merge.kept_id]
        unchanged = [one for id_ in ids if _is_as_merged(one := session.get_one(Incident, id_), memory)]
        merging.undo_merge(session, merge, by)
        for incident in unchanged:
            incident.updated_at = datetime.fromisoformat(memory.versions[str(incident.id)][0])
        _read_as_before(session, report, memory)
    else:
        one, other = (session.get_one(Incident, id_) for id_ in memory.apart)
        merging.take_back_not_same(session, one, other, by)
        ids = memory.apart
    session.flush()
    session.expire_all()
    return [session.get_one(Incident, id_) for id_ in ids if find_source(session, report, id_)]


def _read_as_before(session: Session, report: Report, memory: Memory) -> None:
    """What was noted beside how the drafts of a report were read is as it was before, where somebody merged them."""
    for before in memory.drafts:
        incident = told(source_of(session, report, before["id"]))
        if incident.reading is not None:
            incident.reading.fields = before["reading"]


def _is_as_merged(incident: Incident, memory: Memory) -> bool:
    """Whether nobody has changed it since; it then gets its version back, so that what was done before can be undone
    next.
    """
    return version_of(incident) in memory.versions.get(str(incident.id), [])[1:]


def replace(session: Session, incident: Incident, by: User) -> None:
    """A draft that lives on in others: it is neither shown nor counted any more."""
    if incident.reading is not None:
        incident.reading.is_replaced = True
    logbook.change_status(session, "withdrawn", incident, IncidentStatus.WITHDRAWN, by)


def mark(incident: Incident, **notes: Any) -> None:
    """Note something beside how a draft was read."""
    if incident.reading is not None:
        incident.reading.fields = {**incident.reading.fields, **notes}


def _put_back(session: Session, source: Source, before: dict[str, Any], by: User) -> None:
    incident = told(source)
    source.start, source.end = before["passage"]
    if incident.reading is not None:
        incident.reading.fields = before["reading"]
    content = _content(before)
    logbook.revise_incident(session, incident, content, by, standing={content.summary, content.where.words})
    logbook.change_status(session, "reopened", incident, IncidentStatus(before["status"]), by)
    # The version too, so that what was done before this can be undone next.
    incident.updated_at = datetime.fromisoformat(before["version"])
    session.flush()
    session.refresh(incident)


def _as_json(source: Source) -> dict[str, Any]:
    incident, content = told(source), told(source).content
    where, at = content.where, content.where.point
    return {
        "id": incident.id,
        "status": incident.status.value,
        "version": version_of(incident),
        "passage": [source.start, source.end],
        "reading": incident.reading.fields if incident.reading else None,
        "when": [moment and moment.isoformat() for moment in content.when],
        "where": [where.words, where.place_id, at and [at.lon, at.lat], where.precision.value, where.district],
        "what": [
            content.category,
            content.summary,
            content.certainty.value,
            content.quantity,
            content.case_number or "",
        ],
    }


def _content(before: dict[str, Any]) -> DraftIncident:
    start, end = before["when"]
    words, place_id, point, precision, district = before["where"]
    category, summary, certainty, quantity, case_number = before["what"]
    return DraftIncident(
        Interval(datetime.fromisoformat(start), end and datetime.fromisoformat(end)),
        Whereabouts(words, place_id, point and Point(*point), LocationPrecision(precision), district),
        category,
        summary,
        Certainty(certainty),
        quantity,
        case_number=case_number,
    )
