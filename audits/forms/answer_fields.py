"""Form fields for questions: the kind's own field, with “never” beside a number that allows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from audits.models import AnswerState
from journeys.definition import Criterion
from journeys.question_types import NEVER, question_type
from journeys.question_types.kind import number_text

TEXT_LENGTH = 5000

STATES = (
    (AnswerState.NOT_APPLICABLE.value, _("Does not apply")),
    (AnswerState.NOT_OBSERVED.value, _("Not observed")),
)


@dataclass(frozen=True, slots=True)
class NumberAndNever:
    """Both were sent: the form decides by what it had shown."""

    number: Any


class SeveralInputs(forms.TextInput):
    """Several inputs of one name: a number, and a box for “never”."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[str]:
        values = data.getlist(name) if hasattr(data, "getlist") else [data.get(name) or ""]
        return [value for value in values if value.strip()]


class NumberOrNever(forms.Field):
    """A number, or that the thing did not happen."""

    widget = SeveralInputs

    def __init__(self, number: forms.Field) -> None:
        super().__init__(required=False)
        self.number = number

    def clean(self, value: list[str]) -> Any:
        numbers = [text for text in value if text != NEVER]
        if not numbers:
            return NEVER if NEVER in value else None
        number = self.number.clean(numbers[0])
        return NumberAndNever(number) if NEVER in value else number


class OneState(forms.MultipleChoiceField):
    """Two boxes of which one may be ticked: a box can be unticked without JavaScript."""

    def clean(self, value: Any) -> str | None:
        states = super().clean(value)
        if len(states) > 1:
            raise forms.ValidationError(
                _("Choose one: it does not apply, or you could not see it.")
            )
        return states[0] if states else None


def value_field(criterion: Criterion, language: str) -> forms.Field:
    kind = question_type(criterion)
    field = kind.form_field(criterion, language)
    return NumberOrNever(field) if kind.accepts_never(criterion) else field


def state_field() -> forms.Field:
    return OneState(choices=STATES, required=False, widget=forms.CheckboxSelectMultiple)


def words_field() -> forms.Field:
    return forms.CharField(
        required=False, max_length=TEXT_LENGTH, empty_value=None, widget=forms.Textarea
    )


def typed(value: Any, language: str) -> list[str]:
    """A stored value as the inputs of its field carry it."""
    if isinstance(value, list):
        return [str(item) for item in value]
    if isinstance(value, float):
        return [number_text(Decimal(str(value)), language)]
    return [] if value is None else [str(value)]
