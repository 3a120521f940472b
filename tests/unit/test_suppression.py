"""What the public may not see: no 1 and no 2, and none that follows from what it may see."""

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from reports.picture.audiences.suppression import LEAST, positions_to_hide
from tests.unit.public_numbers import Attacker, picture_of, published, told

TABLES = arrays(
    int, st.tuples(st.integers(1, 5), st.integers(1, 14)), elements=st.one_of(st.integers(0, 4), st.integers(0, 30))
)


def full(counts: list[list[int]]) -> np.ndarray:
    rows = np.array(counts)
    with_sums = np.column_stack([rows, rows.sum(axis=1)])
    return np.vstack([with_sums, with_sums.sum(axis=0)])


@given(TABLES)
@settings(max_examples=150)
def test_no_hidden_number_can_be_worked_out(counts: np.ndarray):
    attacker = Attacker(published(picture_of(counts)))
    assert attacker.works_out() == attacker.works_out_small() == {}


@given(TABLES)
@settings(max_examples=100)
def test_all_that_is_printed_is_true_and_none_is_small(counts: np.ndarray):
    printed, _, _ = told(published(picture_of(counts)))
    truth = full(counts.tolist())
    for key, number in printed.items():
        assert number is None or number == truth[key]
        assert number is None or number == 0 or number >= LEAST


def own_numbers(counts: list[list[int]], row: int) -> dict[tuple[int, int], int]:
    """What a member of a district's area group knows: all its numbers and their sum."""
    return {(row, column): int(number) for column, number in enumerate(full(counts)[row])}


@given(TABLES)
@settings(max_examples=40)
def test_no_member_of_an_area_group_works_out_a_small_number_of_others(counts: np.ndarray):
    edition = published(picture_of(counts))
    for row in range(len(counts) - 1):
        assert Attacker(edition, own=own_numbers(counts.tolist(), row)).works_out_small() == {}


def test_a_member_could_where_only_strangers_are_thought_of():
    """The 1 of the second district is hidden by the first's 5, which the first's own members know."""
    counts = [[5, 20, 6], [1, 30, 2], [40, 50, 60], [0, 0, 0]]
    edition = published(picture_of(counts))
    strangers = positions_to_hide(counts, (3,))
    assert not {(2, 0), (2, 2)} & strangers
    for one in edition["cells"]:
        place = int(one["district"][1]), int(one["category"][1])
        one["comparison"]["now"] = None if place in strangers else counts[place[0]][place[1]]
    for row, one in enumerate(edition["district_totals"]):
        one["comparison"]["now"] = sum(counts[row])
    for column, one in enumerate(edition["category_totals"]):
        one["comparison"]["now"] = sum(row[column] for row in counts)
    assert Attacker(edition).works_out_small() == {}
    assert Attacker(edition, own=own_numbers(counts, 0)).works_out_small() != {}
    members = positions_to_hide(counts, (3,), knowable=range(3))
    assert strangers < members


def test_a_member_learns_no_small_rest_of_a_sum():
    """12 in all, 10 of them one's own: the other two districts have 2 together."""
    counts = [[10, 20], [1, 30], [1, 40], [0, 0]]
    assert (4, 0) in positions_to_hide(counts, (3,), knowable=range(3))


def test_the_attacker_finds_what_is_badly_hidden():
    """Hiding the small number alone gives it away: with its row's other numbers it makes the row's sum."""
    edition = published(picture_of([[1, 5, 7], [4, 6, 9], [0, 0, 0]]))
    assert Attacker(edition).works_out() == {}
    true = {"d0": 5, "d1": 6}
    for one in edition["cells"]:
        if one["category"] == "k1":
            one["comparison"]["now"] = true[one["district"]]
    for one in edition["cells"]:
        if one["category"] == "k2":
            one["comparison"]["now"] = {"d0": 7, "d1": 9}[one["district"]]
    assert Attacker(edition).works_out()[0, 0] == 1


def test_the_attacker_knows_that_numbers_are_not_negative():
    """Two hidden numbers whose sum is 0 are 0: equations alone would not tell."""
    edition = published(picture_of([[0, 0, 7], [4, 6, 9], [0, 0, 0]]))
    for one in edition["cells"]:
        if one["category"] in ("k0", "k1"):
            one["comparison"]["now"] = None
    assert Attacker(edition).works_out() == {(0, 0): 0, (0, 1): 0, (1, 0): 4, (1, 1): 6}


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ([[0, 3, 12], [4, 0, 9]], set()),
        # One small number: its row and its column need one more each, the smallest that do.
        ([[1, 5, 20], [4, 6, 9], [8, 30, 40]], {(0, 0), (0, 1), (1, 0), (1, 1)}),
        # Two small ones in a row and two in their columns hide each other.
        ([[1, 2, 20], [2, 1, 9]], {(0, 0), (0, 1), (1, 0), (1, 1)}),
    ],
)
def test_as_little_is_hidden_as_will_do(counts: list[list[int]], hidden: set[tuple[int, int]]):
    assert positions_to_hide(counts) == hidden


def test_a_small_total_is_hidden_with_what_would_give_it_away():
    hidden = positions_to_hide([[1, 0, 0], [4, 6, 9], [8, 30, 40]])
    assert {(0, 0), (0, 3)} <= hidden
    assert (3, 3) not in hidden


def test_incidents_without_a_district_are_no_way_in():
    """They are not printed by category, but follow: 1 of 12 is what is left when the districts' 5 and 6 are known."""
    counts = [[5, 20], [6, 20], [1, 9]]
    assert positions_to_hide(counts, unprinted=(2,)) & {(0, 0), (1, 0), (3, 0)}
    assert Attacker(published(picture_of(counts))).works_out() == {}


def test_one_who_knows_which_are_small_still_knows_none_of_them():
    """1 and 2 in a row may be 2 and 1; two of 1 in a row need a third number hidden beside them."""
    counts = [[1, 2, 9], [7, 8, 9], [0, 0, 0]]
    assert Attacker(published(picture_of(counts)), known_small={(0, 0), (0, 1)}).works_out() == {}
    both_ones = [[1, 1, 9], [7, 8, 9], [0, 0, 0]]
    hidden = positions_to_hide(both_ones, (2,))
    assert (0, 2) in hidden, "for one who knows both to be at least 1, their sum of 2 would tell"
    assert Attacker(published(picture_of(both_ones)), known_small={(0, 0), (0, 1)}).works_out() == {}


def test_the_same_table_always_hides_the_same():
    counts = np.random.default_rng(3).poisson(2, size=(4, 14)).tolist()
    assert len({positions_to_hide(counts, (3,)) for _ in range(5)}) == 1


def test_nothing_is_hidden_of_nothing():
    assert positions_to_hide([[]]) == frozenset()
    assert positions_to_hide([[0, 0], [0, 0]]) == frozenset()


def test_it_takes_no_time():
    tables = [np.random.default_rng(seed).poisson(2, size=(4, 14)).tolist() for seed in range(5)]
    began = time.process_time()
    for counts in tables:
        positions_to_hide(counts, (3,))
    assert (time.process_time() - began) / len(tables) < 0.05
