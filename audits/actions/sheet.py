"""The fields of one locked visit and the rows behind them: taken one by one, written together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audits.models import (
    Answer,
    AnswerState,
    Finding,
    Nature,
    SiteCheck,
    StageImpression,
    Visit,
)
from audits.queries.checks import found_of, site_checks
from audits.queries.opening import later_stages, shut_stages
from audits.queries.visit import (
    NOT_ANSWERED,
    FieldName,
    found_values,
    is_blank,
    stored_values,
)
from audits.queries.visit_progress import close_questions, is_required, open_stages
from journeys.definition import STAGE_COUNT, Criterion, Stage
from journeys.logic import has_conditions, hidden
from journeys.question_types import question_type


@dataclass(frozen=True, slots=True)
class Noted:
    """When a field was entered; and when the fact was seen, if that was said to be earlier."""

    entered: datetime
    observed: datetime | None = None


@dataclass(slots=True)
class Sheet:
    """The fields of one locked visit with the rows behind them."""

    visit: Visit
    criteria: Mapping[str, Criterion]
    stages: Mapping[str, Stage]
    answers: dict[str, Answer]
    impressions: dict[int, StageImpression]
    checks: Mapping[str, SiteCheck]  # of the site, whether they are still asked or not
    findings: dict[int, Finding]
    later: Mapping[int, int]  # days until a stage opens
    values: dict[str, Any] = field(default_factory=dict)
    noted: dict[str, Noted] = field(default_factory=dict)  # fields taken and not flushed yet

    @classmethod
    def of(cls, visit: Visit) -> Sheet:
        checklist = visit.checklist_version.definition
        answers, impressions = list(visit.answers.all()), list(visit.impressions.all())
        checks = site_checks(visit)
        found = found_of(visit, checks)
        return cls(
            visit=visit,
            criteria={criterion.code: criterion for criterion in checklist.criteria},
            stages={stage.key: stage for stage in checklist.stages},
            answers={row.criterion: row for row in answers},
            impressions={row.stage: row for row in impressions},
            checks={str(row.public_id): row for row in checks},
            findings=found,
            later=later_stages(visit),
            values={
                **dict(stored_values(visit, answers, impressions)),
                **dict(found_values(checks, found)),
            },
        )

    def take(self, key: str, value: Any, noted: Noted) -> None:
        if is_blank(value):
            self.values.pop(key, None)
        else:
            self.values[key] = value
        self.noted[key] = noted

    def flush(self) -> None:
        """Write the rows of what was taken; the closing goes with the visit's own row."""
        writers = {
            "c": save_criteria,
            "s": save_experiences,
            "e": save_expectations,
            "v": save_closing,
            "k": save_findings,
        }
        for part, writer in writers.items():
            keys = [key for key in self.noted if key.startswith(f"{part}.")]
            if keys:
                writer(self, keys)
        self.noted = {}

    def impression(self, stage: Stage) -> StageImpression:
        new = StageImpression(visit=self.visit, stage=stage.order)
        return self.impressions.setdefault(stage.order, new)

    def check_is_open(self, key: str) -> None:
        """Refuse what may not be written yet, or not any more."""
        name = FieldName.of(key)
        if name.part == "e":
            if self.visit.sealed_at:
                raise ValidationError(
                    _("The expectation was sealed when the visit started. It cannot change."),
                    code="sealed",
                )
            return
        stage = self.stage_of(name)
        if stage > open_stages(self.visit):
            raise ValidationError(
                _("Write down what you expect and start the visit before you fill in this part."),
                code="not_started",
            )
        day = shut_stages(self.visit, self.later).get(stage) if name.part != "v" else None
        if day is not None:
            raise ValidationError(opens_words(day), code="not_open")

    def stage_of(self, name: FieldName) -> int:
        """The number of the stage that a field belongs to; the closing goes with the last."""
        if name.part == "v":
            return STAGE_COUNT
        if name.part == "k":
            return self.checks[name.owner].stage
        key = self.criteria[name.owner].stage if name.part == "c" else name.owner
        return self.stages[key].order


def opens_words(day: date) -> str:
    return _("This stage opens on %(day)s.") % {"day": date_format(day, "SHORT_DATE_FORMAT")}


def save_criteria(sheet: Sheet, keys: Iterable[str]) -> None:
    """Rows of the criteria touched, with what SQL needs to add up. Blank ones leave no row."""
    new = []
    for code in dict.fromkeys(FieldName.of(key).owner for key in keys):
        answer = sheet.answers.get(code) or Answer(visit=sheet.visit, criterion=code)
        fill_answer(answer, sheet)
        is_empty = answer.state == AnswerState.BLANK and not answer.reason and not answer.comment
        if is_empty:
            if answer.pk:
                answer.delete()
            sheet.answers.pop(code, None)
            continue
        sheet.answers[code] = answer
        if answer.pk:
            answer.save()
        else:
            new.append(answer)
    Answer.objects.bulk_create(new)
    leave_out_hidden(sheet)


