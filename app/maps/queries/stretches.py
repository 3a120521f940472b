"""Reads which stretches of time a period may be set against, and in which of some stretches an incident lies."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from sqlalchemy import ColumnElement, String, and_, case, cast, func, select
from sqlalchemy.orm import Session

from app.incidents.filters import IncidentFilter
from app.incidents.queries import matching
from app.maps.queries.time import days
from app.models import Incident, IncidentStatus, Organisation, Report, User
from reports.picture.inputs import BASELINE_LENGTH
from reports.picture.numbers.stretches import QUIET_DAYS, Stretch, stretches_before
from reports.picture.periods import LOCAL_TIME

LETTERS_OF_AN_HOUR = 13
"""Of "2026-11-01 22:30:00"."""


def history_of(session: Session, chosen: IncidentFilter, user: User, period: Stretch) -> list[Stretch]:
    """The stretches of as many days before a period that it may be set against, oldest first."""
    return stretches_before(period, *heard_of(session, chosen, user, period, timedelta(days=QUIET_DAYS)))


def _watching(chosen: IncidentFilter) -> IncidentFilter:
    """All that those could have told who are asked for: where one of them was silent there is nothing to compare."""
    return IncidentFilter(sources=chosen.sources, statuses=(IncidentStatus.CONFIRMED,))


def heard_of(
    session: Session, chosen: IncidentFilter, user: User, period: Stretch, back: timedelta
) -> tuple[date | None, set[date]]:
    """The oldest day with data, and the days on which anything was heard of from `back` before the 26 stretches on.

    Days before the oldest one are not asked for: before a long period they would lie beyond the calendar.
    """
    first_data = _first_day(session, _watching(chosen), user)
    if first_data is None:
        return None, set()
    days_back = min(period.days * (BASELINE_LENGTH + 1) + back.days, (period.first - first_data).days)
    oldest = period.first - timedelta(days=max(days_back, 0))
    return first_data, _watched(session, chosen, user, Stretch(oldest, period.last))


def _first_day(session: Session, chosen: IncidentFilter, user: User) -> date | None:
    oldest = session.scalar(select(func.min(Incident.occurred_from)).where(*matching(chosen, user)))
    return None if oldest is None else oldest.astimezone(LOCAL_TIME).date()


def _watched(session: Session, chosen: IncidentFilter, user: User, over: Stretch) -> set[date]:
    """The days on which an incident or a report of those asked for was heard of."""
    incidents = replace(_watching(chosen), start=over.first, end=over.last)
    hour = func.substr(cast(Report.received_at, String), 1, LETTERS_OF_AN_HOUR)
    received = select(hour).distinct().where(Report.received_at >= over.starts_at)
    if chosen.sources:
        known = select(Organisation.id).where(Organisation.key.in_(chosen.sources))
        received = received.where(Report.organisation_id.in_(known))
    heard = (datetime.fromisoformat(f"{written}:00").replace(tzinfo=UTC) for written in session.scalars(received))
    return {*days(session, incidents, user), *(moment.astimezone(LOCAL_TIME).date() for moment in heard)}


def which_of(stretches: Sequence[Stretch]) -> ColumnElement[int]:
    """The index of the stretch in which an incident lies, of those asked for in order."""
    is_row = all(one.last + timedelta(days=1) == other.first for one, other in pairwise(stretches))
    if is_row:  # No other days are read: to compare with one end each is twice as fast.
        return case(*((Incident.occurred_from < one.ends_at, at) for at, one in enumerate(stretches)))
    return case(*((_is_in(one), at) for at, one in enumerate(stretches)))


def _is_in(stretch: Stretch) -> ColumnElement[bool]:
    return and_(Incident.occurred_from >= stretch.starts_at, Incident.occurred_from < stretch.ends_at)
