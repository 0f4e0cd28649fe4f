"""What came of a recommendation in the next round: fixed, not yet, or too few visits to tell."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reports.recommendations.posterior import LIKELY, TARGET, Prior, probability_under


class Outcome(StrEnum):
    FIXED = "fixed"
    NOT_YET = "not_yet"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Verdict:
    outcome: Outcome
    passed: int
    visits: int
    probability: float  # that it now succeeds as often as it should


def verdict(
    passed: int, visits: int, *, is_incident: bool = False, target: float = TARGET
) -> Verdict:
    """The beta-binomial verdict on the next round's visits alone: what was before should have
    changed, so the prior is that of something nobody knows. An incident that comes back is not
    fixed, whatever the rate."""
    under = probability_under(passed, visits, Prior(), target)
    over = round(1 - under, 2)
    if not visits:
        outcome = Outcome.UNKNOWN
    elif (is_incident and passed < visits) or under >= LIKELY:
        outcome = Outcome.NOT_YET
    elif over >= LIKELY:
        outcome = Outcome.FIXED
    else:
        outcome = Outcome.UNKNOWN
    return Verdict(outcome, passed, visits, over)
