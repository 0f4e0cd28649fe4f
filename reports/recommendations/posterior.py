"""How probable it is that something succeeds less often than it should (beta-binomial).

The prior is the client's own rate of the same thing, worth ``STRENGTH`` visits; the tiers are
those of docs/recommendations.md. SciPy is imported when a probability is first asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from reports.recommendations.model import Certainty

# What a rate that nobody knows yet is taken to be, and what it should be.
DEFAULT_RATE = 0.80
TARGET = 0.80
# So many visits weighs what is known of the client beforehand: (1 − ICC) / ICC of 808 real visits.
STRENGTH = 8.45
# So many visits of the client make a rate of its own.
KNOWN_FROM = 30
LIKELY = 0.70
CONFIRMED = 0.90
# A pattern takes so many visits; a site's own also so much more than the client's prior says.
PATTERN_VISITS = 3
SITE_EXCESS = 0.10


@dataclass(frozen=True, slots=True)
class Prior:
    """What is known before looking: a rate of success, worth so many visits."""

    rate: float = DEFAULT_RATE
    strength: float = STRENGTH

    def beta(self, passed: float, visits: float) -> tuple[float, float]:
        """The two parameters after ``passed`` of ``visits`` succeeded."""
        return (
            self.rate * self.strength + passed,
            (1 - self.rate) * self.strength + visits - passed,
        )


@dataclass(frozen=True, slots=True)
class Record:
    """What all rounds of a client say of one rule: visits, and the micro points of its answers."""

    passed: int = 0
    visits: int = 0
    earned: int = 0
    answers: int = 0
    sites: int = 0


def prior_of(passed: float, visits: int) -> Prior:
    """The client's own rate once enough visits tell it, else the default."""
    if visits < KNOWN_FROM:
        return Prior()
    # Never quite 0 or 1: a beta distribution needs some of each.
    return Prior(min(max(passed / visits, 0.01), 0.99))


@lru_cache(maxsize=4096)
def _cdf(target: float, a: float, b: float) -> float:
    from scipy.special import betainc

    return float(betainc(a, b, target))


@lru_cache(maxsize=4096)
def _quantiles(a: float, b: float) -> tuple[float, float]:
    from scipy.special import betaincinv

    return float(betaincinv(a, b, 0.025)), float(betaincinv(a, b, 0.975))


def probability_under(
    passed: int, visits: int, prior: Prior | None = None, target: float = TARGET
) -> float:
    """P(rate < target) after ``passed`` of ``visits``, to the percent: a tier is decided on the
    number that is shown, so that nobody reads 90 % beside "likely"."""
    return round(_cdf(target, *(prior or Prior()).beta(passed, visits)), 2)


def shortfall(passed: float, visits: float, prior: Prior) -> tuple[float, float, float]:
    """How much is missed: the mean of the posterior and its 95 % range (mean, low, high)."""
    a, b = prior.beta(passed, visits)
    low, high = _quantiles(a, b)
    return b / (a + b), 1 - high, 1 - low


def certainty_of(probability: float) -> Certainty:
    if probability >= CONFIRMED:
        return Certainty.CONFIRMED
    return Certainty.LIKELY if probability >= LIKELY else Certainty.OBSERVATION


def site_certainty(passed: int, visits: int, prior: Prior, target: float = TARGET) -> Certainty:
    """What may be said of one site. Weak everywhere is the chain's finding, not the site's."""
    before = probability_under(0, 0, prior, target)
    after = probability_under(passed, visits, prior, target)
    if visits < PATTERN_VISITS or before >= LIKELY or round(after - before, 2) < SITE_EXCESS:
        return Certainty.OBSERVATION
    return certainty_of(after)


def withdrawal(passed: int, visits: int, prior: Prior, target: float = TARGET) -> int | None:
    """How many further visits in a row would have to succeed before the pattern is withdrawn."""
    for more in range(1, 100):
        if probability_under(passed + more, visits + more, prior, target) < LIKELY:
            return more
    return None
