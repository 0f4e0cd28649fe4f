"""One visit: stages, base, bonus, knock-outs and coverage (docs/scoring.md, 'One visit')."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import prod

from audits.scoring.arithmetic import FULL, half_up, weighted_mean
from audits.scoring.rules import (
    CriterionRule,
    KnockOutRule,
    Nature,
    Scheme,
    ScoredAnswer,
    State,
    VisitAnswers,
    worse_band,
)

UNANSWERED = ScoredAnswer(State.BLANK, None)

# A score is thin under these shares.
THIN_COMPLETENESS = Fraction(9, 10)
THIN_APPLICABILITY = Fraction(6, 10)


@dataclass(frozen=True, slots=True)
class Triggered:
    """A knock-out that struck, and what it did."""

    criterion: str
    effect: str
    to: str = ""
    cap: int = 0
    stage: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Shares by weight, 0 to 1; None when there is no weight to share."""

    applicability: Fraction | None
    completeness: Fraction | None
    is_thin: bool


@dataclass(frozen=True, slots=True)
class Completeness:
    """Weight that was scored, of the weight that should have been."""

    scored: int
    due: int

    @property
    def share(self) -> Fraction | None:
        return Fraction(self.scored, self.due) if self.due else None


@dataclass(frozen=True, slots=True)
class VisitScore:
    stages: Mapping[str, int | None]  # after stage caps
    base: int | None  # without bonus and caps
    bonus: int
    total: int | None  # with bonus and caps: the score of record
    fact: int | None
    perception: int | None
    stage_fact: Mapping[str, int | None]
    stage_perception: Mapping[str, int | None]
    caps: tuple[Triggered, ...]
    coverage: Coverage
    stage_coverage: Mapping[str, Fraction | None]  # scored weight of all weight
    band_cap: str = ""  # the worst band that a knock-out allows, or ""
    # By stage ("" for the visit as a whole): of all criteria, of facts, of perceptions.
    completeness: Mapping[str, Sequence[Completeness]] = field(default_factory=dict)

    def micro(self, stage: str = "", nature: Nature = Nature.BOTH) -> int | None:
        """The score of record of a stage ("" for the total), over facts or perceptions or both."""
        if not stage:
            return (self.total, self.fact, self.perception)[nature]
        return (self.stages, self.stage_fact, self.stage_perception)[nature].get(stage)


@dataclass(slots=True)
class _Sums:
    """What one pass over the answers adds up, for one stage and one nature."""

    earned: int = 0  # Σ weight · micro of the scored
    scored: int = 0  # Σ weight
    not_observed: int = 0
    blank: int = 0
    asked: int = 0  # all of them and the not applicable; hidden questions were never asked

    def __add__(self, other: _Sums) -> _Sums:
        return _Sums(
            self.earned + other.earned,
            self.scored + other.scored,
            self.not_observed + other.not_observed,
            self.blank + other.blank,
            self.asked + other.asked,
        )

    @property
    def score(self) -> int | None:
        return half_up(self.earned, self.scored) if self.scored else None


def visit_score(scheme: Scheme, answers: VisitAnswers) -> VisitScore:
    """Score one visit: stages, base, bonus, caps and coverage (scoring.md 1.2 to 1.4)."""
    fact, perception = _sums(scheme, answers)
    both = {key: fact[key] + perception[key] for key, _weight in scheme.stages}
    struck = tuple(_struck(scheme.criteria, answers))
    limits = _stage_limits(struck)
    bonus = min(scheme.bonus_max, sum(_bonuses(scheme.criteria, answers)))
    return VisitScore(
        stages={key: _capped(sums.score, limits.get(key)) for key, sums in both.items()},
        base=_total(scheme, both, {}),
        bonus=bonus,
        total=_final(_total(scheme, both, limits), bonus, struck),
        fact=_total(scheme, fact, {}),
        perception=_total(scheme, perception, {}),
        stage_fact={key: sums.score for key, sums in fact.items()},
        stage_perception={key: sums.score for key, sums in perception.items()},
        caps=struck,
        coverage=_coverage(scheme, both),
        stage_coverage={
            key: Fraction(sums.scored, sums.asked) if sums.asked else None
            for key, sums in both.items()
        },
        band_cap=_band_cap(scheme, struck),
        completeness=_completeness(scheme, (both, fact, perception)),
    )


def _sums(scheme: Scheme, answers: VisitAnswers) -> tuple[dict[str, _Sums], dict[str, _Sums]]:
    """The sums of facts and of perceptions by stage, in one pass: the innermost loop of all."""
    fact = {key: _Sums() for key, _weight in scheme.stages}
    perception = {key: _Sums() for key, _weight in scheme.stages}
    for rule in scheme.criteria:
        weight = rule.weight
        if not weight or rule.bonus:
            continue
        answer = answers.get(rule.code, UNANSWERED)
        if answer.state is State.HIDDEN:
            continue
        sums = fact[rule.stage] if rule.is_fact else perception[rule.stage]
        sums.asked += weight
        if answer.state is State.ANSWERED:
            if answer.micro is not None:
                sums.scored += weight
                sums.earned += weight * answer.micro
        elif answer.state is State.BLANK:
            sums.blank += weight
        elif answer.state is State.NOT_OBSERVED:
            sums.not_observed += weight
    return fact, perception


