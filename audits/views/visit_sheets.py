"""What the sheets for promises and moments of truth offer to choose from."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from audits.models import PromiseKept
from journeys.definition import Checklist, Words, in_language
from journeys.queries import common

Choices = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Sheets:
    stages: Choices
    kinds: Choices
    outcomes: Choices
    severities: Choices
    deeds: Choices


def sheets(checklist: Checklist) -> Sheets:
    language = get_language() or "fi"

    def named(words: Words) -> str:
        return in_language(words, language)

    asked = common()
    outcomes = asked.promise_outcomes.items()
    return Sheets(
        stages=[(stage.key, named(stage.name)) for stage in checklist.stages],
        kinds=[(key, named(name)) for key, name in asked.promise_kinds.items()],
        outcomes=[
            ("", _("Not due yet")),
            *((key, named(name)) for key, name in outcomes if key in PromiseKept.values),
        ],
        severities=[(str(key), named(name)) for key, name in asked.severities.items()],
        deeds=[
            ("apology", _("They apologised")),
            ("explanation", _("They explained")),
            ("asked_customer", _("They asked what I wanted")),
            ("fixed", _("It was put right")),
            ("extra_gesture", _("Something extra was given")),
        ],
    )
