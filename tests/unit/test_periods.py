"""Fortnights: across long years and summer time, and how their editions are numbered."""

from datetime import UTC, date, timedelta

import pytest

from reports.picture.periods import Period, edition_of, newest_closed_period, period_of

FIRST_MONDAY = date(2026, 1, 5)


def test_fortnights_follow_each_other_through_a_year_of_53_weeks():
    last = period_of(date(2026, 12, 28), FIRST_MONDAY)
    assert date(2026, 12, 28).isocalendar().week == 53
    assert (last.start, last.after().start) == (date(2026, 12, 21), date(2027, 1, 4))
    assert last.after().before(2) == (Period(date(2026, 12, 7)), last)


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2026, 3, 23), 14 * 24 - 1), (date(2026, 10, 19), 14 * 24 + 1), (date(2026, 6, 1), 14 * 24)],
)
def test_a_fortnight_lasts_from_local_midnight_to_local_midnight_whatever_the_clocks_do(day: date, hours: int):
    period = period_of(day, FIRST_MONDAY)
    assert period.starts_at.hour == period.ends_at.hour == 0
    assert period.ends_at.astimezone(UTC) - period.starts_at.astimezone(UTC) == timedelta(hours=hours)


def test_every_day_belongs_to_one_period_before_and_after_the_first_monday():
    for offset in range(-800, 800):
        day = FIRST_MONDAY + timedelta(days=offset)
        period = period_of(day, FIRST_MONDAY)
        assert period.start <= day <= period.last_day < period.end
        assert (period.start - FIRST_MONDAY).days % 14 == 0


def test_counting_starts_on_a_monday():
    with pytest.raises(ValueError, match="not a Monday"):
        period_of(date(2026, 1, 6), date(2026, 1, 6))


def test_a_period_is_closed_when_its_last_day_is_over():
    assert newest_closed_period(date(2026, 1, 18), FIRST_MONDAY).start == date(2025, 12, 22)
    assert newest_closed_period(date(2026, 1, 19), FIRST_MONDAY).start == FIRST_MONDAY


@pytest.mark.parametrize("first_monday", [FIRST_MONDAY, date(2025, 12, 29)])
def test_editions_count_from_one_in_each_year_without_gap(first_monday: date):
    period, before = period_of(date(2020, 1, 1), first_monday), None
    for _ in range(26 * 30):
        edition = edition_of(period, first_monday)
        assert edition[0] == period.last_day.year
        if before is not None:
            assert edition in ((before[0], before[1] + 1), (before[0] + 1, 1))
        period, before = period.after(), edition


def test_the_edition_of_a_fortnight_across_new_year_is_the_first_of_the_year_it_ends_in():
    assert edition_of(Period(date(2025, 12, 22)), FIRST_MONDAY) == (2026, 1)
    assert edition_of(Period(date(2026, 10, 26)), FIRST_MONDAY) == (2026, 23)
