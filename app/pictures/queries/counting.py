"""Counts what an edition's numbers are worked out from: by whom incidents were told, at which hours, at which spots.

Either database does what it does fastest: SQLite groups them itself (`grouped`), PostgreSQL hands them over as whole
columns (`columns`).
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session, aliased

from app.models import Category, District, Incident
from app.pictures.queries import columns, grouped
from app.pictures.queries.columns import Columns
from app.pictures.queries.numbers import CONFIRMED, TOP, within
from geo.points import LocationPrecision
from reports.picture.hours_of_week import LONGEST, WEEK, hours_of_week, since_1970
from reports.picture.inputs import CountInput, PointInput, SpanInput
from reports.picture.periods import LOCAL_TIME, Period

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SPOTS = (LocationPrecision.POINT, LocationPrecision.STREET, LocationPrecision.PLACE)


FOR_COUNTING = {
    "jit": "off",  # to compile these queries takes longer than it saves
    "work_mem": "'64MB'",  # millions of incidents are put together without a file
    "random_page_cost": "1.1",  # an index that holds all that is counted is read faster than the table
}
"""Settings of PostgreSQL, until the transaction ends."""


def prepare_to_count(session: Session) -> None:
    """Said to PostgreSQL alone; SQLite has nothing to be told."""
    if _is_postgres(session):
        for name, value in FOR_COUNTING.items():
            session.execute(text(f"SET LOCAL {name} = {value}"))


def _is_postgres(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"


def read(session: Session, periods: Sequence[Period]) -> Columns | None:
    """What `counts_by_source` and `spans` count, read once for both; None from SQLite, which counts by itself."""
    return columns.columns_of(session, periods) if _is_postgres(session) else None


def counts_by_source(
    session: Session, periods: Sequence[Period], incidents: Columns | None = None
) -> tuple[CountInput, ...]:
    """Confirmed incidents per period, district, top-level category and all who told of them.

    `incidents` are what was read before, of these periods.
    """
    found = incidents or read(session, periods)
    return columns.counts_by_source(session, periods, found) if found else grouped.counts_by_source(session, periods)


def spans(session: Session, periods: Sequence[Period], incidents: Columns | None = None) -> tuple[SpanInput, ...]:
    """How many confirmed incidents lie at the same hours of the week, per district; sensitive ones left out.

    Those of the last period by themselves, and those of all before it together: they stand where the first of them
    lies. Of a span of a day or more only that is told: it ends 24 hours after it began. `incidents` are what was read
    before, of these periods and perhaps others.
    """
    moments, found = same_clock(periods), incidents or read(session, periods)
    return columns.spans(session, moments, found) if found else grouped.spans(session, moments)


def same_clock(periods: Sequence[Period]) -> list[datetime]:
    """From which to which moment incidents at the same hour of the week touch the same hours: first, next … and last.

    Those of the day before a change of summer time do so by themselves; and those of the last period are told apart.
    """
    first, last = since_1970(periods[0].starts_at), since_1970(periods[-1].ends_at)
    clock = hours_of_week(first, last + LONGEST)
    changes = [at for at in range(1, len(clock)) if clock[at] != (clock[at - 1] + 1) % WEEK]
    parted = {edge for at in changes for edge in (at - LONGEST, at)} | {since_1970(periods[-1].starts_at) - first}
    return [
        EPOCH + timedelta(hours=first + at) for at in (0, *sorted(parted & {*range(1, last - first)}), last - first)
    ]


def points(session: Session, periods: Sequence[Period]) -> tuple[PointInput, ...]:
    """Confirmed incidents whose point tells where they were, oldest first; sensitive ones have none."""
    top = aliased(Category)
    rows = session.execute(
        select(func.ST_X(Incident.point), func.ST_Y(Incident.point), Incident.occurred_from, District.key, top.code)
        .join(Category, Category.id == Incident.category_id)
        .join(top, top.id == TOP)
        .outerjoin(District, District.id == Incident.district_id)
        .where(
            CONFIRMED,
            within(Incident.occurred_from, periods),
            Incident.point.is_not(None),
            Incident.precision.in_(SPOTS),
            ~top.is_sensitive,
        )
        .order_by(Incident.occurred_from, Incident.id)
    )
    return tuple(PointInput(x, y, _local_day(moment), key, code) for x, y, moment, key, code in rows)


def _local_day(moment: datetime) -> date:
    return moment.astimezone(LOCAL_TIME).date()
