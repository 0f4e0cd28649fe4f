"""Which value fits which field: by its shape only. What is missing is asked for when it is sent."""

from __future__ import annotations

from typing import Any

from audits.actions.sheet import Sheet
from audits.queries.checks import check_criterion
from audits.queries.visit import NOT_ANSWERED, FieldName, is_blank
from audits.queries.visit_progress import (
    close_questions,
    closing_questions,
    expectation_questions,
)
from audits.sync.messages import storable
from journeys.definition import Criterion
from journeys.question_types import question_type

TEXT_LENGTH = 10_000
ANSWER_FIELDS = ("value", "state", "reason", "comment")


class Rejected(Exception):  # noqa: N818 - an answer, not a fault
    """One mutation is not taken; the others are."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Overtaken(Exception):  # noqa: N818 - an answer, not a fault
    """It has been done already: the mutation stays in the log and changes nothing."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def clean_field(sheet: Sheet, key: str, value: Any) -> Any:
    """The value of a question's field as it is stored; None for blank."""
    name = FieldName.of(key)
    if name.part == "c" and name.owner in sheet.criteria and name.field in ANSWER_FIELDS:
        if name.field == "value":
            return clean_answer(sheet.criteria[name.owner], value)
        return clean_state(value) if name.field == "state" else clean_text(value)
    if name.part == "k":
        return clean_check(sheet, name, value)
    asked = {question.key: question.criterion for question in asked_of(sheet, name)}
    if key not in asked:
        raise Rejected("unknown_key")
    return clean_answer(asked[key], value)


def clean_check(sheet: Sheet, name: FieldName, value: Any) -> Any:
    """What was found about a check from the last round, or the words to it."""
    check = sheet.checks.get(name.owner)
    if check is None or name.field not in ("", "comment"):
        raise Rejected("unknown_key")
    if name.field:
        return clean_text(value)
    return clean_answer(check_criterion(check, ""), value)


def asked_of(sheet: Sheet, name: FieldName) -> Any:
    if name.part == "s" and name.owner in sheet.stages:
        return close_questions(sheet.stages[name.owner])
    if name.part == "e":
        return expectation_questions(sheet.visit.checklist_version.definition)
    return closing_questions() if name.part == "v" else ()


def clean_answer(criterion: Criterion, value: Any) -> Any:
    if is_blank(value):
        return None
    if isinstance(value, str):
        value = value.replace("\r\n", "\n")
    kind = question_type(criterion)
    if not storable(value) or kind.problem(criterion, value):
        raise Rejected("bad_value")
    return kind.clean(criterion, value)


def clean_state(value: Any) -> Any:
    if is_blank(value):
        return None
    if not isinstance(value, str) or value not in NOT_ANSWERED:
        raise Rejected("bad_value")
    return value


def clean_text(value: Any) -> Any:
    if is_blank(value):
        return None
    if not isinstance(value, str) or len(value) > TEXT_LENGTH or not storable(value):
        raise Rejected("bad_value")
    return value.replace("\r\n", "\n")
