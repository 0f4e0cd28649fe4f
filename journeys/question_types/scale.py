"""A scale with any range. One of five is 0 points, never 20: the lowest mark earns nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from journeys.definition import Criterion, Fault, Phrase, Words, as_decimal, missing
from journeys.question_types.kind import (
    FULL,
    ORDER,
    UNIT,
    QuestionType,
    expected,
    integers,
    number_text,
    ratio,
    stored_number,
    word,
)
from journeys.question_types.number import BETWEEN, number_field

# More marks than this are typed, not picked.
MOST_MARKS = 11
# Up to so many marks are told with their points one by one.
SHORT = 5

SCALE_WORDS = {"fi": "asteikolla", "sv": "på skalan", "en": "on a scale of"}


def bounds(criterion: Criterion) -> tuple[Decimal, Decimal]:
    low, high = criterion.minimum, criterion.maximum
    if low is None or high is None:
        raise ValueError(f"{criterion.code}: a scale without bounds was not checked")
    return low, high


class Scale(QuestionType):
    key = "scale"
    shape = "number"
    label = _("Scale")
    keys = frozenset({"min", "max", "range", "reverse", "whole", "anchors"})
    comparisons = ORDER
    # The words of the marks, when the kind itself brings them.
    anchors: ClassVar[Mapping[int, Words]] = {}

    def faults(self, criterion: Criterion) -> Iterator[Fault]:
        if criterion.minimum is None:
            yield missing("min", Phrase(gettext_noop("the lowest mark of the scale")))
        if criterion.maximum is None:
            yield missing("max", Phrase(gettext_noop("the highest mark of the scale")))

    def words_at(self, criterion: Criterion, number: Decimal, language: str) -> str:
        """The anchor of a mark in words, or ""."""
        anchors = criterion.anchors or self.anchors
        if number != number.to_integral_value():
            return ""
        return word(anchors.get(int(number), {}), language)

    def form_field(self, criterion: Criterion, language: str) -> forms.Field:
        marks = self.marks(criterion)
        if not marks:
            return number_field(criterion)
        choices = [(mark, self.mark_text(criterion, Decimal(mark), language)) for mark in marks]
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

    def mark_text(self, criterion: Criterion, mark: Decimal, language: str) -> str:
        number = self.number(criterion, mark, language)
        words = self.words_at(criterion, mark, language)
        return f"{number} – {words}" if words else number

    def number(self, criterion: Criterion, number: Decimal, language: str) -> str:
        """The number; with a sign on a scale that goes below zero."""
        text = number_text(number, language)
        return f"+{text}" if number > 0 and bounds(criterion)[0] < 0 else text

    def problem(self, criterion: Criterion, value: Any) -> str:
        low, high = bounds(criterion)
        number = as_decimal(value)
        if number is None or not low <= number <= high or (criterion.whole and number % 1):
            kind = "a whole number" if criterion.whole else "a number"
            return expected(f"{kind} from {low} to {high}".replace("-", "−"), value)
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
        """“Hyvin (3/4)”; “7 (asteikolla 1–10)”; “−2 – pettymys”."""
        number = as_decimal(value) or Decimal(0)
        words = self.words_at(criterion, number, language)
        text = self.number(criterion, number, language)
        low, high = (self.number(criterion, end, language) for end in bounds(criterion))
        if words and self.anchors:
            return f"{words} ({text}/{high})"
        if words:
            return f"{text} – {words}"
        return f"{text} ({word(SCALE_WORDS, language)} {low}–{high})"

    def rule_words(self, criterion: Criterion, language: str) -> list[tuple[str, Decimal | None]]:
        """Every mark of a short scale, the two ends of a long one."""
        low, high = bounds(criterion)
        marks = self.marks(criterion)
        is_short = 0 < len(marks) <= SHORT
        told = [Decimal(mark) for mark in marks] if is_short else [low, high]
        return [(self.mark_text(criterion, x, language), self.points(criterion, x)) for x in told]

    def points(self, criterion: Criterion, mark: Decimal) -> Decimal | None:
        micro = self.micro(criterion, mark)
        return None if micro is None else Decimal(micro) / UNIT

    def rule_note(self, criterion: Criterion) -> str:
        return "" if 0 < len(self.marks(criterion)) <= SHORT else gettext(BETWEEN)


class ScaleZeroToFour(Scale):
    """Five marks in words: 0 not at all … 4 excellently."""

    key = "scale_0_4"
    label = _("Scale from 0 to 4")
    keys = frozenset({"reverse", "whole"})
    range = (0, 4)
    anchors = {
        0: {"fi": "Ei lainkaan", "sv": "Inte alls", "en": "Not at all"},
        1: {"fi": "Heikosti", "sv": "Svagt", "en": "Poorly"},
        2: {"fi": "Kohtalaisesti", "sv": "Någorlunda", "en": "Fairly"},
        3: {"fi": "Hyvin", "sv": "Bra", "en": "Well"},
        4: {"fi": "Erinomaisesti", "sv": "Utmärkt", "en": "Excellently"},
    }
