"""The auditor writes: answers, impressions, expectations and closings, one field at a time.

A field comes with the mark of what its writer had before the eyes (``seen``). A field that was
left as it was seen is not written, so a page opened yesterday blanks out nothing. One that was
changed here *and* meanwhile elsewhere is a clash: the later entry leads, and what it replaced
stays in the trail of changes, marked, to be shown beside the question.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audits.models import (
    Answer,
    AnswerChange,
    AnswerState,
    Nature,
    StageImpression,
    Visit,
)
from audits.queries.visit import NOT_ANSWERED, FieldName, digest, is_blank, stored_values
from audits.queries.visit_progress import (
    WRITABLE_STATUSES,
    close_questions,
    is_required,
    open_stages,
)
from journeys.definition import STAGE_COUNT, Criterion, Stage
from journeys.logic import has_conditions, hidden
from journeys.question_types import question_type


@dataclass(frozen=True, slots=True)
class Entry:
    """One field as its writer left it: a clean value, and the mark of the value that was seen."""

    key: str
    value: Any
    seen: str | None = None  # None: not known, the value is simply written


@dataclass(frozen=True, slots=True)
class Clash:
    key: str
    replaced: Any


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save did: the fields written, and those that replaced something unseen."""

    keys: tuple[str, ...]
    clashes: tuple[Clash, ...]


@transaction.atomic
def save_answers(
    visit: Visit, entries: Iterable[Entry], *, by: User, at: datetime | None = None
) -> Saved:
    """Write the fields that were changed. ``at``: when it was observed, now if not said."""
    visit = locked_for_writing(visit, by)
    sheet = Sheet.of(visit)
    changes = list(changes_of(sheet, list(entries)))
    if not changes:
        return Saved((), ())
    now = timezone.now()
    for change in changes:
        sheet.write(change.key, change.after)
    writers = {"c": save_criteria, "s": save_experiences, "e": save_expectations, "v": save_closing}
    for part, writer in writers.items():
        keys = [change.key for change in changes if change.key.startswith(f"{part}.")]
        if keys:
            writer(sheet, keys, at or now)
    note_changes(visit, changes, by, now)
    visit.revision += 1
    visit.written_at = now
    visit.save(update_fields=["revision", "written_at", "closing"])
    return Saved(
        tuple(change.key for change in changes),
        tuple(Clash(change.key, change.before) for change in changes if change.is_clash),
    )


def locked_for_writing(visit: Visit, by: User) -> Visit:
    """The visit, locked, if this user may write into it now."""
    rows = Visit.objects.select_for_update(of=("self",)).select_related("checklist_version")
    row = rows.defer("checklist_version__document").get(pk=visit.pk)
    if row.auditor_id != by.pk:
        raise ValidationError(_("Only the auditor of this visit may write into it."))
    if row.status not in WRITABLE_STATUSES:
        raise ValidationError(
            _("The visit is not open for writing: it has been sent, or not accepted yet.")
        )
    return row


def touch(visit: Visit) -> None:
    """Something else of the visit was written: a moment, a photo."""
    rows = Visit.objects.filter(pk=visit.pk)
    rows.update(revision=F("revision") + 1, written_at=timezone.now())


@dataclass(slots=True)
class Sheet:
    """The fields of one locked visit with the rows behind them."""

    visit: Visit
    criteria: Mapping[str, Criterion]
    stages: Mapping[str, Stage]
    answers: dict[str, Answer]
    impressions: dict[int, StageImpression]
    values: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, visit: Visit) -> Sheet:
        checklist = visit.checklist_version.definition
        answers, impressions = list(visit.answers.all()), list(visit.impressions.all())
        return cls(
            visit=visit,
            criteria={criterion.code: criterion for criterion in checklist.criteria},
            stages={stage.key: stage for stage in checklist.stages},
            answers={row.criterion: row for row in answers},
            impressions={row.stage: row for row in impressions},
            values=dict(stored_values(visit, answers, impressions)),
        )

    def write(self, key: str, value: Any) -> None:
        if is_blank(value):
            self.values.pop(key, None)
        else:
            self.values[key] = value

    def impression(self, stage: Stage) -> StageImpression:
        new = StageImpression(visit=self.visit, stage=stage.order)
        return self.impressions.setdefault(stage.order, new)

    def check_is_open(self, key: str) -> None:
        """Refuse what may not be written yet, or not any more."""
        name = FieldName.of(key)
        if name.part == "e":
            if self.visit.sealed_at:
                raise ValidationError(
                    _("The expectation was sealed when the visit started. It cannot change.")
                )
            return
        stage_key = self.criteria[name.owner].stage if name.part == "c" else name.owner
        order = STAGE_COUNT if name.part == "v" else self.stages[stage_key].order
        if order > open_stages(self.visit):
            raise ValidationError(
                _("Write down what you expect and start the visit before you fill in this part.")
            )


