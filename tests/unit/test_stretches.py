"""Stretches of days of any length: which of those before may be compared with."""

from datetime import date, timedelta

import pytest

from reports.picture.numbers.stretches import (
    QUIET_DAYS,
    Stretch,
    continuous_since,
    stretches_before,
    unbroken,
    years_before,
)

WEEK = Stretch(date(2026, 11, 9), date(2026, 11, 15))
FIRST = date(2020, 1, 1)
DAY = timedelta(days=1)


def every(step: int, until: date = WEEK.last, since: date = FIRST) -> set[date]:
    """Each so-manieth day."""
    return {until - DAY * at for at in range(0, (until - since).days, step)}


def test_stretches_before_end_where_the_next_begins():
    found = stretches_before(WEEK, FIRST, every(3))
    assert len(found) == 26
    assert [one.last + DAY for one in found] == [*(one.first for one in found[1:]), WEEK.first]
    assert {one.days for one in found} == {7}


def test_those_before_the_first_data_are_left_out():
    assert len(stretches_before(WEEK, WEEK.first - DAY * 21, every(1))) == 3
    assert len(stretches_before(WEEK, WEEK.first - DAY * 20, every(1))) == 2
    assert stretches_before(WEEK, None, set()) == []


@pytest.mark.parametrize("length", [1, 7, 14, 28, 60])
def test_a_silence_of_more_than_six_weeks_and_the_stretch_that_ends_it_are_left_out(length: int):
    now = Stretch(WEEK.last - DAY * (length - 1), WEEK.last)
    ends = now.first - DAY * 5 * length
    heard = every(1, ends - DAY * (QUIET_DAYS + 2 * length)) | every(1, since=ends - DAY)
    found = stretches_before(now, FIRST, heard)
    assert [one.first for one in found] == [ends + DAY * length * at for at in range(1, 5)]


def test_where_nothing_has_been_heard_for_long_there_is_nothing_to_compare_with():
    assert stretches_before(WEEK, FIRST, every(1, WEEK.first - DAY * 60)) == []


def test_the_same_weeks_of_earlier_years_have_the_same_weekdays_and_are_ten_at_most():
    found = years_before(WEEK, date(2000, 1, 1), every(5, since=date(2000, 1, 1)))
    assert len(found) == 10
    assert found[-1] == Stretch(date(2025, 11, 10), date(2025, 11, 16))
    assert {one.first.weekday() for one in found} == {0}


def test_years_before_a_long_silence_are_no_history():
    silent = {day for day in every(1) if not date(2023, 3, 1) < day < date(2023, 8, 1)}
    assert [one.first.year for one in years_before(WEEK, FIRST, silent)] == [2023, 2024, 2025]


def test_a_short_silence_breaks_nothing():
    assert unbroken([True, False, False, True], 2) == 0
    assert unbroken([True, False, False, False, True, True], 2) == 5
    assert unbroken([True, False, False, False], 2) == 4


def test_data_are_continuous_since_the_last_long_silence():
    heard = every(1, WEEK.first - DAY * 100) | every(1, since=WEEK.first - DAY * 30)
    assert continuous_since(FIRST, heard, WEEK.last) == WEEK.first - DAY * 28
    assert continuous_since(WEEK.first, every(1), WEEK.last) == WEEK.first
    assert continuous_since(FIRST, every(1, WEEK.first - DAY * 60), WEEK.last) is None
    assert continuous_since(None, set(), WEEK.last) is None
