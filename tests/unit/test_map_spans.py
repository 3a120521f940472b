"""How a period is cut into bars, and which period it is set beside."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.incidents.filters import IncidentFilter
from app.maps.spans import MOST_BARS, DayCount, histogram, other_period, steps_for
from app.maps.views import Against, Step

MONDAY = date(2026, 1, 5)
AUTUMN = IncidentFilter(start=date(2026, 10, 24), end=date(2026, 11, 20))
EVERYTHING = IncidentFilter()
days = st.dates(date(2000, 1, 1), date(2030, 1, 1))


def on(*days: date) -> dict[date, DayCount]:
    return {day: DayCount(drawn=2, undrawn=1) for day in days}


def test_a_month_is_shown_by_days_with_those_without_any():
    found = histogram(on(AUTUMN.start, date(2026, 11, 3)), AUTUMN, None, MONDAY)
    assert (found.step, len(found.bars), found.most) == (Step.DAY, 28, 3)
    assert [bar.first.day for bar in found.bars if bar.count.total] == [24, 3]


def test_weeks_begin_on_mondays_and_tell_where_the_period_cuts_them():
    found = histogram(on(AUTUMN.start), AUTUMN, Step.WEEK, MONDAY)
    assert [(str(bar.first)[5:], str(bar.last)[5:], bar.is_part) for bar in found.bars[:2] + found.bars[-1:]] == [
        ("10-24", "10-25", True),
        ("10-26", "11-01", False),
        ("11-16", "11-20", True),
    ]


def test_fortnights_are_those_of_the_editions():
    found = histogram(on(AUTUMN.start), AUTUMN, Step.FORTNIGHT, MONDAY)
    assert {(bar.first - MONDAY).days % 14 for bar in found.bars[1:]} == {0}


@given(st.sets(days, min_size=1, max_size=20), st.sampled_from([*Step, None]))
def test_no_incident_is_lost_whatever_the_bars(found: set[date], step: Step | None):
    shown = histogram(on(*found), EVERYTHING, step, MONDAY)
    assert sum(bar.count.total for bar in shown.bars) + shown.left_out == 3 * len(found)
    assert len(shown.bars) <= MOST_BARS
    assert all(
        one.last + timedelta(days=1) == other.first for one, other in zip(shown.bars, shown.bars[1:], strict=False)
    )


def test_where_fortnights_are_too_many_the_oldest_are_only_counted():
    found = histogram(on(date(1926, 1, 1), date(2026, 11, 1)), EVERYTHING, Step.DAY, MONDAY)
    assert (found.step, len(found.bars), found.left_out) == (Step.FORTNIGHT, MOST_BARS, 3)


def test_only_steps_that_can_be_seen_are_offered():
    assert steps_for(date(2026, 1, 1), date(2026, 2, 1)) == [*Step]
    assert steps_for(date(2020, 1, 1), date(2026, 2, 1)) == [Step.WEEK, Step.FORTNIGHT]


def test_nothing_chosen_has_no_bars():
    assert histogram({}, AUTUMN, None, MONDAY) is None


def test_the_period_before_is_as_long_and_the_weeks_of_last_year_have_the_same_weekdays():
    before, year = other_period(AUTUMN, Against.BEFORE), other_period(AUTUMN, Against.LAST_YEAR)
    assert (before.start, before.end) == (date(2026, 9, 26), date(2026, 10, 23))
    assert (year.start, year.end) == (date(2025, 10, 25), date(2025, 11, 21))
    assert year.start.weekday() == AUTUMN.start.weekday()


@pytest.mark.parametrize(
    "chosen", [EVERYTHING, IncidentFilter(start=MONDAY), IncidentFilter(date(2025, 1, 1), date(2026, 3, 1))]
)
def test_a_period_without_ends_or_of_more_than_a_year_has_no_last_year(chosen: IncidentFilter):
    assert other_period(chosen, Against.LAST_YEAR) is None
