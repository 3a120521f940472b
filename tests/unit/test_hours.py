"""The week's hours: spans spread over what they touch, in local time, whatever the clock does."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from reports.picture.inputs import SpanInput
from reports.picture.numbers.hours import hour_grids
from reports.picture.periods import LOCAL_TIME, Period
from reports.picture.record import HourGrid
from tests.unit.picture_data import PERIOD, picture_input

MONDAY, SUNDAY = 0, 6
AUTUMN = Period(date(2026, 10, 19))
"""Summer time ends in it: on Sunday 25 October the hour from 02 comes twice."""
SPRING = Period(date(2026, 3, 23))


def hour(moment: datetime) -> int:
    return int(moment.timestamp()) // 3600


def span(day: date, clock: int, length: int = 1, number: int = 1, district: str | None = "norr") -> SpanInput:
    start = hour(datetime.combine(day, datetime.min.time(), LOCAL_TIME)) + clock
    return SpanInput(district, start, start + length, number)


def grids(*spans: SpanInput, period: Period = PERIOD) -> tuple[HourGrid, ...]:
    return hour_grids(picture_input(spans=spans, period=period, first_data=period.before(13)[0].start))


def filled(grid: tuple[tuple[float, ...], ...]) -> dict[tuple[int, int], float]:
    return {(day, at): round(value, 4) for day, row in enumerate(grid) for at, value in enumerate(row) if value}


def test_a_span_over_midnight_is_shared_by_the_hours_it_touches():
    [whole, *_] = grids(span(PERIOD.start, 22, 4))
    assert filled(whole.now) == {(0, 22): 0.25, (0, 23): 0.25, (1, 0): 0.25, (1, 1): 0.25}


def test_a_span_over_the_weeks_end_comes_back_to_monday():
    [whole, *_] = grids(span(PERIOD.start + timedelta(days=6), 23, 2))
    assert filled(whole.now) == {(SUNDAY, 23): 0.5, (MONDAY, 0): 0.5}


def test_the_hour_that_comes_twice_takes_both_and_the_one_that_is_skipped_none():
    sunday = date(2026, 10, 25)
    first = hour(datetime(2026, 10, 25, 0, 30, tzinfo=UTC))
    [whole, *_] = grids(SpanInput(None, first, first + 1), SpanInput(None, first + 1, first + 2), period=AUTUMN)
    assert filled(whole.now) == {(SUNDAY, 2): 2}
    [whole, *_] = grids(span(sunday, 0, 4), period=AUTUMN)
    assert filled(whole.now) == {(SUNDAY, 0): 0.25, (SUNDAY, 1): 0.25, (SUNDAY, 2): 0.5}
    [whole, *_] = grids(span(date(2026, 3, 29), 0, 4), period=SPRING)
    assert filled(whole.now) == {(SUNDAY, 0): 0.25, (SUNDAY, 1): 0.25, (SUNDAY, 3): 0.25, (SUNDAY, 4): 0.25}


def test_local_hours_hold_in_summer_and_in_winter():
    [whole, *_] = grids(span(AUTUMN.start, 21), span(AUTUMN.start + timedelta(days=7), 21), period=AUTUMN)
    assert filled(whole.now) == {(MONDAY, 21): 2}


def test_a_day_or_more_says_nothing_of_the_hour():
    [whole, north, south] = grids(span(PERIOD.start, 0, 24, 3), span(PERIOD.start, 0, 23))
    assert [grid.undated for grid in (whole, north, south)] == [3, 3, 0]
    assert sum(map(sum, whole.now)) == pytest.approx(1, abs=1e-4)


def test_before_is_the_mean_of_the_fortnights_with_exposure():
    spans = [span(period.start, 9, number=2) for period in PERIOD.before(26)]
    [whole, *_] = grids(*spans, span(PERIOD.start, 9))
    assert (filled(whole.before), filled(whole.now)) == ({(MONDAY, 9): 2}, {(MONDAY, 9): 1})
    fresh = hour_grids(picture_input(spans=tuple(spans), first_data=PERIOD.start))
    assert filled(fresh[0].before) == {}


def test_without_spans_there_are_no_grids():
    assert grids() == ()


def drawn(seed: int, number: int = 40) -> tuple[SpanInput, ...]:
    """Spans of up to 40 hours in the period and the 14 fortnights before."""
    chance = np.random.default_rng(seed)
    starts = chance.integers(hour(PERIOD.before(14)[0].starts_at), hour(PERIOD.ends_at), number).tolist()
    where, lengths = chance.choice(["norr", "soder", ""], number), chance.integers(1, 41, number).tolist()
    rows = zip(where, starts, lengths, chance.integers(1, 6, number).tolist(), strict=True)
    return tuple(SpanInput(str(key) or None, start, start + length, count) for key, start, length, count in rows)


@pytest.mark.parametrize("seed", range(20))
def test_each_incident_counts_one_and_their_order_nothing(seed: int):
    spans = drawn(seed)
    found = grids(*spans)
    now = [s for s in spans if s.start >= hour(PERIOD.starts_at)]
    for grid in found:
        mine = [s for s in now if grid.district in (None, s.district)]
        placed = sum(s.number for s in mine if s.end - s.start < 24)
        assert float(np.sum(grid.now)) == pytest.approx(placed, abs=1e-3)
        assert grid.undated == sum(s.number for s in mine) - placed
    assert grids(*spans[::-1]) == found
