"""Sites as draws from one client: what each site's true score may be, and which is better.

The true scores θ are normal around a common mean with standard deviation τ, the mean of n visits
is normal around θ with s/√n. τ is not estimated by one number (with few sites that claims too
much) but averaged over, from a prior around what was seen elsewhere; the common mean is flat.

Calls rest on less: a prior says that sites differ before any was visited. “Better” is said only
from the smallest τ that the visits leave open, and not at all while it cannot be told from 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy import special

from audits.statistics.pooling import Spread

# Standard deviation between places in the same 808 visits that PRIOR_SD comes from.
BETWEEN_SD = 11.7
_TAU = np.linspace(0.25, 60, 60)
_LOG_PRIOR = -2.5 * np.log1p((_TAU / BETWEEN_SD) ** 2 / 4)  # half of Student's t, 4 df

# “Better” is said when it is at least so probable, with the smallest τ that is left when ``DOUBT``
# is laid on it; and of the pairs called, a share of ``WRONG`` may be wrong on average. How often
# the calls err: tests/audits/statistics/test_calls.py.
SURE = 0.92
DOUBT = 0.05
WRONG = 0.06
LEAST_NOISE = 1e-6


class Hierarchy:
    """What the visits of all sites say about each. Sites go by their index; one at least."""

    def __init__(self, means: Sequence[float], visits: Sequence[int], spread: Spread) -> None:
        self.spread = spread
        mean = np.asarray(means, dtype=float)
        noise = spread.sd**2 / np.asarray(visits, dtype=float)
        variance = _TAU[:, None] ** 2 + noise[None, :]
        precision = (1 / variance).sum(axis=1)
        centre = (mean / variance).sum(axis=1) / precision
        loss = np.log(variance).sum(axis=1) + np.log(precision)
        loss += ((mean - centre[:, None]) ** 2 / variance).sum(axis=1)
        weight = np.exp(_LOG_PRIOR - loss / 2 - (_LOG_PRIOR - loss / 2).max())
        self._weight = weight / weight.sum()
        self._seen = mean
        self._careful_noise = np.maximum(
            spread.careful.sd**2 / np.asarray(visits, dtype=float), LEAST_NOISE
        )
        own = _TAU[:, None] ** 2 / variance
        self._mean = centre[:, None] + own * (mean - centre[:, None])
        self._loan = 1 - own
        self._centre_variance = (1 / precision)[:, None]
        self._own_variance = own * noise

    @property
    def correlation(self) -> float:
        """The intraclass correlation of one visit, 0 to 1."""
        between = float(self._weight @ _TAU**2)
        return between / (between + self.spread.sd**2)

    def means(self) -> list[float]:
        """Each site's shrunken mean."""
        return [float(value) for value in self._weight @ self._mean]

    def at_least(self, limits: Sequence[float]) -> list[float]:
        """The probability that each site's true score is at least so many points, a limit each."""
        lent = self._loan**2 * self._centre_variance
        odds = self._odds(self._mean - np.asarray(limits, dtype=float), self._own_variance + lent)
        return [float(value) for value in self._weight @ odds]

    def surely(self, sites: Sequence[int]) -> Any:
        """Which of these sites is surely better than which: a matrix of yes and no.

        With the smallest τ that the visits allow (0: nobody is better than anybody) the probability
        must reach ``SURE``, and the plain difference must stand among all pairs (Benjamini and
        Hochberg at ``WRONG``), which holds even where many sites are exactly alike. While no site
        was visited twice, nothing tells how much visits differ, and nobody is called better.
        """
        kept = np.asarray(sites, dtype=int)
        noise, between = self._careful_noise[kept], self._least_between()
        if len(kept) < 2 or not between or not self.spread.is_seen:
            return np.zeros((len(kept), len(kept)), dtype=bool)
        gap = self._seen[kept, None] - self._seen[None, kept]
        plain = 2 * self._careful_odds(-np.abs(gap), noise[:, None] + noise[None, :])
        upper = np.triu_indices(len(kept), 1)
        limit = _screen(plain[upper])
        own = between / (between + noise)
        variance = (own * noise)[:, None] + (own * noise)[None, :]
        drawn = own * (self._seen[kept] - self._centre_at(between))
        lead = drawn[:, None] - drawn[None, :]
        return (self._careful_odds(lead, variance) >= SURE) & (plain <= limit) & (gap > 0)

    def _least_between(self) -> float:
        """τ² at its lower limit: true in all but ``DOUBT`` of cases (analysis of variance)."""
        count, noise = len(self._seen), self._careful_noise
        if count < 2:
            return 0.0
        weight = 1 / noise
        centre = (self._seen * weight).sum() / weight.sum()
        ratio = ((self._seen - centre) ** 2 * weight).sum() / (count - 1)
        limit = special.fdtri(count - 1, self.spread.careful.df, 1 - DOUBT)
        size = (weight.sum() - (weight**2).sum() / weight.sum()) / (count - 1)
        return max(0.0, float((ratio / limit - 1) / size))

    def _centre_at(self, between: float) -> float:
        weight = 1 / (between + self._careful_noise)
        return float((self._seen * weight).sum() / weight.sum())

    def _careful_odds(self, lead: Any, variance: Any) -> Any:
        return special.stdtr(self.spread.careful.df, lead / np.sqrt(variance))

    def _odds(self, lead: Any, variance: Any) -> Any:
        return special.stdtr(self.spread.df, lead / np.sqrt(np.maximum(variance, 1e-12)))


def _screen(p_values: Any) -> float:
    """The highest p-value that stands among these (Benjamini and Hochberg), under 0 when none."""
    ordered = np.sort(p_values)
    stands = ordered <= WRONG * np.arange(1, len(ordered) + 1) / len(ordered)
    return float(ordered[stands].max()) if stands.any() else -1.0
