"""One option, or several. Each option carries its points; ``null`` does not score."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_noop, ngettext
from django.utils.translation import gettext_lazy as _

from journeys.definition import Criterion, Fault, Option, Phrase, remark
from journeys.question_types.kind import (
    FULL,
    QuestionType,
    clamped,
    expected,
    integers,
    micro_points,
    ratio,
    word,
)

MODE_NOTES = {
    "sum": gettext_noop("The points of what was chosen, out of all points that can be had."),
    "all": gettext_noop("Full points when everything that has points was chosen, otherwise none."),
    "any": gettext_noop("Full points when anything that has points was chosen, otherwise none."),
}


def options_by_key(criterion: Criterion) -> dict[str, Option]:
    return {option.key: option for option in criterion.options}


def labels(criterion: Criterion, language: str) -> list[tuple[str, str]]:
    return [(option.key, word(option.name, language)) for option in criterion.options]


class Choice(QuestionType):
    key = "choice"
    label = _("One of several options")
    keys = frozenset({"options"})

    def faults(self, criterion: Criterion) -> Iterator[Fault]:
        if len(criterion.options) < 2:
            yield remark("options", Phrase(gettext_noop("at least two options are expected")))

    def scores(self, criterion: Criterion) -> bool:
        return any(option.points is not None for option in criterion.options)

    def form_field(self, criterion: Criterion, language: str) -> forms.Field:
        return forms.TypedChoiceField(
            choices=labels(criterion, language),
            widget=forms.RadioSelect,
            required=False,
            empty_value=None,
        )

    def problem(self, criterion: Criterion, value: Any) -> str:
        keys = options_by_key(criterion)
        if isinstance(value, str) and value in keys:
            return ""
        return expected(f"one of {', '.join(keys)}", value)

    def micro(self, criterion: Criterion, value: Any) -> int | None:
        option = options_by_key(criterion).get(value)
        if option is None or option.points is None:
            return None
        return micro_points(option.points)

    def display(self, criterion: Criterion, value: Any, language: str) -> str:
        return word(options_by_key(criterion)[value].name, language)

    def rule_words(self, criterion: Criterion, language: str) -> list[tuple[str, Decimal | None]]:
        return [(word(option.name, language), option.points) for option in criterion.options]


class MultiChoice(QuestionType):
    """Several options. Which of them score, and how, is the mode's:

    ``sum``: points of the picked over all positive points; ``all``, ``any``, ``at_least``: full
    points when all, any or at least so many of the options with positive points were picked.
    """

    key = "multi_choice"
    shape = "list"
    label = _("Several of the options")
    keys = frozenset({"options", "scoring"})

    def faults(self, criterion: Criterion) -> Iterator[Fault]:
        if len(criterion.options) < 2:
            yield remark("options", Phrase(gettext_noop("at least two options are expected")))
        scoring = criterion.scoring
        if scoring.steps or scoring.curve or scoring.accepts_never:
            words = Phrase(gettext_noop("a mode is expected: sum, all, any or at_least"))
            yield remark("scoring", words)
        counting = len(self.counting(criterion))
        if scoring.mode and not counting:
            words = Phrase(gettext_noop("at least one option with points above 0 is expected"))
            yield remark("options", words)
        if scoring.at_least > counting:
            words = Phrase(
                gettext_noop("a number from 1 to %(most)s is expected"), {"most": counting}
            )
            yield remark("scoring.at_least", words)

    def compared(self, criterion: Criterion, value: Any) -> str:
        """A condition asks whether one option is among those picked."""
        return self.problem(criterion, [value])

    def counting(self, criterion: Criterion) -> dict[str, Decimal]:
        """The options that earn: those with points above 0."""
        return {
            option.key: option.points
            for option in criterion.options
            if option.points is not None and option.points > 0
        }

    def scores(self, criterion: Criterion) -> bool:
        return bool(criterion.scoring.mode)

    def form_field(self, criterion: Criterion, language: str) -> forms.Field:
        return forms.MultipleChoiceField(
            choices=labels(criterion, language),
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )

    def problem(self, criterion: Criterion, value: Any) -> str:
        keys = options_by_key(criterion)
        what = f"a list of different keys out of {', '.join(keys)}"
        if not isinstance(value, list) or not value:
            return expected(what, value)
        if not all(isinstance(key, str) and key in keys for key in value):
            return expected(what, value)
        return expected(what, value) if len(set(value)) < len(value) else ""

    def clean(self, criterion: Criterion, value: Any) -> Any:
        """The picked keys in the order of the options; nothing picked is blank."""
        return [option.key for option in criterion.options if option.key in (value or ())] or None

    def micro(self, criterion: Criterion, value: Any) -> int | None:
        mode = criterion.scoring.mode
        if not mode or not isinstance(value, list):
            return None
        if mode == "sum":
            return self.share(criterion, value)
        counting = self.counting(criterion)
        picked = sum(key in counting for key in value)
        needed = {"all": len(counting), "any": 1}.get(mode, criterion.scoring.at_least)
        return FULL if picked >= needed else 0

    def share(self, criterion: Criterion, value: list[str]) -> int:
        """Σ picked / Σ positive, between 0 and 100 points."""
        points = {option.key: option.points or Decimal(0) for option in criterion.options}
        scaled, _unit = integers(*points.values())
        whole = dict(zip(points, scaled, strict=True))
        possible = sum(number for number in scaled if number > 0)
        return clamped(ratio(FULL * sum(whole.get(key, 0) for key in value), possible))

    def display(self, criterion: Criterion, value: Any, language: str) -> str:
        names = dict(labels(criterion, language))
        return ", ".join(names[key] for key in value)

    def rule_words(self, criterion: Criterion, language: str) -> list[tuple[str, Decimal | None]]:
        return [(word(option.name, language), option.points) for option in criterion.options]

    def rule_note(self, criterion: Criterion) -> str:
        mode, least = criterion.scoring.mode, criterion.scoring.at_least
        if mode == "at_least":
            return ngettext(
                "Full points from %(count)d choice that has points, otherwise none.",
                "Full points from %(count)d choices that have points, otherwise none.",
                least,
            ) % {"count": least}
        return gettext(MODE_NOTES[mode]) if mode else ""
