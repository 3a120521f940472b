"""Two periods at one place, before and after, which need not be as long; and whether the rest changed alike."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

from reports.picture.numbers.comparing import FEWEST_EVENTS, compare
from reports.picture.numbers.rates import LEVEL, discovery_limit, expected_range, p_value, smallest_p_value
from reports.picture.numbers.spread import Spread, is_uneven
from reports.picture.record import Comparison, Model, Verdict

Floats = NDArray[np.float64]

FEWEST_TIMES = 5
"""Of a shorter history nobody can tell how uneven it is, and nothing would ever be a change."""


@dataclass(frozen=True, slots=True)
class TwoCounts:
    """What was counted before and now. `history` holds counts of earlier times as long as now, oldest first."""

    before: int
    now: int
    history: tuple[int, ...] = ()


def compared_rates(counts: Sequence[TwoCounts], exposure: float, rate: float = LEVEL) -> list[Comparison]:
    """Each count now against that before, `exposure` times as long a time, with verdicts on all of them together.

    By the exact conditional test of two Poisson rates (see `rates.p_value`). Where both times are as long and a count's
    own history, of five times or more, is uneven, the wider model judges it (see `spread.Wide`). False discoveries are
    controlled over all that are given. Raises ValueError where there is no time before.
    """
    if exposure <= 0:
        raise ValueError("the time before must last")
    found = [_compared(one, exposure) for one in counts]
    tested = [c.p_value for c in found if c.p_value is not None and _is_testable(c, exposure, rate)]
    limit = discovery_limit(tested, rate)
    return [_judged(comparison, exposure, limit, rate) for comparison in found]


def p_of_same_change(now: int, before: int, rest_now: int, rest_before: int) -> float:
    """Two-sided p-value for "here the number changed as much as in the rest", twice the smaller tail, at most 1.

    Given all four sums' margins, the count here and now is hypergeometric when both changed alike; how long the two
    times were falls out. Source: Fisher (1935), Journal of the Royal Statistical Society 98, 39-82, his exact test.
    """
    here, all_now, total = now + before, now + rest_now, now + before + rest_now + rest_before
    low, high = max(0, here + all_now - total), min(here, all_now)
    counts = np.arange(low, high + 1, dtype=np.float64)
    logs = _ways(here, counts) + _ways(total - here, all_now - counts)
    chances = np.exp(logs - logs.max())
    chances /= chances.sum()
    at = now - low
    return min(1.0, 2 * float(min(chances[: at + 1].sum(), chances[at:].sum())))


def _ways(of: int, taken: Floats) -> Floats:
    """Logarithms of the numbers of ways to take so many of `of`, but for what all share."""
    return np.asarray(-gammaln(taken + 1) - gammaln(of - taken + 1))


def _compared(one: TwoCounts, exposure: float) -> Comparison:
    if exposure == 1 and len(one.history) >= FEWEST_TIMES and is_uneven(one.history):
        return compare(one.now, (one.before,), Spread(one.history))
    low, high = expected_range(one.before, exposure) or (0, 0)
    verdict = Verdict.TOO_FEW if one.now + one.before < FEWEST_EVENTS else Verdict.WITHIN_NORMAL
    p = p_value(one.now, one.before, exposure)
    return Comparison(one.now, (one.before,), one.before / exposure, low, high, p, verdict, Model.POISSON)


def _is_testable(comparison: Comparison, exposure: float, rate: float) -> bool:
    events = comparison.counted + comparison.baseline_total
    return comparison.verdict is Verdict.WITHIN_NORMAL and smallest_p_value(events, exposure) <= rate


def _judged(comparison: Comparison, exposure: float, limit: float, rate: float) -> Comparison:
    if comparison.verdict is not Verdict.WITHIN_NORMAL:
        return comparison
    if not _is_testable(comparison, exposure, rate):
        return replace(comparison, verdict=Verdict.TOO_FEW)
    if comparison.p_value is None or comparison.p_value > limit:
        return comparison
    is_more = comparison.counted > (comparison.expected or 0)
    return replace(comparison, verdict=Verdict.CLEAR_INCREASE if is_more else Verdict.CLEAR_DECREASE)
