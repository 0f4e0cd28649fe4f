"""The plan of ninety days: what is done first, from which day to which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.document.data import Recommendation

# So many of each tier are planned; more at once is a list and no plan.
PLANNED = {"incident": 3, "free": 3, "costing": 2}
STEPS = (30, 60, 90)


@dataclass(frozen=True, slots=True)
class Planned:
    recommendation: Recommendation
    start: int  # days
    end: int


def days(one: Recommendation) -> tuple[int, int]:
    """Incidents in two weeks, what is free in a month, what takes effort or money later."""
    if one.tier == "incident":
        return 0, 14
    if one.tier == "free":
        return (0, 30) if one.effort == "low" else (14, 45)
    if one.cost == "high" or one.effort == "high":
        return 30, 90
    return 15, 60


def planned(recommendations: Sequence[Recommendation]) -> list[Planned]:
    """Some of each tier, in the order of the list; sorted by the day they should be done."""
    first = [
        one
        for tier, most in PLANNED.items()
        for one in [one for one in recommendations if one.tier == tier][:most]
    ]
    found = [Planned(one, *days(one)) for one in first]
    return sorted(found, key=lambda one: (one.end, one.recommendation.number))
