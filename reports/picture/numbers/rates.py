"""How sure it is that a fortnight differs from those before it: the exact test of two Poisson rates."""

from bisect import bisect_left
from math import ceil

from scipy.special import bdtr, bdtrc

LEVEL = 0.05


def p_value(now: int, baseline_total: int, fortnights: float) -> float:
    """Two-sided p-value for `now` events in one fortnight against `baseline_total` in `fortnights` others.

    The exact conditional test: when both rates are equal, `now` is binomial given the sum of both counts, with
    chance 1/(fortnights + 1); the p-value is twice the smaller tail, at most 1. With no fortnight to compare with
    nothing can be told, and it is 1. Times need not be as long: `fortnights` is how many times as long as the present
    one the others are together. Raises ValueError for negative numbers.

    Source: Przyborowski & Wilenski (1940), Biometrika 31, 313-323. Krishnamoorthy & Thomson (2004), Journal of
    Statistical Planning and Inference 119, 23-35, give the two-sided form used here and an unconditional alternative,
    the E-test, which finds somewhat more but may exceed its level slightly.
    """
    _require_counts(now, baseline_total, fortnights)
    events, share = now + baseline_total, 1 / (fortnights + 1)
    return min(1.0, 2 * float(min(bdtr(now, events, share), bdtrc(now - 1, events, share))))


def expected_range(baseline_total: int, fortnights: float) -> tuple[int, int] | None:
    """Lowest and highest count of one more fortnight that fit the baseline: they hold at least 95 % of such counts.

    A prediction interval, wider than one for the mean as both the baseline and the coming count are chance. Made by
    turning the test around: a count lies outside just when its `p_value` is at most 0.05, and the two can never
    contradict each other on paper. None with no fortnight to compare with. Raises ValueError for negative numbers.

    Source: Nelson (1970), IEEE Transactions on Reliability R-19, 42-49; Krishnamoorthy & Peng (2011), Journal of
    Statistical Planning and Inference 141, 1709-1718 (there the exact interval). Its tails are negative binomial.
    """
    _require_counts(0, baseline_total, fortnights)
    if not fortnights:
        return None
    share = 1 / (fortnights + 1)

    def fits_below(count: int) -> bool:
        return bool(2 * bdtr(count, count + baseline_total, share) > LEVEL)

    def is_above(count: int) -> bool:
        return bool(2 * bdtrc(count - 1, count + baseline_total, share) <= LEVEL)

    # Far outside, even where one fortnight is all there is; the more so, the shorter the time before.
    beyond = range(20 + ceil(4 * baseline_total / min(1, fortnights)) + ceil(20 / min(1, fortnights)))
    return bisect_left(beyond, True, key=fits_below), bisect_left(beyond, True, key=is_above) - 1


def smallest_p_value(events: int, fortnights: float) -> float:
    """The least p-value that `events`, in the fortnight and the baseline together, could have given.

    Where even that is large no outcome could have shown a change, and the comparison takes no part in the correction
    for many comparisons. Source: Tarone (1990), Biometrics 46, 515-522; for false discoveries Gilbert (2005),
    Journal of the Royal Statistical Society C 54, 143-158.
    """
    return p_value(events, 0, fortnights)


def discovery_limit(p_values: list[float], rate: float = LEVEL) -> float:
    """The p-value up to which differences count as found, so that at most `rate` of those found are expected false.

    Source: Benjamini & Hochberg (1995), Journal of the Royal Statistical Society B 57, 289-300. Returns 0 for none.
    """
    steps = [rate * rank / len(p_values) for rank in range(1, len(p_values) + 1)]
    return max((step for p, step in zip(sorted(p_values), steps, strict=True) if p <= step), default=0.0)


def _require_counts(*numbers: float) -> None:
    if min(numbers) < 0:
        raise ValueError(f"counts cannot be negative: {numbers}")
