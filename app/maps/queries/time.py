"""Reads when the chosen incidents were: how many each day, and at which hours of the week."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import String, and_, case, cast, func, select
from sqlalchemy.orm import Session

from app.incidents.filters import IncidentFilter
from app.incidents.queries import matching, sensitive_categories
from app.incidents.rules import is_sensitive
from app.maps.queries.marks import HAS_PLACE, drawable_kinds, incidents_as_told
from app.maps.rules import is_drawn
from app.maps.spans import DayCount
from app.models import Incident, Role, User
from reports.picture.hours_of_week import LONGEST, WEEK, hour_of_week, hours_touched
from reports.picture.periods import LOCAL_TIME

LETTERS_OF_A_DAY = 10
"""Of "2026-11-01 22:30:00"."""


@dataclass(frozen=True, slots=True)
class Week:
    """How many incidents are to be expected in each hour of the week, Monday 00 first; `undated`: the hour unknown."""

    hours: tuple[float, ...]
    undated: int

    @property
    def most(self) -> float:
        return max(self.hours)


def days(session: Session, chosen: IncidentFilter, user: User) -> dict[date, DayCount]:
    """How many incidents of each local day are chosen; days without any are left out."""
    found: dict[date, DayCount] = {}
    for day, is_placed, number in _by_day(session, chosen, user):
        count = DayCount(drawn=number) if is_placed else DayCount(undrawn=number)
        found[day] = found.get(day, DayCount()) + count
    return found


def week(session: Session, chosen: IncidentFilter, user: User) -> Week:
    """At which hours the chosen incidents were, whichever hours are chosen; sensitive ones are left out.

    An incident counts one in all, spread evenly over the hours of the clock that its span touches; of a span of a day
    or more the hour is not known. As `reports.picture.numbers.hours` does it, with its sources.
    """
    hours, undated = [0.0] * WEEK, 0
    for hour, touched, number in _by_hour(session, replace(chosen, hours=()), user):
        if touched >= LONGEST:
            undated += number
            continue
        for at in range(hour, hour + touched):
            hours[at % WEEK] += number / touched
    return Week(tuple(round(weight, 6) for weight in hours), undated)


def _by_day(session: Session, chosen: IncidentFilter, user: User) -> Iterable[tuple[date, bool, int]]:
    """Local day, whether a place is known, how many."""
    if user.role is Role.REPORTER:
        told = incidents_as_told(session, chosen, user)
        return [(one.occurred_from.astimezone(LOCAL_TIME).date(), is_drawn(one), 1) for one in told]
    is_placed = and_(HAS_PLACE, Incident.category_id.in_(drawable_kinds(session)))
    grouped = (
        select(
            func.substr(cast(Incident.occurred_from, String), 1, LETTERS_OF_A_DAY).label("utc_day"),
            (Incident.hour_of_week // 24).label("weekday"),
            case((is_placed, 1), else_=0).label("is_placed"),
            func.count(),
        )
        .where(*matching(chosen, user))
        .group_by("utc_day", "weekday", "is_placed")
    )
    rows = session.execute(grouped).all()
    return [(_local_day(utc_day, weekday), bool(placed), number) for utc_day, weekday, placed, number in rows]


def _by_hour(session: Session, chosen: IncidentFilter, user: User) -> Iterable[tuple[int, int, int]]:
    """First hour of the week, hours touched, how many."""
    if user.role is Role.REPORTER:
        told = [one for one in incidents_as_told(session, chosen, user) if not is_sensitive(one)]
        spans = Counter(
            (hour_of_week(one.occurred_from), hours_touched(one.occurred_from, one.occurred_to)) for one in told
        )
        return [(*span, number) for span, number in spans.items()]
    columns = (Incident.hour_of_week, Incident.hours_touched)
    query = select(*columns, func.count()).where(
        *matching(chosen, user), Incident.category_id.not_in(sensitive_categories())
    )
    return [(hour, touched, number) for hour, touched, number in session.execute(query.group_by(*columns))]


def _local_day(utc_day: str, weekday: int) -> date:
    """The day on local clocks, of which only the weekday is stored: that in UTC, or the one after it."""
    day = date.fromisoformat(utc_day)
    return day + timedelta(days=(weekday - day.weekday()) % 7)
