"""Answers of a visit that contradict each other, as the checklist declares it: signs for people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from journeys import logic
from journeys.definition import Checklist, in_language
from journeys.queries import contradictions_of
from journeys.question_types import question_type


@dataclass(frozen=True, slots=True)
class Said:
    """One of the answers that do not go together."""

    code: str
    shown: str


@dataclass(frozen=True, slots=True)
class Contradicted:
    words: str
    answers: tuple[Said, ...]


def contradictions_in(
    checklist: Checklist, answers: Mapping[str, Any], language: str
) -> list[Contradicted]:
    """What answers (by criterion, those with a value) say against each other. No query."""
    asked = {criterion.code: criterion for criterion in checklist.criteria}
    return [
        Contradicted(
            in_language(one.text, language),
            tuple(
                Said(code, question_type(asked[code]).display(asked[code], answers[code], language))
                for code in logic.spoken_of(one.when)
                if not logic.is_blank(answers.get(code))
            ),
        )
        for one in logic.contradicted(contradictions_of(checklist), checklist, answers)
    ]
