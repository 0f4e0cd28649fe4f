"""What the editor’s page of a visit says: its stages, lines and words, without a query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext

from audits import scoring
from audits.models import (
    COUNTED_STATUSES,
    Answer,
    AnswerChange,
    AnswerState,
    Evidence,
    Incident,
    Promise,
    Review,
    ReviewPoint,
    StageImpression,
    Status,
    Visit,
)
from audits.queries.contradictions import Contradicted
from audits.queries.figures import Shown
from audits.queries.recall import VisitRecall
from audits.queries.trail import Step
from journeys.definition import Checklist, Criterion, Stage

# The close of a stage; the rest of it reads like any answer.
EXPERIENCE, EMOTION, CAUSE = "SC-EXP", "SC-EMO", "SC-WHY"
# Nothing to look at by itself.
SETTLED = (AnswerState.ANSWERED, scoring.State.HIDDEN)


@dataclass(frozen=True, slots=True)
class Words:
    """A question beside the score, and how its answer reads."""

    text: str
    shown: str


@dataclass(frozen=True, slots=True)
class Changed:
    """What stood in a field before somebody changed it."""

    field: str
    before: str
    after: str
    row: AnswerChange


@dataclass(frozen=True, slots=True)
class Line:
    """One question of the checklist with what the auditor recorded."""

    criterion: Criterion
    text: str
    answer: Answer | None
    shown: str
    micro: int | None
    points_shown: str | None = None
    photos: Sequence[Evidence] = ()
    changes: Sequence[Changed] = ()
    points: Sequence[ReviewPoint] = ()
    late: str = ""  # how late the fact was written down, when that is too late
    is_hidden: bool = False  # an earlier answer left it out

    @property
    def code(self) -> str:
        return self.criterion.code

    @property
    def state(self) -> str:
        if self.is_hidden:
            return scoring.State.HIDDEN
        return self.answer.state if self.answer else AnswerState.BLANK

    @property
    def state_name(self) -> str:
        return gettext("Not asked") if self.is_hidden else str(AnswerState(self.state).label)

    @property
    def is_fact(self) -> bool:
        return self.criterion.nature == "fact"

    @property
    def has_words(self) -> bool:
        return bool(self.answer and (self.answer.comment or self.answer.reason))

    @property
    def has_more(self) -> bool:
        """Whether there is anything beside the answer itself."""
        return self.has_words or bool(self.photos or self.points or self.changes or self.late)

    @property
    def is_noteworthy(self) -> bool:
        """Whether an editor in a hurry should look: it fell short, or there is more to it."""
        return self.fell_short or self.has_more or self.state not in SETTLED

    @property
    def fell_short(self) -> bool:
        return self.micro is not None and self.micro < scoring.FULL


@dataclass(frozen=True, slots=True)
class Checked:
    """A check from the last round, and what the visit found."""

    text: str
    outcome: str  # "" while nobody has answered
    shown: str
    comment: str


@dataclass(frozen=True, slots=True)
class StageSheet:
    stage: Stage
    name: str
    score: Shown
    fact: Shown
    perception: Shown
    lines: Sequence[Line]
    impression: StageImpression | None
    promises: Sequence[Promise]
    failures: Sequence[Incident]
    surprises: Sequence[Incident]
    photos: Sequence[Evidence]
    closing: Sequence[Words]
    checks: Sequence[Checked]  # from the last round
    span: scoring.Span | None = None  # when it was observed, as far as that is known
    waited_since: datetime | None = None  # the end of the stage before, when that is known

    @property
    def expected(self) -> int | None:
        return self.impression.expectation if self.impression else None

    @property
    def experience(self) -> Mapping[str, Any]:
        return self.impression.experience if self.impression else {}

    @property
    def experienced(self) -> int | None:
        return self.experience.get(EXPERIENCE)

    @property
    def gap(self) -> int | None:
        if self.expected is None or self.experienced is None:
            return None
        return self.experienced - self.expected

    @property
    def emotion(self) -> int | None:
        return self.experience.get(EMOTION)

    @property
    def emotion_shown(self) -> str:
        return "" if self.emotion is None else _signed(self.emotion)

    @property
    def gap_shown(self) -> str:
        return "" if self.gap is None else _signed(self.gap)

    @property
    def cause(self) -> str:
        return str(self.experience.get(CAUSE) or "")


@dataclass(frozen=True, slots=True)
class VisitSheet:
    """Everything the editor's page says. ``score`` is provisional until the visit counts."""

    visit: Visit
    checklist: Checklist
    score: scoring.VisitScore
    total: Shown
    fact: Shown
    perception: Shown
    stages: Sequence[StageSheet]
    caps: Sequence[str]
    changes: int
    trail: Sequence[Step]
    reviews: Sequence[Review]
    closing: Sequence[Words]
    photos: Sequence[Evidence]
    flags: Sequence[str]  # what is worth a second look
    contradictions: Sequence[Contradicted]  # answers that do not go together
    recall: VisitRecall

    @property
    def applicability(self) -> str | None:
        return _percent(self.score.coverage.applicability)

    @property
    def completeness(self) -> str | None:
        return _percent(self.score.coverage.completeness)

    @property
    def is_counted(self) -> bool:
        return self.visit.status in COUNTED_STATUSES

    @property
    def has_answers(self) -> bool:
        """Whether the auditor has written anything down."""
        return any(line.answer for line in self.lines) or any(
            stage.impression for stage in self.stages
        )

    @property
    def is_to_check(self) -> bool:
        return self.visit.status == Status.SUBMITTED

    @property
    def open_review(self) -> Review | None:
        return next((review for review in self.reviews if review.closed_at is None), None)

    @property
    def lines(self) -> list[Line]:
        return [line for stage in self.stages for line in stage.lines]


def _signed(number: int) -> str:
    """With its sign, and the typographic minus."""
    return f"{number:+d}".replace("-", "−") if number else "0"


def _percent(share: Fraction | None) -> str | None:
    return None if share is None else scoring.shown_fraction(100 * share)
