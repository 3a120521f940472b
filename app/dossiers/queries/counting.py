"""Counts what was reported at one place, and what is needed to judge it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Row, func, select
from sqlalchemy.orm import Session

from app.dossiers.rules import Spot
from app.incidents.filters import IncidentFilter
from app.incidents.queries import matching
from app.maps.queries.marks import HAS_PLACE, drawable_kinds
from app.maps.queries.near import near
from app.maps.queries.stretches import heard_of
from app.models import Category, District, Incident, IncidentStatus, Organisation, Report, Source, User
from app.pictures.queries.numbers import category_labels
from geo.areas import to_plane
from geo.drawing.content import MapMark
from geo.points import LocationPrecision, to_sweref, to_wgs84
from reports.dossier.inputs import MOST_MONTHS, Asked, Days, DossierInput, Texts, Vague
from reports.picture.numbers.stretches import QUIET_DAYS, Stretch, continuous_since, stretches_before
from reports.picture.periods import LOCAL_TIME

COUNTED = IncidentFilter(statuses=(IncidentStatus.CONFIRMED,))
"""Only confirmed incidents count."""
REACH = max(precision.radius for precision in LocationPrecision if precision.is_drawable)
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads, in which language, of which municipality, and when (an aware time)."""

    user: User
    language: str
    municipality: str
    now: datetime


@dataclass(frozen=True, slots=True)
class Found:
    """The incidents in and near an area: which lie in it, and of which that is not sure."""

    rows: Sequence[Row[Any]]
    days: Sequence[date]
    inside: Flags
    vague: Flags

    def at(self, flags: Flags, over: Stretch) -> list[Row[Any]]:
        """Those of a stretch of days for which a flag is set."""
        marked = zip(self.rows, self.days, flags.tolist(), strict=True)
        return [row for row, day, is_set in marked if is_set and over.first <= day <= over.last]


def counted(
    session: Session, spot: Spot, asked: Asked, reader: Reader, texts: Texts
) -> tuple[DossierInput, tuple[MapMark, ...]]:
    """All that a dossier is judged from, and the marks of its map.

    Nothing sensitive counts, and nothing that the reader may not see.
    """
    user = reader.user
    back = timedelta(days=QUIET_DAYS + (asked.period.first - asked.before.first).days)
    first_data, heard = heard_of(session, COUNTED, user, asked.period, back)
    history = tuple(stretches_before(asked.period, first_data, heard))
    codes = _codes(session)
    found = _found(session, spot, Stretch(_oldest(asked, history), asked.period.last), user)
    data = DossierInput(
        asked=asked,
        municipality=reader.municipality,
        language=reader.language,
        made_at=reader.now,
        categories=category_labels(session, reader.language),
        days=_days(found, codes),
        since=continuous_since(first_data, heard, asked.period.last),
        history=history,
        texts=texts,
        is_running=asked.period.last >= reader.now.astimezone(LOCAL_TIME).date(),
    )
    marks = tuple(MapMark(row.lon, row.lat, codes[row.category_id]) for row in found.at(found.inside, data.period))
    return _completed(session, spot, data, found, user), marks


def _completed(session: Session, spot: Spot, data: DossierInput, found: Found, user: User) -> DossierInput:
    """With what is told of the days that count."""
    over = data.period
    chosen = replace(COUNTED, start=over.first, end=over.last)
    inside = found.at(found.inside, over)
    sources = _sources(session, spot, chosen, user, {row.id for row in inside})
    rest_before, rest_now = (_rest(session, spot, found, one, user) for one in (data.before, over))
    return replace(
        data,
        spans=Counter((row.hour_of_week, row.hours_touched) for row in inside),
        vague=_vague(session, spot, found, chosen, user),
        rest=(rest_before, rest_now),
        sources=tuple((name, number) for name, number in sources if number),
        silent=tuple(name for name, number in sources if not number),
    )


def _oldest(asked: Asked, history: Sequence[Stretch]) -> date:
    """From which day on incidents are needed: for the history, the time before, and the months of the chart."""
    months = asked.period.last.replace(day=1) - timedelta(days=31 * MOST_MONTHS)
    return min([asked.before.first, months.replace(day=1), *(one.first for one in history[:1])])


