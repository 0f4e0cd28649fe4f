"""What scoring needs to know of a checklist: stages, weights, knock-outs, bonus and bands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import IntEnum, StrEnum

from audits.scoring.arithmetic import UNIT, shown
from journeys.definition import TYPE_RULES, Checklist, Criterion, KnockOut


class State(StrEnum):
    ANSWERED = "answered"
    NOT_APPLICABLE = "not_applicable"
    NOT_OBSERVED = "not_observed"
    BLANK = "blank"
    HIDDEN = "hidden"


class Nature(IntEnum):
    """Which criteria a figure is over; the numbers are those of the score cells."""

    BOTH = 0
    FACT = 1
    PERCEPTION = 2


@dataclass(frozen=True, slots=True)
class KnockOutRule:
    effect: str  # band, cap_stage, cap_visit, zero_stage, zero_visit
    to: str = ""  # the band's key
    cap: int = 0  # micro
    threshold: int = 0  # micro; triggers at or under


@dataclass(frozen=True, slots=True)
class CriterionRule:
    """What scoring needs to know of one criterion."""

    code: str
    stage: str
    weight: int
    is_fact: bool
    knock_out: KnockOutRule | None = None
    bonus: int = 0  # micro points added when the answer's points are full; weight is then 0


@dataclass(frozen=True, slots=True)
class Scheme:
    """The rules of one checklist version."""

    method: str  # "stages" or "points"
    stages: tuple[tuple[str, int], ...]  # (key, weight), five, in order
    criteria: tuple[CriterionRule, ...]
    bands: tuple[tuple[str, int], ...]  # (key, lower bound of the shown number), highest first
    bonus_max: int = 5 * UNIT


@dataclass(frozen=True, slots=True)
class ScoredAnswer:
    state: State
    micro: int | None


# A criterion that an earlier answer leaves out.
NOT_ASKED = ScoredAnswer(State.HIDDEN, None)

# An absent criterion is blank.
VisitAnswers = Mapping[str, ScoredAnswer]


def scheme_of(checklist: Checklist) -> Scheme:
    """The scoring rules of a checklist version.

    A bonus weighs nothing, nor does a question whose answers cannot score (a text, a photo): left
    blank, it takes nothing from the coverage.
    """
    return Scheme(
        method=checklist.method,
        stages=tuple((stage.key, stage.weight) for stage in checklist.stages),
        criteria=tuple(_criterion_rule(criterion) for criterion in checklist.criteria),
        bands=tuple((band.key, band.minimum) for band in checklist.bands),
        bonus_max=_micro(checklist.bonus_max),
    )


def without_extras(scheme: Scheme) -> Scheme:
    """The same scheme without bonus and knock-outs: its totals are the base scores."""
    criteria = tuple(
        replace(rule, knock_out=None, bonus=0, weight=0 if rule.bonus else rule.weight)
        for rule in scheme.criteria
    )
    return replace(scheme, criteria=criteria)


def _criterion_rule(criterion: Criterion) -> CriterionRule:
    bonus = _micro(criterion.bonus or Decimal(0))
    weighs = not bonus and TYPE_RULES[criterion.type].scores(criterion)
    return CriterionRule(
        code=criterion.code,
        stage=criterion.stage,
        weight=criterion.weight if weighs else 0,
        is_fact=criterion.nature == "fact",
        knock_out=_knock_out_rule(criterion.critical) if criterion.critical else None,
        bonus=bonus,
    )


def _knock_out_rule(critical: KnockOut) -> KnockOutRule:
    return KnockOutRule(
        effect=critical.effect,
        to=critical.to,
        cap=_micro(critical.cap),
        threshold=_micro(critical.threshold),
    )


def _micro(points: Decimal) -> int:
    return int(points * UNIT)


def band(
    micro: int | None, bands: Sequence[tuple[str, int]], cap: str = "", *, decimals: int = 0
) -> str | None:
    """The key of the band of the *shown* number, lowered to ``cap`` if that is worse.

    79.6 shown as "80" is in the band that starts at 80: no reader sees a number beside a band
    that contradicts it.
    """
    text = shown(micro, decimals)
    if text is None or not bands:
        return None
    number = Decimal(text)
    key = next((key for key, minimum in bands if number >= minimum), bands[-1][0])
    return worse_band(key, cap, bands)


def worse_band(one: str, other: str, bands: Sequence[tuple[str, int]]) -> str:
    """The worse of two bands; an empty key is no band at all."""
    if not one or not other:
        return one or other
    order = [key for key, _minimum in bands]
    return max(one, other, key=order.index)
