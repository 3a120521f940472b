"""Counts and lists what an edition is built from."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from app.models import Category, District, Incident, IncidentStatus, Organisation, Place, Report
from reports.picture.inputs import CategoryLabel, CountInput, MarkInput, PlaceInput, SourceInput
from reports.picture.periods import LOCAL_TIME, Period

CONFIRMED = Incident.status == IncidentStatus.CONFIRMED
TOP = func.coalesce(Category.parent_id, Category.id)


def first_day_with_data(session: Session) -> date | None:
    """The local day of the oldest confirmed incident: before it there was no watch, not no trouble."""
    query = select(Incident.occurred_from).where(CONFIRMED).order_by(Incident.occurred_from).limit(1)
    oldest = session.scalar(query)
    return None if oldest is None else oldest.astimezone(LOCAL_TIME).date()


def category_labels(session: Session, language: str) -> tuple[CategoryLabel, ...]:
    """The top-level categories in their order."""
    query = select(Category).where(Category.parent_id.is_(None)).order_by(Category.sort, Category.id)
    return tuple(
        CategoryLabel(c.code, c.name(language), c.mark, c.colour, c.enforcement) for c in session.scalars(query)
    )


def counts(session: Session, periods: Sequence[Period]) -> tuple[CountInput, ...]:
    """Confirmed incidents per period, district and top-level category, in one pass over the index of periods."""
    top = aliased(Category)
    index = case(*((Incident.occurred_from < p.ends_at, number) for number, p in enumerate(periods)))
    grouped = (
        select(index.label("period"), Incident.district_id, Incident.category_id, func.count().label("number"))
        .where(CONFIRMED, within(Incident.occurred_from, periods))
        .group_by("period", Incident.district_id, Incident.category_id)
        .subquery()
    )
    rows = session.execute(
        select(grouped.c.period, District.key, top.code, func.sum(grouped.c.number))
        .join(Category, Category.id == grouped.c.category_id)
        .join(top, top.id == TOP)
        .outerjoin(District, District.id == grouped.c.district_id)
        .group_by(grouped.c.period, District.key, top.code)
        .order_by(grouped.c.period, District.key, top.code)
    )
    return tuple(CountInput(periods[at].start, key, code, int(number)) for at, key, code, number in rows)


def reports_per_source(session: Session, periods: Sequence[Period]) -> tuple[SourceInput, ...]:
    """Reports received from each active organisation: in the last of the periods, and in those before it."""
    index = case(*((Report.received_at < p.ends_at, number) for number, p in enumerate(periods)))
    received: dict[int, list[int]] = defaultdict(lambda: [0] * len(periods))
    rows = session.execute(
        select(Report.organisation_id, index.label("period"), func.count())
        .where(within(Report.received_at, periods))
        .group_by(Report.organisation_id, "period")
    )
    for organisation_id, at, number in rows:
        received[organisation_id][at] = number
    query = select(Organisation).where(Organisation.is_active).order_by(Organisation.name, Organisation.id)
    # Only of those who are expected to report does silence tell something.
    expected = [o for o in session.scalars(query) if o.reports_every_days or o.id in received]
    first = _first_reports(session)
    return tuple(_source_input(o, received[o.id], _exposure(first.get(o.id), periods[:-1])) for o in expected)


def named_places(session: Session, periods: Sequence[Period]) -> tuple[PlaceInput, ...]:
    """Incidents at each named place that had any, per fortnight.

    A road through several districts is a place in each.
    """
    index = case(*((Incident.occurred_from < p.ends_at, number) for number, p in enumerate(periods)))
    grouped = (
        select(Incident.place_id, Incident.district_id, index.label("period"), func.count().label("number"))
        .where(CONFIRMED, within(Incident.occurred_from, periods), Incident.place_id.is_not(None))
        .group_by(Incident.place_id, Incident.district_id, "period")
        .subquery()
    )
    rows = session.execute(
        select(Place.name, District.key, grouped.c.period, grouped.c.number)
        .join(Place, Place.id == grouped.c.place_id)
        .outerjoin(District, District.id == grouped.c.district_id)
        .order_by(Place.name, District.key, grouped.c.period)
    )
    found: dict[tuple[str, str | None], list[int]] = defaultdict(lambda: [0] * len(periods))
    for name, district, at, number in rows:
        found[name, district][at] = number
    return tuple(PlaceInput(*key, received[-1], tuple(received[:-1])) for key, received in found.items())


def marks(session: Session, period: Period) -> dict[str, tuple[MarkInput, ...]]:
    """What to draw on each district's map: a mark per spot and category, with how many it stands for."""
    top = aliased(Category)
    lon, lat = func.ST_X(Incident.point), func.ST_Y(Incident.point)
    rows = session.execute(
        select(District.key, lon, lat, top.code, func.count())
        .join(Category, Category.id == Incident.category_id)
        .join(top, top.id == TOP)
        .join(District, District.id == Incident.district_id)
        .where(CONFIRMED, within(Incident.occurred_from, [period]), Incident.point.is_not(None), ~top.is_sensitive)
        .group_by(District.key, lon, lat, top.code)
        .order_by(District.key, lon, lat, top.code)
    )
    found: dict[str, list[MarkInput]] = defaultdict(list)
    for key, x, y, code, number in rows:
        found[key].append(MarkInput(x, y, code, number))
    return {key: tuple(items) for key, items in found.items()}


