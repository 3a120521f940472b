"""Incidents grouped in the database: how SQLite counts them, of the index of times alone.

What comes here grows with the number of districts, sources and hours, not of incidents.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import ColumnElement, Select, String, Subquery, and_, case, cast, func, literal, select, union_all
from sqlalchemy.orm import Session, aliased

from app.models import Category, District, Incident, Organisation, Report, Source
from app.models.base import Moment
from app.pictures.queries.columns import district_keys, sensitive
from app.pictures.queries.numbers import CONFIRMED, TOP, within
from reports.picture.hours_of_week import since_1970
from reports.picture.inputs import CountInput, SpanInput
from reports.picture.periods import Period


def counts_by_source(session: Session, periods: Sequence[Period]) -> tuple[CountInput, ...]:
    """As `counting.counts_by_source`.

    Most were told of once, and are counted by that without putting together who told of each.
    """
    names = {str(id_): key for id_, key in session.execute(select(Organisation.id, Organisation.key))}
    told = session.execute(_named(_tellings(periods).subquery())).all()
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


def _tellings(periods: Sequence[Period]) -> Select[Any]:
    """Per period, district, category and the one who told, if anybody did; once for each report that did."""
    grouped = (
        _incidents([period.starts_at for period in periods] + [periods[-1].ends_at])
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


def _incidents(moments: Sequence[datetime]) -> Select[Any]:
    """Confirmed incidents: between which two of the moments, as `stretch`, and in which district; of the index alone.

    Read stretch by stretch, in a third of the time of comparing each incident with all moments.
    """
    # Not `values`: that would be compiled anew each time, which takes longer than to count a small database.
    rows = (
        select(literal(at).label("at"), literal(begins, Moment).label("begins"), literal(ends, Moment).label("ends"))
        for at, (begins, ends) in enumerate(pairwise(moments))
    )
    stretches = union_all(*rows).cte("stretches")
    when, (at, begins, ends) = Incident.occurred_from, stretches.c
    shown = select(at.label("stretch"), Incident.district_id).select_from(stretches)
    return shown.join(Incident, and_(when >= begins, when < ends)).where(CONFIRMED)


def _named(grouped: Subquery) -> Select[Any]:
    """Period, key of the district, code of the top-level category, ids of the tellers, number."""
    top, (period, district_id, category_id, tellers, number) = aliased(Category), grouped.c
    return (
        select(period, District.key, top.code, tellers, number)
        .join(Category, Category.id == category_id)
        .join(top, top.id == TOP)
        .outerjoin(District, District.id == district_id)
    )


def spans(session: Session, moments: Sequence[datetime]) -> tuple[SpanInput, ...]:
    """As `counting.spans`, of stretches between the moments."""
    first = func.min(Incident.occurred_from, type_=Moment).label("first")
    rows = session.execute(
        _incidents(moments)
        .add_columns(Incident.hours_touched, first, func.count().label("number"))
        .where(Incident.category_id.not_in(sensitive(session)))
        .group_by("stretch", Incident.district_id, Incident.hour_of_week, Incident.hours_touched)
    )
    keys = district_keys(session)
    return tuple(
        SpanInput(keys.get(district_id), start := since_1970(moment), start + touched, number)
        for _, district_id, touched, moment, number in rows
    )
