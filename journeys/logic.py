"""Which criteria are asked, and which answers need evidence. Pure; the browser does the same.

``static/js/tablet/conditions.js`` reads the same JSON by the same rules, and
``tests/journeys/conditions.json`` holds the cases that both must agree on.

An answer is what was given as a value: “does not apply” and “not observed” are no answers. No
comparison holds without an answer, except ``answered: false``. A criterion that is hidden has no
answer either, so what depends on it goes with it; what was written there before is kept and comes
back with the question.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from journeys.definition import (
    Checklist,
    Condition,
    Contradiction,
    Criterion,
    as_document,
    asked_order,
)

NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,10})?", re.ASCII)

Answers = Mapping[str, Any]  # by criterion; those with a value only


def number(value: Any) -> float | None:
    """The number that a value is, whether stored as one or typed as text."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return float(value)
    text = str(value).replace(",", ".").replace("\N{MINUS SIGN}", "-")
    return float(text) if NUMBER.fullmatch(text) else None


def is_same(value: Any, wanted: Any) -> bool:
    one, other = number(value), number(wanted)
    if one is not None and other is not None:
        return one == other
    return str(value) == str(wanted)


def is_one_of(value: Any, wanted: Sequence[Any]) -> bool:
    """Whether the value, or any of several picked, is among those wanted."""
    given = value if isinstance(value, list) else [value]
    return any(is_same(item, other) for item in given for other in wanted)


def is_blank(value: Any) -> bool:
    return value is None or value in ("", [])


def holds(condition: Condition, answers: Answers) -> bool:
    if condition.op == "all":
        return all(holds(part, answers) for part in condition.parts)
    if condition.op == "any":
        return any(holds(part, answers) for part in condition.parts)
    value = answers.get(condition.criterion)
    if condition.op == "answered" or is_blank(value):
        return condition.op == "answered" and is_blank(value) != condition.value
    return compares(condition.op, value, condition.value)


def compares(op: str, value: Any, wanted: Any) -> bool:
    if op in ("below", "at_least"):
        one, other = number(value), number(wanted)
        if one is None or other is None:
            return False
        return one < other if op == "below" else one >= other
    found = is_one_of(value, wanted if op == "in" else [wanted])
    return found != (op == "is_not")


def has_conditions(checklist: Checklist) -> bool:
    return any(criterion.show_if for criterion in checklist.criteria)


def hidden(checklist: Checklist, answers: Answers) -> frozenset[str]:
    """The criteria that are not asked, given these answers. Nothing looks ahead: one pass."""
    if not has_conditions(checklist):
        return frozenset()
    asked: dict[str, Any] = {}
    gone = set()
    for criterion in asked_order(checklist.stages, checklist.criteria):
        if criterion.show_if and not holds(criterion.show_if, asked):
            gone.add(criterion.code)
        else:
            asked[criterion.code] = answers.get(criterion.code)
    return frozenset(gone)


def contradicted(
    contradictions: Sequence[Contradiction], checklist: Checklist, answers: Answers
) -> list[Contradiction]:
    """Those that hold of these answers; what is hidden was not answered."""
    gone = hidden(checklist, answers) if contradictions else frozenset()
    given = {code: value for code, value in answers.items() if code not in gone}
    return [one for one in contradictions if holds(one.when, given)]


def spoken_of(condition: Condition) -> list[str]:
    """The criteria that a condition speaks of, each once."""
    parts = [code for part in condition.parts for code in spoken_of(part)]
    return list(dict.fromkeys([condition.criterion, *parts] if condition.criterion else parts))


def demanded(criterion: Criterion, answers: Answers) -> list[str]:
    """The evidence that the answers ask for at a criterion: photo, comment."""
    if is_blank(answers.get(criterion.code)):
        return []
    needs = [rule.need for rule in criterion.evidence if holds(rule.when, answers)]
    return list(dict.fromkeys(needs))


def as_json(checklist: Checklist) -> dict[str, Any]:
    """All conditions of a checklist for the browser, in the order in which they are asked."""
    ordered = asked_order(checklist.stages, checklist.criteria)
    return {
        "show": [
            [item.code, as_document(item.show_if)] for item in ordered if item.show_if is not None
        ],
        "evidence": {
            item.code: [[rule.need, as_document(rule.when)] for rule in item.evidence]
            for item in ordered
            if item.evidence
        },
    }