Unplaced = tuple[int, datetime, datetime | None, str, str | None, str | None]


def unplaced(session: Session, period: Period, most: int) -> tuple[list[Unplaced], int]:
    """The period's incidents without a point, oldest first: (id, from, to, category, district, words), and how many.

    Sensitive ones are in the number and not in the list: time and district of a single one would tell too much.
    """
    top = aliased(Category)
    here = and_(CONFIRMED, within(Incident.occurred_from, [period]), Incident.point.is_(None))
    rows = session.execute(
        select(Incident.id, Incident.occurred_from, Incident.occurred_to, top.code, District.key, Incident.place_words)
        .join(Category, Category.id == Incident.category_id)
        .join(top, top.id == TOP)
        .outerjoin(District, District.id == Incident.district_id)
        .where(here, ~top.is_sensitive)
        .order_by(Incident.occurred_from, Incident.id)
        .limit(most)
    )
    total = session.scalar(select(func.count()).select_from(Incident).where(here))
    return [(id_, start, end, code, key, words) for id_, start, end, code, key, words in rows], total or 0


def place_names(session: Session, kinds: Sequence[str]) -> list[tuple[str, str | None, float, float]]:
    """Names to write on a map: (name, district key, lon, lat) of places of these kinds whose point is known."""
    rows = session.execute(
        select(Place.name, District.key, func.ST_X(Place.point), func.ST_Y(Place.point))
        .join(Place.districts, isouter=True)
        .where(Place.kind.in_(kinds), Place.point.is_not(None))
        .order_by(Place.name, District.key)
    )
    return [(name, key, lon, lat) for name, key, lon, lat in rows]


def _first_reports(session: Session) -> dict[int, datetime]:
    """When each organisation's first report came, by its id."""
    query = select(Report.organisation_id, func.min(Report.received_at)).group_by(Report.organisation_id)
    return {row[0]: row[1] for row in session.execute(query)}


def _exposure(first: datetime | None, before: Sequence[Period]) -> int:
    """How many of the fortnights began when the first report had come; on that day itself it counts as whole."""
    day = first.astimezone(LOCAL_TIME).date() if first else None
    return sum(day is not None and period.start >= day for period in before)


def _source_input(organisation: Organisation, received: list[int], exposure: int) -> SourceInput:
    now, before = received[-1], tuple(received[:-1])
    return SourceInput(organisation.key, organisation.name, organisation.kind.value, now, before, exposure)


def within(moment: InstrumentedAttribute[datetime], periods: Sequence[Period]) -> ColumnElement[bool]:
    """Whether a moment is in periods that follow on each other."""
    return and_(moment >= periods[0].starts_at, moment < periods[-1].ends_at)
