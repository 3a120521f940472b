"""Reads incidents: who may see which, what a filter chooses, and a page of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, true
from sqlalchemy.orm import Session, defer, joinedload, selectinload

from app.incidents.as_told import show_as_told
from app.incidents.filters import NO_DISTRICT, IncidentFilter, Placing, Sort
from app.incidents.hours import Hours
from app.incidents.rules import LIVING
from app.models import Category, District, Incident, IncidentStatus, Organisation, Report, Role, Source, User
from geo.gazetteer import fold
from reports.picture.hours_of_week import LONGEST, WEEK
from reports.picture.periods import LOCAL_TIME

PAGE_SIZE = 50
WALKED = 0.2
"""The share of an index that may be walked, fetching each row, before a sweep over the whole table is faster."""


_PLACED = {Placing.WITH_POINT: Incident.point.is_not(None), Placing.WITHOUT_POINT: Incident.point.is_(None)}


def visible(user: User, *, of_many: bool = False) -> ColumnElement[bool]:
    """Which incidents somebody may see at all; what of each one, see `rules.may_read_text`.

    `of_many` is faster where most of all incidents are asked about.
    """
    if user.role in (Role.ADMINISTRATOR, Role.COORDINATOR):
        return true()
    if user.role is Role.AREA_MEMBER:
        own = [district.id for district in user.districts]
        return and_(Incident.status == IncidentStatus.CONFIRMED, Incident.district_id.in_(own))
    if user.role is Role.REPORTER and user.organisation_id is not None:
        return _own(user, of_many)
    return false()


def matching(chosen: IncidentFilter, user: User) -> list[ColumnElement[bool]]:
    """The conditions of a filter, and what somebody may see, on `Incident`.

    A reporter's place and hours are not asked for: what was merged lies where others told, and would be found by that.
    """
    of_many = chosen.start is None
    sees_as_told = user.role is Role.REPORTER
    return [
        visible(user, of_many=of_many),
        Incident.status.in_(chosen.statuses) if chosen.statuses else _living(user),
        *_period(chosen.start, chosen.end),
        *([_in_districts(chosen.districts)] if chosen.districts else []),
        *([Incident.category_id.in_(_categories(chosen.categories))] if chosen.categories else []),
        *([_from_sources(chosen.sources, user, of_many)] if chosen.sources else []),
        *([_at_places(chosen.places)] if chosen.places and not sees_as_told else []),
        *([Incident.precision.in_(chosen.precisions)] if chosen.precisions else []),
        *(_PLACED[placing] for placing in chosen.placings[:1] if len(chosen.placings) == 1),
        *([_in_hours(chosen.hours)] if chosen.hours and not sees_as_told else []),
        *_words(chosen.words, user),
    ]


def sensitive_categories() -> Select[int]:
    """Ids of the sensitive categories and all below them."""
    above = select(Category.id).where(Category.is_sensitive)
    return select(Category.id).where(or_(Category.is_sensitive, Category.parent_id.in_(above)))


def incident(session: Session, incident_id: int, user: User) -> Incident:
    """One incident. Raises NoResultFound where there is none that somebody may see."""
    found = session.scalars(_one(incident_id, user)).one()
    show_as_told(session, user, [found])
    return found


def find_incident(session: Session, incident_id: int, user: User) -> Incident | None:
    found = session.scalar(_one(incident_id, user))
    show_as_told(session, user, [found] if found else [])
    return found


def lives_on_in(session: Session, incident: Incident) -> Incident | None:
    """What a merged incident counts as, however often that has been merged in turn; None for one that is not merged."""
    found = None
    while incident.merged_into_id is not None:
        incident = found = session.get_one(Incident, incident.merged_into_id)
    return found


def _one(incident_id: int, user: User) -> Select[Incident]:
    return select(Incident).where(Incident.id == incident_id, visible(user)).options(*with_sources())


@dataclass(frozen=True, slots=True)
class IncidentPage:
    """One page of a list; `number` counts from 1, `total` is how many incidents all pages hold."""

    incidents: Sequence[Incident]
    total: int
    number: int
    pages: int


def incident_page(session: Session, chosen: IncidentFilter, user: User) -> IncidentPage:
    """The page that the filter asks for; the last one where it asks for one beyond."""
    conditions = matching(chosen, user)
    total = session.scalar(select(func.count()).select_from(Incident).where(*conditions)) or 0
    if not total:
        return IncidentPage([], 0, 1, 1)
    pages = -(-total // PAGE_SIZE)
    number = min(chosen.page, pages)
    first = (number - 1) * PAGE_SIZE
    ids = list(session.scalars(_ids(conditions, chosen, (first + PAGE_SIZE) / total).limit(PAGE_SIZE).offset(first)))
    incidents = _in_order(session, ids)
    show_as_told(session, user, incidents)
    return IncidentPage(incidents, total, number, pages)


def _ids(conditions: list[ColumnElement[bool]], chosen: IncidentFilter, share: float) -> Select[int]:
    """The ids in order; `share` is how much of all that match lies up to the end of the page.

    The index of periods holds what most filters ask for and gives the order for nothing. Words, hours, places and
    their precisions are not in it: where much of it would be walked and each row fetched, to pick the rows in one sweep
    and sort those is five times as fast.
    """
    if share < WALKED or not (chosen.words or chosen.precisions or chosen.placings or chosen.places or chosen.hours):
        return ordered(select(Incident.id).where(*conditions), Incident, chosen.sort)
    columns = (Incident.id, Incident.occurred_from, Incident.category_id, Incident.district_id)
    hits = select(*columns).where(*conditions).cte("hits").prefix_with("MATERIALIZED")
    return ordered(select(hits.c.id), hits.c, chosen.sort)


def ordered(query: Select[Any], of: Any, sort: Sort) -> Select[Any]:
    """A query in the order of a filter; `of` has the columns of an incident."""
    if sort is Sort.CATEGORY:
        query = query.join(Category, Category.id == of.category_id).order_by(Category.sort, Category.id)
    if sort is Sort.DISTRICT:
        by_district = (District.sort.is_(None), District.sort, District.id)
        query = query.outerjoin(District, District.id == of.district_id).order_by(*by_district)
    if sort is Sort.OLDEST:
        return query.order_by(of.occurred_from, of.id)
    return query.order_by(of.occurred_from.desc(), of.id.desc())


def _in_order(session: Session, ids: list[int]) -> list[Incident]:
    query = select(Incident).where(Incident.id.in_(ids)).options(*with_sources())
    found = {incident.id: incident for incident in session.scalars(query)}
    return [found[id_] for id_ in ids]


def with_sources() -> list[Any]:
    """Loads what a row shows: category, district, and who reported it."""
    return [
        joinedload(Incident.category).joinedload(Category.parent),
        joinedload(Incident.district),
        selectinload(Incident.sources)
        .joinedload(Source.report)
        .options(joinedload(Report.organisation), defer(Report.raw_text)),
    ]


def _period(start: date | None, end: date | None) -> list[ColumnElement[bool]]:
    """Local days, both included."""
    conditions = []
    if start:
        conditions.append(Incident.occurred_from >= _midnight(start))
    if end:
        conditions.append(Incident.occurred_from < _midnight(end + timedelta(days=1)))
    return conditions


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), LOCAL_TIME)


def _in_hours(chosen: tuple[Hours, ...]) -> ColumnElement[bool]:
    """Those whose span touches any of the hours; of one that lasts a day or more the hour is not known."""
    hour, touched = Incident.hour_of_week, Incident.hours_touched
    begins_in = [(hour >= first) & (hour <= last) for first, last in chosen]
    reaches = [(first - hour + WEEK) % WEEK < touched for first, _ in chosen]
    return and_(touched < LONGEST, or_(*begins_in, *reaches))


def _in_districts(keys: tuple[str, ...]) -> ColumnElement[bool]:
    named = Incident.district_id.in_(select(District.id).where(District.key.in_(keys)))
    return or_(named, Incident.district_id.is_(None)) if NO_DISTRICT in keys else named


def _at_places(ids: tuple[int, ...]) -> ColumnElement[bool]:
    """Of something sensitive nobody is told the place."""
    return and_(Incident.place_id.in_(ids), Incident.category_id.not_in(sensitive_categories()))


def _categories(codes: tuple[str, ...]) -> Select[int]:
    """A category stands for all below it."""
    above = select(Category.id).where(Category.code.in_(codes))
    return select(Category.id).where(or_(Category.code.in_(codes), Category.parent_id.in_(above)))


def _from_sources(keys: tuple[str, ...], user: User, of_many: bool) -> ColumnElement[bool]:
    """A reporter must not learn from the filter what others have reported: all that is seen is the own one's."""
    chosen = select(Organisation.id).where(Organisation.key.in_(keys))
    if user.role is Role.REPORTER:
        return chosen.where(Organisation.id == user.organisation_id).exists()
    return _told_by(Report.organisation_id.in_(chosen), of_many)


