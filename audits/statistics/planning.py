"""The planner: what so many visits can show, and how many it takes.

Two-sided, at the 5 % level, two groups of equally many visits: Student's t with its exact
noncentral distribution, as R's power.t.test works it out.
"""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite, sqrt

from scipy import special

from audits.statistics.intervals import t_quantile

MOST_VISITS = 10_000_000


def detection_power(visits_per_side: float, difference: float, sd: float) -> float:
    """How probably (0 to 1) a true difference is found with so many visits on each side."""
    _check(sd, visits=visits_per_side, difference=difference)
    if visits_per_side <= 1:
        return 0.0
    df = 2 * (visits_per_side - 1)
    shift = abs(difference) / sd * sqrt(visits_per_side / 2)
    return 1 - float(special.nctdtr(df, shift, t_quantile(df)))


def detectable_difference(visits_per_side: float, sd: float, power: float = 0.8) -> float | None:
    """The smallest true difference, in the unit of ``sd``, that is found with such a power.

    With a spread of 14.2 points: 5 visits each find 29 points, 30 find 11. None for one visit:
    no difference can be found.
    """
    _check(sd, power, visits=visits_per_side)
    if visits_per_side <= 1:
        return None
    df = 2 * (visits_per_side - 1)
    shift = _bisect(
        lambda nc: 1 - float(special.nctdtr(df, nc, t_quantile(df))), power, 0.0, 1000.0
    )
    return shift * sd * sqrt(2 / visits_per_side)


def visits_needed(difference: float, sd: float, power: float = 0.8) -> float:
    """How many visits on each side find a true difference with such a power; at least 2.

    Not rounded, as R gives it: plan the next whole number. Raises ValueError when the difference
    is nothing, or so small that ten million visits would not do.
    """
    _check(sd, power, difference=difference)
    if not difference:
        raise ValueError("a difference of nothing is never found")
    if detection_power(2, difference, sd) >= power:
        return 2.0
    if detection_power(MOST_VISITS, difference, sd) < power:
        raise ValueError(f"{difference} is too small to be found with a spread of {sd}")
    most = 4.0
    while detection_power(most, difference, sd) < power:
        most *= 2
    return _bisect(lambda n: detection_power(n, difference, sd), power, most / 2, most)


def largest_distortion(visits: int) -> float:
    """How much one odd event can move a mean of so many visits, as a share: all of one visit."""
    return 1 / visits


def _bisect(rising: Callable[[float], float], wanted: float, low: float, high: float) -> float:
    """Where a rising function has the wanted value."""
    for _step in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if rising(middle) < wanted else (low, middle)
    return (low + high) / 2


def _check(sd: float, power: float = 0.8, *, visits: float = 2, difference: float = 1) -> None:
    if not (isfinite(difference) and isfinite(sd) and visits >= 0):
        raise ValueError("a finite spread and difference and no fewer than 0 visits are expected")
    if sd <= 0 or not 0.05 < power < 1:
        raise ValueError("a spread is over 0, a power between 0.05 and 1")
