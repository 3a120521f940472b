"""Reports per source, what one source alone drives, and named places against their own past."""

from dataclasses import replace

import pytest

from reports.picture.inputs import BASELINE_LENGTH, CountInput, PictureInput, PlaceInput, SourceInput
from reports.picture.numbers.cells import compare_counts
from reports.picture.numbers.effort import source_cells, source_rows, with_drivers
from reports.picture.numbers.places import MOST_PLACES, place_rows
from reports.picture.record import Cell, SourceCell, Verdict
from tests.unit.picture_data import PERIOD, picture_input

YEAR = PERIOD.before(BASELINE_LENGTH)
EVEN = (14,) * BASELINE_LENGTH


def told(source: str, now: int, before: int, *others: str, district: str | None = "norr") -> tuple[CountInput, ...]:
    """Incidents that `source` told of, `others` too, now and in each fortnight before."""
    sources = tuple(sorted((source, *others)))
    earlier = (CountInput(period.start, district, "trafik", before, sources) for period in YEAR)
    return (CountInput(PERIOD.start, district, "trafik", now, sources), *earlier)


def data(*counts: tuple[CountInput, ...], **reports: int) -> PictureInput:
    """With so many reports of each source now and 14 in each fortnight before."""
    sources = tuple(SourceInput(key, key.title(), "guards", now, EVEN) for key, now in reports.items())
    return picture_input(counts=sum(counts, ()), sources=sources, first_data=YEAR[0].start)


def cell(given: PictureInput) -> Cell:
    return with_drivers(compare_counts(given), given)["norr", "trafik"]


def test_reports_are_set_against_each_sources_own_fortnights():
    rows = source_rows(data(told("vakt", 3, 1), told("vakt", 2, 1, "polis"), vakt=40, polis=14, skola=0))
    assert [(row.key, row.name, row.reports.verdict, row.incidents_now) for row in rows] == [
        ("vakt", "Vakt", Verdict.CLEAR_INCREASE, 5),
        ("polis", "Polis", Verdict.WITHIN_NORMAL, 2),
        ("skola", "Skola", Verdict.CLEAR_DECREASE, 0),
    ]
    assert [row.is_silent for row in rows] == [False, False, True]
    assert (rows[0].reports.low, rows[0].reports.high) == (7, 22)


def test_fortnights_without_exposure_are_no_silence():
    given = replace(data(told("vakt", 1, 1), vakt=14), first_data=YEAR[-2].start)
    assert source_rows(given)[0].reports.history == (14, 14)


def test_fortnights_before_a_sources_first_report_are_no_silence_of_its_own():
    late = SourceInput("vakt", "Vakt", "guards", 14, (*(0,) * 24, 14, 14), exposure=2)
    given = replace(data(told("vakt", 14, 0), told("polis", 4, 4)), sources=(late,))
    reports = source_rows(given)[0].reports
    assert (reports.history, reports.verdict) == ((14, 14), Verdict.WITHIN_NORMAL)
    assert cell(given).driven_by == "Vakt", "that it joined is why there is more"


def test_a_change_that_one_source_drives_by_reporting_more_is_marked():
    found = cell(data(told("vakt", 30, 4), told("polis", 4, 4), vakt=40, polis=14))
    assert (found.verdict, found.driven_by) == (Verdict.CLEAR_INCREASE, "Vakt")


def test_silence_can_drive_a_decrease():
    found = cell(data(told("vakt", 0, 10), told("polis", 4, 4), vakt=0, polis=14))
    assert (found.verdict, found.driven_by) == (Verdict.CLEAR_DECREASE, "Vakt")


@pytest.mark.parametrize(
    ("counts", "reports"),
    [
        pytest.param((told("vakt", 30, 4), told("polis", 4, 4)), {"vakt": 14, "polis": 14}, id="as many reports"),
        pytest.param((told("vakt", 30, 4), told("polis", 4, 4)), {"vakt": 2, "polis": 14}, id="fewer reports"),
        pytest.param((told("vakt", 30, 4), told("polis", 30, 4)), {"vakt": 40, "polis": 14}, id="others see it too"),
        pytest.param((told("vakt", 30, 4, "polis"),), {"vakt": 40, "polis": 14}, id="told by both"),
        pytest.param((told("vakt", 5, 4), told("polis", 5, 4)), {"vakt": 40, "polis": 14}, id="no change"),
    ],
)
def test_other_changes_are_nobodys(counts: tuple[tuple[CountInput, ...], ...], reports: dict[str, int]):
    assert cell(data(*counts, **reports)).driven_by is None


def test_where_two_sources_do_the_same_none_is_named():
    """Either would be enough to take the change away, so that neither alone drives it."""
    found = cell(data(told("vakt", 9, 4), told("skola", 9, 4), vakt=40, skola=40))
    assert (found.verdict, found.driven_by) == (Verdict.CLEAR_INCREASE, None)


def test_incidents_per_source_are_those_it_told_of_alone_or_with_others():
    given = data(told("vakt", 3, 1), told("vakt", 2, 0, "polis"), told("polis", 0, 1, district=None))
    assert source_cells(given) == (
        SourceCell("polis", None, "trafik", 0, 26),
        SourceCell("polis", "norr", "trafik", 2, 0),
        SourceCell("vakt", "norr", "trafik", 5, 26),
    )


def places(*rows: tuple[int, tuple[int, ...]]) -> PictureInput:
    made = tuple(PlaceInput(f"Plats {at:02}", "norr", now, before) for at, (now, before) in enumerate(rows))
    return picture_input(places=made, first_data=YEAR[0].start)


def test_places_are_the_busiest_now_and_over_twelve_months():
    quiet_now = [(0, (at,) * 26) for at in range(3, 15)]
    rows = place_rows(places(*[(at, (1,) * 26) for at in range(1, 13)], *quiet_now))
    assert [row.now for row in rows[:MOST_PLACES]] == [12, 11, 10, 9, 8, 7, 6, 5, 4, 3]
    assert [(row.now, row.year) for row in rows[MOST_PLACES:]] == [(0, 25 * at) for at in range(14, 4, -1)]


def test_twelve_months_are_the_period_and_the_25_fortnights_before():
    [row] = place_rows(places((3, (100, *(1,) * 25))))
    assert (row.year, row.comparison.baseline_total) == (28, 125)


def test_a_place_is_judged_among_all_places_and_not_only_those_shown():
    """6 against a mean of 1 is clear alone, and no more than what comes among a hundred places."""
    alone = place_rows(places((6, (1,) * 26)))[0]
    among = place_rows(places((6, (1,) * 26), *[(1, (1,) * 26)] * 100))[0]
    assert (alone.comparison.verdict, among.comparison.verdict) == (Verdict.CLEAR_INCREASE, Verdict.WITHIN_NORMAL)
