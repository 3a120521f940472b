"""Reads at which named places the chosen incidents were, and how unusual that is there."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.incidents.filters import IncidentFilter
from app.incidents.queries import matching
from app.maps.queries.marks import drawable_kinds, incidents_as_told
from app.maps.queries.stretches import history_of, which_of
from app.models import Incident, IncidentStatus, Role, User
from app.places.queries import gazetteer
from geo.gazetteer import Place
from reports.picture.numbers.comparing import PLACES_RATE, compare, judged_together
from reports.picture.numbers.stretches import YEAR, Stretch
from reports.picture.periods import LOCAL_TIME
from reports.picture.record import Comparison

MOST_PLACES = 20
ALL_TIME = date(1900, 1, 1)
_DAY = timedelta(days=1)

Counts = Counter[tuple[int, Stretch]]
"""By the place's id."""


@dataclass(frozen=True, slots=True)
class HotPlace:
    """A place, how many incidents there were now and before, and in the twelve months up to the period's end."""

    place: Place
    comparison: Comparison
    year: int


@dataclass(frozen=True, slots=True)
class HotPlaces:
    """Those with most incidents now, most first; `number` is how many places had any, `compared` the stretches before.

    `is_running`: the period is not over, so that its count may be low for that alone.
    """

    rows: Sequence[HotPlace]
    number: int
    compared: int
    is_running: bool


def hot_places(session: Session, chosen: IncidentFilter, user: User, today: date) -> HotPlaces:
    """By the test of the picture's places (`reports.picture.numbers.places`), against stretches as long as the period.

    All places that had any incident are judged together, also those that are not shown. Only confirmed incidents count,
    unless the filter asks for others, and nothing sensitive. A reporter, who sees but what the own organisation has
    told, is told of no comparison, and so is whoever asks for all time. Of one to come there is nothing.
    """
    counted = replace(chosen, start=None, end=None, statuses=chosen.statuses or (IncidentStatus.CONFIRMED,))
    last = min(chosen.end or today, today)
    if chosen.start is not None and chosen.start > last:
        return HotPlaces((), 0, 0, is_running=False)
    period = Stretch(min(chosen.start or ALL_TIME, last), last)
    is_compared = chosen.start is not None and user.role is not Role.REPORTER
    history = history_of(session, counted, user, period) if is_compared else []
    counts = _counts(session, counted, user, [*history, period])
    years = _counts(session, counted, user, [Stretch(last - YEAR + _DAY, last)])
    named = [place for place in map(gazetteer(session).place, sorted({id_ for id_, _ in counts})) if place]
    compared = [compare(counts[p.id, period], tuple(counts[p.id, one] for one in history)) for p in named]
    in_year: Counter[int] = Counter({id_: number for (id_, _), number in years.items()})
    rows = [
        HotPlace(place, comparison, in_year[place.id])
        for place, comparison in zip(named, judged_together(compared, PLACES_RATE), strict=True)
    ]
    hot = sorted((row for row in rows if row.comparison.now), key=_order)
    return HotPlaces(hot[:MOST_PLACES], len(hot), len(history), (chosen.end or today) >= today)


def _order(row: HotPlace) -> tuple[int, int, str, int]:
    return -row.comparison.counted, -row.year, row.place.name, row.place.id


def _counts(session: Session, counted: IncidentFilter, user: User, stretches: Sequence[Stretch]) -> Counts:
    """How many at each place in each of some stretches, none of which overlaps another."""
    over = replace(counted, start=min(one.first for one in stretches), end=max(one.last for one in stretches))
    kinds = drawable_kinds(session)
    if user.role is Role.REPORTER:
        return Counter(_as_told(session, over, user, kinds, stretches))
    which = which_of(stretches)
    rows = session.execute(
        select(Incident.place_id, which.label("stretch"), func.count())
        .where(*matching(over, user), Incident.place_id.is_not(None), Incident.category_id.in_(kinds))
        .group_by(Incident.place_id, "stretch")
    )
    return Counter({(place, stretches[at]): number for place, at, number in rows if place and at is not None})


def _as_told(
    session: Session, over: IncidentFilter, user: User, kinds: Iterable[int], stretches: Sequence[Stretch]
) -> Iterable[tuple[int, Stretch]]:
    """To a reporter each incident was where the own organisation told."""
    for one in incidents_as_told(session, over, user):
        day = one.occurred_from.astimezone(LOCAL_TIME).date()
        if one.place_id is not None and one.category_id in kinds:
            yield from ((one.place_id, stretch) for stretch in stretches if stretch.first <= day <= stretch.last)
