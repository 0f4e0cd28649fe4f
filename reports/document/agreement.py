"""Double visits: two auditors at one site on one day, and how far they saw the same."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from django.utils import timezone

from audits import scoring
from audits.bundle import BundleVisit
from reports.document import data
from reports.document.basis import Basis

# Coefficients of agreement are said from so many double visits on; before, the plain share.
COEFFICIENTS_FROM = 10

Pair = tuple[BundleVisit, BundleVisit]


def of_visits(basis: Basis) -> data.Agreement | None:
    """How far double visits agree; None without any."""
    pairs = list(_pairs(basis))
    answers = [both for pair in pairs for both in _answers(basis, pair)]
    if not answers:
        return None
    equal = sum(first == second for first, second in answers)
    found = data.Agreement(len(pairs), len(answers), round(100 * equal / len(answers)))
    return found if len(pairs) < COEFFICIENTS_FROM else _coefficients(basis, found, pairs, answers)


def _pairs(basis: Basis) -> Iterator[Pair]:
    """Every two visits of different auditors to one site on one day."""
    same: dict[tuple[str, object], list[BundleVisit]] = {}
    for visit in basis.visits.values():
        if visit.started_at and visit.auditor:
            day = timezone.localtime(visit.started_at).date()
            same.setdefault((visit.site, day), []).append(visit)
    for visits in same.values():
        for first, second in combinations(visits, 2):
            if first.auditor != second.auditor:
                yield first, second


def _answers(basis: Basis, pair: Pair) -> Iterator[tuple[int, int]]:
    """The points of what both answered."""
    first, second = pair
    for criterion in basis.checklist.criteria:
        one, other = (visit.answers.get(criterion.code) for visit in (first, second))
        if one and other and one.micro is not None and other.micro is not None:
            yield one.micro, other.micro


def _coefficients(
    basis: Basis, found: data.Agreement, pairs: list[Pair], answers: list[tuple[int, int]]
) -> data.Agreement:
    from audits.statistics import icc, krippendorff_alpha  # loads SciPy

    alpha = krippendorff_alpha([list(rater) for rater in zip(*answers, strict=True)], "ordinal")
    totals = [
        [None if micro is None else micro / scoring.UNIT for micro in _totals(basis, pair)]
        for pair in pairs
    ]
    together = icc(totals, "A,1")
    return data.Agreement(
        pairs=found.pairs,
        answers=found.answers,
        equal=found.equal,
        alpha="" if alpha is None else f"{alpha:.2f}",
        alpha_grade="" if alpha is None else alpha_grade(alpha),
        totals="" if together is None else f"{together:.2f}",
    )


def _totals(basis: Basis, pair: Pair) -> list[int | None]:
    return [basis.scores.visits[visit.key].total for visit in pair]


def alpha_grade(alpha: float) -> str:
    """Krippendorff's own gates: use, use with care, rewrite the criteria."""
    if alpha >= 0.8:
        return "good"
    return "tentative" if alpha >= 0.667 else "poor"
