"""Two groups of visits, and many questions at once."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import combinations, product
from math import comb, lcm, sqrt
from statistics import fmean, variance
from typing import NamedTuple

from scipy import special

from audits.statistics.intervals import known

# So many divisions of the values are looked at one by one; of more, so many are drawn.
EXACT_UP_TO = 200_000
DRAWS = 20_000
SEED = 20261123


class Welch(NamedTuple):
    t: float
    df: float
    p: float  # two-sided


def welch(x: Iterable[float | None], y: Iterable[float | None]) -> Welch | None:
    """Welch's test of mean(x) − mean(y), equal spreads not assumed (Welch 1947).

    None when a side has fewer than two values, or when neither side varies.
    """
    first, second = known(x), known(y)
    if min(len(first), len(second)) < 2 or len(set(first)) == 1 == len(set(second)):
        return None
    one, other = variance(first) / len(first), variance(second) / len(second)
    parts = one**2 / (len(first) - 1) + other**2 / (len(second) - 1)
    if not parts:  # so alike that a float cannot tell
        return None
    t, df = (fmean(first) - fmean(second)) / sqrt(one + other), (one + other) ** 2 / parts
    return Welch(t, df, two_sided(t, df))


def permutation_test(x: Iterable[float | None], y: Iterable[float | None]) -> float | None:
    """The two-sided p-value of the difference of means: how many of all divisions of the values
    into two such groups differ at least as much. None when a side is empty.

    Exact, in whole numbers (with floats, ties would be lost), up to 200 000 divisions (10 against
    10 visits); beyond, 20 000 divisions drawn with a fixed seed. 3 against 3 visits can never come
    below 0.10, 4 against 4 never below 0.029.
    """
    first, second = known(x), known(y)
    if not first or not second:
        return None
    values = _whole(first + second)
    size, count, total = len(first), len(values), sum(values)
    limit = abs(count * sum(values[:size]) - size * total)
    if comb(count, size) <= EXACT_UP_TO:
        extreme = sum(
            abs(count * sum(chosen) - size * total) >= limit
            for chosen in combinations(values, size)
        )
        return float(extreme / comb(count, size))
    draw = random.Random(SEED)  # noqa: S311  # the same answer every time is what is wanted
    extreme = sum(
        abs(count * sum(draw.sample(values, size)) - size * total) >= limit for _ in range(DRAWS)
    )
    return (extreme + 1) / (DRAWS + 1)


def sign_flip_test(differences: Iterable[float | None]) -> float | None:
    """The two-sided p-value of paired differences: how many of all choices of their signs give a
    sum at least as far from 0. Exact up to 17 pairs, then drawn. None without differences.
    """
    values = [abs(value) for value in _whole(known(differences))]
    if not values:
        return None
    limit = abs(sum(_whole(known(differences))))
    if 2.0 ** len(values) <= EXACT_UP_TO:
        choices = product((1, -1), repeat=len(values))
        extreme = sum(abs(_signed(signs, values)) >= limit for signs in choices)
        return float(extreme / 2 ** len(values))
    draw = random.Random(SEED)  # noqa: S311  # as above
    extreme = sum(
        abs(_signed(draw.choices((1, -1), k=len(values)), values)) >= limit for _ in range(DRAWS)
    )
    return (extreme + 1) / (DRAWS + 1)


def _signed(signs: Sequence[int], values: Sequence[int]) -> int:
    return sum(sign * value for sign, value in zip(signs, values, strict=True))


def _whole(values: Sequence[float]) -> list[int]:
    """The values times their common denominator, as they are written: 0.1 is a tenth."""
    fractions = [Fraction(repr(value)) for value in values]
    scale = lcm(*(fraction.denominator for fraction in fractions)) if fractions else 1
    return [int(fraction * scale) for fraction in fractions]


def holm(p_values: Sequence[float]) -> list[float]:
    """Holm's adjusted p-values, in the order given (Holm 1979): for a family planned together.

    Calling what is at most α wrong somewhere in the family has a probability of at most α.
    """
    adjusted = [0.0] * len(p_values)
    highest = 0.0
    for rank, index in enumerate(_ascending(p_values)):
        highest = max(highest, (len(p_values) - rank) * p_values[index])
        adjusted[index] = min(1.0, highest)
    return adjusted


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """Adjusted p-values, in the order given (Benjamini and Hochberg 1995): for screening many
    criteria. Of what is called at most q, a share of q is wrong on average.
    """
    adjusted = [0.0] * len(p_values)
    lowest = 1.0
    for rank, index in reversed(list(enumerate(_ascending(p_values), 1))):
        lowest = min(lowest, p_values[index] * len(p_values) / rank)
        adjusted[index] = lowest
    return adjusted


def _ascending(p_values: Sequence[float]) -> list[int]:
    if any(not 0 <= p <= 1 for p in p_values):
        raise ValueError("p-values lie between 0 and 1")
    return sorted(range(len(p_values)), key=lambda index: p_values[index])


def two_sided(t: float, df: float) -> float:
    """The two-sided p-value of a t statistic."""
    return 2 * float(special.stdtr(df, -abs(t)))
