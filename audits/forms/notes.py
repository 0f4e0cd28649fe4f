"""What stands at a question besides its answer: faults, the editor's questions, clashes, photos."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import time_format

from audits.forms.answer_fields import STATES
from audits.models import Conflict
from audits.queries.visit import FieldName, Record, is_blank
from audits.queries.visit_progress import Question, demanded_at
from journeys.definition import Criterion
from journeys.question_types import question_type

# An answer that earns no more than this asks for a word of explanation.
LOW = 25_000_000


@dataclass(frozen=True, slots=True)
class CardNotes:
    """The gaps of one card that depend on more than its fields."""

    record: Record
    question: Question
    faults: Sequence[str]
    language: str

    def gaps(self) -> Iterator[tuple[str, str]]:
        key, code = self.question.key, self.question.criterion.code
        is_criterion = key.startswith("c.")
        points = self.record.points.get(code, ())
        clashes = [
            self.clash(change)
            for name, change in self.record.clashes.items()
            if name == key or (is_criterion and is_of(name, code))
        ]
        flags = ' data-done=""' if self.is_done(code, is_criterion=is_criterion) else ""
        if points or clashes or self.faults:
            flags += f' aria-describedby="n-{self.question.anchor}"'
            told = {"points": points, "clashes": clashes, "faults": self.faults}
            context = {"anchor": self.question.anchor, **told}
            yield f"{key}:notes", render_to_string("journey/card_notes.html", context)
        if is_criterion and code in self.record.hidden:
            flags += " hidden"
        yield f"{key}:flags", flags
        yield f"{key}:class", self.classes(code, is_sent_back=bool(points))
        if is_criterion:
            yield from self.tools(key, code)
        if f"{key}.comment" in self.record.values:
            yield f"{key}:comment_open", " open"

    def is_done(self, code: str, *, is_criterion: bool) -> bool:
        values = self.record.values
        return self.question.key in values or (is_criterion and f"c.{code}.state" in values)

    def classes(self, code: str, *, is_sent_back: bool) -> str:
        found = {
            "sent-back": is_sent_back,
            "bad": bool(self.faults),
            "has-reason": f"c.{code}.reason" in self.record.values,
        }
        return "".join(f" {name}" for name, holds in found.items() if holds)

    def tools(self, key: str, code: str) -> Iterator[tuple[str, str]]:
        answer = self.record.answers.get(code)
        needs = demanded_at(self.record, self.question)
        for demand in self.question.criterion.evidence:
            yield f"{key}:{demand.need}", "" if demand.need in needs else " hidden"
        is_low = answer is not None and answer.micro is not None and answer.micro <= LOW
        if is_low or "comment" in needs or self.faults or (answer is not None and answer.comment):
            yield f"{key}:comment_open", " open"
        photos = self.record.evidence.get(code, ())
        if photos:
            yield f"{key}:photos", render_to_string("journey/card_photos.html", {"photos": photos})

    def clash(self, conflict: Conflict) -> dict[str, str]:
        """What does not lead, in words, and when it was written."""
        replaced = value_words(
            self.question.criterion, conflict.key, conflict.before, self.language
        )
        return {"replaced": replaced, "time": time_format(timezone.localtime(conflict.at))}


def is_of(name: str, code: str) -> bool:
    field = FieldName.of(name)
    return field.part == "c" and field.owner == code


def value_words(criterion: Criterion | None, key: str, value: Any, language: str) -> str:
    """The value of any field as a person reads it."""
    if is_blank(value) or value == {"deleted": True}:
        return "–"
    if key.endswith(".state") and key.startswith("c."):
        return str(dict(STATES).get(value, value))
    if isinstance(value, dict):
        return str(value.get("wording") or value.get("what") or value.get("text") or "…")
    is_answer = key.endswith(".value") or not key.startswith("c.")
    if criterion is None or not is_answer or question_type(criterion).problem(criterion, value):
        return str(value)
    return question_type(criterion).display(criterion, value, language)
