"""Finds incidents that may be one: those like a given one, and all pairs among the newest."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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
class Taken:
    """A merge that holds, with the incident that was taken in."""

    merge: Merge
    incident: Incident


class Found(NamedTuple):
    """Two ids and how alike they are."""

    id: int
    match: Match


def twins_of(session: Session, incident: Incident, most: int = 5) -> Sequence[Twin]:
    """The likely twins of a living incident (draft or confirmed); see `twins_of_each`."""
    return twins_of_each(session, [incident], most)[incident.id]


def twins_of_each(session: Session, incidents: Collection[Incident], most: int) -> Mapping[int, Sequence[Twin]]:
    """The likely twins of living incidents, by their ids, the likeliest first.

    Not those that are merged or withdrawn, nor those that somebody has said are not the same. It sees all incidents:
    for editors alone. Each comes with its category, district and sources loaded.
    """
    rarity = candidates.rarity(session)
    found = {id_: _matches(id_, near, rarity) for id_, near in candidates.candidates(session, incidents).items()}
    apart = _said_apart(session, [id_ for id_, matches in found.items() if matches])
    chosen = {id_: [m for m in matches if m.id not in apart[id_]][:most] for id_, matches in found.items()}
    rows = _incidents(session, {m.id for matches in chosen.values() for m in matches})
    return {id_: [Twin(rows[m.id], m.likeness, m.reasons) for m in matches] for id_, matches in chosen.items()}


def _matches(id_: int, near: Sequence[Seen], rarity: Rarity) -> list[Match]:
    one = next((seen for seen in near if seen.id == id_), None)
    return find_twins(one, near, rarity) if one else []


def suspicions(session: Session, found: Sequence[Found]) -> list[tuple[Incident, Twin]]:
    """Pairs that `suspected` has found, with what is shown of them."""
    rows = _incidents(session, {id_ for pair in found for id_ in (pair.id, pair.match.id)})
    return [(rows[id_], Twin(rows[m.id], m.likeness, m.reasons)) for id_, m in found]


def suspected(session: Session) -> list[Found]:
    """The pairs among the newest incidents that may be one, by their ids; the newest first, of a pair, too."""
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


def _said_apart(session: Session, ids: Collection[int]) -> Mapping[int, set[int]]:
    """By the ids of incidents, those said not to be the same as each, or as one that lives on in it."""
    whole, apart = _living_on(session, ids), defaultdict[int, set[int]](set)
    either = or_(NotSame.one_id.in_(whole), NotSame.other_id.in_(whole))
    for pair in session.execute(select(NotSame.one_id, NotSame.other_id).where(either)) if whole else ():
        for one, other in (pair, reversed(pair)):
            if one in whole:
                apart[whole[one]].add(other)
    return apart


def _living_on(session: Session, ids: Iterable[int]) -> dict[int, int]:
    """These incidents and all that live on in them, also those that came with another, each with the one it is now."""
    whole = wanted = {id_: id_ for id_ in ids}
    while wanted:
        query = select(Merge.merged_id, Merge.kept_id).where(Merge.kept_id.in_(wanted), Merge.undone_at.is_(None))
        wanted = {merged: whole[kept] for merged, kept in session.execute(query) if merged not in whole}
        whole = whole | wanted
    return whole


def _incidents(session: Session, ids: Collection[int]) -> dict[int, Incident]:
    if not ids:
        return {}
    query = select(Incident).where(Incident.id.in_(ids)).options(*with_sources())
    return {incident.id: incident for incident in session.scalars(query)}
