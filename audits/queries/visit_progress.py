"""What a visit asks of its auditor, how far each part has come, and what is still missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from audits.models import AnswerState, SiteCheck, Status, Visit
from audits.queries.checks import check_criterion
from audits.queries.visit import NOT_ANSWERED, Record
from journeys.definition import Checklist, Criterion, Stage, stage_criteria
from journeys.logic import demanded
from journeys.queries import common
from journeys.question_types import question_type

# In these states the auditor writes; an offer is accepted first.
WRITABLE_STATUSES = (Status.ACCEPTED, Status.SENT_BACK)
# Stages that are seen from the desk, before the first contact and so before the seal.
DESK_STAGES = 2
FEELING = "SC-EMO"
CAUSE = "SC-WHY"


@dataclass(frozen=True, slots=True)
class Question:
    """One thing the auditor is asked: the name of its field and what it asks."""

    key: str
    criterion: Criterion
    number: str = ""

    @property
    def anchor(self) -> str:
        return f"q-{self.criterion.code}"


def criterion_questions(checklist: Checklist, stage: Stage) -> list[Question]:
    criteria = stage_criteria(checklist, stage.key)
    return [
        Question(f"c.{criterion.code}.value", criterion, f"{stage.order}.{number}")
        for number, criterion in enumerate(criteria, 1)
    ]


def check_questions(checks: Iterable[SiteCheck], stage: Stage) -> list[Question]:
    """What the last round recommended in this stage: is it done?"""
    return [
        Question(f"k.{check.public_id}", check_criterion(check, stage.key))
        for check in checks
        if check.stage == stage.order
    ]


def close_questions(stage: Stage) -> list[Question]:
    return [Question(f"s.{stage.key}.{item.code}", item) for item in common().stage_close]


def expectation_questions(checklist: Checklist) -> list[Question]:
    return [
        Question(f"e.{stage.key}", common().expectation_at(stage.order), str(stage.order))
        for stage in checklist.stages
    ]


def closing_questions() -> list[Question]:
    return [Question(f"v.{item.code}", item) for item in common().visit_close]


def is_required(criterion: Criterion) -> bool:
    """Whether the visit cannot be sent without it: words and pictures always may be left out."""
    return question_type(criterion).is_scored and not criterion.optional


# What is missing


@dataclass(frozen=True, slots=True)
class Missing:
    """A question that keeps the visit from being sent.

    Why: its ``answer``, the ``reason`` for not applicable, the ``cause`` of a feeling, or the
    ``photo`` or ``comment`` that its answer asks for is missing.
    """

    question: Question
    why: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one part of the visit has come."""

    asked: int
    missing: Sequence[Missing]
    points: int = 0  # questions the editor asks about

    @property
    def done(self) -> int:
        return self.asked - len(self.missing)

    @property
    def percent(self) -> int:
        return 100 * self.done // self.asked if self.asked else 100


def stage_progress(record: Record, stage: Stage) -> Progress:
    """A stage with its close: criteria that need an answer, and the questions after them.

    What is hidden is not asked. Evidence that an answer asks for is asked for beside it.
    """
    criteria = [
        question
        for question in criterion_questions(record.checklist, stage)
        if question.criterion.code not in record.hidden
    ]
    checks = check_questions(record.checks, stage)
    is_unseen = nothing_observed(record, criteria)
    questions = (*checks, *criteria, *(() if is_unseen else close_questions(stage)))
    asked = [question for question in questions if is_required(question.criterion)]
    missing: list[Missing] = []
    demands = 0
    for question in questions:
        if is_required(question.criterion):
            missing += _missing(record, question)
        needs = demanded_at(record, question)
        demands += len(needs)
        missing += [
            Missing(question, need) for need in needs if not has_evidence(record, question, need)
        ]
    if leans := bool(not is_unseen and record.values.get(f"s.{stage.key}.{FEELING}")):
        missing += _missing_cause(record.values, stage)
    codes = {criterion.code for criterion in stage_criteria(record.checklist, stage.key)}
    return Progress(len(asked) + demands + leans, missing, len(codes & record.points.keys()))


def nothing_observed(record: Record, criteria: Sequence[Question]) -> bool:
    """Whether a stage could not be seen at all: nobody can say how it felt either."""
    asked = [question.criterion.code for question in criteria if is_required(question.criterion)]
    answers = [record.answers.get(code) for code in asked]
    return bool(answers) and all(
        answer is not None and answer.state == AnswerState.NOT_OBSERVED for answer in answers
    )


def demanded_at(record: Record, question: Question) -> list[str]:
    """The evidence that the answer to a criterion asks for."""
    if not question.criterion.evidence:
        return []
    asked = {
        code: answer.value for code, answer in record.answers.items() if code not in record.hidden
    }
    return demanded(question.criterion, asked)


def has_evidence(record: Record, question: Question, need: str) -> bool:
    code = question.criterion.code
    if need == "photo":
        return bool(record.evidence.get(code))
    return f"c.{code}.comment" in record.values


def _missing(record: Record, question: Question) -> list[Missing]:
    answer = record.answers.get(question.criterion.code)
    if question.key.startswith("c.") and answer is not None and answer.state in NOT_ANSWERED:
        needs_reason = answer.state == AnswerState.NOT_APPLICABLE and not answer.reason.strip()
        return [Missing(question, "reason")] if needs_reason else []
    return [] if question.key in record.values else [Missing(question, "answer")]


def _missing_cause(values: Mapping[str, Any], stage: Stage) -> list[Missing]:
    """A feeling that leans either way needs its cause in words: the report quotes it."""
    cause = f"s.{stage.key}.{CAUSE}"
    if cause in values:
        return []
    return [
        Missing(question, "cause") for question in close_questions(stage) if question.key == cause
    ]


def expectation_progress(record: Record) -> Progress:
    return _plain_progress(record, expectation_questions(record.checklist))


def closing_progress(record: Record) -> Progress:
    return _plain_progress(record, closing_questions())


def _plain_progress(record: Record, questions: Sequence[Question]) -> Progress:
    asked = [question for question in questions if is_required(question.criterion)]
    missing = [
        Missing(question, "answer") for question in asked if question.key not in record.values
    ]
    return Progress(len(asked), missing)


def open_stages(visit: Visit) -> int:
    """Up to which stage the auditor may write: all of them once the expectation is sealed."""
    is_sealed = visit.sealed_at is not None or visit.status == Status.SENT_BACK
    return 5 if is_sealed else DESK_STAGES


def is_complete(record: Record) -> bool:
    """Whether the visit may be sent. The expectation was complete when the visit started."""
    stages = [stage_progress(record, stage) for stage in record.checklist.stages]
    return not any(part.missing for part in (*stages, closing_progress(record)))
