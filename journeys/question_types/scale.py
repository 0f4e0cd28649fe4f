"""A scale with any range. One of five is 0 points, never 20: the lowest mark earns nothing."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from journeys.definition import Criterion, Fault, Words, as_decimal
from journeys.question_types.kind import (
    FULL,
    QuestionType,
    expected,
    integers,
    number_text,
    ratio,
    stored_number,
    word,
)
from journeys.question_types.number import NumberField

# More marks than this are typed, not picked.
MOST_MARKS = 11

SCALE_WORDS = {"fi": "asteikolla", "sv": "på skalan", "en": "on a scale of"}


def bounds(criterion: Criterion) -> tuple[Decimal, Decimal]:
    low, high = criterion.minimum, criterion.maximum
    if low is None or high is None:
        raise ValueError(f"{criterion.code}: a scale without bounds was not checked")
    return low, high


class Scale(QuestionType):
    key = "scale"
    label = _("Scale")
    keys = frozenset({"min", "max", "range", "reverse"})
    anchors: ClassVar[tuple[Words, ...]] = ()

    def faults(self, criterion: Criterion) -> Iterator[Fault]:
        if criterion.minimum is None:
            yield Fault("min", "is missing; the lowest mark of the scale is expected")
        if criterion.maximum is None:
            yield Fault("max", "is missing; the highest mark of the scale is expected")

    def form_field(self, criterion: Criterion, language: str) -> forms.Field:
        low, high = bounds(criterion)
        marks = self.marks(criterion)
        if not marks:
            return NumberField(required=False, min_value=low, max_value=high)
        choices = [(mark, self.mark_text(mark, language)) for mark in marks]
        return forms.TypedChoiceField(
            choices=choices,
            coerce=int,
            widget=forms.RadioSelect,
            required=False,
            empty_value=None,
        )

    def marks(self, criterion: Criterion) -> list[int]:
        """The marks to pick from; none when they are too many or not whole."""
        low, high = bounds(criterion)
        if low % 1 or high % 1 or high - low >= MOST_MARKS:
            return []
        return list(range(int(low), int(high) + 1))

    def mark_text(self, mark: int, language: str) -> str:
        number = number_text(Decimal(mark), language)
        if not self.anchors:
            return number
        return f"{number} – {word(self.anchors[mark], language)}"

    def problem(self, criterion: Criterion, value: Any) -> str:
        low, high = bounds(criterion)
        number = as_decimal(value)
        if number is None or not low <= number <= high:
            return expected(f"a number from {low} to {high}", value)
        return ""

    def clean(self, criterion: Criterion, value: Any) -> Any:
        return stored_number(value)

    def micro(self, criterion: Criterion, value: Any) -> int | None:
        number = as_decimal(value)
        if number is None:
            return None
        (x, low, high), _unit = integers(number, *bounds(criterion))
        above = high - x if criterion.reverse else x - low
        return ratio(FULL * above, high - low)

    def display(self, criterion: Criterion, value: Any, language: str) -> str:
        number = as_decimal(value) or Decimal(0)
        low, high = (number_text(end, language) for end in bounds(criterion))
        text = number_text(number, language)
        if self.anchors and number == number.to_integral_value():
            return f"{word(self.anchors[int(number)], language)} ({text}/{high})"
        return f"{text} ({word(SCALE_WORDS, language)} {low}–{high})"

    def rule_words(self, criterion: Criterion, language: str) -> list[tuple[str, Decimal | None]]:
        low, high = bounds(criterion)
        ends = [(low, Decimal(0)), (high, Decimal(100))]
        if criterion.reverse:
            ends = [(low, Decimal(100)), (high, Decimal(0))]
        return [(number_text(end, language), points) for end, points in ends]


class ScaleZeroToFour(Scale):
    """Five marks in words: 0 not at all … 4 excellently."""

    key = "scale_0_4"
    label = _("Scale from 0 to 4")
    keys = frozenset({"reverse"})
    range = (0, 4)
    anchors = (
        {"fi": "Ei lainkaan", "sv": "Inte alls", "en": "Not at all"},
        {"fi": "Heikosti", "sv": "Svagt", "en": "Poorly"},
        {"fi": "Kohtalaisesti", "sv": "Någorlunda", "en": "Fairly"},
        {"fi": "Hyvin", "sv": "Bra", "en": "Well"},
        {"fi": "Erinomaisesti", "sv": "Utmärkt", "en": "Excellently"},
    )