def leave_out_hidden(sheet: Sheet) -> None:
    """An answer keeps its points while its question is asked: those of others come and go."""
    checklist = sheet.visit.checklist_version.definition
    if not has_conditions(checklist):
        return
    gone = hidden(checklist, {code: answer.value for code, answer in sheet.answers.items()})
    for code, answer in sheet.answers.items():
        criterion = sheet.criteria[code]
        counts = answer.state == AnswerState.ANSWERED and code not in gone
        micro = question_type(criterion).micro(criterion, answer.value) if counts else None
        if micro != answer.micro:
            answer.micro = micro
            answer.save(update_fields=["micro"])


def fill_answer(answer: Answer, sheet: Sheet) -> None:
    criterion = sheet.criteria[answer.criterion]
    value, state, reason, comment = (
        sheet.values.get(f"c.{criterion.code}.{name}")
        for name in ("value", "state", "reason", "comment")
    )
    unanswered = AnswerState.BLANK if value is None else AnswerState.ANSWERED
    answer.state = AnswerState(state) if state in NOT_ANSWERED else unanswered
    answer.value = value
    answer.reason = reason or ""
    answer.comment = comment or ""
    fill_times(answer, sheet.noted)
    answer.stage = sheet.stages[criterion.stage].order
    answer.nature = Nature.FACT if criterion.nature == "fact" else Nature.PERCEPTION
    answer.weight = criterion.weight
    is_answered = answer.state == AnswerState.ANSWERED
    answer.micro = question_type(criterion).micro(criterion, value) if is_answered else None


def fill_times(answer: Answer, noted: Mapping[str, Noted]) -> None:
    """Entered: when the answer itself was last changed. Observed: when that was said, else when
    it was entered first. Words added later move neither."""
    prefix = f"c.{answer.criterion}"
    fields = [noted.get(f"{prefix}.{name}") for name in ("value", "state")]
    if answer.observed_at is None:
        fields += [noted.get(f"{prefix}.{name}") for name in ("reason", "comment")]
    for times in (found for found in fields if found):
        answer.entered_at = times.entered
        answer.observed_at = times.observed or answer.observed_at or times.entered


def save_experiences(sheet: Sheet, keys: Iterable[str]) -> None:
    keys = list(keys)
    for stage_key in dict.fromkeys(FieldName.of(key).owner for key in keys):
        stage = sheet.stages[stage_key]
        row = sheet.impression(stage)
        questions = close_questions(stage)
        row.experience = {
            question.criterion.code: sheet.values[question.key]
            for question in questions
            if question.key in sheet.values
        }
        needed = [question.key for question in questions if is_required(question.criterion)]
        is_closed = all(key in sheet.values for key in needed)
        last = max(sheet.noted[key].entered for key in keys if FieldName.of(key).owner == stage_key)
        row.closed_at = (row.closed_at or last) if is_closed else None
        row.save()


def save_expectations(sheet: Sheet, keys: Iterable[str]) -> None:
    for key in keys:
        row = sheet.impression(sheet.stages[FieldName.of(key).owner])
        row.expectation = sheet.values.get(key)
        row.save()


def save_findings(sheet: Sheet, keys: Iterable[str]) -> None:
    """What was found about checks; a blank one leaves no row."""
    for owner in dict.fromkeys(FieldName.of(key).owner for key in keys):
        check = sheet.checks[owner]
        row = sheet.findings.get(check.pk) or Finding(visit=sheet.visit, check_of=check)
        row.outcome = sheet.values.get(f"k.{owner}") or ""
        row.comment = sheet.values.get(f"k.{owner}.comment") or ""
        times = sheet.noted.get(f"k.{owner}") or sheet.noted[f"k.{owner}.comment"]
        row.entered_at = times.entered
        if row.outcome or row.comment:
            row.save()
            sheet.findings[check.pk] = row
        elif row.pk:
            row.delete()
            sheet.findings.pop(check.pk)


def save_closing(sheet: Sheet, keys: Iterable[str]) -> None:
    """Saved with the visit's row by the caller."""
    for key in keys:
        code = FieldName.of(key).owner
        if key in sheet.values:
            sheet.visit.closing[code] = sheet.values[key]
        else:
            sheet.visit.closing.pop(code, None)
