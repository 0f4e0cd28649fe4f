"""One visit as a whole, for the editor: every answer beside its question, scores, photos, trail.

``visit_sheet`` asks the database a fixed number of times, whatever the visit holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any, TypeVar

from django.utils.translation import gettext, gettext_lazy

from audits import scoring
from audits.models import (
    COUNTED_STATUSES,
    Answer,
    AnswerChange,
    AnswerState,
    Evidence,
    Finding,
    Incident,
    Polarity,
    Promise,
    Review,
    ReviewPoint,
    SiteCheck,
    StageImpression,
    Status,
    Visit,
)
from audits.queries.checks import asked_checks, found_of, site_checks
from audits.queries.figures import Bands, Shown, bands_of, cap_words
from audits.queries.plausibility import visit_flags
from audits.queries.recall import VisitRecall, visit_recall
from audits.queries.scores import scheme_for, scored_answers
from audits.queries.trail import Step, visit_steps
from audits.queries.visit import FieldName, is_blank
from journeys import logic
from journeys.definition import Checklist, Criterion, Stage, in_language, stage_criteria
from journeys.queries import common
from journeys.question_types import question_type

Row = TypeVar("Row")

# The close of a stage; the rest of it reads like any answer.
EXPERIENCE, EMOTION, CAUSE = "SC-EXP", "SC-EMO", "SC-WHY"
# Nothing to look at by itself.
SETTLED = (AnswerState.ANSWERED, scoring.State.HIDDEN)

FIELD_NAMES = {
    "value": gettext_lazy("Answer"),
    "state": gettext_lazy("State"),
    "reason": gettext_lazy("Reason"),
    "comment": gettext_lazy("Comment"),
}


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


def visit_sheet(visit: Visit, language: str) -> VisitSheet:
    """The whole visit. Fourteen queries beside the one for its rules, eleven before it is sent; one
    more with checks from the last round."""
    checklist = visit.checklist_version.definition
    scheme = scheme_for(visit.checklist_version_id)
    answers = {answer.criterion: answer for answer in visit.answers.all()}
    hidden = logic.hidden(checklist, {code: row.value for code, row in answers.items()})
    score = scoring.visit_score(scheme, scored_answers(answers.values(), hidden))
    bands = bands_of(checklist, language)
    reviews = list(visit.reviews.select_related("user").prefetch_related("points__review"))
    changes = list(visit.changes.select_related("user"))
    photos = list(visit.evidence.all())
    recall = visit_recall(visit, answers.values())
    known = site_checks(visit)
    found = found_of(visit, known)
    rows = _Rows(
        language=language,
        bands=bands,
        answers=answers,
        hidden=hidden,
        photos=_grouped(photos, "criterion"),
        stage_photos=_grouped([photo for photo in photos if not photo.criterion], "stage"),
        changes=_by_criterion(changes),
        points=_grouped((p for review in reviews for p in review.points.all()), "criterion"),
        impressions={row.stage: row for row in visit.impressions.all()},
        promises=_grouped(visit.promises.all(), "stage"),
        incidents=_grouped(visit.incidents.all(), "stage"),
        recall=recall,
        checks=_grouped(asked_checks(visit, known, found), "stage"),
        found=found,
        spans=scoring.spans(
            (row.stage, row.observed_at)
            for row in answers.values()
            if row.state == AnswerState.ANSWERED
        ),
    )
    return VisitSheet(
        visit=visit,
        checklist=checklist,
        score=score,
        total=bands.show(score.total, score.band_cap),
        fact=bands.show(score.fact),
        perception=bands.show(score.perception),
        stages=[rows.stage(stage, checklist, score) for stage in checklist.stages],
        caps=[cap_words(cap, checklist, bands, language) for cap in score.caps],
        changes=len(changes),
        trail=visit_steps(visit),
        reviews=reviews,
        closing=_answered(common().visit_close, visit.closing, language),
        photos=photos,
        flags=visit_flags(visit, checklist, answers.values()),
        recall=recall,
    )


def _grouped(rows: Iterable[Row], name: str) -> dict[Any, list[Row]]:
    groups: defaultdict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, name)].append(row)
    return dict(groups)


def _answered(
    questions: Iterable[Criterion], values: Mapping[str, Any], language: str
) -> list[Words]:
    """The questions beside the score that were answered, in their own order."""
    return [
        Words(
            in_language(question.text, language),
            question_type(question).display(question, values[question.code], language),
        )
        for question in questions
        if values.get(question.code) not in (None, "", [])
    ]


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of one visit, found by what they belong to."""

    language: str
    bands: Bands
    answers: Mapping[str, Answer]
    hidden: frozenset[str]
    photos: Mapping[str, Sequence[Evidence]]
    stage_photos: Mapping[int | None, Sequence[Evidence]]
    changes: Mapping[str, Sequence[AnswerChange]]  # by criterion
    points: Mapping[str, Sequence[ReviewPoint]]
    impressions: Mapping[int, StageImpression]
    promises: Mapping[int, Sequence[Promise]]
    incidents: Mapping[int, Sequence[Incident]]
    recall: VisitRecall
    checks: Mapping[int, Sequence[SiteCheck]]
    found: Mapping[int, Finding]
    spans: Mapping[int, scoring.Span]

    def stage(self, stage: Stage, checklist: Checklist, score: scoring.VisitScore) -> StageSheet:
        incidents = self.incidents.get(stage.order, ())
        impression = self.impressions.get(stage.order)
        experience = impression.experience if impression else {}
        return StageSheet(
            stage=stage,
            name=in_language(stage.name, self.language),
            score=self.bands.show(score.stages.get(stage.key)),
            fact=self.bands.show(score.stage_fact.get(stage.key)),
            perception=self.bands.show(score.stage_perception.get(stage.key)),
            lines=[self.line(criterion) for criterion in stage_criteria(checklist, stage.key)],
            impression=impression,
            promises=self.promises.get(stage.order, ()),
            failures=[row for row in incidents if row.polarity == Polarity.FAILURE],
            surprises=[row for row in incidents if row.polarity == Polarity.SURPRISE],
            photos=self.stage_photos.get(stage.order, ()),
            closing=_answered(
                (q for q in common().stage_close if q.code not in (EMOTION, CAUSE)),
                experience,
                self.language,
            ),
            checks=[self.checked(check) for check in self.checks.get(stage.order, ())],
            span=self.spans.get(stage.order),
            waited_since=self.waited_since(stage.order),
        )

    def waited_since(self, order: int) -> datetime | None:
        waits = {wait.after: wait.before for wait in scoring.waits(self.spans)}
        return self.spans[waits[order]].end if order in waits else None

    def checked(self, check: SiteCheck) -> Checked:
        row = self.found.get(check.pk) or Finding()
        text = in_language(check.text, self.language)
        return Checked(text, row.outcome, row.get_outcome_display(), row.comment)

    def line(self, criterion: Criterion) -> Line:
        answer = self.answers.get(criterion.code)
        has_value = answer is not None and answer.state == AnswerState.ANSWERED
        kind = question_type(criterion)
        value = answer.value if answer and has_value else None
        return Line(
            criterion=criterion,
            text=in_language(criterion.text, self.language),
            answer=answer,
            shown=kind.display(criterion, value, self.language) if has_value else "",
            micro=(micro := answer.micro if answer and has_value else None),
            points_shown=scoring.shown(micro),
            photos=self.photos.get(criterion.code, ()),
            changes=[
                self.changed(criterion, change) for change in self.changes.get(criterion.code, ())
            ],
            points=self.points.get(criterion.code, ()),
            late=self.recall.late_name(criterion.code),
            is_hidden=criterion.code in self.hidden,
        )

    def changed(self, criterion: Criterion, change: AnswerChange) -> Changed:
        field = FieldName.of(change.key).field
        return Changed(
            field=str(FIELD_NAMES.get(field, field)),
            before=self.said(criterion, field, change.before),
            after=self.said(criterion, field, change.after),
            row=change,
        )

    def said(self, criterion: Criterion, field: str, value: Any) -> str:
        if is_blank(value):
            return "–"
        if field == "value":
            return question_type(criterion).display(criterion, value, self.language)
        return str(AnswerState(value).label) if field == "state" else str(value)


def _by_criterion(changes: Iterable[AnswerChange]) -> dict[str, list[AnswerChange]]:
    groups: defaultdict[str, list[AnswerChange]] = defaultdict(list)
    for change in changes:
        name = FieldName.of(change.key)
        if name.part == "c":
            groups[name.owner].append(change)
    return dict(groups)


def _signed(number: int) -> str:
    """With its sign, and the typographic minus."""
    return f"{number:+d}".replace("-", "−") if number else "0"


def _percent(share: Fraction | None) -> str | None:
    return None if share is None else scoring.shown_fraction(100 * share)
