"""Pure: where answers fell short, the checklist's own advice becomes ranked recommendations.

What is advised: a criterion whose mean is under 60 or that lost points, a critical criterion that
failed even once, a broken promise. Incidents (the last two) are facts: one is enough.

The order: incidents first, then what is free, then what costs. Inside each: lost points over
(1 + the price of trying), then the earlier stage, then the code. The consultant's decisions
(``apply_decisions``) edit, drop with a reason, add and place; what was computed stays beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

# How the codes of the consultant's own recommendations begin.
OWN = "own-"
# Under this mean a criterion is advised on even when it weighs nothing.
THRESHOLD = 60_000_000
# The price of trying, by cost: lost points are divided by one more than this.
PRICE = MappingProxyType({"free": 0, "low": 1, "medium": 3, "high": 7})


class Tier(StrEnum):
    INCIDENT = "incident"
    FREE = "free"
    COSTING = "costing"


TIERS = tuple(Tier)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One answer, promise or photo behind a recommendation. ``visit`` is the visit's label."""

    visit: str
    display: str
    comment: str = ""
    photos: tuple[str, ...] = ()  # sha256


@dataclass(frozen=True, slots=True)
class Advice:
    """What could be recommended, with what the visits say about it."""

    code: str  # the criterion's, or a name of its own for broken promises
    stage: str
    stage_order: int
    title: str
    action: str
    cost: str  # free, low, medium, high
    effort: str  # low, medium, high
    impact: str  # low, medium, high
    micro: int | None  # mean of the answers
    lost: Fraction  # points of the score, from the ledger
    short: int  # visits in which it fell short …
    visits: int  # … of those that tell
    incidents: int = 0  # critical failures or broken promises
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Recommendation:
    advice: Advice
    tier: Tier
    is_edited: bool = False
    is_own: bool = False  # written by the consultant
    drop_reason: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """The consultant's decision on one recommendation; empty texts keep what was computed.

    ``position`` counts from 1 and places it in the list; 0 leaves it where it was computed.
    """

    code: str  # a criterion's, a promise's, or one that begins with OWN
    position: int = 0
    title: str = ""
    action: str = ""
    stage: str = ""
    stage_order: int = 0
    cost: str = ""
    effort: str = ""
    impact: str = ""
    is_dropped: bool = False
    drop_reason: str = ""


@dataclass(frozen=True, slots=True)
class Decisions:
    """The list as the client sees it, and what was left out of it and why."""

    kept: tuple[Recommendation, ...]
    dropped: tuple[Recommendation, ...]


def is_due(advice: Advice) -> bool:
    """Whether the visits give a reason to recommend it."""
    under = advice.micro is not None and advice.micro < THRESHOLD
    return bool(advice.incidents) or under or advice.lost > 0


def tier_of(advice: Advice) -> Tier:
    if advice.incidents:
        return Tier.INCIDENT
    return Tier.FREE if advice.cost == "free" else Tier.COSTING


def _order(recommendation: Recommendation) -> tuple[int, Fraction, int, str]:
    advice = recommendation.advice
    gain = advice.lost / (1 + PRICE.get(advice.cost, PRICE["high"]))
    return TIERS.index(recommendation.tier), -gain, advice.stage_order, advice.code


def recommend(candidates: Iterable[Advice]) -> tuple[Recommendation, ...]:
    """The candidates that are due, in order."""
    due = (Recommendation(advice, tier_of(advice)) for advice in candidates if is_due(advice))
    return tuple(sorted(due, key=_order))


def _edited(recommendation: Recommendation, decided: Decided) -> Recommendation:
    texts = {
        name: text
        for name in ("title", "action", "cost", "effort", "impact", "stage")
        if (text := getattr(decided, name))
    }
    if decided.stage:
        texts["stage_order"] = decided.stage_order
    advice = replace(recommendation.advice, **texts)
    is_edited = advice != recommendation.advice
    return replace(recommendation, advice=advice, tier=tier_of(advice), is_edited=is_edited)


def _own(decided: Decided) -> Recommendation:
    advice = Advice(
        code=decided.code,
        stage=decided.stage,
        stage_order=decided.stage_order,
        title=decided.title,
        action=decided.action,
        cost=decided.cost or "free",
        effort=decided.effort or "low",
        impact=decided.impact or "medium",
        micro=None,
        lost=Fraction(0),
        short=0,
        visits=0,
    )
    return Recommendation(advice, tier_of(advice), is_own=True)


def apply_decisions(
    recommendations: Sequence[Recommendation], decisions: Sequence[Decided]
) -> Decisions:
    """The list after the consultant: edited, added, dropped, placed. A decision about advice that
    the figures no longer give is passed over."""
    by_code = {decided.code: decided for decided in decisions}
    dropped: list[Recommendation] = []
    placed: list[tuple[int, Recommendation]] = []
    free: list[Recommendation] = []
    for recommendation in recommendations:
        decided = by_code.get(recommendation.advice.code, Decided(recommendation.advice.code))
        edited = _edited(recommendation, decided)
        if decided.is_dropped:
            dropped.append(replace(edited, drop_reason=decided.drop_reason))
        elif decided.position:
            placed.append((decided.position, edited))
        else:
            free.append(edited)
    for decided in decisions:
        if not decided.code.startswith(OWN) or decided.is_dropped:
            continue
        if decided.position:
            placed.append((decided.position, _own(decided)))
        else:
            free.append(_own(decided))
    kept = sorted(free, key=_order)
    for position, recommendation in sorted(placed, key=lambda pair: pair[0]):
        kept.insert(position - 1, recommendation)
    return Decisions(tuple(kept), tuple(dropped))
