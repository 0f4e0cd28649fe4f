"""Sites as draws from one client: what each site's true score may be, and which is better.

The true scores θ are normal around a common mean with standard deviation τ, the mean of n visits
is normal around θ with s/√n. τ is not estimated by one number (with few sites that claims too
much) but averaged over, from a prior around what was seen elsewhere; the common mean is flat.
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

    def better(self, site: int, other: int) -> float:
        """The probability that the one site is truly better than the other."""
        shared = (self._loan[:, site] - self._loan[:, other]) ** 2 * self._centre_variance[:, 0]
        variance = self._own_variance[:, site] + self._own_variance[:, other] + shared
        odds = self._odds(self._mean[:, site] - self._mean[:, other], variance)
        return float(self._weight @ odds)

    def _odds(self, lead: Any, variance: Any) -> Any:
        return special.stdtr(self.spread.df, lead / np.sqrt(np.maximum(variance, 1e-12)))