@dataclass(frozen=True, slots=True)
class Change:
    key: str
    before: Any
    after: Any
    is_clash: bool = False


def changes_of(sheet: Sheet, entries: Sequence[Entry]) -> Iterator[Change]:
    """The fields that this writer changed, answers first made one with their states."""
    seen = {entry.key: entry.seen for entry in entries}
    typed = {entry.key: entry.value for entry in entries if is_changed(sheet, entry)}
    for key, value in agreed(typed).items():
        before = sheet.values.get(key)
        mark = seen.get(key)
        if digest(before) != digest(value):
            sheet.check_is_open(key)
            is_unseen = mark is not None and digest(before) != mark
            yield Change(key, before, value, is_unseen and not is_blank(before))
        elif digest(value) != digest(typed.get(key, value)):
            # Typed together with “not applicable”, and so set aside before it was ever stored.
            yield Change(key, typed[key], value)


def is_changed(sheet: Sheet, entry: Entry) -> bool:
    """Changed against what was seen; where that is not known, against what is stored."""
    seen = digest(sheet.values.get(entry.key)) if entry.seen is None else entry.seen
    return digest(entry.value) != seen


def agreed(typed: Mapping[str, Any]) -> dict[str, Any]:
    """A question is answered or it is not: “not applicable” takes the answer away, and an answer
    given where “not applicable” stood before takes that away."""
    values = dict(typed)
    for key, value in typed.items():
        name = FieldName.of(key)
        state = f"c.{name.owner}.state"
        if name.part != "c" or is_blank(value):
            continue
        if name.field == "state":
            values[f"c.{name.owner}.value"] = None
        elif name.field == "value":
            values.setdefault(state, None)
    return values


def save_criteria(sheet: Sheet, keys: Iterable[str], at: datetime) -> None:
    """Rows of the criteria touched, with what SQL needs to add up. Blank ones leave no row."""
    for code in dict.fromkeys(FieldName.of(key).owner for key in keys):
        answer = sheet.answers.get(code) or Answer(visit=sheet.visit, criterion=code)
        fill_answer(answer, sheet, at)
        is_empty = answer.state == AnswerState.BLANK and not answer.reason and not answer.comment
        if not is_empty:
            answer.save()
            sheet.answers[code] = answer
        elif answer.pk:
            answer.delete()
            del sheet.answers[code]
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


def fill_answer(answer: Answer, sheet: Sheet, at: datetime) -> None:
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
    answer.observed_at = answer.observed_at or at
    answer.entered_at = timezone.now()
    answer.stage = sheet.stages[criterion.stage].order
    answer.nature = Nature.FACT if criterion.nature == "fact" else Nature.PERCEPTION
    answer.weight = criterion.weight
    is_answered = answer.state == AnswerState.ANSWERED
    answer.micro = question_type(criterion).micro(criterion, value) if is_answered else None


def save_experiences(sheet: Sheet, keys: Iterable[str], at: datetime) -> None:
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
        row.closed_at = (row.closed_at or at) if is_closed else None
        row.save()


def save_expectations(sheet: Sheet, keys: Iterable[str], at: datetime) -> None:
    for key in keys:
        row = sheet.impression(sheet.stages[FieldName.of(key).owner])
        row.expectation = sheet.values.get(key)
        row.save()


def save_closing(sheet: Sheet, keys: Iterable[str], at: datetime) -> None:
    """Saved with the visit's row by the caller."""
    for key in keys:
        code = FieldName.of(key).owner
        if key in sheet.values:
            sheet.visit.closing[code] = sheet.values[key]
        else:
            sheet.visit.closing.pop(code, None)


def note_changes(visit: Visit, changes: Iterable[Change], by: User, at: datetime) -> None:
    """Keep what was replaced. The first thing written into a blank field replaces nothing."""
    AnswerChange.objects.bulk_create(
        AnswerChange(
            visit=visit,
            key=change.key,
            before=change.before,
            after=change.after,
            is_clash=change.is_clash,
            user=by,
            at=at,
        )
        for change in changes
        if not is_blank(change.before)
    )
