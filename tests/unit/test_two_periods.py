"""Before and after at one place: the exact test of two rates, also where the two times are not as long."""

import pytest
from scipy.stats import binomtest, fisher_exact

from reports.picture.numbers.two_periods import TwoCounts, compared_rates, p_of_same_change
from reports.picture.record import Model, Verdict


def test_a_fall_and_a_rise_are_told_from_what_may_be_chance():
    found = compared_rates([TwoCounts(274, 142), TwoCounts(62, 51), TwoCounts(32, 60)], 1)
    assert [one.verdict for one in found] == [
        Verdict.CLEAR_DECREASE,
        Verdict.WITHIN_NORMAL,
        Verdict.CLEAR_INCREASE,
    ]


@pytest.mark.parametrize(("before", "now", "exposure"), [(30, 12, 1.0), (120, 12, 12.0), (4, 30, 0.25), (7, 0, 2.0)])
def test_the_p_value_is_the_binomial_tests_with_the_times_as_shares(before: int, now: int, exposure: float):
    [found] = compared_rates([TwoCounts(before, now)], exposure)
    share = 1 / (1 + exposure)
    tails = [binomtest(now, now + before, share, side).pvalue for side in ("less", "greater")]
    assert found.p_value == pytest.approx(min(1, 2 * min(tails)))


def test_a_longer_time_before_is_weighed_by_its_length():
    [found] = compared_rates([TwoCounts(120, 10)], 12)
    assert (found.expected, found.verdict) == (10, Verdict.WITHIN_NORMAL)


@pytest.mark.parametrize(("before", "exposure"), [(0, 1), (3, 1), (5, 0.1), (0, 0.05), (40, 0.5), (100, 7.3)])
def test_the_range_holds_just_what_the_test_lets_pass(before: int, exposure: float):
    [found] = compared_rates([TwoCounts(before, 0)], exposure)
    assert found.low is not None
    assert found.high is not None
    around = {found.low - 1: False, found.low: True, found.high: True, found.high + 1: False}
    for now, fits in around.items():
        if now >= 0:
            [other] = compared_rates([TwoCounts(before, now)], exposure)
            assert ((other.p_value or 0) > 0.05) is fits


def test_few_incidents_are_too_few():
    [found] = compared_rates([TwoCounts(0, 4)], 1)
    assert found.verdict is Verdict.TOO_FEW


def test_an_uneven_history_takes_more_to_show_a_change():
    uneven = (12, 30, 18, 33, 14, 28, 20, 25)
    [alone], [known] = (compared_rates([TwoCounts(20, 38, history)], 1) for history in ((), uneven))
    assert (alone.verdict, known.verdict) == (Verdict.CLEAR_INCREASE, Verdict.WITHIN_NORMAL)
    assert known.model is Model.NEGATIVE_BINOMIAL
    [short] = compared_rates([TwoCounts(20, 38, uneven[:4])], 1)
    assert short.model is Model.POISSON


def test_a_time_before_must_last():
    with pytest.raises(ValueError, match="must last"):
        compared_rates([TwoCounts(1, 1)], 0)


@pytest.mark.parametrize("counts", [(10, 30, 100, 100), (0, 8, 50, 40), (5, 5, 5, 5), (300, 280, 9000, 9100)])
def test_whether_the_rest_changed_alike_is_fishers_test(counts: tuple[int, int, int, int]):
    now, before, rest_now, rest_before = counts
    table = [[now, before], [rest_now, rest_before]]
    tails = [fisher_exact(table, side).pvalue for side in ("less", "greater")]
    assert p_of_same_change(*counts) == pytest.approx(min(1, 2 * min(tails)))


def test_nothing_anywhere_is_no_difference():
    assert p_of_same_change(0, 0, 0, 0) == 1
