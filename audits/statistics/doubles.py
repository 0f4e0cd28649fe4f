"""Double visits: two auditors at one site on one day, and how far they saw the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import atanh, tanh
from typing import TypeVar

from audits.statistics.agreement import icc, middle_ranks
from audits.statistics.intervals import t_quantile

# Coefficients are said from so many double visits on; before, the plain share.
COEFFICIENTS_FROM = 10

T = TypeVar("T")
Row = tuple[T, Hashable, Hashable, Hashable]  # a visit, its site, day and auditor


@dataclass(frozen=True, slots=True)
class DoubleVisit:
    """What both answered, in micro points, and both totals in points."""

    answers: Sequence[tuple[int, int]]
    totals: tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A coefficient with its 95 % range; without one where it hangs on a single visit."""

    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far double visits agree; coefficients are None when too few, or nothing varied."""

    pairs: int
    answers: int
    equal: int  # of the answers, in percent
    alpha: Estimate | None = None  # Krippendorff's, ordinal, of the points
    ac1: Estimate | None = None  # Gwet's, of the same points: where nearly all answers are alike
    totals: Estimate | None = None  # ICC(A,1)

    @property
    def grade(self) -> str:
        """Krippendorff's own gates: use, use with care, rewrite the criteria; or ""."""
        return alpha_grade(self.alpha.value) if self.alpha else ""


def alpha_grade(alpha: float) -> str:
    """“good” from 0.8 on, “tentative” from 0.667 on, else “poor”: the customary bounds of
    Krippendorff (Content Analysis, 2004, p. 241) for an α of −1 to 1."""
    if alpha >= 0.8:
        return "good"
    return "tentative" if alpha >= 0.667 else "poor"


def paired(rows: Iterable[Row[T]]) -> Iterator[tuple[T, T]]:
    """Every two visits of different auditors to one site on one day."""
    same: dict[Hashable, list[tuple[T, Hashable]]] = {}
    for visit, site, day, auditor in rows:
        same.setdefault((site, day), []).append((visit, auditor))
    for visits in same.values():
        for (first, one), (second, other) in combinations(visits, 2):
            if one != other:
                yield first, second


def agreement_of(doubles: Sequence[DoubleVisit]) -> Agreement | None:
    """What double visits say; None without an answer that two gave."""
    answers = [both for double in doubles for both in double.answers]
    if not answers:
        return None
    equal = sum(first == second for first, second in answers)
    found = Agreement(len(doubles), len(answers), round(100 * equal / len(answers)))
    if len(doubles) < COEFFICIENTS_FROM:
        return found
    return Agreement(
        pairs=found.pairs,
        answers=found.answers,
        equal=found.equal,
        alpha=_of_answers(pair_alpha, doubles),
        ac1=_of_answers(pair_ac1, doubles),
        totals=_of_totals(doubles),
    )


def estimate(value: float | None, without: Iterable[float | None], doubles: int) -> Estimate | None:
    """A coefficient with its range from the same without each double visit in turn (jackknife), as
    Fisher's z, so that it stays under 1. A visit is left out whole: its answers go together."""
    if value is None:
        return None
    known = [_z(one) for one in without if one is not None]
    if len(known) < doubles or value >= 1:
        return Estimate(round(value, 3))
    middle = sum(known) / doubles
    error = ((doubles - 1) / doubles * sum((one - middle) ** 2 for one in known)) ** 0.5
    half = t_quantile(doubles - 1) * error
    low, high = (tanh(_z(value) + sign * half) for sign in (-1, 1))
    return Estimate(round(value, 3), round(low, 3), round(high, 3))


def _z(value: float) -> float:
    return atanh(min(max(value, -0.999_999), 0.999_999))


# How often one said the first and the other the second: all that α and AC1 of two raters need, so
# that leaving out a visit costs a subtraction.
Pairs = Counter[tuple[int, int]]


def _of_answers(
    coefficient: Callable[[Pairs], float | None], doubles: Sequence[DoubleVisit]
) -> Estimate | None:
    own = [Counter(double.answers) for double in doubles]
    every: Pairs = sum(own, Counter())
    return estimate(coefficient(every), (coefficient(every - one) for one in own), len(own))


def _totals(pairs: Pairs) -> Counter[int]:
    found: Counter[int] = Counter()
    for (first, second), count in pairs.items():
        found[first] += count
        found[second] += count
    return found


def pair_alpha(pairs: Pairs) -> float | None:
    """``krippendorff_alpha`` (ordinal) of two raters without gaps."""
    totals = _totals(pairs)
    ranks = middle_ranks(totals)
    observed = sum(2 * count * (ranks[a] - ranks[b]) ** 2 for (a, b), count in pairs.items())
    expected = sum(
        n * m * (ranks[a] - ranks[b]) ** 2 for a, n in totals.items() for b, m in totals.items()
    ) / max(1, totals.total() - 1)
    return 1 - observed / expected if expected else None


def pair_ac1(pairs: Pairs) -> float | None:
    """``gwet_ac1`` of two raters without gaps."""
    totals, count = _totals(pairs), pairs.total()
    if len(totals) < 2:
        return None
    shares = [number / (2 * count) for number in totals.values()]
    chance = sum(share * (1 - share) for share in shares) / (len(shares) - 1)
    agreed = sum(number for (a, b), number in pairs.items() if a == b) / count
    return (agreed - chance) / (1 - chance)


def _of_totals(doubles: Sequence[DoubleVisit]) -> Estimate | None:
    rows = [list(double.totals) for double in doubles if None not in double.totals]
    without = (icc(rows[:at] + rows[at + 1 :], "A,1") for at in range(len(rows)))
    return estimate(icc(rows, "A,1"), without, len(rows)) if rows else None
