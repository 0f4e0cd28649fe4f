"""How far auditors agree who judged the same things (double audits).

All coefficients are 1 for perfect agreement and about 0 for agreement by chance; None means that
nothing varied, or too little is there to say it. Read α ≥ 0.80 as good, 0.667 to 0.80 as tentative,
below as a criterion to rewrite; and below ten double visits show the plain share of agreement.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any

import numpy as np

from audits.statistics.intervals import known

Difference = Callable[[Any, Any], float]

METRICS = ("nominal", "ordinal", "interval", "ratio")


def krippendorff_alpha(rows: Sequence[Sequence[Any]], metric: str) -> float | None:
    """Krippendorff's α (2011) of any number of raters, with gaps.

    A row for each rater, in it a value for each unit, None where he gave none. ``metric`` is
    nominal, ordinal, interval or ratio (numbers; ratio: not negative). Units with one value say
    nothing. None when all values are equal ("no variation") or no unit has two.
    """
    if metric not in METRICS:
        raise ValueError(f"a metric of {', '.join(METRICS)} is expected, not {metric!r}")
    _check_rows(rows, "rater")
    if metric != "nominal":
        numbers = [number for row in rows for number in known(row)]
        if metric == "ratio" and min(numbers, default=0) < 0:
            raise ValueError("a ratio is not negative")
    units = [
        Counter(value for value in unit if value is not None) for unit in zip(*rows, strict=True)
    ]
    units = [unit for unit in units if unit.total() > 1]
    totals: Counter[Any] = sum(units, Counter())
    difference = _squared_difference(metric, totals)
    observed = sum(_disagreement(unit, difference) / (unit.total() - 1) for unit in units)
    expected = _disagreement(totals, difference) / max(1, totals.total() - 1)
    return 1 - observed / expected if expected else None


def _disagreement(counts: Mapping[Any, int], difference: Difference) -> float:
    """Σ over ordered pairs of values of their squared difference."""
    return sum(n * m * difference(a, b) for a, n in counts.items() for b, m in counts.items())


def _squared_difference(metric: str, totals: Mapping[Any, int]) -> Difference:
    if metric == "nominal":
        return lambda a, b: float(a != b)
    if metric == "interval":
        return lambda a, b: float((a - b) ** 2)
    if metric == "ratio":
        return lambda a, b: float(((a - b) / (a + b)) ** 2) if a != b else 0.0
    ranks = middle_ranks(totals)
    return lambda a, b: (ranks[a] - ranks[b]) ** 2


def middle_ranks(totals: Mapping[Any, int]) -> dict[Any, float]:
    """How many values lie below each, and half of its own."""
    ranks, below = {}, 0
    for value in sorted(totals):
        ranks[value] = below + totals[value] / 2
        below += totals[value]
    return ranks


def cohen_kappa(a: Sequence[Any], b: Sequence[Any], weights: str | None = None) -> float | None:
    """Cohen's κ of two raters (Cohen 1960, 1968), pair by pair; pairs with None are left out.

    ``weights`` is None, "linear" or "quadratic" (numbers): how much worse a larger difference is.
    None without pairs, or when both gave one and the same value throughout.
    """
    if weights not in (None, "linear", "quadratic"):
        raise ValueError(f"weights are None, linear or quadratic, not {weights!r}")
    _check_rows([a, b], "rater")
    if weights:
        known([*a, *b])
    pairs = [(x, y) for x, y in zip(a, b, strict=True) if x is not None and y is not None]
    if not pairs:
        return None
    apart = _apart(weights)
    firsts, seconds = Counter(x for x, _y in pairs), Counter(y for _x, y in pairs)
    observed = sum(apart(x, y) for x, y in pairs) / len(pairs)
    chance = sum(n * m * apart(x, y) for x, n in firsts.items() for y, m in seconds.items())
    expected = chance / len(pairs) ** 2
    return 1 - observed / expected if expected else None


def _apart(weights: str | None) -> Difference:
    if weights is None:
        return lambda x, y: float(x != y)
    return lambda x, y: float(abs(x - y) ** (1 if weights == "linear" else 2))


def fleiss_kappa(counts: Sequence[Sequence[int]]) -> float | None:
    """Fleiss' κ (1971): a row for each subject, in it how many raters chose each category.

    Every subject needs the same number of raters, two at least (ValueError). None without
    subjects, or when all chose one category.
    """
    _check_counts(counts)
    if not counts:
        return None
    raters = sum(counts[0])
    if raters < 2 or any(sum(row) != raters for row in counts):
        raise ValueError("the same number of raters is expected for every subject, two at least")
    agreed = sum(_agreeing(row) for row in counts) / len(counts)
    shares = [sum(column) / (len(counts) * raters) for column in zip(*counts, strict=True)]
    chance = sum(share**2 for share in shares)
    return (agreed - chance) / (1 - chance) if chance < 1 else None


def gwet_ac1(counts: Sequence[Sequence[int]]) -> float | None:
    """Gwet's AC1 (2008) of a table of subjects × categories, as in ``fleiss_kappa``.

    Beside κ where most answers are "yes": κ then falls though everybody agrees. Subjects may have
    different numbers of raters. None when no subject has two, or there is one category.
    """
    _check_counts(counts)
    rated = [row for row in counts if sum(row)]
    twice = [row for row in rated if sum(row) > 1]
    categories = len(rated[0]) if rated else 0
    if not twice or categories < 2:
        return None
    agreed = sum(_agreeing(row) for row in twice) / len(twice)
    shares = [
        sum(row[index] / sum(row) for row in rated) / len(rated) for index in range(categories)
    ]
    chance = sum(share * (1 - share) for share in shares) / (categories - 1)
    return (agreed - chance) / (1 - chance)


def _agreeing(row: Sequence[int]) -> float:
    """The share of pairs of raters who chose the same category."""
    raters = sum(row)
    return sum(count * (count - 1) for count in row) / (raters * (raters - 1))


def icc(rows: Sequence[Sequence[float | None]], kind: str) -> float | None:
    """The intraclass correlation (Shrout and Fleiss 1979; names by McGraw and Wong 1996).

    A row for each subject, in it a value from each rater; rows with a gap are left out. ``kind``:
    "1" other raters for each subject, "A,1" the same raters, absolute agreement, "C,1" consistency;
    "1,k", "A,k", "C,k" the same of the mean of the k raters. None for fewer than two subjects or
    raters, or when nothing varies.
    """
    if kind not in _ICC:
        raise ValueError(f"a kind of {', '.join(_ICC)} is expected, not {kind!r}")
    _check_rows(rows, "subject")
    for row in rows:
        known(row)
    table = np.array([row for row in rows if None not in row], dtype=float)
    if table.ndim != 2 or min(table.shape) < 2:
        return None
    above, below = _ICC[kind](*_mean_squares(table), *table.shape)
    return float(above / below) if abs(below) > 1e-12 else None


def _mean_squares(table: Any) -> tuple[float, float, float, float]:
    """Between rows, between columns, within rows, and the rest."""
    subjects, raters = table.shape
    middle = table.mean()
    by_row, by_column = table.mean(axis=1, keepdims=True), table.mean(axis=0)
    rows = raters * ((by_row - middle) ** 2).sum()
    columns = subjects * ((by_column - middle) ** 2).sum()
    within = ((table - by_row) ** 2).sum()
    # Not within less columns: of equal subjects that would leave the noise of rounding.
    rest = ((table - by_row - by_column + middle) ** 2).sum()
    return (
        float(rows / (subjects - 1)),
        float(columns / (raters - 1)),
        float(within / (subjects * (raters - 1))),
        float(rest / ((subjects - 1) * (raters - 1))),
    )


# From (rows, columns, within, rest; subjects n, raters k) to numerator and denominator.
_ICC: Mapping[str, Callable[..., tuple[float, float]]] = {
    "1": lambda r, _c, w, _e, _n, k: (r - w, r + (k - 1) * w),
    "A,1": lambda r, c, _w, e, n, k: (r - e, r + (k - 1) * e + k * (c - e) / n),
    "C,1": lambda r, _c, _w, e, _n, k: (r - e, r + (k - 1) * e),
    "1,k": lambda r, _c, w, _e, _n, _k: (r - w, r),
    "A,k": lambda r, c, _w, e, n, _k: (r - e, r + (c - e) / n),
    "C,k": lambda r, _c, _w, e, _n, _k: (r - e, r),
}


def _check_rows(rows: Sequence[Sequence[Any]], of: str) -> None:
    """Rows of one length; what follows would else say something of half of them."""
    if not all(isinstance(row, Sequence) and not isinstance(row, str) for row in rows):
        raise ValueError(f"a list for each {of} is expected")
    if len({len(row) for row in rows}) > 1:
        raise ValueError(f"the list of each {of} is expected to be as long as the others")


def _check_counts(counts: Sequence[Sequence[int]]) -> None:
    _check_rows(counts, "subject")
    if any(count < 0 or count != int(count) for row in counts for count in row):
        raise ValueError("counts are whole and not negative")


def rating_counts(rows: Sequence[Sequence[Hashable]]) -> list[list[int]]:
    """Subjects × categories from a row for each rater: what ``fleiss_kappa`` takes."""
    values = {value for row in rows for value in row if value is not None}
    categories = sorted(values, key=repr)
    return [[unit.count(category) for category in categories] for unit in zip(*rows, strict=True)]
