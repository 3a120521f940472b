"""One fortnight's count against others: which model judges it, what is expected, and what is a clear change."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from reports.picture.numbers.rates import LEVEL, discovery_limit, expected_range, p_value, smallest_p_value
from reports.picture.numbers.spread import Spread, Wide, is_uneven
from reports.picture.record import Comparison, Model, Verdict

FEWEST_EVENTS = 5

CELLS_RATE = 0.03
LAST_YEAR_RATE = 0.01
PLACES_RATE = 0.005
SOURCES_RATE = 0.005
"""How the 5 % of an edition is shared by its kinds of question, most to what readers ask first.

When nothing has changed at all, a false discovery rate is the chance of any false flag. Within one kind that holds over
all its comparisons together; the chances of several kinds add up, and these add up to 0.05.
"""
REPEATS_RATE = 0.0025
HOT_SPOTS_RATE = 0.0025
"""Where an edition looks back on half a year, the comparisons with last year give these of their share."""


def last_year_rate(has_half_year: bool) -> float:
    """The share of comparisons with last year, in an edition with or without a half-year section."""
    return LAST_YEAR_RATE - REPEATS_RATE - HOT_SPOTS_RATE if has_half_year else LAST_YEAR_RATE


def compare(now: int, history: tuple[int, ...], spread: Spread | None = None) -> Comparison:
    """A comparison that is not judged yet: `WITHIN_NORMAL` stands for all that `judged` may still call a change.

    `history` holds the counts of the fortnights compared with. Where it is uneven (see `spread.is_uneven`), or where a
    `spread` is given, the wider model sets range and p-value, else the exact Poisson test (see `rates.p_value`).
    """
    if not history:
        return Comparison(now, verdict=Verdict.NO_BASELINE)
    if spread is not None or is_uneven(history):
        return _compare_uneven(now, history, Wide(history, spread or Spread(history)))
    total, n = sum(history), len(history)
    low, high = expected_range(total, n) or (0, 0)
    return Comparison(now, history, total / n, low, high, p_value(now, total, n), _open(now, history))


def _compare_uneven(now: int, history: tuple[int, ...], wide: Wide) -> Comparison:
    """Where there are too few fortnights to set a range for such uneven counts, nothing is said of the change."""
    mean, model = sum(history) / len(history), Model.NEGATIVE_BINOMIAL
    if wide.range is None:
        return Comparison(now, history, mean, verdict=Verdict.TOO_FEW, model=model)
    return Comparison(now, history, mean, *wide.range, wide.p_value(now), _open(now, history), model)


def _open(now: int, history: tuple[int, ...]) -> Verdict:
    return Verdict.TOO_FEW if now + sum(history) < FEWEST_EVENTS else Verdict.WITHIN_NORMAL


def latest(history: tuple[int, ...], fortnights: int) -> tuple[int, ...]:
    """The last `fortnights` of a history, oldest first: those with exposure."""
    return history[-fortnights:] if fortnights else ()


def limit_of(comparisons: Iterable[Comparison], rate: float = LEVEL) -> float:
    """The p-value up to which the comparisons of one kind are clear changes, at a false discovery rate of `rate`.

    Those that no outcome could have shown as changed take no part (see `rates.smallest_p_value`). 0 where none are.
    """
    return discovery_limit([c.p_value for c in comparisons if c.p_value is not None and _is_testable(c, rate)], rate)


def limit_among(comparisons: Sequence[Comparison], rate: float) -> float:
    """The same from comparisons that have their verdicts: as many of those tested as are clear changes tell it."""
    tested = [c for c in comparisons if c.is_change or c.verdict is Verdict.WITHIN_NORMAL]
    return rate * sum(c.is_change for c in tested) / len(tested) if tested else 0.0


def judged(comparison: Comparison, limit: float, rate: float = LEVEL) -> Comparison:
    """The comparison with its verdict; `limit` is its kind's (see `limit_of`)."""
    if comparison.verdict is not Verdict.WITHIN_NORMAL:
        return comparison
    if not _is_testable(comparison, rate):
        return replace(comparison, verdict=Verdict.TOO_FEW)
    if comparison.p_value is None or comparison.p_value > limit:
        return comparison
    is_more = comparison.counted > (comparison.expected or 0)
    return replace(comparison, verdict=Verdict.CLEAR_INCREASE if is_more else Verdict.CLEAR_DECREASE)


def judged_together(comparisons: Sequence[Comparison], rate: float = LEVEL) -> list[Comparison]:
    """The comparisons of one kind with their verdicts, in their order."""
    limit = limit_of(comparisons, rate)
    return [judged(comparison, limit, rate) for comparison in comparisons]


def _is_testable(comparison: Comparison, rate: float) -> bool:
    if comparison.verdict is not Verdict.WITHIN_NORMAL:
        return False
    events = comparison.counted + comparison.baseline_total
    return smallest_p_value(events, len(comparison.history)) <= rate
