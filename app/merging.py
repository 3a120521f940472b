"""Two incidents that are one: merging them, taking that back, and saying that they are not the same.

The one that is kept counts; the other stays as it was told, marked as merged, so that all of it can be taken back.
Reports' passages move to the kept one and remember which incident they came with (`Source.moved_from`): a reporter goes
on seeing that one, and nothing that others have told.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import events
from app.errors import DomainError
from app.holding import hold
from app.incidents.rules import LIVING, search_text
from app.merged_content import FIELDS, join, put, restored, stored
from app.models import Incident, IncidentStatus, Merge, NotSame, Source, User


class MergeError(DomainError):
    """These two cannot be merged, or parted, as they are."""


def merge(session: Session, kept: Incident, other: Incident, by: User | None, *, is_confirmed: bool = False) -> Merge:
    """Let `other` live on in `kept`: its sources add, the better place and time win, the text of `kept` stays.

    A draft that is merged with a confirmed incident is confirmed thereby, and so are two drafts where `is_confirmed`.
    Raises MergeError.
    """
    _lock(session, kept, other)
    _check_mergeable(kept, other)
    before, made = stored(kept), join(kept, other)
    put(kept, made | ({"status": IncidentStatus.CONFIRMED} if is_confirmed else {}))
    after = stored(kept)
    changed = [name for name in FIELDS if before[name] != after[name]]
    done = Merge(
        kept_id=kept.id,
        merged_id=other.id,
        at=datetime.now(UTC),
        by_id=by.id if by else None,
        source_ids=_move_sources(kept, other),
        before={
            "kept": {name: before[name] for name in changed},
            "made": {name: after[name] for name in changed},
            "status": other.status.value,
        },
    )
    session.add(done)
    _forget_difference(session, kept, other)
    other.merged_into_id = kept.id
    events.record(session, "merged", "incident", other.id, _status(other, IncidentStatus.MERGED, kept), by)
    changes = _loggable(before, after, changed)
    events.record(session, "took_in", "incident", kept.id, {**changes, "incident_id": (None, other.id)}, by)
    _finish(session, kept, other)
    return done


def undo_merge(session: Session, merge: Merge, by: User | None) -> list[str]:
    """Part two merged incidents again, both as they were; gives the fields of the kept one that stay as they are now,
    as somebody has changed them since.

    Raises MergeError where it is done already, or where the kept one has itself been merged with another since.
    """
    kept, other = session.get_one(Incident, merge.kept_id), session.get_one(Incident, merge.merged_id)
    _lock(session, kept, other)
    session.refresh(merge)
    _check_undoable(merge, kept)
    now, made = stored(kept), merge.before["made"]
    untouched = {name: value for name, value in merge.before["kept"].items() if now[name] == made[name]}
    left = [name for name in made if name not in untouched and not _hand_down(session, merge, name)]
    put(kept, restored(untouched))
    for source in session.scalars(select(Source).where(Source.id.in_(merge.source_ids), Source.incident_id == kept.id)):
        source.incident = other
        source.moved_from_id = None if source.moved_from_id == other.id else source.moved_from_id
    merge.undone_at = datetime.now(UTC)
    other.merged_into_id = None
    was = IncidentStatus(merge.before["status"])
    events.record(session, "parted", "incident", other.id, _status(other, was, kept), by)
    changes = _loggable(now, untouched, untouched)
    events.record(session, "parted", "incident", kept.id, {**changes, "incident_id": (other.id, None)}, by)
    _finish(session, kept, other)
    return left


def say_not_same(session: Session, one: Incident, other: Incident, by: User | None) -> None:
    """Remember that two incidents are not the same: they are not suggested again. Raises MergeError for one alone."""
    if one.id == other.id:
        raise MergeError(_("Det är en och samma händelse."))
    if _difference(session, one, other) is None:
        first, second = sorted((one.id, other.id))
        session.add(NotSame(one_id=first, other_id=second, at=datetime.now(UTC), by_id=by.id if by else None))
        _record_difference(session, "told_apart", one, other, by)


def take_back_not_same(session: Session, one: Incident, other: Incident, by: User | None) -> None:
    """Two incidents may be suggested as one again."""
    if _forget_difference(session, one, other):
        _record_difference(session, "told_apart_undone", one, other, by)


def _record_difference(session: Session, verb: str, one: Incident, other: Incident, by: User | None) -> None:
    for incident, its_other in ((one, other), (other, one)):
        events.record(session, verb, "incident", incident.id, {"incident_id": (None, its_other.id)}, by)
    session.flush()


def _lock(session: Session, *incidents: Incident) -> None:
    """See them as they are now, and let nobody else merge or change them meanwhile."""
    hold(session, [incident.id for incident in incidents])
    for incident in incidents:
        session.expire(incident, ["sources"])


def _check_mergeable(kept: Incident, other: Incident) -> None:
    if kept.id == other.id:
        raise MergeError(_("En händelse kan inte slås ihop med sig själv."))
    for incident in (kept, other):
        if incident.status is IncidentStatus.MERGED:
            raise MergeError(_("Den ena händelsen är redan sammanslagen med en annan. Inget ändrades."))
        if incident.status not in LIVING:
            raise MergeError(_("Den ena händelsen är tillbakadragen och kan inte slås ihop. Inget ändrades."))


def _check_undoable(merge: Merge, kept: Incident) -> None:
    if merge.undone_at is not None:
        raise MergeError(_("Sammanslagningen är redan ångrad."))
    if kept.status is IncidentStatus.MERGED:
        raise MergeError(_("Händelsen har sedan dess slagits ihop med en till. Ångra den sammanslagningen först."))


def _move_sources(kept: Incident, other: Incident) -> list[int]:
    """Their ids. A passage that the kept one stands on already stays where it is: it tells nothing more."""
    known = {(source.report_id, source.start) for source in kept.sources}
    moved = [source for source in list(other.sources) if (source.report_id, source.start) not in known]
    for source in moved:
        source.moved_from_id = source.moved_from_id or other.id
        source.incident = kept
    return [source.id for source in moved]


def _hand_down(session: Session, undone: Merge, name: str) -> bool:
    """Where a later merge has set a field, that one is to give back what this one found; False where none has."""
    query = select(Merge).where(Merge.kept_id == undone.kept_id, Merge.undone_at.is_(None), Merge.id > undone.id)
    later = next((other for other in session.scalars(query.order_by(Merge.id)) if name in other.before["kept"]), None)
    if later is None or later.before["kept"][name] != undone.before["made"][name]:
        return False
    later.before = {**later.before, "kept": {**later.before["kept"], name: undone.before["kept"][name]}}
    return True


def _status(other: Incident, status: IncidentStatus, kept: Incident) -> dict[str, tuple[Any, Any]]:
    """Set it, and say so."""
    was, other.status = other.status, status
    ids = (None, kept.id) if status is IncidentStatus.MERGED else (kept.id, None)
    return {"status": (was, status), "merged_into_id": ids}


def _loggable(before: Mapping[str, Any], after: Mapping[str, Any], names: Iterable[str]) -> dict[str, tuple[Any, Any]]:
    """Changes of stored fields for the log: of a position only that it changed."""
    old, new = restored(before), restored(after)
    return {name: ("", "") if name == "point" else (old[name], new[name]) for name in names}


def _difference(session: Session, one: Incident, other: Incident) -> NotSame | None:
    return session.get(NotSame, tuple(sorted((one.id, other.id))))


def _forget_difference(session: Session, one: Incident, other: Incident) -> bool:
    said = _difference(session, one, other)
    if said is not None:
        session.delete(said)
    return said is not None


def _finish(session: Session, kept: Incident, other: Incident) -> None:
    kept.updated_at = other.updated_at = datetime.now(UTC)
    for incident in (kept, other):
        incident.search_text = search_text(incident.summary, incident.place_words, incident.case_number)
    session.flush()
    for incident in (kept, other):
        session.expire(incident, ["point", "sources", "category", "district", "place"])
