"""Reads incidents as they are compared with each other: those near one in time and place, or all of the last weeks."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, and_, func, or_, select
from sqlalchemy.orm import Session

from app.incidents.rules import LIVING
from app.models import Category, District, Incident, Place, Report, ReportKind, Source
from geo.points import Point
from reports.incoming.drafts import Interval, Whereabouts
from reports.incoming.twins.finder import FARTHEST_APART, LONGEST, Seen
from reports.incoming.twins.word_likeness import Rarity

MOST = 400
"""So many of those near in time are compared, the nearest first."""
NEAR = 0.06
"""Degrees, some three to six kilometres: what is marked farther off is something else."""
AT_ONCE = 80
"""For so many incidents near each other in time the database is asked once: with those near each, it can be asked for
what told them, too.
"""
SAMPLE = 400
"""So many of the newest texts tell how rare a word is here."""
_kept: dict[str, tuple[int, Rarity]] = {}


class _Told(NamedTuple):
    """By which reports of which organisations an incident is told."""

    reports: frozenset[int]
    organisations: frozenset[int]


NOBODY = _Told(frozenset(), frozenset())


def candidates(session: Session, incidents: Iterable[Incident]) -> dict[int, list[Seen]]:
    """By the id of each living incident it and those that may be the same, by time and place or by the case number."""
    return {id_: found for together in _together(incidents) for id_, found in _candidates(session, together).items()}


def seen(session: Session, ids: Iterable[int]) -> list[Seen]:
    """These incidents, whatever their status, in the order of their ids."""
    query = _query().where(Incident.id.in_(list(ids))).order_by(Incident.id)
    return list(_seen(session, list(session.execute(query))).values())


def newest(session: Session, number: int) -> list[Seen]:
    """The living incidents that happened last, the newest first."""
    query = _query().where(Incident.status.in_(LIVING))
    rows = session.execute(query.order_by(Incident.occurred_from.desc(), Incident.id.desc()).limit(number))
    return list(_seen(session, list(rows)).values())


def rarity(session: Session) -> Rarity:
    """How rare words are here; counted anew when as many incidents again have come."""
    newest_id = session.scalar(select(func.max(Incident.id))) or 0
    key, version = str(session.get_bind().engine.url), newest_id // SAMPLE
    if key not in _kept or _kept[key][0] != version:
        texts = select(Incident.summary).where(Incident.summary != "").order_by(Incident.id.desc()).limit(SAMPLE)
        _kept[key] = (version, Rarity(session.scalars(texts)))
    return _kept[key][1]


def _together(incidents: Iterable[Incident]) -> Iterator[list[Incident]]:
    """Incidents in the order of their times, parted where what is near one and the next is not the same."""
    together: list[Incident] = []
    for incident in sorted(incidents, key=lambda incident: (incident.occurred_from, incident.id)):
        is_far = together and incident.occurred_from - LONGEST > max(map(_end, together)) + FARTHEST_APART
        if is_far or len(together) == AT_ONCE:
            yield together
            together = []
        together.append(incident)
    if together:
        yield together


def _candidates(session: Session, incidents: Sequence[Incident]) -> dict[int, list[Seen]]:
    near = _rows(session, _near_in_time(incidents), *_near_in_place(incidents))
    numbers = {incident.case_number for incident in incidents if incident.case_number}
    same = _rows(session, Incident.case_number.in_(numbers)) if numbers else []
    rows = {incident.id: _rows_for(incident, near, same) for incident in incidents}
    known = _seen(session, list({row.id: row for found in rows.values() for row in found}.values()))
    return {id_: [known[row.id] for row in found] for id_, found in rows.items()}


def _rows_for(incident: Incident, near: Sequence[Row[Any]], same: Sequence[Row[Any]]) -> list[Row[Any]]:
    """Of what is near some, what is near this one, and what has its case number."""
    start, at = incident.occurred_from, incident.lonlat
    low = bisect_left(near, start - LONGEST, key=_start)
    high = bisect_right(near, _end(incident) + FARTHEST_APART, key=_start)
    found = [row for row in near[low:high] if _end(row) >= start - FARTHEST_APART and _is_near(row, at)]
    found = sorted(found, key=lambda row: abs(row.occurred_from - start))[:MOST]
    known = {row.id for row in found}
    return found + [row for row in same if row.case_number == incident.case_number and row.id not in known]


def _start(row: Row[Any]) -> datetime:
    start: datetime = row.occurred_from
    return start


def _end(incident: Incident | Row[Any]) -> datetime:
    end: datetime = incident.occurred_to or incident.occurred_from
    return end


def _is_near(row: Row[Any], at: Point | None) -> bool:
    return at is None or row.lon is None or max(abs(row.lon - at.lon), abs(row.lat - at.lat)) <= NEAR


def _query() -> Any:
    return (
        select(
            Incident.id,
            Incident.occurred_from,
            Incident.occurred_to,
            Incident.place_words,
            Incident.place_id,
            Incident.precision,
            Incident.summary,
            Incident.quantity,
            Incident.case_number,
            Category.code,
            District.key,
            District.name.label("district_name"),
            Place.name.label("place_name"),
            func.ST_X(Incident.point).label("lon"),
            func.ST_Y(Incident.point).label("lat"),
        )
        .join(Category, Category.id == Incident.category_id)
        .outerjoin(District, District.id == Incident.district_id)
        .outerjoin(Place, Place.id == Incident.place_id)
    )


def _rows(session: Session, *conditions: ColumnElement[bool]) -> list[Row[Any]]:
    query = _query().where(Incident.status.in_(LIVING), *conditions)
    return list(session.execute(query.order_by(Incident.occurred_from, Incident.id)))


def _near_in_time(incidents: Sequence[Incident]) -> ColumnElement[bool]:
    """Those that begin before these end, and end after they begin; most are moments, so a day back is enough."""
    start, end = min(incident.occurred_from for incident in incidents), max(map(_end, incidents))
    return and_(
        Incident.occurred_from.between(start - LONGEST, end + FARTHEST_APART),
        or_(Incident.occurred_from >= start - FARTHEST_APART, Incident.occurred_to >= start - FARTHEST_APART),
    )


def _near_in_place(incidents: Sequence[Incident]) -> list[ColumnElement[bool]]:
    """Those that are not known to be somewhere else."""
    points = [at for incident in incidents if (at := incident.lonlat)]
    if len(points) < len(incidents):
        return []
    lons, lats = [at.lon for at in points], [at.lat for at in points]
    lon, lat = func.ST_X(Incident.point), func.ST_Y(Incident.point)
    inside = and_(lon.between(min(lons) - NEAR, max(lons) + NEAR), lat.between(min(lats) - NEAR, max(lats) + NEAR))
    return [or_(Incident.point.is_(None), inside)]


def _seen(session: Session, rows: Sequence[Row[Any]]) -> dict[int, Seen]:
    told = _told(session, [row.id for row in rows])
    return {row.id: _one_seen(row, told.get(row.id, NOBODY)) for row in rows}


def _one_seen(row: Row[Any], told: _Told) -> Seen:
    at = None if row.lon is None else Point(row.lon, row.lat)
    return Seen(
        id=row.id,
        when=Interval(row.occurred_from, row.occurred_to),
        where=Whereabouts(row.place_words, row.place_id, at, row.precision, row.key),
        category=row.code,
        text=f"{row.summary} {row.place_words or ''}",
        quantity=row.quantity,
        case_number=row.case_number,
        reports=told.reports,
        organisations=told.organisations,
        area=row.district_name or "",
        spot=_spot(row),
    )


def _spot(row: Row[Any]) -> str:
    """What the text may call the place where it is known to be."""
    is_placed = row.place_id is not None or row.lon is not None
    return " ".join(name for name in (row.place_name, row.place_words) if name) if is_placed else ""


def _told(session: Session, ids: Sequence[int]) -> dict[int, _Told]:
    """Who told each. What is entered by hand makes one report a day, which says nothing of what belongs together."""
    found: dict[int, list[tuple[int | None, int]]] = defaultdict(list)
    query = select(Source.incident_id, Report.id, Report.organisation_id, Report.kind).join(Source.report)
    for incident_id, report_id, organisation_id, kind in session.execute(query.where(Source.incident_id.in_(ids))):
        found[incident_id].append((None if kind is ReportKind.MANUAL else report_id, organisation_id))
    return {
        incident_id: _Told(
            frozenset(report for report, _ in pairs if report is not None), frozenset(sender for _, sender in pairs)
        )
        for incident_id, pairs in found.items()
    }
