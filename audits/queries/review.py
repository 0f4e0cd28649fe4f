"""One visit as a whole, for the editor: every answer beside its question, scores, photos, trail.

``visit_sheet`` asks the database a fixed number of times, whatever the visit holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.utils.translation import gettext_lazy

from audits import scoring
from audits.models import (
    Answer,
    AnswerChange,
    AnswerState,
    Evidence,
    Finding,
    Incident,
    Polarity,
    Promise,
    ReviewPoint,
    SiteCheck,
    StageImpression,
    Visit,
)
from audits.queries.checks import asked_checks, found_of, site_checks
from audits.queries.contradictions import contradictions_in
from audits.queries.figures import Bands, bands_of, cap_words
from audits.queries.plausibility import visit_flags
from audits.queries.recall import VisitRecall, visit_recall
from audits.queries.review_sheet import (
    CAUSE,
    EMOTION,
    Changed,
    Checked,
    Line,
    StageSheet,
    VisitSheet,
    Words,
)
from audits.queries.scores import scheme_for, scored_answers
from audits.queries.trail import visit_steps
from audits.queries.visit import FieldName, is_blank
from journeys import logic
from journeys.definition import Checklist, Criterion, Stage, in_language, stage_criteria
from journeys.queries import common
from journeys.question_types import question_type

Row = TypeVar("Row")

# What a changed field is called.
FIELD_NAMES = {
    "value": gettext_lazy("Answer"),
    "state": gettext_lazy("State"),
    "reason": gettext_lazy("Reason"),
    "comment": gettext_lazy("Comment"),
}


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
        contradictions=contradictions_in(checklist, _values(answers), language),
        recall=recall,
    )


def _values(answers: Mapping[str, Answer]) -> dict[str, Any]:
    return {code: row.value for code, row in answers.items() if row.state == AnswerState.ANSWERED}


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
