"""The frozen data of a checklist: five stages, criteria and how they score."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

LANGUAGES = ("fi", "sv", "en")
STAGE_COUNT = 5

# A text in several languages, at least one of fi, sv, en.
Words = Mapping[str, str]


def in_language(words: Words, language: str) -> str:
    """The text in this language, or in Finnish, English, Swedish, or whatever there is; or ""."""
    for key in (language, "fi", "en", "sv"):
        if words.get(key):
            return words[key]
    return next((text for text in words.values() if text), "")


@dataclass(frozen=True, slots=True)
class Phrase:
    """English words with named places for values: a page translates them as a whole."""

    template: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.template % self.values


def phrase(template: str, **values: object) -> Phrase:
    """A phrase; imported as ``_`` so that the translators' tools find its words."""
    return Phrase(template, values)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a document: where, and what was expected.

    ``message`` is the whole in English; the parts are there for a page in another language.
    """

    place: str
    message: str
    expected: Phrase | None = None
    found: str = ""  # the value as the file shows it; "" when it is missing
    remark: Phrase | None = None  # instead of what was expected

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class DefinitionError(ValueError):
    """Everything that is wrong with a checklist."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Stage:
    key: str
    order: int  # 1 to 5
    weight: int  # whole, from 0; 0 is shown and does not count
    name: Words
    verb: Words
    covers: Words


@dataclass(frozen=True, slots=True)
class Option:
    key: str
    points: Decimal | None  # 0–100; None does not score
    name: Words


@dataclass(frozen=True, slots=True)
class Scoring:
    """How a number or a multiple choice earns points (0–100)."""

    better: str = ""  # "lower" or "higher", for steps
    steps: tuple[tuple[Decimal, Decimal], ...] = ()  # (bound, points), first match counts
    otherwise: Decimal = Decimal(0)  # "else": points when no step matches
    never: Decimal | None = None  # "none": points of "never"; None does not score
    accepts_never: bool = False  # whether "none" is given at all
    curve: tuple[tuple[Decimal, Decimal], ...] = ()  # (x, points) knots, x strictly increasing
    mode: str = ""  # multi choice: sum, all, any, at_least
    at_least: int = 0


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What the checklist advises when the criterion falls short."""

    title: Words
    action: Words
    cost: str  # free, low, medium, high
    effort: str  # low, medium, high
    impact: str  # low, medium, high


@dataclass(frozen=True, slots=True)
class KnockOut:
    """What a critical criterion does when its points are at or under the threshold."""

    effect: str  # band, cap_stage, cap_visit, zero_stage, zero_visit
    to: str = ""  # the band's key, for "band"
    cap: Decimal = Decimal(0)  # points, for cap_stage and cap_visit
    threshold: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Condition:
    """What must have been answered: one comparison, or several under ``all`` or ``any``."""

    op: str  # is, is_not, in, below, at_least, answered, all, any
    criterion: str = ""
    value: Any = None  # as JSON has it
    parts: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Demand:
    """Evidence that certain answers to a criterion ask for."""

    when: Condition
    need: str  # photo or comment


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Answers that cannot well be true together: a sign for people, never a score."""

    when: Condition
    text: Words


@dataclass(frozen=True, slots=True)
class Criterion:
    code: str
    stage: str
    type: str
    nature: str  # fact or perception
    weight: int
    dim: str
    text: Words
    help: Words
    unit: Words
    options: tuple[Option, ...]
    scoring: Scoring
    minimum: Decimal | None  # of a scale or number
    maximum: Decimal | None
    invert: bool  # yes_no
    reverse: bool  # scale
    bonus: Decimal | None  # points of a positive surprise; never in a denominator
    critical: KnockOut | None
    rec: Recommendation | None
    optional: bool  # may be left blank at submit (text and photo are by themselves)
    unit_one: Words = field(default_factory=dict)  # the unit after the number 1
    instrument: str = ""  # NPS, CES …, for closing questions
    anchors: Mapping[int, Words] = field(default_factory=dict)  # words at marks of a scale
    whole: bool = False  # a scale or number without decimals
    show_if: Condition | None = None  # asked only when this holds
    evidence: tuple[Demand, ...] = ()


@dataclass(frozen=True, slots=True)
class Band:
    key: str
    minimum: int  # of the shown number
    name: Words


@dataclass(frozen=True, slots=True)
class Checklist:
    code: str
    version: int
    name: Words
    method: str  # "stages" or "points"
    stages: tuple[Stage, ...]  # five, in order
    criteria: tuple[Criterion, ...]
    bands: tuple[Band, ...]  # highest first
    bonus_max: Decimal = Decimal(5)
    languages: tuple[str, ...] = LANGUAGES
    contradictions: tuple[Contradiction, ...] = ()


@dataclass(frozen=True, slots=True)
class CostLevel:
    key: str
    name: Words
    least: int  # euros
    most: int | None  # None: open


@dataclass(frozen=True, slots=True)
class Common:
    """What every checklist shares, whoever wrote it. Feelings and closings never enter a score."""

    stages: tuple[Stage, ...]
    dimensions: Mapping[str, Words]
    weights: Mapping[int, Words]
    cost_levels: tuple[CostLevel, ...]
    degrees: Mapping[str, Words]  # of effort and impact
    expectation: tuple[Criterion, ...]  # one for each stage, in the order of the stages
    expectation_source: Criterion
    stage_close: tuple[Criterion, ...]  # SC-*, asked in every stage
    visit_close: tuple[Criterion, ...]  # VC-*
    promise_kinds: Mapping[str, Words]
    promise_outcomes: Mapping[str, Words]
    severities: Mapping[int, Words]
    privacy_reminder: Words
    recommendation_threshold: int

    def expectation_at(self, order: int) -> Criterion:
        """The question about the stage of this order, 1 to 5, in any checklist."""
        return self.expectation[order - 1]

    def closing(self, code: str) -> Criterion | None:
        """The question of a stage's or the visit's close with this code."""
        questions = (*self.stage_close, *self.visit_close)
        return next((question for question in questions if question.code == code), None)


def stage_criteria(checklist: Checklist, stage: str) -> Iterable[Criterion]:
    return (criterion for criterion in checklist.criteria if criterion.stage == stage)


def asked_order(stages: Sequence[Stage], criteria: Iterable[Criterion]) -> list[Criterion]:
    """The criteria as they are asked: stage by stage, in the order of the document."""
    place = {stage.key: index for index, stage in enumerate(stages)}
    return sorted(criteria, key=lambda criterion: place.get(criterion.stage, len(place)))
