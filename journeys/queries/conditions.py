"""Conditions told to a person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journeys.definition import Checklist, Condition, Criterion, in_language
from journeys.queries.library import contradictions_of
from journeys.question_types import question_type

DEMANDS = {
    "photo": gettext_lazy("Needs a photo if %(condition)s."),
    "comment": gettext_lazy("Needs a comment if %(condition)s."),
}
COMPARED = {
    "is": gettext_lazy("%(code)s is “%(answer)s”"),
    "is_not": gettext_lazy("%(code)s is not “%(answer)s”"),
    "in": gettext_lazy("%(code)s is one of “%(answer)s”"),
    "below": gettext_lazy("%(code)s is below %(answer)s"),
    "at_least": gettext_lazy("%(code)s is at least %(answer)s"),
}


def condition_lines(item: Criterion, checklist: Checklist, language: str) -> Iterator[str]:
    """When a criterion is asked, and which answers need evidence."""
    asked = {criterion.code: criterion for criterion in checklist.criteria}
    if item.show_if:
        condition = condition_words(item.show_if, asked, language)
        yield _("Asked only if %(condition)s.") % {"condition": condition}
    for demand in item.evidence:
        condition = condition_words(demand.when, asked, language)
        yield DEMANDS[demand.need] % {"condition": condition}


def contradiction_lines(checklist: Checklist, language: str) -> Iterator[str]:
    """Which answers the checklist calls a contradiction."""
    asked = {criterion.code: criterion for criterion in checklist.criteria}
    for one in contradictions_of(checklist):
        words = in_language(one.text, language)
        yield f"{words} {condition_words(one.when, asked, language)}"


def condition_words(condition: Condition, asked: dict[str, Criterion], language: str) -> str:
    if condition.parts:
        parts = [condition_words(part, asked, language) for part in condition.parts]
        joined = (_(" and ") if condition.op == "all" else _(" or ")).join(parts)
        return f"({joined})" if any(part.parts for part in condition.parts) else joined
    if condition.op == "answered":
        words = _("%(code)s is answered") if condition.value else _("%(code)s is not answered")
        return words % {"code": condition.criterion}
    target = asked[condition.criterion]
    values = condition.value if condition.op == "in" else [condition.value]
    answer = "”, “".join(answer_words(target, value, language) for value in values)
    return str(COMPARED[condition.op]) % {"code": condition.criterion, "answer": answer}


def answer_words(target: Criterion, value: Any, language: str) -> str:
    """An answer as it reads; one of several that may be picked stands alone."""
    kind = question_type(target)
    problem = kind.problem(target, value)
    return kind.display(target, [value] if problem else value, language)
