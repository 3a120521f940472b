"""Counts that come in clumps and seasons: whether a history shows it, and the test and range that then hold.

Every fortnight's mean is taken to be drawn anew from a gamma distribution, which makes counts negative binomial with
variance mean + dispersion × mean². With a dispersion of 0 all here is what `rates` says.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaln, chdtrc, gammaln

from reports.picture.numbers.rates import LEVEL

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

TRIGGER = 0.5
"""Far looser than 0.05: to miss a spread costs false alarms, to see one too many only some power (the wider model also
holds what is nearly even). What each level gives stands in docs/picture-numbers.md."""
DISPERSIONS = np.geomspace(0.01, 4, 17)
"""From a standard deviation of a tenth of the mean to twice the mean, beside what chance adds."""
_SIZES = 1 / DISPERSIONS


def spread_p_value(history: tuple[int, ...]) -> float:
    """How likely counts this uneven are when all have the same mean and vary by chance alone; 1 for fewer than two.

    The index of dispersion, sum (x - mean)² / mean, against chi-square with n - 1 degrees of freedom.
    Source: Fisher, Thornton & Mackenzie (1922), Annals of Applied Biology 9, 325-359; Cochran (1954), Biometrics 10,
    417-451. Böhning (1994), Biometrika 81, 418-419, gives its normal form.
    """
    total, n = sum(history), len(history)
    if n < 2 or not total:
        return 1.0
    squares = sum(count * count for count in history)
    return float(chdtrc(n - 1, n * squares / total - total))


def is_uneven(history: tuple[int, ...]) -> bool:
    """Whether a history varies more than every other even one does, so that the wider model judges it."""
    return spread_p_value(history) <= TRIGGER


@dataclass(frozen=True)
class Spread:
    """How uneven a cell is, as weights over `DISPERSIONS` learned from its own history.

    The weights are the conditional likelihood of the history given its sum (its mean falls out), each dispersion on
    the logarithmic scale taken as equally likely beforehand; so an uncertain dispersion widens what is expected.
    Source: Robinson & Smyth (2008), Biostatistics 9, 321-332.
    """

    history: tuple[int, ...]

    @cached_property
    def weights(self) -> Floats:
        counts: Counts = np.array(self.history, dtype=np.int64)
        n, total = len(counts), counts.sum()
        fit = gammaln(n * _SIZES) - gammaln(total + n * _SIZES) - n * gammaln(_SIZES)
        fit = fit + gammaln(counts[None, :] + _SIZES[:, None]).sum(axis=1)
        shares: Floats = np.exp(fit - fit.max())
        shares /= shares.sum()
        return shares


@dataclass(frozen=True)
class Wide:
    """What a fortnight's count may be when nothing has changed, given a `history` as uneven as `spread` tells.

    `p_value` is two-sided, that of the exact conditional test of two negative binomials with the same dispersion: given
    the sum of both, the count is beta-binomial where the means are equal. Averaged over the dispersions by their
    weights; twice the smaller tail, at most 1. So it holds the uncertainty of the mean too. Raises ValueError without
    a history. Source: Robinson & Smyth (2008), Biostatistics 9, 321-332.
    """

    history: tuple[int, ...]
    spread: Spread

    def p_value(self, now: int) -> float:
        low, high = self._tails if now < len(self._tails[0]) else _tails(self.history, self.spread, now)
        return min(1.0, 2 * float(min(low[now], high[now])))

    @property
    def range(self) -> tuple[int, int] | None:
        """Lowest and highest count that fit: one lies outside just when its `p_value` is at most 0.05.

        None where the history is so short and uneven that even twenty times its highest count would fit.
        """
        low, high = self._tails
        if 2 * high[-1] > LEVEL:
            return None
        fits = np.flatnonzero((2 * low > LEVEL) & (2 * high > LEVEL))
        return int(fits[0]), int(fits[-1])

    @cached_property
    def _tails(self) -> tuple[Floats, Floats]:
        """Up to where counts fit no more."""
        most = 10 + 2 * max(self.history, default=0)
        end = 10 * most
        while 2 * (tails := _tails(self.history, self.spread, most))[1][-1] > LEVEL and most < end:
            most *= 2
        return tails


def _tails(history: tuple[int, ...], spread: Spread, most: int) -> tuple[Floats, Floats]:
    """For each count x of 0..`most`: the chances of x or fewer, and of x or more, given the sum of x and the history.

    Drawing from an urn until one more "before" has come than there are, the draws of "now" are beta negative binomial;
    their chance of reaching x is the upper tail of x, whatever x, so all tails are sums over one distribution. The
    lower tails follow in the same way from stopping one "before" earlier.
    """
    if not history:
        raise ValueError("there is no history to compare with")
    total, counts = sum(history), np.arange(most + 1)
    now, before = _SIZES[:, None], len(history) * _SIZES[:, None]
    rises = np.log((total + 1 + counts) * (now + counts) / ((counts + 1) * (before + now + total + 1 + counts)))
    first = betaln(before + total + 1, now) - betaln(before, now)
    chances = np.exp(first + np.concatenate((np.zeros_like(now), np.cumsum(rises[:, :-1], axis=1)), axis=1))
    earlier = total / np.maximum(total + counts, 1) * (before + now + total + counts) / (before + total) * chances
    if not total:
        earlier = np.where(counts == 0, 1.0, np.zeros_like(now))
    low, above = np.cumsum(spread.weights @ earlier), np.cumsum(spread.weights @ chances)
    return np.clip(low, 0, 1), np.clip(1 - np.concatenate(([0.0], above[:-1])), 0, 1)
