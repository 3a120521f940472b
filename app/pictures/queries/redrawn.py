"""Which incidents of an edition have another district because boundaries were read in since: nothing was corrected."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, case, func, select
from sqlalchemy.orm import Session, aliased

from app.models import BoundaryImport, Category, DistrictMove, Event, Incident, IncidentStatus, Picture
from app.pictures.queries.columns import district_keys
from app.pictures.queries.numbers import CONFIRMED, TOP
from reports.picture.periods import Period


@dataclass(slots=True)
class Redrawn:
    """When boundaries were last read in after an edition's cut-off, and which incidents of its fortnight they moved:
    how many, by district before, district now (keys, None for none) and category code.

    `known` is how many of them the edition counted: the others are new to it, not redrawn.
    """

    at: datetime
    ways: Counter[tuple[str | None, str | None, str]] = field(default_factory=Counter)
    known: int = 0


def redrawn_since(session: Session, editions: Sequence[Picture]) -> dict[int, Redrawn]:
    """By the editions' ids, those of which boundaries moved any. Where none were read in this is one short statement,
    else one for each time that they were and two more, however many the editions."""
    oldest = min(one.cutoff for one in editions)
    valid = (BoundaryImport.applied_at > oldest, BoundaryImport.undone_at.is_(None))
    rows = session.execute(select(BoundaryImport.id, BoundaryImport.applied_at).where(*valid))
    applied = {id_: at for id_, at in rows if at}
    alike: dict[tuple[int, ...], list[Picture]] = defaultdict(list)
    for edition in editions:
        alike[tuple(sorted(id_ for id_, at in applied.items() if at > edition.cutoff))].append(edition)
    keys = district_keys(session) if applied else {}
    found: dict[int, Redrawn] = {}
    for imports, group in alike.items():
        for at, before, now, code, is_known, number in _moved(session, imports, group) if imports else ():
            since = found.setdefault(group[at].id, Redrawn(max(applied[id_] for id_ in imports)))
            since.ways[keys.get(before), keys.get(now), code] += number
            since.known += number if is_known else 0
    return found


def _was_counted(edition: Picture) -> ColumnElement[bool]:
    """Whether an edition counted an incident that counts in its fortnight now.

    At its cut-off that was entered, confirmed, and in that fortnight; what the log does not tell of is taken as it is.
    """
    period = Period(edition.period_start)
    starts, ends = (moment.astimezone(UTC).isoformat() for moment in (period.starts_at, period.ends_at))
    status, moment = (_at_cutoff(edition, field) for field in ("status", "occurred_from"))
    was_within = and_(func.coalesce(moment, starts) >= starts, func.coalesce(moment, starts) < ends)
    confirmed = IncidentStatus.CONFIRMED.value
    return and_(Incident.created_at <= edition.cutoff, func.coalesce(status, confirmed) == confirmed, was_within)


def _at_cutoff(edition: Picture, field: str) -> ScalarSelect[Any]:
    """What stood in a field of an incident before it was first changed after the cut-off; null where it was not."""
    before = Event.changes[(field, 0)].as_string()
    about = (Event.subject == "incident", Event.subject_id == Incident.id, Event.at > edition.cutoff)
    first = select(before).where(*about, before.is_not(None)).order_by(Event.id).limit(1)
    return first.correlate(Incident).scalar_subquery()


def _moved(session: Session, imports: Collection[int], editions: Sequence[Picture]) -> Sequence[Any]:
    """Those that are where boundaries put them; who was moved by hand after that, was corrected."""
    moves = (DistrictMove.import_id.in_(imports), DistrictMove.incident_id.is_not(None))
    ends = (func.min(DistrictMove.id).label("first"), func.max(DistrictMove.id).label("last"))
    chain = select(DistrictMove.incident_id, *ends).where(*moves).group_by(DistrictMove.incident_id).subquery()
    first, last, top = aliased(DistrictMove), aliased(DistrictMove), aliased(Category)
    periods = [Period(one.period_start) for one in editions]
    moment = Incident.occurred_from
    within = [and_(moment >= p.starts_at, moment < p.ends_at) for p in periods]
    at = case(*((inside, number) for number, inside in enumerate(within)))
    is_known = case(*((inside, _was_counted(one)) for inside, one in zip(within, editions, strict=True)))
    rows = (
        select(at.label("at"), first.before_id, Incident.district_id, top.code, is_known.label("is_known"), Incident.id)
        .join(chain, chain.c.incident_id == Incident.id)
        .join(first, first.id == chain.c.first)
        .join(last, last.id == chain.c.last)
        .join(Category, Category.id == Incident.category_id)
        .join(top, top.id == TOP)
        .where(CONFIRMED, last.after_id.is_not_distinct_from(Incident.district_id))
        .where(first.before_id.is_distinct_from(Incident.district_id))
        .subquery()
    )
    alike = (rows.c.at, rows.c.before_id, rows.c.district_id, rows.c.code, rows.c.is_known)
    return session.execute(select(*alike, func.count()).where(rows.c.at.is_not(None)).group_by(*alike)).all()
