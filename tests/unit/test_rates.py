"""The exact comparison of counts, held against SciPy's own tests and against what it promises."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, false_discovery_control, poisson, poisson_means_test

from reports.picture.numbers.rates import discovery_limit, expected_range, p_value, smallest_p_value

COUNTS = (0, 1, 2, 5, 9, 30, 250)


@pytest.mark.parametrize("fortnights", [1, 2, 13])
@pytest.mark.parametrize("now", COUNTS)
@pytest.mark.parametrize("before", COUNTS)
def test_p_value_is_twice_the_smaller_tail_of_the_binomial_test(now: int, before: int, fortnights: int):
    share = 1 / (fortnights + 1)
    if now + before == 0:
        assert p_value(now, before, fortnights) == 1
        return
    tails = [binomtest(now, now + before, share, alternative=side).pvalue for side in ("less", "greater")]
    assert p_value(now, before, fortnights) == pytest.approx(min(1.0, 2 * min(tails)), rel=1e-9)


def test_three_against_none_depends_on_how_long_none_was_seen():
    assert p_value(3, 0, 1) == pytest.approx(0.25)
    assert p_value(3, 0, 13) == pytest.approx(2 / 14**3)


def test_without_a_baseline_nothing_can_be_told():
    assert p_value(7, 0, 0) == 1
    assert expected_range(0, 0) is None


@given(st.integers(0, 400), st.integers(0, 2000), st.integers(1, 13))
def test_a_count_is_outside_its_range_just_when_the_test_finds_it_unlikely(now: int, before: int, fortnights: int):
    low, high = expected_range(before, fortnights) or (0, 0)
    assert (low <= now <= high) == (p_value(now, before, fortnights) > 0.05)


@pytest.mark.parametrize("fortnights", [1, 4, 13])
@pytest.mark.parametrize("rate", [0.2, 1.0, 6.0])
def test_the_range_holds_at_least_95_of_100_counts_when_nothing_has_changed(rate: float, fortnights: int):
    held = 0.0
    for before in range(int(poisson.ppf(1 - 1e-6, rate * fortnights)) + 1):
        low, high = expected_range(before, fortnights) or (0, 0)
        inside = poisson.cdf(high, rate) - poisson.cdf(low - 1, rate)
        held += poisson.pmf(before, rate * fortnights) * inside
    assert held >= 0.95 - 1e-5


def test_large_counts_stay_exact_and_quick():
    low, high = expected_range(1_000_000, 13) or (0, 0)
    assert low < 1_000_000 / 13 < high
    assert high - low == pytest.approx(2 * 1.96 * (76_923 * 14 / 13) ** 0.5, rel=0.01)


@given(st.integers(0, 40), st.integers(1, 13))
def test_no_outcome_beats_the_smallest_p_value(events: int, fortnights: int):
    every = [p_value(now, events - now, fortnights) for now in range(events + 1)]
    assert smallest_p_value(events, fortnights) == pytest.approx(min(every))


def test_the_discovery_limit_finds_what_scipy_finds():
    chance = random.Random(1)
    for _ in range(50):
        found = [chance.random() ** chance.choice([1, 4]) for _ in range(40)]
        limit = discovery_limit(found)
        assert [p <= limit for p in found] == [bool(q <= 0.05) for q in false_discovery_control(found)]
    assert discovery_limit([]) == 0


def test_counts_cannot_be_negative():
    with pytest.raises(ValueError, match="negative"):
        p_value(-1, 3, 2)


def test_published_seeds_of_przyborowski_and_wilenski():
    """No dodder seed in one sample and three in another: Krishnamoorthy & Thomson (2004) find 0.0884 by the E-test."""
    assert poisson_means_test(0, 1, 3, 1).pvalue == pytest.approx(0.0884, abs=5e-5)
    assert p_value(0, 3, 1) == p_value(3, 0, 1) == pytest.approx(0.25)


@pytest.mark.parametrize("fortnights", [1, 13, 26])
@pytest.mark.parametrize("rate", [0.2, 1, 4, 16])
def test_when_nothing_has_changed_it_exceeds_its_level_never(rate: float, fortnights: int):
    """What Krishnamoorthy & Thomson (2004) tabulate for the conditional test: its size stays below the level."""
    before = range(int(poisson.ppf(1 - 1e-7, rate * fortnights)) + 1)
    now = range(int(poisson.ppf(1 - 1e-7, rate)) + 1)
    size = sum(
        poisson.pmf(b, rate * fortnights) * sum(poisson.pmf(n, rate) for n in now if p_value(n, b, fortnights) <= 0.05)
        for b in before
    )
    assert size <= 0.05


def test_ratio_of_rates_with_unequal_time_is_that_of_the_binomial():
    """Of 30 events in 27 fortnights, 5 in the last: twice the upper binomial tail with chance 1/27."""
    assert p_value(5, 25, 26) == pytest.approx(2 * binomtest(5, 30, 1 / 27, alternative="greater").pvalue)
