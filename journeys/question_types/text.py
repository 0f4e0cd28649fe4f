"""Words and pictures. They are quoted and shown, never scored."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from journeys.definition import Criterion, Fault, Phrase, remark
from journeys.question_types.kind import ONLY_ANSWERED, QuestionType, expected

LENGTH = 5000


class Text(QuestionType):
    key = "text"
    label = _("Text")
    is_scored = False
    is_text = True
    comparisons = ONLY_ANSWERED

    def faults(self, criterion: Criterion) -> Iterator[Fault]:
        if criterion.critical:
            words = gettext_noop("a question that never scores cannot be critical")
            yield remark("critical", Phrase(words))
        if criterion.bonus is not None:
            words = gettext_noop("a question that never scores cannot earn a bonus")
            yield remark("bonus", Phrase(words))

    def form_field(self, criterion: Criterion, language: str) -> forms.Field:
        return forms.CharField(
            required=False,
            max_length=LENGTH,
            empty_value=None,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def problem(self, criterion: Criterion, value: Any) -> str:
        if isinstance(value, str) and value.strip() and len(value) <= LENGTH:
            return ""
        return expected(f"a text of 1–{LENGTH} characters", value)

    def clean(self, criterion: Criterion, value: Any) -> Any:
        return value if isinstance(value, str) and value.strip() else None

    def micro(self, criterion: Criterion, value: Any) -> int | None:
        return None

    def display(self, criterion: Criterion, value: Any, language: str) -> str:
        return str(value)


class Photo(Text):
    """A picture with what it shows in words; the file itself is evidence of the visit."""

    key = "photo"
    label = _("Photo")

    def form_field(self, criterion: Criterion, language: str) -> forms.Field:
        return forms.CharField(
            required=False,
            max_length=200,
            empty_value=None,
            help_text=_("Write what the photo shows, and add it below. No people in it."),
        )
