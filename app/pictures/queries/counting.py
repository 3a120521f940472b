"""Counts what an edition's numbers are worked out from: by whom incidents were told, at which hours, at which spots.

Grouped in the database: what comes here grows with the number of districts, sources and hours, not of incidents.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import (
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
from reports.picture.hours_of_week import WEEK, hours_of_week, since_1970
from reports.picture.inputs import CountInput, PointInput, SpanInput
from reports.picture.periods import LOCAL_TIME, Period

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SEVERAL = "several"
SPOTS = (LocationPrecision.POINT, LocationPrecision.STREET, LocationPrecision.PLACE)


def prepare_to_count(session: Session) -> None:
    """PostgreSQL begins at once: to compile these queries takes longer than it saves."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SET LOCAL jit = off"))


def counts_by_source(session: Session, periods: Sequence[Period]) -> tuple[CountInput, ...]:
    """Confirmed incidents per period, district, top-level category and all who told of them.

    Most were told of once, and are counted without putting together who told of each.
    """
    names = {str(id_): key for id_, key in session.execute(select(Organisation.id, Organisation.key))}
    rows = session.execute(_named(_told_once(periods).subquery())).all()
    if any(row.tellers == SEVERAL for row in rows):
        several = session.execute(_named(_told_by_several(periods).subquery())).all()
        rows = [*(row for row in rows if row.tellers != SEVERAL), *several]
    sums = Counter[tuple[int, str, str, tuple[str, ...]]]()
    for at, district, code, ids, number in rows:
        # The same tellers come in any order, and one as often as it told.
        keys = tuple(sorted({names[id_] for id_ in ids.split(",")})) if ids else ()
        sums[at, district or "", code, keys] += number
    return tuple(
        CountInput(periods[at].start, district or None, code, number, keys)
        for (at, district, code, keys), number in sorted(sums.items())
    )


def _told_once(periods: Sequence[Period]) -> Select[Any]:
    """Per period, district, category and the one who told, if anybody did; `SEVERAL` where more than one report did."""
    told = _told(func.min(Source.report_id).label("report_id"), (func.count() > 1).label("is_several")).subquery()
    grouped = (
        _incidents([period.starts_at for period in periods] + [periods[-1].ends_at])
        .add_columns(Incident.category_id, Report.organisation_id, told.c.is_several, func.count().label("number"))
        .outerjoin(told, told.c.incident_id == Incident.id)
        .outerjoin(Report, Report.id == told.c.report_id)
        .group_by("stretch", Incident.district_id, Incident.category_id, Report.organisation_id, told.c.is_several)
        .subquery()
    )
    at, district_id, category_id, organisation_id, is_several, number = grouped.c
    teller = case((is_several, SEVERAL), else_=cast(organisation_id, String))
    return select(at, district_id, category_id, teller.label("tellers"), number)


def _told_by_several(periods: Sequence[Period]) -> Select[Any]:
    """The same per period, district, category and list of tellers."""
    several = _told().having(func.count() > 1).subquery()
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


def _told(*columns: ColumnElement[Any]) -> Select[Any]:
    """Of each incident that any report told of."""
    return select(Source.incident_id, *columns).group_by(Source.incident_id)


def _period(periods: Sequence[Period]) -> ColumnElement[int]:
    return case(*((Incident.occurred_from < p.ends_at, number) for number, p in enumerate(periods))).label("period")


def _incidents(moments: Sequence[datetime]) -> Select[Any]:
    """Confirmed incidents: between which two of the moments, as `stretch`, and in which district.

    Stretch by stretch they are read from the index alone, which takes a third of the time of comparing each incident
    with all moments.
    """
    rows = [(at, begins, ends) for at, (begins, ends) in enumerate(pairwise(moments))]
    named = column("at", Integer), column("begins", Moment), column("ends", Moment)
    stretch = values(*named, name="stretches").data(rows).cte()
    lies_in = and_(Incident.occurred_from >= stretch.c.begins, Incident.occurred_from < stretch.c.ends)
    return (
        select(stretch.c.at.label("stretch"), Incident.district_id)
        .select_from(stretch)
        .join(Incident, lies_in)
        .where(CONFIRMED)
    )


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
    """How many confirmed incidents lie in the same span of whole hours, per district; sensitive ones left out.

    Of a span of a day or more only that is told: it ends 24 hours after it began.
    """
    first, last = since_1970(periods[0].starts_at), since_1970(periods[-1].ends_at)
    clock = hours_of_week(first, last)
    # No longer than a week and without a change of summer time, so that an hour of the week is one hour there.
    parted = [at for at in range(last - first) if at % WEEK == 0 or clock[at] != (clock[at - 1] + 1) % WEEK]
    rows = session.execute(
        _incidents([EPOCH + timedelta(hours=first + at) for at in (*parted, last - first)])
        .add_columns(Incident.hour_of_week, Incident.hours_touched, func.count().label("number"))
        .where(Incident.category_id.not_in(_sensitive()))
        .group_by("stretch", Incident.district_id, Incident.hour_of_week, Incident.hours_touched)
    )
    names = {row.id: row.key for row in session.execute(select(District.id, District.key))}
    found = []
    for number_of_stretch, district_id, hour, touched, number in rows:
        at = parted[number_of_stretch]
        start = first + at + (hour - int(clock[at])) % WEEK
        found.append(SpanInput(names.get(district_id), start, start + touched, number))
    return tuple(found)


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
