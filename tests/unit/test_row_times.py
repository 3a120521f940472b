"""When rows of a table say that things happened: what is read once and remembered must not stick to another row."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.incoming.drafts import Interval
from reports.incoming.tables.row_errors import RowError
from reports.incoming.tables.row_times import read_times
from reports.incoming.times.local_time import midnight, to_utc

YEARS = (midnight(date(1971, 1, 1)), midnight(date(2099, 12, 31)))
WALL = st.datetimes(*YEARS).map(lambda wall: wall.replace(microsecond=0))


@given(WALL, st.integers(1, 5000))
def test_the_same_words_are_the_same_time_in_every_row(start: datetime, minutes: int):
    end = start + timedelta(minutes=minutes)
    read = [read_times(line, f"{start:%Y-%m-%d %H:%M:%S}", "", f"{end:%Y-%m-%d %H:%M:%S}") for line in (2, 3)]
    first, last = to_utc(start), to_utc(end)
    # The end may lie in an hour that summer time skips, or in one that autumn repeats.
    assert read == [Interval(first, last if last > first else None)] * 2


@given(WALL)
def test_a_date_and_a_clock_in_cells_of_their_own_are_one_moment(wall: datetime):
    apart = [read_times(line, f"{wall:%Y-%m-%d}", f"{wall:%H.%M.%S}", "") for line in (2, 3)]
    assert apart == [Interval(to_utc(wall))] * 2


def test_an_end_does_not_stay_with_the_start_of_another_row():
    start = datetime(2026, 11, 18, 21, 15, tzinfo=UTC)
    with_end = read_times(2, "2026-11-18 22:15", "", "23:00")
    assert with_end == Interval(start, start + timedelta(minutes=45))
    assert read_times(3, "2026-11-18 22:15", "", "") == Interval(start)


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (("2026-02-30 22:15", "", ""), "bad_date"),
        (("2026-11-18", "25:10", ""), "bad_time"),
        (("2026-11-18", "igårkväll", ""), "bad_time"),
        (("2026-11-18 22:15", "", "2026-13-01 10:00"), "bad_end"),
    ],
)
def test_each_row_is_told_its_own_fault(cells: tuple[str, str, str], code: str):
    for line in (7, 8):
        with pytest.raises(RowError) as raised:
            read_times(line, *cells)
        assert (raised.value.line, raised.value.code) == (line, code)


def test_words_for_a_time_mean_another_one_on_another_day():
    first, second = (read_times(2, f"{date(2026, 11, day)}", "mellan 21 och 23", "") for day in (17, 18))
    assert second.start - first.start == timedelta(days=1)


FILE_OF = datetime(2026, 11, 21, 7, 0, tzinfo=UTC)  # a Saturday


@pytest.mark.parametrize(
    ("day", "clock", "expected"),
    [
        ("igår", "", (20, 0, 0)),
        ("i går", "22.10", (20, 22, 10)),
        ("I går 22.10", "", (20, 22, 10)),
        ("i fredags", "14:05", (20, 14, 5)),
        ("idag", "06.30", (21, 6, 30)),
        ("i förrgår", "", (19, 0, 0)),
        ("torsdag", "09.15", (19, 9, 15)),
        ("igår kväll", "", (20, 18, 0)),
    ],
)
def test_a_day_in_words_is_told_from_the_day_of_the_file(day: str, clock: str, expected: tuple[int, int, int]):
    day_of_month, hour, minute = expected
    wall = midnight(date(2026, 11, day_of_month)) + timedelta(hours=hour, minutes=minute)
    assert read_times(2, day, clock, "", FILE_OF).start == to_utc(wall)


@pytest.mark.parametrize("day", ["nån gång", "vet ej", "imorgon", "kl 22", "sen", "okänd"])
def test_words_that_tell_no_day_are_a_fault_of_the_row(day: str):
    with pytest.raises(RowError) as fault:
        read_times(2, day, "", "", FILE_OF)
    assert fault.value.code == "bad_date"
