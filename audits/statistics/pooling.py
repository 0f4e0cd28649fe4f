"""Groups that lend each other their spread: pooled ranges and shrunken means.

A group is the visits of one site. Two visits cannot tell how much visits differ; all the sites
together can (docs/scoring.md). Until they do, what is known of other repeated visits stands in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from statistics import fmean

from audits.statistics.intervals import Interval, known, t_quantile

# The spread of repeated visits to one place, in points of 100: 808 visits to 366 clinics
# (github.com/bbdaniels/mumbai-public, MIT), with the weight of so many degrees of freedom.
PRIOR_SD = 14.2
PRIOR_DF = 20
# From so many degrees of freedom on the groups' own spread is believed.
OWN_FROM = 10

Groups = Iterable[Iterable[float | None]]


@dataclass(frozen=True, slots=True)
class Spread:
    """The standard deviation of visits within a group, and how surely it is known."""

    sd: float
    df: int
    is_own: bool = True  # measured, not taken from elsewhere
    seen_sd: float = 0.0  # what few visits show, where it is not believed yet
    seen_df: int = 0

    @property
    def is_seen(self) -> bool:
        """Whether any place was visited twice."""
        return self.is_own or self.seen_df > 0

    @property
    def careful(self) -> Spread:
        """The wider of what is assumed and what few visits show: who calls one site better must
        not rest on a spread that the visits themselves speak against."""
        return Spread(self.seen_sd, self.seen_df) if self.seen_sd > self.sd else self

    def half_width(self, visits: float, confidence: float = 0.95) -> float:
        """The range of a mean of so many visits reaches so far to each side."""
        return t_quantile(self.df, confidence) * self.sd / sqrt(visits)


PRIOR = Spread(PRIOR_SD, PRIOR_DF, is_own=False)


def spread_of(
    squares: float, df: int, *, prior: Spread = PRIOR, own_from: int = OWN_FROM
) -> Spread:
    """The spread from Σ (value − mean of its group)² and N − k; the prior while there are few."""
    if df < 1:
        return prior
    seen = sqrt(max(0.0, squares) / df)
    return Spread(seen, df) if df >= own_from else replace(prior, seen_sd=seen, seen_df=df)


def pooled_spread(groups: Groups, *, prior: Spread = PRIOR, own_from: int = OWN_FROM) -> Spread:
    """s_p² = Σ Σ (y − ȳ)² / (N − k), or the prior when N − k < ``own_from``."""
    found = [values for values in _known_groups(groups) if values]
    squares = sum((value - fmean(group)) ** 2 for group in found for value in group)
    return spread_of(squares, sum(map(len, found)) - len(found), prior=prior, own_from=own_from)


def pooled_intervals(groups: Groups) -> list[Interval | None]:
    """The 95 % range of each group's mean, ȳ ± t(N − k) · s_p / √n; None for an empty group.

    In the unit of the values; for scores 0 to 100, since with N − k < 10 the spread is the prior's
    (14.2 points, 20 degrees of freedom). Exists for one visit, holds the truth in 94 to 95 %.
    """
    kept = _known_groups(groups)
    spread = pooled_spread(kept)
    return [
        _around(fmean(group), spread.half_width(len(group))) if group else None for group in kept
    ]


def _known_groups(groups: Groups) -> list[list[float]]:
    found = list(groups)
    if not all(isinstance(group, Iterable) and not isinstance(group, str) for group in found):
        raise ValueError("a list of values is expected for each group")
    return [known(group) for group in found]


def _around(mean: float, half: float) -> Interval:
    return mean - half, mean + half


def shrunken_means(groups: Groups) -> list[float | None]:
    """Each group's mean, drawn towards the mean of all as far as its visits are few.

    θ = μ + B(ȳ − μ) with B = τ² / (τ² + s_p²/n), the empirical-Bayes estimate; τ² by the method of
    moments. When τ² is 0 the groups cannot be told apart and all are μ. It orders sites better than
    the raw mean does (a third less error at one visit); what is shown stays the raw mean.
    None for an empty group; a single group keeps its mean. The unit of the values (scores 0–100).
    """
    kept = _known_groups(groups)
    filled = [group for group in kept if group]
    if len(filled) < 2:
        return [fmean(group) if group else None for group in kept]
    noise = pooled_spread(filled).sd ** 2
    between = _between(filled, noise)
    middle = _precise_mean(filled, between, noise)
    return [
        middle + between / (between + noise / len(group)) * (fmean(group) - middle)
        if group and between
        else (middle if group else None)
        for group in kept
    ]


def _between(groups: Sequence[Sequence[float]], noise: float) -> float:
    """τ² = max(0, (MSB − MSW) / n₀), n₀ = (N − Σn²/N) / (k − 1)."""
    counts = [len(group) for group in groups]
    whole = sum(counts)
    middle = sum(sum(group) for group in groups) / whole
    squares = sum(len(group) * (fmean(group) - middle) ** 2 for group in groups)
    between = squares / (len(groups) - 1)
    size = (whole - sum(count * count for count in counts) / whole) / (len(groups) - 1)
    return max(0.0, (between - noise) / size)


def _precise_mean(groups: Sequence[Sequence[float]], between: float, noise: float) -> float:
    """μ: the means weighted by how surely each is known."""
    if not between and not noise:
        return fmean(fmean(group) for group in groups)
    weights = [1 / (between + noise / len(group)) for group in groups]
    means = [fmean(group) for group in groups]
    return sum(w * m for w, m in zip(weights, means, strict=True)) / sum(weights)
