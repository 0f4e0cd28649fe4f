"""How long the customer was between two stages, over the visits where it is known."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from statistics import median_low

from audits import scoring
from audits.bundle import BundleVisit
from reports.document import data
from reports.document.basis import Basis

MINUTE = timedelta(minutes=1)


def between_stages(basis: Basis) -> tuple[data.Wait, ...]:
    stages = {stage.order: stage for stage in basis.checklist.stages}
    orders = {stage.key: stage.order for stage in basis.checklist.stages}
    of = {one.code: orders[one.stage] for one in basis.checklist.criteria}
    found: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for visit in basis.visits.values():
        for wait in scoring.waits(_spans(visit, of)):
            found[wait.before, wait.after].append(round(wait.time / MINUTE))
    return tuple(
        data.Wait(
            before=stages[before].key,
            after=stages[after].key,
            minutes=median_low(minutes),
            least=min(minutes),
            most=max(minutes),
            visits=len(minutes),
        )
        for (before, after), minutes in sorted(found.items())
    )


def _spans(visit: BundleVisit, of: dict[str, int]) -> dict[int, scoring.Span]:
    """Answers that were given: “not observed” is no moment of the stage."""
    return scoring.spans(
        (of[code], answer.observed_at)
        for code, answer in visit.answers.items()
        if answer.state is scoring.State.ANSWERED
    )
