"""The event log: who changed what. It is only ever added to, so what must be removable is never copied into it."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session, joinedload

from app.models import Base, Event, User

Changes = Mapping[str, Sequence[Any]]
"""Field → before, after."""

WORD_FIELDS = frozenset({"certainty", "edition", "kind", "language", "precision", "role", "status"})
"""Fields whose text is always a word of a closed set."""


def record(
    session: Session, verb: str, subject: str, subject_id: int | None, changes: Changes, by: User | None
) -> Event:
    """Log that somebody (None: a program) did something, such as "changed", to a subject, such as "incident"."""
    event = Event(
        at=datetime.now(UTC),
        user_id=by.id if by else None,
        verb=verb,
        subject=subject,
        subject_id=subject_id,
        changes={field: _loggable(field, values) for field, values in changes.items()},
    )
    session.add(event)
    return event


def events_of(session: Session, subject: str, subject_id: int) -> list[Event]:
    """What happened to one thing, newest first."""
    chosen = select(Event).where(Event.subject == subject, Event.subject_id == subject_id)
    newest_first = chosen.options(joinedload(Event.user)).order_by(Event.at.desc(), Event.id.desc())
    return list(session.scalars(newest_first))


def pending_changes(thing: Base) -> dict[str, tuple[Any, Any]]:
    """Columns of a thing that differ from what the database has: ask before the next flush."""
    state = inspect(thing)
    histories = {attribute.key: state.attrs[attribute.key].history for attribute in state.mapper.column_attrs}
    return {
        field: (next(iter(history.deleted), None), next(iter(history.added), None))
        for field, history in histories.items()
        if history.has_changes()
    }


def _loggable(field: str, values: Sequence[Any]) -> list[Any] | None:
    """[before, after] as JSON, or None, "changed", where one of them is text or a position.

    Text and positions are personal data or may hold them, and are removed in time; this log is never cleaned.
    Words of a closed set, numbers, ids, moments and yes or no tell nobody's secrets.
    """
    is_loggable = field in WORD_FIELDS or all(map(_is_harmless, values))
    return [_plain(value) for value in values] if is_loggable else None


def _is_harmless(value: Any) -> bool:
    if isinstance(value, list | tuple):
        return all(map(_is_harmless, value))
    return value is None or isinstance(value, bool | int | float | Enum | date)


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value