def _own(user: User, of_many: bool) -> ColumnElement[bool]:
    """Incidents as an organisation told them: of a merged one its reporter goes on seeing that, not what it became."""
    own = select(Source.id).join(Source.report).where(Report.organisation_id == user.organisation_id)
    if of_many:
        came_with = func.coalesce(Source.moved_from_id, Source.incident_id)
        return Incident.id.in_(own.with_only_columns(came_with))
    return or_(
        own.where(Source.incident_id == Incident.id, Source.moved_from_id.is_(None)).exists(),
        own.where(Source.moved_from_id == Incident.id).exists(),
    )


def _living(user: User) -> ColumnElement[bool]:
    """To a reporter what was merged lives, unless in another that is the own organisation's too."""
    living = Incident.status.in_(LIVING)
    if user.role is not Role.REPORTER:
        return living
    own = select(Source.id).join(Source.report).where(Report.organisation_id == user.organisation_id)
    in_own = own.where(Source.incident_id == Incident.merged_into_id, Source.moved_from_id.is_(None))
    return or_(living, and_(Incident.status == IncidentStatus.MERGED, ~in_own.exists()))


def _told_by(condition: ColumnElement[bool], of_many: bool) -> ColumnElement[bool]:
    """Incidents with a report that meets a condition: all such are gathered once, or each incident is asked."""
    if of_many:
        return Incident.id.in_(select(Source.incident_id).join(Report).where(condition))
    return select(Source.id).join(Report).where(Source.incident_id == Incident.id, condition).exists()


def _words(words: str, user: User) -> list[ColumnElement[bool]]:
    """Each word must stand there. Who may not read a text must not find it by its words either."""
    conditions: list[ColumnElement[bool]] = [
        Incident.search_text.contains(word, autoescape=True) for word in fold(words).split()
    ]
    if conditions and user.role is not Role.COORDINATOR:
        conditions.append(Incident.category_id.not_in(sensitive_categories()))
    return conditions
