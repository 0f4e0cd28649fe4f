"""What was answered differently on two devices, and the choice without JavaScript."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from accounts.permissions import SignedInRequest, require
from audits.forms.notes import value_words
from audits.models import Event
from audits.queries.visit import FieldName, Record, own_visits
from audits.queries.visit_progress import (
    Question,
    check_questions,
    close_questions,
    closing_questions,
    criterion_questions,
    expectation_questions,
)
from audits.sync.choose import choose
from journeys.definition import in_language


@dataclass(frozen=True, slots=True)
class Side:
    text: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Torn:
    """One field with the value that leads and the one that does not."""

    event: UUID
    number: str
    text: str
    kept: Side
    other: Side


def torn(record: Record) -> list[Torn]:
    """No query where nothing is in conflict."""
    if not record.clashes:
        return []
    states = record.visit.fields.filter(key__in=record.clashes).select_related("event__user")
    leading = {state.key: state.event for state in states}
    asked = dict(questions(record))
    language = get_language() or "fi"
    found = []
    for key, conflict in record.clashes.items():
        if key in leading:
            question = asked.get(question_key(key))
            found.append(
                Torn(
                    event=conflict.event_id,
                    number=question.number if question else "",
                    text=in_language(question.criterion.text, language) if question else "",
                    kept=side(leading[key], question, record, language),
                    other=side(conflict.event, question, record, language),
                )
            )
    return found


def question_key(key: str) -> str:
    """The question that a field belongs to."""
    name = FieldName.of(key)
    if name.part == "c":
        return f"c.{name.owner}.value"
    return f"k.{name.owner}" if name.part == "k" else key


def questions(record: Record) -> list[tuple[str, Question]]:
    checklist = record.checklist
    asked = [*expectation_questions(checklist), *closing_questions()]
    for stage in checklist.stages:
        asked += check_questions(record.checks, stage)
        asked += [*criterion_questions(checklist, stage), *close_questions(stage)]
    return [(question.key, question) for question in asked]


def side(event: Event, question: Question | None, record: Record, language: str) -> Side:
    """A colleague is named; what oneself wrote elsewhere needs no name."""
    text = value_words(question.criterion if question else None, event.key, event.value, language)
    is_colleague = event.user is not None and record.visit.auditor_id != event.user_id
    return Side(text, event.effective_at, str(event.user) if is_colleague else "")


@require_http_methods(["POST"])
def visit_conflict(request: SignedInRequest, pk: int, event: UUID) -> HttpResponse:
    visit = get_object_or_404(own_visits(request.user), pk=pk)
    require(request, visit.audit.client)
    try:
        choose(visit, event, is_other=request.POST.get("choice") == "other", by=request.user)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return redirect("audits:visit-review", pk=pk)
