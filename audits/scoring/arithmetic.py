"""Whole numbers, one way to round, and parts that add up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

UNIT = 1_000_000
FULL = 100 * UNIT


def half_up(numerator: int, denominator: int) -> int:
    """The quotient rounded half up; both not negative, denominator positive."""
    return (2 * numerator + denominator) // (2 * denominator)


def mean(scores: Sequence[int]) -> int | None:
    """The mean in micro points, rounded half up; None of nothing."""
    return half_up(sum(scores), len(scores)) if scores else None


def weighted_mean(pairs: Iterable[tuple[int | None, int]]) -> int | None:
    """The mean of (score, weight) over the scores that exist; None when no weight is left.

    The default scoring model of XCCDF (NISTIR 7275r4, section 7.2.3) at each of its levels.
    """
    total = weights = 0
    for score, weight in pairs:
        if score is not None and weight:
            total += weight * score
            weights += weight
    return half_up(total, weights) if weights else None


def rounded(value: Fraction | int, decimals: int = 0) -> Decimal:
    """The one rounding of numbers that people see: half away from zero, from the exact value."""
    fraction = Fraction(value) * 10**decimals
    size = half_up(abs(fraction.numerator), fraction.denominator)
    return Decimal(size if fraction >= 0 else -size).scaleb(-decimals)


def shown_fraction(value: Fraction | int | None, decimals: int = 0) -> str | None:
    """An exact number (a gap, lost points) as a person sees it; None stays None."""
    return None if value is None else f"{rounded(value, decimals):f}"


def shown(micro: int | None, decimals: int = 0) -> str | None:
    """The number a person sees, rounded half up once, with a decimal point; None stays None."""
    return None if micro is None else shown_fraction(Fraction(micro, UNIT), decimals)


def decimals_for(half_width: float | None = None) -> int:
    """Decimals of a score: one when its 95 % range is narrower than ± 5 points, otherwise none.

    Four visits give about ± 14 points: "68.4" would claim what nobody knows.
    """
    return 1 if half_width is not None and half_width < 5 else 0


def largest_remainder(parts: Sequence[Fraction | int], units: int) -> list[int]:
    """Share out whole units in proportion to the parts; the result sums to ``units``.

    Hamilton's method. Equal remainders: the larger part first, then the order of the list.
    """
    whole = sum(parts)
    if not whole:
        return [0] * len(parts)
    return _fill([Fraction(part) * units / whole for part in parts], units)


def rounded_parts(parts: Sequence[Fraction | int], decimals: int = 0) -> list[Decimal]:
    """Round the parts so that they sum to their rounded sum (a printed ledger adds up)."""
    scale = 10**decimals
    quotas = [Fraction(part) * scale for part in parts]
    total = half_up(sum(quotas).numerator, sum(quotas).denominator) if quotas else 0
    return [Decimal(units).scaleb(-decimals) for units in _fill(quotas, total)]


def _fill(quotas: Sequence[Fraction], total: int) -> list[int]:
    """The whole parts of the quotas; what is missing goes to the largest remainders."""
    filled = [quota.numerator // quota.denominator for quota in quotas]
    order = sorted(range(len(quotas)), key=lambda i: (filled[i] - quotas[i], -quotas[i], i))
    for index in order[: total - sum(filled)]:
        filled[index] += 1
    return filled
