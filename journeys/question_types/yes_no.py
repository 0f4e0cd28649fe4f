"""Yes or no. Questions are worded so that yes is the good answer; ``invert`` turns that."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from journeys.definition import Criterion
from journeys.question_types.kind import FULL, QuestionType, expected, word

WORDS = {
    "yes": {"fi": "Kyllä", "sv": "Ja", "en": "Yes"},
    "no": {"fi": "Ei", "sv": "Nej", "en": "No"},
}


class YesNo(QuestionType):
    key = "yes_no"
    label = _("Yes or no")
    keys = frozenset({"invert"})

    def form_field(self, criterion: Criterion, language: str) -> forms.Field:
        choices = [(key, word(words, language)) for key, words in WORDS.items()]
        return forms.TypedChoiceField(
            choices=choices, widget=forms.RadioSelect, required=False, empty_value=None
        )

    def problem(self, criterion: Criterion, value: Any) -> str:
        if isinstance(value, str) and value in WORDS:
            return ""
        return expected('"yes" or "no"', value)

    def micro(self, criterion: Criterion, value: Any) -> int | None:
        good = "no" if criterion.invert else "yes"
        return FULL if value == good else 0

    def display(self, criterion: Criterion, value: Any, language: str) -> str:
        return word(WORDS[value], language)

    def rule_words(self, criterion: Criterion, language: str) -> list[tuple[str, Decimal | None]]:
        return [
            (word(words, language), Decimal(0 if (key == "no") != criterion.invert else 100))
            for key, words in WORDS.items()
        ]
