"""Counts what an edition's numbers are worked out from: by whom incidents were told, at which hours, at which spots.

Grouped in the database: what comes here grows with the number of districts, sources and hours, not of incidents.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import BigInteger, ColumnElement, String, and_, case, cast, extract, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from app.models import Category, District, Incident, Organisation, Report, Source
from app.pictures.queries import CONFIRMED, TOP
from geo.points import LocationPrecision
from reports.picture.inputs import CountInput, PointInput, SpanInput
from reports.picture.periods import LOCAL_TIME, Period

HALF_YEAR = 13
"""Fortnights that a half-year section looks back on."""
SPOTS = (LocationPrecision.POINT, LocationPrecision.STREET, LocationPrecision.PLACE)


def counts_by_source(session: Session, periods: Sequence[Period]) -> tuple[CountInput, ...]:
    """Confirmed incidents per period, district, top-level category and all who told of them, in one pass."""
    top = aliased(Category)
    tellers = func.aggregate_strings(cast(Report.organisation_id, String), ",")
    index = case(*((Incident.occurred_from < p.ends_at, number) for number, p in enumerate(periods)))
    told = (
        select(index.label("period"), Incident.district_id, Incident.category_id, tellers.label("tellers"))
        .outerjoin(Source, Source.incident_id == Incident.id)
        .outerjoin(Report, Report.id == Source.report_id)
        .where(CONFIRMED, _in(periods))
        .group_by(Incident.id)
        .subquery()
    )
    grouped = (
        select(told, func.count().label("number"))
        .group_by(told.c.period, told.c.district_id, told.c.category_id, told.c.tellers)
        .subquery()
    )
    rows = session.execute(
        select(grouped.c.period, District.key, top.code, grouped.c.tellers, grouped.c.number)
        .join(Category, Category.id == grouped.c.category_id)
        .join(top, top.id == TOP)
        .outerjoin(District, District.id == grouped.c.district_id)
    )
    names = {str(id_): key for id_, key in session.execute(select(Organisation.id, Organisation.key))}
    sums = Counter[tuple[int, str, str, tuple[str, ...]]]()
    for at, district, code, ids, number in rows:
        # The same tellers come in any order, and one as often as it told.
        keys = tuple(sorted({names[id_] for id_ in ids.split(",")})) if ids else ()
        sums[at, district or "", code, keys] += number
    return tuple(
        CountInput(periods[at].start, district or None, code, number, keys)
        for (at, district, code, keys), number in sorted(sums.items())
    )


def spans(session: Session, periods: Sequence[Period]) -> tuple[SpanInput, ...]:
    """How many confirmed incidents lie in the same span of whole hours, per district; sensitive ones left out."""
    top = aliased(Category)
    start = _epoch(Incident.occurred_from) // 3600
    # As `end` does not belong to the span, one that ends on the hour does not touch it.
    end = func.coalesce((_epoch(Incident.occurred_to) + 3599) // 3600, start + 1)
    grouped = (
        select(Incident.district_id, start.label("start"), end.label("end"), func.count().label("number"))
        .join(Category, Category.id == Incident.category_id)
        .join(top, top.id == TOP)
        .where(CONFIRMED, _in(periods), ~top.is_sensitive)
        .group_by(Incident.district_id, "start", "end")
        .subquery()
    )
    rows = session.execute(
        select(District.key, grouped.c.start, grouped.c.end, grouped.c.number).outerjoin(
            District, District.id == grouped.c.district_id
        )
    )
    return tuple(SpanInput(key, first, max(last, first + 1), number) for key, first, last, number in rows)


def points(session: Session, periods: Sequence[Period]) -> tuple[PointInput, ...]:
    """Confirmed incidents whose point tells where they were, oldest first; sensitive ones have none."""
    top = aliased(Category)
    rows = session.execute(
        select(func.ST_X(Incident.point), func.ST_Y(Incident.point), Incident.occurred_from, District.key, top.code)
        .join(Category, Category.id == Incident.category_id)
        .join(top, top.id == TOP)
        .outerjoin(District, District.id == Incident.district_id)
        .where(CONFIRMED, _in(periods), Incident.point.is_not(None), Incident.precision.in_(SPOTS), ~top.is_sensitive)
        .order_by(Incident.occurred_from, Incident.id)
    )
    return tuple(PointInput(x, y, _local_day(moment), key, code) for x, y, moment, key, code in rows)


def _local_day(moment: datetime) -> date:
    return moment.astimezone(LOCAL_TIME).date()


def _epoch(moment: InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None]) -> ColumnElement[int]:
    """Whole seconds since 1970."""
    return cast(extract("epoch", moment), BigInteger)


def _in(periods: Sequence[Period]) -> ColumnElement[bool]:
    moment = Incident.occurred_from
    return and_(moment >= periods[0].starts_at, moment < periods[-1].ends_at)
