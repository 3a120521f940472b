"""From gathered counts to an edition: what is compared, what is said of it, and that it can be kept."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import numpy as np
import orjson
import pytest

from geo.drawing.ground import WATER
from reports.picture.build import build_picture
from reports.picture.inputs import CountInput
from reports.picture.numbers.baseline import LONGEST_QUIET, baseline_of
from reports.picture.numbers.cells import compare_counts
from reports.picture.record import Picture, Verdict
from reports.picture.storage import from_json, to_json
from reports.picture.wording.summary import changed_cells
from tests.unit.picture_data import BASELINE, CATEGORIES, PERIOD, counts, picture_input, square


@pytest.fixture(scope="module")
def picture() -> Picture:
    return build_picture(picture_input(), 2026, 23)


def test_only_fortnights_that_begin_with_data_are_exposure():
    second = BASELINE[1].start
    assert len(baseline_of(picture_input(first_data=second))) == 12
    assert len(baseline_of(picture_input(first_data=second + timedelta(days=1)))) == 11
    assert baseline_of(picture_input(first_data=None)) == ()
    late = compare_counts(picture_input(first_data=second, counts=counts(4, 4)))["norr", "trafik"]
    assert (late.baseline_total, late.expected) == (48, 4)


def test_one_incident_long_ago_makes_no_zeros_of_the_time_before_there_were_data():
    long_ago = PERIOD.start - timedelta(days=2000)
    bare = picture_input(first_data=long_ago, sources=(), places=())
    alone = replace(bare, counts=(CountInput(PERIOD.start, "norr", "trafik", 6),))
    assert baseline_of(alone) == ()
    assert compare_counts(alone)["norr", "trafik"].verdict is Verdict.NO_BASELINE
    # The fortnight in which data begin anew may be a part of one.
    assert baseline_of(bare) == BASELINE[1:]


@pytest.mark.parametrize(("quiet", "exposed"), [(LONGEST_QUIET, 13), (LONGEST_QUIET + 1, 8 - LONGEST_QUIET)])
def test_a_calm_while_is_zeros_and_a_long_gap_is_not(quiet: int, exposed: int):
    """The gap begins with the fourth fortnight of thirteen; of reports alone it is seen that somebody watched."""
    gone = {period.start for period in BASELINE[3 : 3 + quiet]}
    some = tuple(count for count in counts(4, 4) if count.period_start not in gone)
    assert len(baseline_of(picture_input(counts=some, sources=(), places=()))) == exposed
    assert len(baseline_of(picture_input(counts=some, places=()))) == 13


@pytest.mark.parametrize(
    ("now", "before", "verdict"),
    [
        (20, 4, Verdict.CLEAR_INCREASE),
        (5, 4, Verdict.WITHIN_NORMAL),
        (0, 12, Verdict.CLEAR_DECREASE),
        (3, 0, Verdict.TOO_FEW),
        (0, 0, Verdict.TOO_FEW),
    ],
)
def test_verdicts(now: int, before: int, verdict: Verdict):
    cell = compare_counts(picture_input(counts=counts(now, before)))["norr", "trafik"]
    assert (cell.now, cell.baseline_total, cell.verdict) == (now, 13 * before, verdict)


def test_without_a_baseline_there_is_no_comparison():
    cell = compare_counts(picture_input(counts=counts(20, 4), first_data=PERIOD.start))["norr", "trafik"]
    assert cell.verdict is Verdict.NO_BASELINE
    assert (cell.expected, cell.low, cell.high, cell.p_value) == (None, None, None, None)


def test_so_few_that_no_number_could_tell_are_not_tested():
    """With one fortnight to compare with, even 5 against 0 has a p-value of 0.06."""
    data = picture_input(first_data=BASELINE[-1].start, counts=(CountInput(PERIOD.start, "norr", "trafik", 5),))
    assert compare_counts(data)["norr", "trafik"].verdict is Verdict.TOO_FEW


def test_false_alarms_are_rare_when_nothing_has_changed():
    chance, alarms = np.random.default_rng(1), 0
    for _ in range(200):
        drawn = tuple(
            CountInput(period.start, district, category.code, int(chance.poisson(3)))
            for period in (*BASELINE, PERIOD)
            for district in ("norr", "soder")
            for category in CATEGORIES
        )
        cells = compare_counts(picture_input(counts=drawn))
        alarms += any(cell.verdict.is_change for cell in cells.values() if cell.district and cell.category)
    assert alarms <= 0.05 * 200


def test_incidents_in_no_district_count_for_the_whole_only(picture: Picture):
    assert (picture.total.now, picture.without_district) == (25, 2)
    assert [cell.now for cell in picture.district_totals] == [20, 3]
    assert [cell.now for cell in picture.category_totals] == [20, 2, 3]
    assert [(cell.category, cell.now) for cell in picture.cells_of("soder")] == [
        ("trafik", 0),
        ("narkotika", 0),
        ("skada", 3),
    ]


@pytest.mark.parametrize(
    "stray",
    [
        CountInput(PERIOD.start, "okänd", "trafik", 1),
        CountInput(PERIOD.start, "norr", "okänd", 1),
        CountInput(PERIOD.start + timedelta(days=7), "norr", "trafik", 1),
    ],
)
def test_a_count_that_fits_nowhere_is_an_error_and_not_lost(stray: CountInput):
    with pytest.raises(ValueError, match="no such"):
        compare_counts(picture_input(counts=(stray,)))


def test_the_summary_says_what_changed_and_what_is_missing_without_percentages(picture: Picture):
    assert picture.summary == (
        "Under perioden registrerades 25\u00a0händelser: tydlig ökning (väntat 3–14).",
        "Tydlig ökning: Trafik i Norr (20, väntat 1–9).",
        "Inga rapporter har kommit från Nattvandrarna. 4\u00a0händelser saknar plats på kartan.",
    )


def test_the_summary_in_english_and_with_nothing_at_all():
    empty = picture_input(counts=(), sources=(), unplaced_total=0, first_data=None, language="en")
    assert build_picture(empty, 2026, 1).summary == ("No incidents in the period.",)


def test_a_total_is_named_where_no_single_cell_explains_it():
    data = picture_input(counts=counts(9, 4) + counts(9, 4, "norr", "skada") + counts(9, 4, "norr", "narkotika"))
    sentence = build_picture(data, 2026, 23).summary[1]
    assert sentence == "Tydlig ökning: Norr totalt (27, väntat 6–20)."


def test_a_sum_that_has_changed_stands_beside_the_cell_that_has():
    """Readers shall find every sure change; a sum that is nothing but its one cell is no other change."""
    more = counts(30, 3) + counts(12, 3, "soder")
    picture = build_picture(picture_input(counts=more + counts(5, 5, "soder", "skada")), 2026, 23)
    assert "Trafik i hela kommunen (42, väntat" in picture.summary[1]
    found = {(cell.district, cell.category) for cell in changed_cells(picture)}
    assert {("norr", "trafik"), ("norr", None), (None, "trafik"), (None, None)} <= found
    assert "Norr totalt" not in picture.summary[1]


def test_where_nothing_is_sure_the_summary_names_what_to_watch_instead_of_what_has_no_place():
    steady = [
        counts(3, 3, district, code) for district in ("norr", "soder") for code in ("trafik", "narkotika", "skada")
    ]
    summary = build_picture(picture_input(counts=sum(steady[1:], counts(8, 3))), 2026, 23).summary
    assert summary[1:3] == (
        "Ingen kommundel eller kategori skiljer sig säkert från tidigare perioder.",
        "Att följa: Trafik i Norr (8, väntat 0–7). Det är utanför det väntade, men kan vara slump.",
    )
    assert "saknar plats" not in " ".join(summary)


def test_the_ten_places_with_most_incidents_come_first(picture: Picture):
    assert [place.now for place in picture.places] == [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]


def test_a_picture_is_the_same_after_storing_and_building_again(picture: Picture):
    stored = to_json(picture)
    assert from_json(stored) == picture
    assert to_json(from_json(stored)) == stored
    assert to_json(build_picture(picture_input(), 2026, 23)) == to_json(picture)


def test_an_edition_stored_before_a_field_existed_can_still_be_opened(picture: Picture):
    old = orjson.loads(to_json(picture))
    del old["small_maps"], old["categories"][0]["enforcement"]
    opened = from_json(orjson.dumps({**old, "from_later": 1}))
    assert opened == replace(picture, small_maps={})


def test_an_edition_stored_before_its_maps_for_slides_were_counted_keeps_its_bytes(picture: Picture):
    """And so the signs that its documents print."""
    old = orjson.loads(to_json(picture))
    for label in old["districts"]:
        assert label.pop("outside_projected") is not None
    stored = orjson.dumps(old)
    assert {label.outside_projected for label in from_json(stored).districts} == {None}
    assert to_json(from_json(stored)) == stored


def test_an_edition_stored_before_counts_kept_their_history_opens_with_its_numbers_and_verdicts(picture: Picture):
    old = orjson.loads(to_json(picture))
    for name in ("district_totals", "category_totals", "cells"):
        old[name] = [flat(cell) for cell in old[name]]
    old["total"] = flat(old["total"])
    old["sources"] = [{"name": "Polisen", "kind": "police", "now": 3, "before": [9, 2, 4]}]
    old["places"] = [{"name": "Torget", "district": "norr", "now": 5, "before": 13}]
    opened = from_json(orjson.dumps(old))
    assert [(c.now, c.baseline_total, c.low, c.high, c.verdict) for c in opened.cells] == [
        (c.now, c.baseline_total, c.low, c.high, c.verdict) for c in picture.cells
    ]
    assert (opened.sources[0].reports.now, opened.sources[0].reports.history) == (3, (9, 2, 4))
    assert (opened.places[0].now, opened.places[0].comparison.expected) == (5, 1)


def flat(cell: dict[str, Any]) -> dict[str, Any]:
    """A cell as it was stored then."""
    judged = cell["comparison"]
    names = ("now", "expected", "low", "high", "p_value", "verdict")
    total = {"baseline_total": sum(judged["history"])}
    return {"district": cell["district"], "category": cell["category"], **{n: judged[n] for n in names}, **total}


def test_the_cut_off_needs_a_time_zone():
    with pytest.raises(ValueError, match="time zone"):
        build_picture(picture_input(cutoff=picture_input().cutoff.replace(tzinfo=None)), 2026, 23)


def test_a_map_says_where_its_outline_is_from_and_draws_water_where_land_is_known():
    first, *others = picture_input().districts
    districts = (replace(first, origin="Provverkets gränser"), *others)
    drawn = build_picture(picture_input(districts=districts, land=square(17.4, 59.3)), 2026, 23)
    assert "Gränser: Provverkets gränser" in drawn.maps[first.key]
    assert all(WATER in svg for svg in drawn.small_maps.values())
