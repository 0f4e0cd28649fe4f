"""Ranges of one share, one mean, one difference of shares, one net promoter score."""

from __future__ import annotations

from collections.abc import Iterable
from math import isfinite, sqrt
from statistics import fmean, stdev

from scipy import special

Interval = tuple[float, float]


def known(values: Iterable[float | None]) -> list[float]:
    """The values that exist, in their order. Raises ValueError for what is no finite number."""
    return [finite(value) for value in values if value is not None]


def finite(value: object) -> float:
    """The value as a float; ValueError when it is none, not a number or without end."""
    try:
        number = float(value)  # type: ignore[arg-type]
    except TypeError as error:
        raise ValueError(f"a number is expected, not {value!r}") from error
    if not isfinite(number):
        raise ValueError(f"a finite number is expected, not {number}")
    return number


def wilson_interval(successes: float, trials: float, confidence: float = 0.95) -> Interval | None:
    """The range of a share (0 to 1), from its count. None when nothing was tried.

    Wilson's score interval (Wilson 1927; Newcombe 1998, method 3). It holds the truth in 95 % of
    cases even for 1 to 10 visits, where the textbook range p ± 1.96·√(p(1−p)/n) holds it in 0 to
    77 %. Raises ValueError for a count outside 0 … trials.
    """
    if trials < 0 or not 0 <= successes <= trials:
        raise ValueError(f"{successes} successes of {trials} trials cannot be")
    if not trials:
        return None
    z = _normal_quantile(confidence)
    share, spread = successes / trials, z * z / trials
    middle = (share + spread / 2) / (1 + spread)
    half = z * sqrt(share * (1 - share) / trials + spread / (4 * trials)) / (1 + spread)
    low = 0.0 if successes == 0 else max(0.0, middle - half)
    high = 1.0 if successes == trials else min(1.0, middle + half)
    return low, high


def difference_of_shares(a: float, m: float, b: float, n: float) -> Interval | None:
    """The 95 % range of a/m − b/n (−1 to 1). None when one of them was never tried.

    Newcombe's hybrid of two Wilson intervals (Newcombe 1998 b, method 10).
    """
    first, second = wilson_interval(a, m), wilson_interval(b, n)
    if first is None or second is None:
        return None
    p, q = a / m, b / n
    low = p - q - sqrt((p - first[0]) ** 2 + (second[1] - q) ** 2)
    high = p - q + sqrt((first[1] - p) ** 2 + (q - second[0]) ** 2)
    return max(-1.0, low), min(1.0, high)


def mean_interval(values: Iterable[float | None], confidence: float = 0.95) -> Interval | None:
    """The range of a mean from its own values alone (Student's t), in their unit.

    None for fewer than two values. With two or three it is honest and useless (200 and 60 points
    wide for visits): ``pooled_intervals`` borrows the spread from the other groups.
    """
    found = known(values)
    if len(found) < 2:
        return None
    quantile = t_quantile(len(found) - 1, confidence)
    half = quantile * stdev(found) / sqrt(len(found))
    return fmean(found) - half, fmean(found) + half


def net_promoters(detractors: int, passives: int, promoters: int) -> float | None:
    """Promoters − detractors as a share of all, −1 to 1. None when nobody was asked."""
    asked = detractors + passives + promoters
    return (promoters - detractors) / asked if asked else None


def net_promoters_error(detractors: float, passives: float, promoters: float) -> float | None:
    """The standard error of ``net_promoters``. None when nobody was asked."""
    asked = detractors + passives + promoters
    if not asked:
        return None
    mean = (promoters - detractors) / asked
    return sqrt(max(0.0, (promoters + detractors) / asked - mean * mean) / asked)


def nps_interval(detractors: int, passives: int, promoters: int) -> Interval | None:
    """The 95 % range of the net promoter score, −1 to 1. None when nobody was asked.

    Adjusted Wald (Rocks 2016): ¾ detractor, 1½ passives and ¾ promoter are added. Three promoters
    of three are +1, and the range −0.07 to 1: below ten answers show counts, no index.
    Raises ValueError for negative counts.
    """
    if min(detractors, passives, promoters) < 0:
        raise ValueError("counts are not negative")
    if not detractors + passives + promoters:
        return None
    counts = (detractors + 0.75, passives + 1.5, promoters + 0.75)
    mean = (counts[2] - counts[0]) / sum(counts)
    half = _normal_quantile(0.95) * (net_promoters_error(*counts) or 0.0)
    return max(-1.0, mean - half), min(1.0, mean + half)


def t_quantile(df: float, confidence: float = 0.95) -> float:
    """How many standard errors a two-sided range reaches to each side, by Student's t."""
    _check(confidence)
    return float(special.stdtrit(df, 0.5 + confidence / 2))


def _normal_quantile(confidence: float) -> float:
    _check(confidence)
    return float(special.ndtri(0.5 + confidence / 2))


def _check(confidence: float) -> None:
    if not 0 < confidence < 1:
        raise ValueError(f"a confidence lies between 0 and 1, not {confidence}")
