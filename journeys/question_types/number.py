"""A number: minutes, days, euros, stars. It scores by steps or along a curve, or not at all."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from journeys.definition import Criterion, Fault, Phrase, Scoring, as_decimal, remark
from journeys.question_types.kind import (
    NEVER,
    NEVER_WORDS,
    ORDER,
    QuestionType,
    expected,
    integers,
    micro_points,
    number_text,
    ratio,
    stored_number,
    word,
)

BETWEEN = gettext_noop("Between these points the line is straight, beyond them it is flat.")
OTHERWISE_WORDS = {"fi": "Muuten", "sv": "Annars", "en": "Otherwise"}


class NumberField(forms.DecimalField):
    """A number typed by a person: the decimal comma and the real minus are understood."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = value.replace(",", ".").replace("−", "-")
        return super().to_python(value)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None and as_decimal(value) is None:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        typed = {"step": "any", "inputmode": "decimal"}
        if self.decimal_places == 0:
            typed = {"step": "1", "inputmode": "numeric"}
        return {**super().widget_attrs(widget), **typed}


# Units that a stopwatch can take, in seconds. Working hours and days run on a calendar.
SECONDS = {
    **dict.fromkeys(("second", "seconds", "s"), 1),
    **dict.fromkeys(("minute", "minutes", "min"), 60),
    **dict.fromkeys(("sekunti", "sekuntia", "sekund", "sekunder"), 1),
    **dict.fromkeys(("minuutti", "minuuttia", "minut", "minuter"), 60),
}


def clock_unit(criterion: Criterion) -> int:
    """How many seconds the unit of a question has, when a stopwatch can answer it; or 0."""
    units = [SECONDS.get(text.strip().lower(), 0) for text in criterion.unit.values()]
    return max(units, default=0) if criterion.type == Number.key else 0


def lowest(criterion: Criterion) -> Decimal:
    """The least number that is accepted. Minutes, euros and people are never negative: below 0
    a checklist must ask for it, by its minimum or by a step or knot that lies there."""
    if criterion.minimum is not None:
        return criterion.minimum
    reached = (*criterion.scoring.steps, *criterion.scoring.curve)
    return min((bound for bound, _points in reached), default=Decimal(0)).min(Decimal(0))


def number_field(criterion: Criterion) -> NumberField:
    return NumberField(
        required=False,
        min_value=lowest(criterion),
        max_value=criterion.maximum,
        decimal_places=0 if criterion.whole else None,
    )


def curve_micro(curve: tuple[tuple[Decimal, Decimal], ...], number: Decimal) -> int:
    """Straight lines between the knots, flat outside; each value rounded half up."""
    scaled, _unit = integers(number, *(x for x, _points in curve))
    x, xs = scaled[0], scaled[1:]
    ys = [micro_points(points) for _x, points in curve]
    if x <= xs[0]:
        return ys[0]
    if x >= xs[-1]:
        return ys[-1]
    right = bisect_right(xs, x)
    left = right - 1
    return ys[left] + ratio((ys[right] - ys[left]) * (x - xs[left]), xs[right] - xs[left])


def within(criterion: Criterion, number: Decimal) -> bool:
    low, high = criterion.minimum, criterion.maximum
    if (low is not None and number < low) or (high is not None and number > high):
        return False
    return not (criterion.whole and number % 1)


def step_micro(scoring: Scoring, number: Decimal) -> int:
    """The points of the first step that the number reaches."""
    for bound, points in scoring.steps:
        if number <= bound if scoring.better == "lower" else number >= bound:
            return micro_points(points)
    return micro_points(scoring.otherwise)


class Number(QuestionType):
    key = "number"
    shape = "number"
    label = _("Number")
    keys = frozenset({"unit", "unit_one", "scoring", "min", "max", "range", "whole"})
    comparisons = ORDER

    def faults(self, criterion: Criterion) -> Iterator[Fault]:
        if criterion.scoring.mode:
            words = gettext_noop("a number has no mode; steps, curve or linear is expected")
            yield remark("scoring.mode", Phrase(words))

    def scores(self, criterion: Criterion) -> bool:
        return bool(criterion.scoring.steps or criterion.scoring.curve)

    def accepts_never(self, criterion: Criterion) -> bool:
        return criterion.scoring.accepts_never

    def form_field(self, criterion: Criterion, language: str) -> forms.Field:
        return number_field(criterion)

    def problem(self, criterion: Criterion, value: Any) -> str:
        if value == NEVER and self.accepts_never(criterion):
            return ""
        number = as_decimal(value)
        if number is not None and number < lowest(criterion):
            return expected(f"{self.amount(criterion)} from {lowest(criterion)}", value)
        fits = number is not None and within(criterion, number)
        return "" if fits else expected(self.expectation(criterion), value)

    def amount(self, criterion: Criterion) -> str:
        unit = word(criterion.unit, "en")
        kind = "a whole number" if criterion.whole else "a number"
        return f"{kind} of {unit}" if unit else kind

    def expectation(self, criterion: Criterion) -> str:
        what = self.amount(criterion)
        if criterion.minimum is not None:
            what += f" from {criterion.minimum}"
        if criterion.maximum is not None:
            what += f" to {criterion.maximum}"
        return f'{what}, or "never",' if self.accepts_never(criterion) else what

    def clean(self, criterion: Criterion, value: Any) -> Any:
        return NEVER if value == NEVER else stored_number(value)

    def micro(self, criterion: Criterion, value: Any) -> int | None:
        scoring = criterion.scoring
        if not self.scores(criterion):
            return None
        if value == NEVER:
            return None if scoring.never is None else micro_points(scoring.never)
        number = as_decimal(value)
        if number is None:
            return None
        return curve_micro(scoring.curve, number) if scoring.curve else step_micro(scoring, number)

    def display(self, criterion: Criterion, value: Any, language: str) -> str:
        if value == NEVER:
            return word(NEVER_WORDS, language)
        return self.with_unit(criterion, as_decimal(value) or Decimal(0), language)

    def with_unit(self, criterion: Criterion, number: Decimal, language: str) -> str:
        """“1 minuutti”, “2,5 minuuttia”; a no-break space keeps the two together."""
        unit = word(criterion.unit, language)
        if number == 1 and criterion.unit_one:
            unit = word(criterion.unit_one, language)
        text = number_text(number, language)
        return f"{text}\N{NO-BREAK SPACE}{unit}" if unit else text

    def rule_note(self, criterion: Criterion) -> str:
        return gettext(BETWEEN) if criterion.scoring.curve else ""

    def rule_words(self, criterion: Criterion, language: str) -> list[tuple[str, Decimal | None]]:
        scoring = criterion.scoring
        sign = "≤" if scoring.better == "lower" else "≥"
        rules: list[tuple[str, Decimal | None]] = [
            (f"{sign} {self.with_unit(criterion, bound, language)}", points)
            for bound, points in scoring.steps
        ]
        if scoring.steps:
            rules.append((word(OTHERWISE_WORDS, language), scoring.otherwise))
        rules += [(self.with_unit(criterion, x, language), points) for x, points in scoring.curve]
        if scoring.accepts_never and self.scores(criterion):
            rules.append((word(NEVER_WORDS, language), scoring.never))
        return rules
