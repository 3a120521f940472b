"""Counts what an edition's numbers are worked out from: by whom incidents were told, at which hours, at which spots.

Grouped in the database: what comes here grows with the number of districts, sources and hours, not of incidents.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, String, Subquery, case, cast, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from app.models import Category, District, Incident, Organisation, Report, Source
from app.pictures.queries.numbers import CONFIRMED, TOP, within
from geo.points import LocationPrecision
from reports.picture.inputs import CountInput, PointInput, SpanInput
from reports.picture.periods import LOCAL_TIME, Period

LAST_OF_HOUR = 13
"""Letters of "2026-11-01 22"."""
SPOTS = (LocationPrecision.POINT, LocationPrecision.STREET, LocationPrecision.PLACE)


def counts_by_source(session: Session, periods: Sequence[Period]) -> tuple[CountInput, ...]:
    """Confirmed incidents per period, district, top-level category and all who told of them.

    Most were told of once, and are counted without putting together who told of each.
    """
    several = select(Source.incident_id).group_by(Source.incident_id).having(func.count() > 1).subquery()
    names = {str(id_): key for id_, key in session.execute(select(Organisation.id, Organisation.key))}
    sums = Counter[tuple[int, str, str, tuple[str, ...]]]()
    for query in (_told_once(periods, several), _told_by_several(periods, several)):
        for at, district, code, ids, number in session.execute(_named(query.subquery())):
            # The same tellers come in any order, and one as often as it told.
            keys = tuple(sorted({names[id_] for id_ in ids.split(",")})) if ids else ()
            sums[at, district or "", code, keys] += number
    return tuple(
        CountInput(periods[at].start, district or None, code, number, keys)
        for (at, district, code, keys), number in sorted(sums.items())
    )


def _told_once(periods: Sequence[Period], several: Subquery) -> Select[Any]:
    """Per period, district, category and the one who told, if anybody did."""
    return (
        _incidents(periods, Report.organisation_id, func.count().label("number"))
        .outerjoin(several, several.c.incident_id == Incident.id)
        .where(several.c.incident_id.is_(None))
        .group_by("period", Incident.district_id, Incident.category_id, Report.organisation_id)
    )


def _told_by_several(periods: Sequence[Period], several: Subquery) -> Select[Any]:
    """The same per period, district, category and list of tellers."""
    tellers = func.aggregate_strings(cast(Report.organisation_id, String), ",")
    told = (
        _incidents(periods, tellers.label("tellers"))
        .join(several, several.c.incident_id == Incident.id)
        .group_by(Incident.id)
        .subquery()
    )
    return select(told, func.count().label("number")).group_by(*told.c)


def _incidents(periods: Sequence[Period], *columns: ColumnElement[Any] | InstrumentedAttribute[Any]) -> Select[Any]:
    """Confirmed incidents with all their reports: which of the periods, district, category, and the columns."""
    index = case(*((Incident.occurred_from < p.ends_at, number) for number, p in enumerate(periods)))
    return (
        select(index.label("period"), Incident.district_id, Incident.category_id, *columns)
        .outerjoin(Source, Source.incident_id == Incident.id)
        .outerjoin(Report, Report.id == Source.report_id)
        .where(CONFIRMED, within(Incident.occurred_from, periods))
    )


def _named(grouped: Subquery) -> Select[Any]:
    """Period, key of the district, code of the top-level category, ids of the tellers, number."""
    top, (period, district_id, category_id, tellers, number) = aliased(Category), grouped.c
    return (
        select(period, District.key, top.code, cast(tellers, String), number)
        .join(Category, Category.id == category_id)
        .join(top, top.id == TOP)
        .outerjoin(District, District.id == district_id)
    )


def spans(session: Session, periods: Sequence[Period]) -> tuple[SpanInput, ...]:
    """How many confirmed incidents lie in the same span of whole hours, per district; sensitive ones left out."""
    start, end = _written(Incident.occurred_from), _written(Incident.occurred_to)
    is_touched = func.substr(end, LAST_OF_HOUR + 2, 5) != "00:00"
    grouped = (
        select(
            Incident.district_id,
            func.substr(start, 1, LAST_OF_HOUR).label("start"),
            func.substr(end, 1, LAST_OF_HOUR).label("end"),
            is_touched.label("is_touched"),
            func.count().label("number"),
        )
        .where(CONFIRMED, within(Incident.occurred_from, periods), Incident.category_id.not_in(_sensitive()))
        .group_by(Incident.district_id, "start", "end", "is_touched")
        .subquery()
    )
    sums = Counter[tuple[str, int, int]]()
    names = {row.id: row.key for row in session.execute(select(District.id, District.key))}
    for id_, start_hour, end_hour, touched, number in session.execute(select(grouped)):
        first = _hour(start_hour)
        # As its end does not belong to a span, one that ends on the hour does not touch it.
        sums[names.get(id_, ""), first, _hour(end_hour) + bool(touched) if end_hour else first + 1] += number
    return tuple(SpanInput(key or None, first, last, number) for (key, first, last), number in sums.items())


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


def _written(moment: InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None]) -> ColumnElement[str]:
    """ "2026-11-01 22:30:00" and more, in UTC: so both databases write a moment, and so it is cut fastest."""
    return cast(moment, String)


@lru_cache(maxsize=50_000)
def _hour(written: str) -> int:
    """Hours since 1970 of "2026-11-01 22"."""
    return int(datetime.fromisoformat(f"{written}:00+00:00").timestamp()) // 3600


def _sensitive() -> Select[int]:
    top = aliased(Category)
    return select(Category.id).join(top, top.id == TOP).where(top.is_sensitive)
