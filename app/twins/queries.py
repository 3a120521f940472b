"""Finds incidents that may be one: those like a given one, and all pairs among the newest."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.incidents.queries import with_sources
from app.models import Incident, Merge, NotSame
from app.twins import candidates
from reports.incoming.twins.finder import FARTHEST_APART, Aspect, Match, Seen, find_twins, is_likely_twin, match
from reports.incoming.twins.word_likeness import Rarity

NEWEST = 600
"""Of so many of the newest incidents each is compared with those near it in time."""


@dataclass(frozen=True, slots=True)
class Twin:
    """An incident that may be the same as another: how likely (0–1), and what speaks for it, the strongest first."""

    incident: Incident
    likeness: float
    reasons: tuple[Aspect, ...]


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Two incidents that may be one, the newer first."""

    one: Incident
    other: Incident
    likeness: float
    reasons: tuple[Aspect, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """A merge that holds, with the incident that was taken in."""

    merge: Merge
    incident: Incident


class Found(NamedTuple):
    """Two ids and how alike they are."""

    id: int
    match: Match


def twins_of(session: Session, incident: Incident, most: int = 5) -> list[Twin]:
    """The likely twins of a living incident (draft or confirmed), the likeliest first.

    Not those that are merged or withdrawn, nor those that somebody has said are not the same. It sees all incidents:
    for editors alone. Each comes with its category, district and sources loaded.
    """
    near = candidates.candidates(session, incident)
    one = next((seen for seen in near if seen.id == incident.id), None)
    found = find_twins(one, near, candidates.rarity(session)) if one else []
    apart = _said_apart(session, incident.id) if found else set()
    matches = [m for m in found if m.id not in apart][:most]
    rows = _incidents(session, [m.id for m in matches]) if matches else {}
    return [Twin(rows[m.id], m.likeness, m.reasons) for m in matches]


def suspicions(session: Session) -> list[Suspicion]:
    """The pairs among the newest incidents that may be one, the newest first."""
    found = suspected(session)
    rows = _incidents(session, {id_ for pair in found for id_ in (pair.id, pair.match.id)})
    return [Suspicion(rows[id_], rows[m.id], m.likeness, m.reasons) for id_, m in found]


def suspected(session: Session) -> list[Found]:
    """The same pairs by their ids."""
    pairs = _pairs(tuple(candidates.newest(session, NEWEST)), candidates.rarity(session))
    apart = {(one_id, other_id) for one_id, other_id in session.execute(select(NotSame.one_id, NotSame.other_id))}
    return [pair for pair in pairs if tuple(sorted((pair.id, pair.match.id))) not in apart]


def taken_in(session: Session, incident: Incident) -> list[Taken]:
    """What was merged into an incident and has not been parted from it again, the newest first."""
    query = (
        select(Merge, Incident)
        .join(Incident, Incident.id == Merge.merged_id)
        .where(Merge.kept_id == incident.id, Merge.undone_at.is_(None))
        .options(*with_sources())
        .order_by(Merge.id.desc())
    )
    return [Taken(merge, taken) for merge, taken in session.execute(query)]


def comparison(session: Session, one: Incident, other: Incident) -> Match:
    """How alike two incidents are, whatever their status."""
    first, second = sorted(candidates.seen(session, [one.id, other.id]), key=lambda found: found.id != one.id)
    return match(first, second, candidates.rarity(session))


def is_said_apart(session: Session, one: Incident, other: Incident) -> bool:
    return session.get(NotSame, tuple(sorted((one.id, other.id)))) is not None


@lru_cache(maxsize=2)
def _pairs(newest: tuple[Seen, ...], rarity: Rarity) -> list[Found]:
    """Kept as long as the same is known of the same incidents: the start page asks again and again."""
    found = ((one, match(one, other, rarity)) for one, other in _near_pairs(newest))
    return [Found(one.id, m) for one, m in found if is_likely_twin(m)]


def _near_pairs(newest: Sequence[Seen]) -> Iterator[tuple[Seen, Seen]]:
    """Each with those before it in time that reach to it; the newest first."""
    for at, one in enumerate(newest):
        for other in newest[at + 1 :]:
            if _end(other) + FARTHEST_APART >= one.when.start:
                yield one, other


def _end(seen: Seen) -> datetime:
    return seen.when.end or seen.when.start


def _said_apart(session: Session, incident_id: int) -> set[int]:
    """Those said not to be the same as an incident, or as one that lives on in it."""
    ids = {incident_id, *_merged_into(session, incident_id)}
    said = session.execute(
        select(NotSame.one_id, NotSame.other_id).where(or_(NotSame.one_id.in_(ids), NotSame.other_id.in_(ids)))
    )
    return {id_ for pair in said for id_ in pair} - ids


def _merged_into(session: Session, incident_id: int) -> set[int]:
    """All that live on in an incident, also those that came with another."""
    found: set[int] = set()
    wanted = {incident_id}
    while wanted:
        query = select(Merge.merged_id).where(Merge.kept_id.in_(wanted), Merge.undone_at.is_(None))
        wanted = set(session.scalars(query)) - found
        found |= wanted
    return found


def _incidents(session: Session, ids: Collection[int]) -> dict[int, Incident]:
    query = select(Incident).where(Incident.id.in_(ids)).options(*with_sources())
    return {incident.id: incident for incident in session.scalars(query)}
