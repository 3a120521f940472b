"""Reads what the map draws: marks, how many they are, one incident for its popup."""

from collections import Counter
from collections.abc import Iterable, Sequence

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session

from app.incidents.as_told import fields_as_told, show_as_told
from app.incidents.filters import IncidentFilter
from app.incidents.queries import matching, sensitive_categories, visible, with_sources
from app.maps.rules import DRAWN_PRECISIONS, Mark, Tally, is_drawn, wall_hour
from app.models import Category, Incident, Role, User
from reports.picture.hours_of_week import hour_of_week, hours_touched

MOST_MARKS = 50_000
"""As many of the newest incidents are drawn; beyond that a browser would have to wait for them."""
HAS_PLACE = and_(Incident.point.is_not(None), Incident.precision.in_(DRAWN_PRECISIONS))


def marks(session: Session, chosen: IncidentFilter, user: User) -> list[Mark]:
    """The incidents to draw, in the order of their ids."""
    kinds = drawable_kinds(session)
    rows = session.execute(
        select(
            Incident.id,
            func.ST_X(Incident.point),
            func.ST_Y(Incident.point),
            Incident.category_id,
            Incident.precision,
            Incident.occurred_from,
            Incident.hour_of_week,
            Incident.hours_touched,
            Incident.certainty,
        )
        .where(*matching(chosen, user), HAS_PLACE, Incident.category_id.in_(kinds))
        .order_by(Incident.occurred_from.desc(), Incident.id.desc())
        .limit(MOST_MARKS)
    )
    found = [
        Mark(id_, lon, lat, kinds[category], precision, wall_hour(start, hour), *rest)
        for id_, lon, lat, category, precision, start, hour, *rest in rows.all()
    ]
    return sorted(_as_told(session, found, user, kinds) if user.role is Role.REPORTER else found)


def _as_told(session: Session, found: list[Mark], user: User, kinds: dict[int, int]) -> list[Mark]:
    """To a reporter each incident is what the own organisation told, and what has no point in that is not drawn."""
    changed = fields_as_told(session, user, [mark.id for mark in found])
    incidents = list(session.scalars(select(Incident).where(Incident.id.in_(changed))))
    show_as_told(session, user, incidents)
    told = (_mark(incident, kinds) for incident in incidents)
    return [mark for mark in found if mark.id not in changed] + [mark for mark in told if mark]


def _mark(incident: Incident, kinds: dict[int, int]) -> Mark | None:
    at, kind = incident.lonlat, kinds.get(incident.category_id)
    if at is None or kind is None or not incident.precision.is_drawable:
        return None
    start, end = incident.occurred_from, incident.occurred_to
    hour = wall_hour(start, hour_of_week(start))
    return Mark(
        incident.id, at.lon, at.lat, kind, incident.precision, hour, hours_touched(start, end), incident.certainty
    )


def tally(session: Session, chosen: IncidentFilter, user: User) -> Tally:
    """All that the filter chooses, counted in one reading. To a reporter each counts as the own organisation told."""
    kinds = drawable_kinds(session)
    drawn: Counter[int] = Counter()
    undrawn: Counter[int | None] = Counter()
    for category, district, is_placed, number in _by_category(session, chosen, user):
        if is_placed and category in kinds:
            drawn[kinds[category]] += number
        else:
            undrawn[district] += number
    return Tally(drawn, undrawn)


def _by_category(session: Session, chosen: IncidentFilter, user: User) -> Iterable[tuple[int, int | None, bool, int]]:
    """Category, district, whether a place is known, how many."""
    if user.role is Role.REPORTER:
        told = incidents_as_told(session, chosen, user)
        return [(one.category_id, one.district_id, is_drawn(one), 1) for one in told]
    has_place = case((HAS_PLACE, 1), else_=0)
    rows = session.execute(
        select(Incident.category_id, Incident.district_id, has_place, func.count())
        .where(*matching(chosen, user))
        .group_by(Incident.category_id, Incident.district_id, has_place)
    )
    return [(category, district, bool(is_placed), number) for category, district, is_placed, number in rows]


def incidents_as_told(session: Session, chosen: IncidentFilter, user: User) -> list[Incident]:
    """To a reporter each incident was when the own organisation told."""
    incidents = list(session.scalars(select(Incident).where(*matching(chosen, user)).order_by(Incident.id)))
    show_as_told(session, user, incidents)
    return incidents


def incidents_on_map(session: Session, user: User, ids: Sequence[int]) -> list[Incident]:
    """Those of the incidents that this user may see on the map, newest first."""
    query = (
        select(Incident)
        .where(Incident.id.in_(ids), visible(user), HAS_PLACE, Incident.category_id.in_(drawable_kinds(session)))
        .options(*with_sources())
        .order_by(Incident.occurred_from.desc(), Incident.id.desc())
    )
    incidents = list(session.scalars(query))
    show_as_told(session, user, incidents)
    return incidents


def drawable_kinds(session: Session) -> dict[int, int]:
    """Each category with the top-level one above it, without those of which nothing is drawn."""
    hidden = set(session.scalars(sensitive_categories()))
    rows = session.execute(select(Category.id, func.coalesce(Category.parent_id, Category.id)))
    return {id_: kind for id_, kind in rows if id_ not in hidden}
