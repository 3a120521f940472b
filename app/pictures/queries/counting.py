"""Counts what an edition's numbers are worked out from: by whom incidents were told, at which hours, at which spots.

Grouped in the database: what comes here grows with the number of districts, sources and hours, not of incidents.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import (
    ARRAY,
    TIMESTAMP,
    ColumnElement,
    Integer,
    Select,
    String,
    Subquery,
    and_,
    case,
    cast,
    column,
    func,
    select,
    text,
    values,
)
from sqlalchemy.orm import Session, aliased

from app.models import Category, District, Incident, Organisation, Report, Source
from app.models.base import Moment
from app.pictures.queries.numbers import CONFIRMED, TOP, within
from geo.points import LocationPrecision
from reports.picture.hours_of_week import LONGEST, WEEK, hours_of_week, since_1970
from reports.picture.inputs import CountInput, PointInput, SpanInput
from reports.picture.periods import LOCAL_TIME, Period

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SPOTS = (LocationPrecision.POINT, LocationPrecision.STREET, LocationPrecision.PLACE)


FOR_COUNTING = {
    "jit": "off",  # to compile these queries takes longer than it saves
    "work_mem": "'64MB'",  # a million incidents are put together with who told of them without a file
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


def counts_by_source(session: Session, periods: Sequence[Period]) -> tuple[CountInput, ...]:
    """Confirmed incidents per period, district, top-level category and all who told of them.

    Most were told of once, and are counted by that without putting together who told of each.
    """
    names = {str(id_): key for id_, key in session.execute(select(Organisation.id, Organisation.key))}
    told = session.execute(_named(_tellings(session, periods).subquery())).all()
    sums = Counter[tuple[int, str, str, tuple[str, ...]]]()
    for at, district, code, id_, number in told:
        sums[at, district or "", code, (names[id_],) if id_ else ()] += number
    here = select(func.count()).select_from(Incident).where(CONFIRMED, within(Incident.occurred_from, periods))
    if sum(row.number for row in told) != session.scalar(here):
        for at, district, code, ids, number in session.execute(_named(_told_by_several(periods).subquery())):
            for id_ in ids.split(","):
                sums[at, district or "", code, (names[id_],)] -= number
            # The same tellers come in any order, and one as often as it told.
            sums[at, district or "", code, tuple(sorted({names[id_] for id_ in ids.split(",")}))] += number
    return tuple(
        CountInput(periods[at].start, district or None, code, number, keys)
        for (at, district, code, keys), number in sorted(sums.items())
        if number
    )


def _tellings(session: Session, periods: Sequence[Period]) -> Select[Any]:
    """Per period, district, category and the one who told, if anybody did; once for each report that did."""
    grouped = (
        _incidents(session, [period.starts_at for period in periods] + [periods[-1].ends_at])
        .add_columns(Incident.category_id, Report.organisation_id, func.count().label("number"))
        .outerjoin(Source, Source.incident_id == Incident.id)
        .outerjoin(Report, Report.id == Source.report_id)
        .group_by("stretch", Incident.district_id, Incident.category_id, Report.organisation_id)
        .subquery()
    )
    at, district_id, category_id, organisation_id, number = grouped.c
    return select(at, district_id, category_id, cast(organisation_id, String).label("teller"), number)


def _told_by_several(periods: Sequence[Period]) -> Select[Any]:
    """Per period, district, category and list of tellers, of those that more than one report told of."""
    several = select(Source.incident_id).group_by(Source.incident_id).having(func.count() > 1).subquery()
    tellers = func.aggregate_strings(cast(Report.organisation_id, String), ",")
    told = (
        select(_period(periods), Incident.district_id, Incident.category_id, tellers.label("tellers"))
        .join(several, several.c.incident_id == Incident.id)
        .join(Source, Source.incident_id == Incident.id)
        .join(Report, Report.id == Source.report_id)
        .where(CONFIRMED, within(Incident.occurred_from, periods))
        .group_by(Incident.id)
        .subquery()
    )
    return select(told, func.count().label("number")).group_by(*told.c)


def _period(periods: Sequence[Period]) -> ColumnElement[int]:
    return case(*((Incident.occurred_from < p.ends_at, number) for number, p in enumerate(periods))).label("period")


def _incidents(session: Session, moments: Sequence[datetime]) -> Select[Any]:
    """Confirmed incidents: between which two of the moments, as `stretch`, and in which district; of the index alone.

    SQLite reads stretch by stretch, in a third of the time of comparing each incident with all moments. PostgreSQL
    finds an incident's stretch among them by halves; as the stretches are rows it knows how few groups there will be,
    and lets several processes count.
    """
    rows = [(at, begins, ends) for at, (begins, ends) in enumerate(pairwise(moments))]
    named = column("at", Integer), column("begins", Moment), column("ends", Moment)
    stretches = values(*named, name="stretches").data(rows).cte()
    when, (at, begins, ends) = Incident.occurred_from, stretches.c
    lies_in = and_(when >= begins, when < ends)
    shown = select(at.label("stretch"), Incident.district_id).select_from(stretches)
    if _is_postgres(session):
        edges = cast(list(moments), ARRAY(TIMESTAMP(timezone=True)))
        lies_in = and_(at == func.width_bucket(when, edges) - 1, when >= moments[0], when < moments[-1])
    return shown.join(Incident, lies_in).where(CONFIRMED)


def _named(grouped: Subquery) -> Select[Any]:
    """Period, key of the district, code of the top-level category, ids of the tellers, number."""
    top, (period, district_id, category_id, tellers, number) = aliased(Category), grouped.c
    return (
        select(period, District.key, top.code, tellers, number)
        .join(Category, Category.id == category_id)
        .join(top, top.id == TOP)
        .outerjoin(District, District.id == district_id)
    )


def spans(session: Session, periods: Sequence[Period]) -> tuple[SpanInput, ...]:
    """How many confirmed incidents lie at the same hours of the week, per district; sensitive ones left out.

    Those of the last period by themselves, and those of all before it together: they stand where the first of them
    lies. Of a span of a day or more only that is told: it ends 24 hours after it began.
    """
    first = func.min(Incident.occurred_from, type_=Moment).label("first")
    rows = session.execute(
        _incidents(session, same_clock(periods))
        .add_columns(Incident.hours_touched, first, func.count().label("number"))
        .where(Incident.category_id.not_in(_sensitive()))
        .group_by("stretch", Incident.district_id, Incident.hour_of_week, Incident.hours_touched)
    )
    names = {row.id: row.key for row in session.execute(select(District.id, District.key))}
    return tuple(
        SpanInput(names.get(district_id), start := since_1970(moment), start + touched, number)
        for _, district_id, touched, moment, number in rows
    )


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


def _sensitive() -> Select[int]:
    top = aliased(Category)
    return select(Category.id).join(top, top.id == TOP).where(top.is_sensitive)
