"""Which advice is due, in which order, and what the consultant made of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from types import MappingProxyType

from reports.recommendations.model import (
    OWN,
    PRICE,
    TIERS,
    Advice,
    Decided,
    Decisions,
    Recommendation,
    Tier,
)

# How the codes of an action end that mends something at every stage.
EVERY = "-all"
NOBODY: Mapping[str, Advice] = MappingProxyType({})


def is_due(advice: Advice) -> bool:
    """Whether the visits give a reason to recommend it."""
    return bool(advice.incidents or advice.short)


def tier_of(advice: Advice) -> Tier:
    if advice.incidents:
        return Tier.INCIDENT
    return Tier.FREE if advice.cost == "free" else Tier.COSTING


def is_quick_win(advice: Advice) -> bool:
    """Improvement need not cost: free, and worth at least one point of the total."""
    return advice.cost == "free" and advice.gain.exact >= 1


def _order(recommendation: Recommendation) -> tuple[int, Fraction, int, str]:
    advice = recommendation.advice
    worth = advice.gain.expected / (1 + PRICE.get(advice.cost, PRICE["high"]))
    return TIERS.index(recommendation.tier), -worth, advice.stage_order, advice.code


def recommend(candidates: Iterable[Advice]) -> tuple[Recommendation, ...]:
    """The candidates that are due, in order: incidents, then free, then costing; inside each by
    expected gain over (1 + the price of trying), then the earlier stage, then the code."""
    due = (
        Recommendation(advice, tier_of(advice), generated=(advice.title, advice.action))
        for advice in candidates
        if is_due(advice)
    )
    return tuple(sorted(due, key=_order))


def _edited(recommendation: Recommendation, decided: Decided) -> Recommendation:
    texts = {
        name: text
        for name in ("title", "action", "cost", "effort", "impact", "stage", "owner")
        if (text := getattr(decided, name))
    }
    if decided.stage:
        texts["stage_order"] = decided.stage_order
    advice = replace(recommendation.advice, **texts)
    is_edited = advice != recommendation.advice
    return replace(recommendation, advice=advice, tier=tier_of(advice), is_edited=is_edited)


def _own(decided: Decided, observed: Advice | None) -> Recommendation:
    """What the consultant wrote herself, on the answers that she named or on her judgement."""
    base = observed or Advice(decided.code, "", 0, "", "", "", "", "")
    advice = replace(
        base,
        stage=decided.stage,
        stage_order=decided.stage_order,
        title=decided.title,
        action=decided.action,
        cost=decided.cost or "free",
        effort=decided.effort or "low",
        impact=decided.impact or "medium",
        owner=decided.owner,
    )
    is_judgement = observed is None or decided.is_judgement
    return Recommendation(advice, tier_of(advice), is_own=True, is_judgement=is_judgement)


def _decision_on(advice: Advice, by_code: Mapping[str, Decided]) -> Decided:
    """The decision on this advice, also one that was made about one of its criteria."""
    for code in (advice.code, *advice.criteria):
        if code in by_code:
            return by_code[code]
    if advice.code.endswith(EVERY):
        # Once there was one for each stage: promise-1, failure-4 …
        kind = advice.code.removesuffix(EVERY) + "-"
        return next((one for code, one in by_code.items() if code.startswith(kind)), _none(advice))
    return _none(advice)


def _none(advice: Advice) -> Decided:
    return Decided(advice.code)


def apply_decisions(
    recommendations: Sequence[Recommendation],
    decisions: Sequence[Decided],
    own: Mapping[str, Advice] = NOBODY,
) -> Decisions:
    """The list after the consultant: edited, added, dropped, placed. A decision about advice that
    the figures no longer give is passed over. ``own`` tells what her own ones rest on."""
    by_code = {decided.code: decided for decided in decisions}
    dropped: list[Recommendation] = []
    placed: list[tuple[int, Recommendation]] = []
    free: list[Recommendation] = []
    for recommendation in recommendations:
        decided = _decision_on(recommendation.advice, by_code)
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
        written = _own(decided, own.get(decided.code))
        if decided.position:
            placed.append((decided.position, written))
        else:
            free.append(written)
    kept = sorted(free, key=_order)
    for position, recommendation in sorted(placed, key=lambda pair: pair[0]):
        kept.insert(position - 1, recommendation)
    return Decisions(tuple(kept), tuple(dropped))
