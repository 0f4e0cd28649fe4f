"""A count out of a count: three of four wore a badge, written “3/4”. Of none: does not score."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from journeys.definition import Criterion
from journeys.question_types.kind import FULL, ONLY_ANSWERED, QuestionType, expected, ratio

PATTERN = re.compile(r"\s*(\d{1,6})\s*/\s*(\d{1,6})\s*\Z", re.ASCII)


def parts(value: Any) -> tuple[int, int] | None:
    """Count and total of “3/4”; None when it is no share."""
    match = PATTERN.match(value) if isinstance(value, str) else None
    count, total = (int(part) for part in match.groups()) if match else (1, 0)
    return (count, total) if count <= total else None


def refuse_more_than_all(value: str) -> None:
    if parts(value) is None:
        raise forms.ValidationError(_("Write how many of how many, for example 3/4."))


class Share(QuestionType):
    key = "share"
    label = _("How many of how many")
    comparisons = ONLY_ANSWERED

    def form_field(self, criterion: Criterion, language: str) -> forms.Field:
        return forms.CharField(
            required=False,
            max_length=15,
            empty_value=None,
            help_text=_("Write how many of how many, for example 3/4."),
            validators=[refuse_more_than_all],
        )

    def problem(self, criterion: Criterion, value: Any) -> str:
        return "" if parts(value) else expected('how many of how many, like "3/4",', value)

    def clean(self, criterion: Criterion, value: Any) -> Any:
        share = parts(value)
        return f"{share[0]}/{share[1]}" if share else None

    def micro(self, criterion: Criterion, value: Any) -> int | None:
        share = parts(value)
        if share is None or not share[1]:
            return None
        return ratio(FULL * share[0], share[1])

    def display(self, criterion: Criterion, value: Any, language: str) -> str:
        return str(value)

    def rule_words(self, criterion: Criterion, language: str) -> list[tuple[str, Decimal | None]]:
        return [("0/4", Decimal(0)), ("4/4", Decimal(100)), ("0/0", None)]
