"""How points become scores. Integers only: one unit is a millionth of a point.

answer ──journeys.question_types──▶ micro points 0 … 100 000 000 (None: does not score)
answers of a stage ──stage_score──▶ stage of one visit
stages ──visit_score──▶ one visit: base, bonus, caps, final
visits ──mean──▶ site;  sites ──mean──▶ region, audit
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

UNIT = 1_000_000
FULL = 100 * UNIT


class State(StrEnum):
    ANSWERED = "answered"
    NOT_APPLICABLE = "not_applicable"
    NOT_OBSERVED = "not_observed"
    BLANK = "blank"
    HIDDEN = "hidden"


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


# An absent criterion is blank.
VisitAnswers = Mapping[str, ScoredAnswer]


@dataclass(frozen=True, slots=True)
class Triggered:
    criterion: str
    effect: str
    to: str = ""
    cap: int = 0


@dataclass(frozen=True, slots=True)
class Coverage:
    """Shares by weight, 0 to 1; None when there is no weight to share."""

    applicability: Fraction | None
    completeness: Fraction | None
    is_thin: bool


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


def half_up(numerator: int, denominator: int) -> int:
    """The quotient rounded half up; both not negative, denominator positive."""
    return (2 * numerator + denominator) // (2 * denominator)


def mean(scores: Sequence[int]) -> int | None:
    """The mean in micro points, rounded half up; None of nothing."""
    return half_up(sum(scores), len(scores)) if scores else None


@dataclass(frozen=True, slots=True)
class PromiseFact:
    stage: str
    kept: str  # yes, partly, no, unverifiable, or "" when not due


@dataclass(frozen=True, slots=True)
class IncidentFact:
    stage: str
    is_failure: bool
    apology: bool = False
    explanation: bool = False
    asked_customer: bool = False
    fixed: bool = False
    extra_gesture: bool = False


@dataclass(frozen=True, slots=True)
class VisitInput:
    """One visit as scoring sees it. Stages go by their keys."""

    key: str
    site: str
    region: str
    answers: VisitAnswers
    expectations: Mapping[str, int]  # 0–4
    experiences: Mapping[str, int]  # SC-EXP, 0–4
    emotions: Mapping[str, int]  # SC-EMO, −3–3
    promises: tuple[PromiseFact, ...] = ()
    incidents: tuple[IncidentFact, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A score with the number of visits behind it. ``micro`` is None when nothing counts."""

    micro: int | None
    visits: int
    coverage: Fraction | None = None  # mean completeness of the visits


@dataclass(frozen=True, slots=True)
class Figures:
    """One figure over all criteria, over facts and over perceptions."""

    both: Figure
    fact: Figure
    perception: Figure


@dataclass(frozen=True, slots=True)
class CriterionFigures:
    micro: int | None  # mean over all visits that answered it
    answered: int
    not_applicable: int
    not_observed: int
    blank: int
    lost: Fraction  # points; over all criteria they sum to 100 − mean of the visits' base


@dataclass(frozen=True, slots=True)
class PlaceFigures:
    total: Figures
    stages: Mapping[str, Figures]


@dataclass(frozen=True, slots=True)
class Gap:
    expected: Fraction
    experienced: Fraction
    gap: Fraction  # experienced − expected
    visits: int
    exceeded: int
    met: int
    below: int


@dataclass(frozen=True, slots=True)
class Emotion:
    """The emotional curve: means of stages; peak, end and their mean taken per visit first."""

    stages: Mapping[str, tuple[Fraction, int]]  # stage: (mean, visits); absent without visits
    peak: Fraction | None
    end: Fraction | None
    peak_end: Fraction | None


@dataclass(frozen=True, slots=True)
class PromiseCounts:
    made: int
    kept: int
    partly: int
    broken: int
    unverifiable: int


@dataclass(frozen=True, slots=True)
class IncidentCounts:
    failures: int
    surprises: int
    recovery: Fraction | None  # mean recovery score of the failures, 0–100


@dataclass(frozen=True, slots=True)
class AuditScores:
    """Everything the numbers of one audit can say."""

    whole: PlaceFigures
    criteria: Mapping[str, CriterionFigures]
    sites: Mapping[str, PlaceFigures]
    regions: Mapping[str, PlaceFigures]
    visits: Mapping[str, VisitScore]
    gaps: Mapping[str, Gap]  # stages with both an expectation and an experience
    emotion: Emotion
    promises: PromiseCounts
    incidents: IncidentCounts
    visits_mean_base: int | None = None


def visit_score(scheme: Scheme, answers: VisitAnswers) -> VisitScore:
    """Score one visit: stages, base, bonus, caps and coverage (scoring.md 1.2 to 1.4)."""
    raise NotImplementedError


def audit_scores(scheme: Scheme, visits: Sequence[VisitInput]) -> AuditScores:
    """Every figure of an audit (scoring.md 1.5 to 1.8)."""
    raise NotImplementedError


def shown(micro: int | None, decimals: int = 0) -> str | None:
    """The number a person sees, rounded half up once, with a decimal point; None stays None."""
    raise NotImplementedError


def band(micro: int | None, bands: Sequence[tuple[str, int]], cap: str = "") -> str | None:
    """The key of the band of the *shown* number, lowered to ``cap`` if that is worse."""
    raise NotImplementedError
