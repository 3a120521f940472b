"""What a reading of a report gives: draft incidents, each with the passage it came from.

Tuples with names rather than dataclasses: an import makes millions of them, and they are made three times as fast.
"""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from geo.points import LocationPrecision, Point


class Certainty(StrEnum):
    """How the reporter knows."""

    OBSERVED = "observed"
    SUSPECTED = "suspected"
    SECOND_HAND = "second_hand"


class Interval(NamedTuple):
    """When something happened, in UTC. `end` is None for a known moment, else exclusive and after `start`."""

    start: datetime
    end: datetime | None = None


class Whereabouts(NamedTuple):
    """Where something happened. `point` only with a drawable precision; `district` is a district's key."""

    words: str | None = None
    place_id: int | None = None
    point: Point | None = None
    precision: LocationPrecision = LocationPrecision.UNKNOWN
    district: str | None = None


class DraftIncident(NamedTuple):
    """One incident as read from a report. `passage` is (start, end) in the report's text, end exclusive.

    `case_number` is the sender's own; None says nothing about it, "" that there is none.
    """

    when: Interval
    where: Whereabouts
    category: str
    summary: str
    certainty: Certainty = Certainty.OBSERVED
    quantity: int | None = None
    passage: tuple[int, int] = (0, 0)
    case_number: str | None = None
