"""Double visits: two auditors at one site on one day, and how far they saw the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils import timezone

from audits import scoring
from audits.bundle import BundleVisit
from reports.document import data
from reports.document.basis import Basis

if TYPE_CHECKING:
    from audits.statistics import Estimate


def of_visits(basis: Basis) -> data.Agreement | None:
    """How far double visits agree; None without any."""
    from audits.statistics import DoubleVisit, agreement_of, paired  # loads SciPy

    rows = (
        (visit, visit.site, timezone.localtime(visit.started_at).date(), visit.auditor)
        for visit in basis.visits.values()
        if visit.started_at and visit.auditor
    )
    found = agreement_of(
        [
            DoubleVisit(
                list(_answers(basis, one, other)), (_total(basis, one), _total(basis, other))
            )
            for one, other in paired(rows)
        ]
    )
    if found is None:
        return None
    return data.Agreement(
        pairs=found.pairs,
        answers=found.answers,
        equal=found.equal,
        alpha=_shown(found.alpha, "value"),
        alpha_grade=found.grade,
        totals=_shown(found.totals, "value"),
        alpha_low=_shown(found.alpha, "low"),
        alpha_high=_shown(found.alpha, "high"),
    )


def _answers(basis: Basis, first: BundleVisit, second: BundleVisit) -> Iterator[tuple[int, int]]:
    """The points of what both answered."""
    for criterion in basis.checklist.criteria:
        one, other = (visit.answers.get(criterion.code) for visit in (first, second))
        if one and other and one.micro is not None and other.micro is not None:
            yield one.micro, other.micro


def _total(basis: Basis, visit: BundleVisit) -> float | None:
    micro = basis.scores.visits[visit.key].total
    return None if micro is None else micro / scoring.UNIT


def _shown(one: Estimate | None, name: str) -> str:
    value = getattr(one, name, None)
    return "" if value is None else f"{value:.2f}"
