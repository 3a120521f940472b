"""Counts in clumps: when a history is called uneven, and the wider test, held against other ways to work it out."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2, nbinom

from reports.picture.numbers.comparing import compare
from reports.picture.numbers.rates import p_value
from reports.picture.numbers.spread import DISPERSIONS, Spread, Wide, is_uneven, spread_p_value
from reports.picture.record import Model, Verdict

HORSE_KICKS = (0,) * 109 + (1,) * 65 + (2,) * 22 + (3,) * 3 + (4,)
"""Bortkiewicz (1898): deaths by horse kick in 200 corps-years, the best known of Poisson data; mean 0.61."""
ACCIDENTS = (0,) * 447 + (1,) * 132 + (2,) * 42 + (3,) * 21 + (4,) * 3 + (5,) * 2
"""Greenwood & Yule (1920): accidents to 647 women in a munitions factory; mean 0.465, variance 0.692."""
histories = st.lists(st.integers(0, 40), min_size=1, max_size=26).map(tuple)


def only(dispersion: float, history: tuple[int, ...]) -> Wide:
    """The test at one of the dispersions alone."""
    spread = Spread(history)
    weights = np.where(np.isclose(DISPERSIONS, dispersion), 1.0, 0.0)
    spread.__dict__["weights"] = weights  # in place of what would be learned
    return Wide(history, spread)


def test_published_even_and_uneven_counts_are_told_apart():
    assert np.mean(HORSE_KICKS) == pytest.approx(0.61)
    assert spread_p_value(HORSE_KICKS) == pytest.approx(chi2.sf(199 * np.var(HORSE_KICKS, ddof=1) / 0.61, 199))
    assert spread_p_value(HORSE_KICKS) > 0.4
    assert (np.mean(ACCIDENTS), np.var(ACCIDENTS)) == (pytest.approx(0.465, abs=1e-3), pytest.approx(0.691, abs=2e-3))
    assert spread_p_value(ACCIDENTS) < 1e-6
    assert (is_uneven(ACCIDENTS), is_uneven((4, 5, 6, 5, 4, 6))) == (True, False)


def test_nothing_is_uneven_about_too_little():
    assert [spread_p_value(history) for history in ((), (7,), (0, 0, 0))] == [1.0, 1.0, 1.0]


@pytest.mark.parametrize("dispersion", [DISPERSIONS[0], DISPERSIONS[8], DISPERSIONS[-1]])
@pytest.mark.parametrize("now", [0, 3, 11, 30])
@pytest.mark.parametrize("history", [(0, 0), (4, 9, 2), (5,) * 26])
def test_at_one_dispersion_it_is_the_exact_test_of_robinson_and_smyth(now, history, dispersion):
    """Their form: all ways to share the sum between both, each with the chance of two negative binomials."""
    total, n, size = now + sum(history), len(history), 1 / dispersion
    shares, mean = np.arange(total + 1), total / (n + 1) or 1.0
    ways = nbinom.pmf(shares, size, size / (size + mean)) * nbinom.pmf(total - shares, n * size, size / (size + mean))
    low, high = ways[: now + 1].sum() / ways.sum(), ways[now:].sum() / ways.sum()
    assert only(dispersion, history).p_value(now) == pytest.approx(min(1.0, 2 * min(low, high)), abs=1e-9)


def test_the_weights_find_the_dispersion_that_made_the_counts():
    chance = np.random.default_rng(1)
    for dispersion in (0.05, 0.5):
        drawn = chance.negative_binomial(1 / dispersion, 1 / (1 + dispersion * 20), 400)
        mean = float(np.exp(Spread(tuple(map(int, drawn))).weights @ np.log(DISPERSIONS)))
        assert mean == pytest.approx(dispersion, rel=0.25)


@given(histories, st.integers(0, 120))
def test_a_count_is_outside_its_range_just_when_the_test_finds_it_unlikely(history, now):
    comparison = compare(now, history)
    low, high, chance = comparison.low, comparison.high, comparison.p_value
    if low is None:  # too short and uneven for a range
        assert len(history) < 8
        assert comparison.verdict is Verdict.TOO_FEW
        return
    assert high is not None
    assert chance is not None
    assert 0 <= chance <= 1
    assert (low <= now <= high) == (chance > 0.05)


@given(histories, st.integers(0, 60))
def test_the_wider_model_is_wider(history, now):
    wide, n = Wide(history, Spread(history)), len(history)
    if p_value(now, sum(history), n) > 0.05:
        assert wide.p_value(now) > 0.04


@given(histories, st.randoms())
def test_the_order_of_the_fortnights_changes_nothing(history, chance):
    shuffled = tuple(chance.sample(history, len(history)))
    one, other = compare(9, history), compare(9, shuffled)
    assert (one.low, one.high, one.model) == (other.low, other.high, other.model)
    assert one.p_value == pytest.approx(other.p_value)


def test_the_model_that_judged_is_told():
    assert compare(9, (5, 4, 6, 5, 4, 6)).model is Model.POISSON
    assert compare(9, (0, 19, 1, 0, 22, 3)).model is Model.NEGATIVE_BINOMIAL


def test_a_clumped_history_asks_for_more_before_it_calls_a_change():
    even, clumped = (5,) * 26, (0, 0, 15, 0, 5) * 5 + (10,)
    assert compare(14, even).p_value < 0.01 < 0.2 < compare(14, clumped).p_value
    assert compare(14, clumped).high > compare(14, even).high


def test_large_counts_stay_quick_and_sane():
    drawn = tuple(map(int, np.random.default_rng(2).negative_binomial(16, 16 / (16 + 4000), 26)))
    low, high = Wide(drawn, Spread(drawn)).range or (0, 0)
    assert low < np.mean(drawn) - 1.5 * np.std(drawn)
    assert high > np.mean(drawn) + 1.5 * np.std(drawn)


def test_two_fortnights_that_differ_much_set_no_range():
    """With such unevenness even a count of many hundreds would fit."""
    found = compare(60, (0, 30))
    assert (found.low, found.high, found.p_value, found.verdict) == (None, None, None, Verdict.TOO_FEW)
    assert (found.expected, found.model) == (15, Model.NEGATIVE_BINOMIAL)


def test_without_a_history_there_is_nothing_to_compare_with():
    with pytest.raises(ValueError, match="history"):
        Wide((), Spread(())).p_value(3)
