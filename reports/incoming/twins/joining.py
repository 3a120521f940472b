"""What is known of an incident that two have told: the better time, the better place, the stronger word."""

from datetime import datetime, timedelta

from geo.points import LocationPrecision
from reports.incoming.drafts import Certainty, Interval, Whereabouts

EXACTNESS = tuple(LocationPrecision)
STRENGTH = tuple(Certainty)


def better_time(kept: Interval, other: Interval) -> Interval:
    """The shorter of two times that may both be right, such as a moment within a span; else the one that is kept."""
    meets = _end(other) >= kept.start and other.start <= _end(kept)
    return other if meets and _length(other) < _length(kept) else kept


def better_place(kept: Whereabouts, other: Whereabouts) -> Whereabouts:
    """The one with a point, then the more exact; the kept one where they are as good.

    Words that name no known place are the teller's own, so those of the kept one stand as long as it has any.
    """
    if _vagueness(kept) <= _vagueness(other):
        return kept
    return other if other.place_id is not None else other._replace(words=kept.words or other.words)


def stronger(kept: Certainty, other: Certainty) -> Certainty:
    """What somebody saw goes before what somebody suspects, and that before what somebody has heard."""
    return min(kept, other, key=STRENGTH.index)


def larger(kept: int | None, other: int | None) -> int | None:
    """Who counted more saw more."""
    return max((number for number in (kept, other) if number is not None), default=None)


def _vagueness(where: Whereabouts) -> tuple[bool, int]:
    return where.point is None, EXACTNESS.index(where.precision)


def _length(when: Interval) -> timedelta:
    return _end(when) - when.start


def _end(when: Interval) -> datetime:
    return when.end or when.start