def _total(scheme: Scheme, stages: Mapping[str, _Sums], limits: Mapping[str, int]) -> int | None:
    """The visit from its stages, none above its limit.

    "stages": the weighted mean of the stage scores. "points": earned over possible points, the
    points of a stage times its weight, without making stages equally large first.
    """
    if scheme.method != "points":
        return weighted_mean(
            (_capped(stages[key].score, limits.get(key)), weight) for key, weight in scheme.stages
        )
    earned = possible = 0
    for key, weight in scheme.stages:
        sums = stages[key]
        limit = limits.get(key, FULL)
        earned += weight * min(sums.earned, limit * sums.scored)
        possible += weight * sums.scored
    return half_up(earned, possible) if possible else None


def _answered_micro(answers: VisitAnswers, code: str) -> int | None:
    answer = answers.get(code)
    return answer.micro if answer and answer.state is State.ANSWERED else None


def _struck(criteria: Iterable[CriterionRule], answers: VisitAnswers) -> Iterable[Triggered]:
    """The knock-outs whose answer is at or under the threshold. No answer strikes nothing."""
    for rule in criteria:
        knock_out = rule.knock_out
        if knock_out is None:
            continue
        micro = _answered_micro(answers, rule.code)
        if micro is not None and micro <= knock_out.threshold:
            yield _triggered(rule, knock_out)


def _triggered(rule: CriterionRule, knock_out: KnockOutRule) -> Triggered:
    cap = knock_out.cap if knock_out.effect.startswith("cap_") else 0
    return Triggered(rule.code, knock_out.effect, knock_out.to, cap, rule.stage)


def _bonuses(criteria: Iterable[CriterionRule], answers: VisitAnswers) -> Iterable[int]:
    for rule in criteria:
        if rule.bonus and _answered_micro(answers, rule.code) == FULL:
            yield rule.bonus


def _stage_limits(struck: Iterable[Triggered]) -> dict[str, int]:
    limits: dict[str, int] = {}
    for one in struck:
        if one.effect in ("cap_stage", "zero_stage"):
            limits[one.stage] = min(one.cap, limits.get(one.stage, FULL))
    return limits


def _capped(score: int | None, limit: int | None) -> int | None:
    return score if score is None or limit is None else min(score, limit)


def _final(total: int | None, bonus: int, struck: Iterable[Triggered]) -> int | None:
    """The score of record: the bonus comes first, caps have the last word."""
    if total is None:
        return None
    caps = (one.cap for one in struck if one.effect in ("cap_visit", "zero_visit"))
    return min(FULL, total + bonus, *caps)


def _band_cap(scheme: Scheme, struck: Iterable[Triggered]) -> str:
    worst = ""
    for one in struck:
        if one.effect == "band":
            worst = worse_band(worst, one.to, scheme.bands)
    return worst


def _coverage(scheme: Scheme, stages: Mapping[str, _Sums]) -> Coverage:
    """Applicability weighs stages as the total does; completeness weighs criteria."""
    weighed = [(stages[key], weight) for key, weight in scheme.stages if weight]
    applicability = _applicability([(sums, weight) for sums, weight in weighed if sums.asked])
    completeness = _completeness_of(sums for sums, _weight in weighed).share
    return Coverage(
        applicability=applicability,
        completeness=completeness,
        is_thin=(applicability is not None and applicability < THIN_APPLICABILITY)
        or (completeness is not None and completeness < THIN_COMPLETENESS),
    )


def _applicability(asked: Sequence[tuple[_Sums, int]]) -> Fraction | None:
    """The weighted mean of the stages' shares, over one common denominator."""
    weights = sum(weight for _sums, weight in asked)
    common = prod(sums.asked for sums, _weight in asked)
    shares = sum(
        weight * (sums.scored + sums.not_observed) * (common // sums.asked)
        for sums, weight in asked
    )
    return Fraction(shares, weights * common) if weights else None


def _completeness_of(parts: Iterable[_Sums]) -> Completeness:
    scored = due = 0
    for sums in parts:
        scored += sums.scored
        due += sums.scored + sums.not_observed + sums.blank
    return Completeness(scored, due)


def _completeness(
    scheme: Scheme, natures: Sequence[Mapping[str, _Sums]]
) -> dict[str, tuple[Completeness, ...]]:
    """Of the visit ("") and of each stage; a stage of weight 0 is no part of the visit."""
    counted = [key for key, weight in scheme.stages if weight]
    shares = {"": tuple(_completeness_of(s[key] for key in counted) for s in natures)}
    for key, _weight in scheme.stages:
        shares[key] = tuple(_completeness_of((stages[key],)) for stages in natures)
    return shares