def _codes(session: Session) -> dict[int, str]:
    """Each category that is drawn with the code of the top-level one above it."""
    kinds = drawable_kinds(session)
    named = session.execute(select(Category.id, Category.code).where(Category.id.in_(kinds.values())))
    tops = {id_: code for id_, code in named}  # noqa: C416 - a result is no sequence of pairs to `dict`
    return {id_: tops[kind] for id_, kind in kinds.items()}


def _found(session: Session, spot: Spot, over: Stretch, user: User) -> Found:
    columns = (
        Incident.id,
        func.ST_X(Incident.point).label("lon"),
        func.ST_Y(Incident.point).label("lat"),
        Incident.precision,
        Incident.category_id,
        Incident.district_id,
        Incident.occurred_from,
        Incident.hour_of_week,
        Incident.hours_touched,
    )
    chosen = replace(COUNTED, start=over.first, end=over.last)
    rows = session.execute(select(*columns).where(*_around(session, spot, chosen, user)).order_by(Incident.id)).all()
    plane = to_plane(spot.shape)
    at = np.array([(row.lon, row.lat) for row in rows], dtype=np.float64).reshape(-1, 2)
    points = shapely.points(np.column_stack(to_sweref(at[:, 0], at[:, 1])))
    shapely.prepare(plane)
    inside = np.asarray(shapely.covers(plane, points))
    reach = np.array([row.precision.radius for row in rows])
    vague = np.asarray(shapely.distance(shapely.boundary(plane), points) < reach)
    days = [row.occurred_from.astimezone(LOCAL_TIME).date() for row in rows]
    return Found(rows, days, inside, vague)


def _around(session: Session, spot: Spot, chosen: IncidentFilter, user: User) -> list[ColumnElement[bool]]:
    """What is drawn in the area, and as far about it as something may be placed amiss."""
    wider = shapely.transform(to_plane(spot.shape).buffer(REACH), to_wgs84, interleaved=False)
    return [
        *matching(chosen, user),
        HAS_PLACE,
        Incident.category_id.in_(drawable_kinds(session)),
        near(session, *wider.bounds),
    ]


def _days(found: Found, codes: dict[int, str]) -> Days:
    rows = zip(found.rows, found.days, found.inside.tolist(), strict=True)
    return Counter((day, codes[row.category_id]) for row, day, is_inside in rows if is_inside)


def _vague(session: Session, spot: Spot, found: Found, chosen: IncidentFilter, user: User) -> Vague:
    """`unplaced`: of the district that the place lies in."""
    over = Stretch(chosen.start or date.min, chosen.end or date.max)
    home = replace(chosen, districts=spot.districts[:1])
    unplaced = session.scalar(
        select(func.count())
        .select_from(Incident)
        .where(*matching(home, user), ~HAS_PLACE, Incident.category_id.in_(drawable_kinds(session)))
    )
    inside, near_by = (found.at(found.vague & side, over) for side in (found.inside, ~found.inside))
    return Vague(len(inside), len(near_by), unplaced or 0)


def _rest(session: Session, spot: Spot, found: Found, over: Stretch | None, user: User) -> int:
    """How many of the district's incidents with a place do not lie in the area."""
    if over is None:
        return 0
    home = session.scalars(select(District.id).where(District.key == spot.districts[0])).one()
    chosen = replace(COUNTED, start=over.first, end=over.last, districts=spot.districts[:1])
    drawn = (*matching(chosen, user), HAS_PLACE, Incident.category_id.in_(drawable_kinds(session)))
    number: int = session.scalar(select(func.count()).select_from(Incident).where(*drawn)) or 0
    here: int = sum(row.district_id == home for row in found.at(found.inside, over))
    return number - here


def _sources(
    session: Session, spot: Spot, chosen: IncidentFilter, user: User, ids: set[int]
) -> Iterable[tuple[str, int]]:
    """Each organisation with how many of some incidents it told of, most first; 0 only of those that are active."""
    told: Counter[int] = Counter()
    around = _around(session, spot, chosen, user)
    tellers = select(Source.incident_id, Report.organisation_id).distinct().select_from(Source)
    joined = tellers.join(Source.report).join(Incident, Incident.id == Source.incident_id).where(*around)
    for incident_id, organisation_id in session.execute(joined):
        if incident_id in ids:
            told[organisation_id] += 1
    every = session.scalars(select(Organisation).order_by(Organisation.name, Organisation.id))
    named = [(one.name, told[one.id]) for one in every if one.is_active or told[one.id]]
    return sorted(named, key=lambda one: -one[1])
