"""What a judgement's word opens: the p-values that decided it; and that words never contradict the range beside."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from reports.picture.audiences.audience import Audience, for_audience
from reports.picture.build import count_picture
from reports.picture.content.basis import CLEAR_AT, Kind, adjusted, adjusted_p_values
from reports.picture.content.blocks import Cards, Document, Table, Value
from reports.picture.content.compose import compose
from reports.picture.numbers.comparing import CELLS_RATE
from reports.picture.record import Picture, Verdict
from reports.picture.remarks import Remarks
from tests.unit.picture_data import counts, picture_input


@pytest.fixture(scope="module")
def picture() -> Picture:
    """Norr grows from 4 to 20; all else is as it was."""
    data = picture_input(counts=counts(20, 4) + counts(5, 4, "soder", "skada"))
    return count_picture(data, 2026, 23)


def document(picture: Picture, audience: Audience = Audience.INTERN) -> Document:
    return compose(*for_audience(picture, Remarks(), audience), audience)


def judged(found: Document) -> list[Value]:
    """The words of judgement in all tables."""
    tables = [block for section in found.sections for block in section.blocks if isinstance(block, Table)]
    rows = [row for table in tables for row in (*table.rows, table.total) if row is not None]
    return [value for row in rows for value in row.values if value.verdict]


@given(st.lists(st.floats(0.0001, 1), min_size=1, max_size=60))
def test_p_values_are_adjusted_as_others_do_it(p_values: list[float]):
    assert adjusted_p_values(p_values) == pytest.approx(list(false_discovery_control(p_values)))


def test_the_limit_is_the_one_that_the_numbers_are_judged_by(picture: Picture):
    assert CLEAR_AT == CELLS_RATE
    of_cells = adjusted(picture)[Kind.CELL]
    cells = (picture.total, *picture.district_totals, *picture.category_totals, *picture.cells)
    tested = [cell for cell in cells if cell.comparison in of_cells]
    assert {cell.is_change for cell in tested} == {True, False}
    assert all(cell.is_change == (of_cells[cell.comparison] <= CLEAR_AT) for cell in tested)


def test_each_word_opens_what_it_rests_on(picture: Picture):
    words = judged(document(picture))
    change = next(dict(value.basis) for value in words if value.verdict is Verdict.CLEAR_INCREASE)
    assert change["Antal"] == "20"
    assert change["Väntat"].endswith("i minst 95 fall av 100 om inget har förändrats")
    assert "exakt test för två Poissonfördelade antal" in change["Prövning"]
    assert change["p-värde, för sig"] == "under 0,001"
    assert change["p-värde, justerat för alla antal"].endswith("(tydlig förändring vid högst 0,03)")
    assert change["Perioder före"].startswith("4, 4, 4")
    assert all(value.basis for value in words)


def test_the_public_is_told_the_test_and_no_fortnight_before(picture: Picture):
    shown = [dict(value.basis) for value in judged(document(picture, Audience.ALLMAN))]
    assert shown
    assert {tuple(basis) for basis in shown} == {("Antal", "Väntat", "Prövning")}


def test_a_number_outside_the_expected_that_may_be_chance_says_both(picture: Picture):
    """Never "inom normal variation" alone beside a range that the number is outside."""
    total = picture.district_totals[1]
    stray = replace(total.comparison, verdict=Verdict.WITHIN_NORMAL, now=12, low=1, high=9)
    said = "utanför det väntade, men kan vara slump"
    totals = (picture.district_totals[0], replace(total, comparison=stray))
    found = document(replace(picture, district_totals=totals))
    cards = next(block for block in found.sections[0].blocks if isinstance(block, Cards)).cards
    assert [said in card.expected for card in cards] == [False, True]
    assert {value.note for value in judged(found) if value.note} == {said}
    assert {value.text for value in judged(found) if value.note} == {"inom normal variation"}
