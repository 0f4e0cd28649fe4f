"""The pages of a visit: forms over stored fields, and the markup that shows them.

A page carries the marks of what it showed (``seen``), so that saving writes only what was changed
on it. A field with a fault keeps what was typed and is not written; the others are.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast
from uuid import UUID

from crispy_forms.helper import FormHelper
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from audits.actions.answers import Entry
from audits.forms.answer_fields import (
    NumberAndNever,
    state_field,
    typed,
    value_field,
    words_field,
)
from audits.forms.cards import DRAWN, Card, Cards, Check, Criterion, Page, Stage, helper_of
from audits.forms.notes import CardNotes
from audits.queries.visit import Record, digest, is_blank
from audits.queries.visit_progress import (
    Question,
    check_questions,
    close_questions,
    closing_questions,
    criterion_questions,
    expectation_questions,
)
from journeys import definition
from journeys.question_types import NEVER, question_type

SEEN = "seen"
MARK = "mark"


class SheetForm(forms.Form):
    """The fields of one page of a visit."""

    helper: FormHelper

    def __init__(self, questions: Sequence[Question], language: str, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.asked = {question.key: question.criterion for question in questions}
        self.photo_faults: dict[str, list[str]] = {}
        for question in questions:
            self.fields[question.key] = value_field(question.criterion, language)
            if question.key.startswith("c."):
                code = question.criterion.code
                self.fields[f"c.{code}.state"] = state_field()
                self.fields[f"c.{code}.reason"] = words_field()
                self.fields[f"c.{code}.comment"] = words_field()
            if question.key.startswith("k."):
                self.fields[f"{question.key}.comment"] = words_field()

    @property
    def seen(self) -> Mapping[str, str] | None:
        """The marks of what the page had shown; None when it did not say."""
        try:
            marks = json.loads(self.data.get(SEEN, ""))
        except ValueError:
            return None
        return marks if isinstance(marks, dict) else None

    @property
    def mark(self) -> UUID | None:
        """The mark of the page that was sent: sent twice, it counts once."""
        try:
            return UUID(self.data.get(MARK, ""))
        except ValueError:
            return None

    def clean(self) -> None:
        """Each value as it is stored."""
        for name, value in list(self.cleaned_data.items()):
            try:
                self.cleaned_data[name] = self.stored(name, value)
            except forms.ValidationError as error:
                self.add_error(name, error)

    def stored(self, name: str, value: Any) -> Any:
        if isinstance(value, NumberAndNever):
            value = self.settled(name, value.number)
        if isinstance(value, str):
            value = value.replace("\r\n", "\n")
        criterion = self.asked.get(name)
        if criterion is None or is_blank(value):
            return value
        kind = question_type(criterion)
        if kind.problem(criterion, value):
            raise forms.ValidationError(_("This answer does not fit the question."))
        return kind.clean(criterion, value)

    def settled(self, name: str, number: Any) -> Any:
        """A number and “never” together: the one that was not there before is meant."""
        criterion = self.asked[name]
        mark = (self.seen or {}).get(name)
        if mark == digest(NEVER):
            return number
        if mark != digest(question_type(criterion).clean(criterion, number)):
            raise forms.ValidationError(_("Give a number or choose “never”, not both."))
        return NEVER

    def entries(self) -> list[Entry]:
        """The fields that can be written: those without a fault that were on the page."""
        self.is_valid()
        seen = self.seen
        return [
            Entry(name, self.cleaned_data[name], None if seen is None else seen.get(name, ""))
            for name in self.fields
            if name in self.cleaned_data and (name in self.data or name in (seen or {}))
        ]

    def photos(self) -> Iterator[tuple[str, UploadedFile[bytes]]]:
        """Pictures by the code of their question."""
        for name in self.fields:
            if name.startswith("c.") and name.endswith(".value"):
                code = name[2:-6]
                for upload in self.files.getlist(f"p.{code}"):
                    yield code, upload

    def add_photo_fault(self, code: str, faults: Sequence[str]) -> None:
        self.photo_faults.setdefault(code, []).extend(faults)

    @property
    def has_faults(self) -> bool:
        return bool(self.errors or self.photo_faults)

    def faults(self, question: Question) -> list[str]:
        """What is wrong at a question, whichever of its fields it is in."""
        code, names = question.criterion.code, [question.key]
        if question.key.startswith("c."):
            names += [f"c.{code}.state", f"c.{code}.reason", f"c.{code}.comment"]
        elif question.key.startswith("k."):
            names.append(f"{question.key}.comment")
        found = [str(error) for name in names for error in self.errors.get(name, ())]
        return found + self.photo_faults.get(code, [])

    def kept(self) -> dict[str, list[str]]:
        """What was typed where it could not be written, to be shown again."""
        names = list(self.fields) if self.non_field_errors() else list(self.errors)
        data = cast("QueryDict", self.data)
        return {name: data.getlist(name) for name in names if name in data}


class Sheet:
    """One page of a visit: what it asks, the form that reads it, the markup that shows it."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.language = get_language() or "fi"

    # Among the drawn pages of one checklist version.
    name = ""

    @property
    def questions(self) -> Sequence[Question]:
        raise NotImplementedError

    def layout(self) -> Any:
        return Cards([Card(question, self.language) for question in self.questions])

    def form(self, data: Any, files: Any) -> SheetForm:
        return SheetForm(self.questions, self.language, data, files)

    def blank_form(self) -> SheetForm:
        form = SheetForm(self.questions, self.language)
        form.helper = helper_of(self.layout())
        return form

    def page(self) -> Page:
        key = (self.record.visit.checklist_version.digest, self.language, self.name)
        return DRAWN.get(key, self.blank_form)

    def seen(self) -> str:
        """The marks of what is shown now, for the page's hidden field."""
        values = self.record.values
        marks = {name: digest(values[name]) for name in self.page().fields if name in values}
        return json.dumps(marks, separators=(",", ":"))

    def html(self, form: SheetForm | None = None) -> SafeString:
        page = self.page()
        kept = form.kept() if form else {}
        written: dict[str, str] = {}
        for name in page.fields:
            value = self.record.values.get(name)
            texts = kept[name] if name in kept else typed(value, self.language)
            for text in texts:
                mark = f"{name}={text}"
                if mark in page.skeleton.names:
                    written[mark] = " checked"
                else:
                    written[name] = escape(text)
        for question in self.questions:
            faults = form.faults(question) if form else ()
            written.update(CardNotes(self.record, question, faults, self.language).gaps())
        return page.skeleton.fill(written)


class StageSheet(Sheet):
    def __init__(self, record: Record, stage: definition.Stage) -> None:
        super().__init__(record)
        self.stage = stage
        self.checks = check_questions(record.checks, stage)
        # A site's own checks make a page of its own.
        told = [[item.key, item.criterion.text, item.criterion.help] for item in self.checks]
        self.name = f"stage:{stage.key}:{digest(told)}"

    @property
    def criteria(self) -> list[Question]:
        return criterion_questions(self.record.checklist, self.stage)

    @property
    def questions(self) -> Sequence[Question]:
        return [*self.checks, *self.criteria, *close_questions(self.stage)]

    def layout(self) -> Any:
        return Stage(
            self.stage,
            [Check(question, self.language) for question in self.checks],
            [Criterion(question, self.language) for question in self.criteria],
            [Card(question, self.language) for question in close_questions(self.stage)],
        )


class ExpectationSheet(Sheet):
    name = "expectation"

    @property
    def questions(self) -> Sequence[Question]:
        return expectation_questions(self.record.checklist)


class ClosingSheet(Sheet):
    name = "closing"

    @property
    def questions(self) -> Sequence[Question]:
        return closing_questions()
