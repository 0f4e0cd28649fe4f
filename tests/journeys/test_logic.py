"""Conditions: what holds, what is hidden, what needs evidence. The browser is held to the same
table of cases in tests/e2e/test_form.py."""

import json
from pathlib import Path

import pytest

from journeys import logic
from journeys.definition import DefinitionError, as_document, parse_checklist
from journeys.definition.conditions import read_condition
from journeys.definition.reading import Node
from tests.factories import checklist_document

CASES = json.loads((Path(__file__).parent / "conditions.json").read_text(encoding="utf-8"))
IS_YES = {"criterion": "S1-01", "is": "yes"}


def names(case):
    return case["name"]


def condition_of(document):
    faults = []
    condition = read_condition(Node(faults, "if", document), "", 0)
    assert faults == []
    return condition


def document_with(code, **more):
    """The small checklist; one of its criteria says more."""
    document = checklist_document()
    for criterion in document["criteria"]:
        if criterion["code"] == code:
            criterion.update(more)
    return document


def faults_of(code, **more):
    with pytest.raises(DefinitionError) as caught:
        parse_checklist(document_with(code, **more))
    return [str(fault) for fault in caught.value.faults]


def chain(show):
    """A checklist of yes-or-no questions A, B, C … with these conditions."""
    document, conditions = checklist_document(), dict(show)
    sample = document["criteria"][0]
    document["criteria"] = [
        {**sample, "code": code, **({"show_if": conditions[code]} if code in conditions else {})}
        for code in "ABC"
    ]
    return parse_checklist(document)


@pytest.mark.parametrize("case", CASES["holds"], ids=names)
def test_a_condition_holds_or_not(case):
    condition = condition_of(case["condition"])
    assert logic.holds(condition, case["answers"]) is case["holds"]


@pytest.mark.parametrize("case", CASES["hidden"], ids=names)
def test_hidden_criteria(case):
    assert sorted(logic.hidden(chain(case["show"]), case["answers"])) == case["hidden"]


@pytest.mark.parametrize("case", CASES["holds"], ids=names)
def test_the_browser_reads_what_the_file_says(case):
    assert as_document(condition_of(case["condition"])) == case["condition"]


def test_evidence_is_asked_for_by_the_answer_itself():
    demand = {"if": {"is": "no"}, "need": "photo"}
    criterion = parse_checklist(document_with("S3-01", evidence=demand)).criteria[2]
    assert logic.demanded(criterion, {"S3-01": "no"}) == ["photo"]
    assert logic.demanded(criterion, {"S3-01": "yes"}) == []
    assert logic.demanded(criterion, {}) == []


def test_several_demands_are_told_once():
    often = [{"if": IS_YES, "need": "comment"}, {"if": {"answered": True}, "need": "comment"}]
    criterion = parse_checklist(document_with("S3-01", evidence=often)).criteria[2]
    assert logic.demanded(criterion, {"S1-01": "yes", "S3-01": "no"}) == ["comment"]


def test_the_browser_gets_conditions_in_the_order_of_asking():
    checklist = chain(
        [["C", {"criterion": "B", "is": "yes"}], ["B", {"criterion": "A", "is": "no"}]]
    )
    assert [code for code, _condition in logic.as_json(checklist)["show"]] == ["B", "C"]


@pytest.mark.parametrize(
    ("show_if", "fault"),
    [
        ({"criterion": "X", "is": "yes"}, 'show_if.criterion: there is no criterion "X"'),
        ({"criterion": "S2-01", "is": "yes"}, "cannot depend on its own answer"),
        ({"criterion": "S3-01", "is": "yes"}, '"S3-01" is asked later; an earlier'),
        ({"criterion": "S1-01", "is": "maybe"}, "an answer that “S1-01” can have is expected"),
        ({"criterion": "S1-01", "in": ["yes", 3]}, "show_if.in: an answer"),
        ({"criterion": "S1-01", "below": 3}, "can be compared by is, is_not, in, answered only"),
        ({"criterion": "S1-01", "in": []}, "at least one value is expected"),
        ({"criterion": "S1-01"}, "exactly one of is, is_not"),
        ({"criterion": "S1-01", "is": "yes", "in": ["no"]}, "exactly one of is, is_not"),
        ({"criterion": "S1-01", "is": "yes", "not": 1}, "show_if.not: unknown key"),
        ({"is": "yes"}, "show_if.criterion: is missing"),
        ({"all": []}, "at least one condition is expected"),
        ({"any": [IS_YES, {"criterion": "X", "is": 1}]}, "show_if.any[1].criterion: there is no"),
        ("S1-01", "show_if: a mapping of keys to values is expected"),
        ({"criterion": "S1-01", "answered": "yes"}, "show_if.answered: true or false"),
    ],
)
def test_a_faulty_condition_is_named_with_its_place(show_if, fault):
    assert any(fault in line for line in faults_of("S2-01", show_if=show_if))


@pytest.mark.parametrize(
    ("evidence", "fault"),
    [
        ({"need": "photo"}, "evidence.if: a condition is expected"),
        ({"if": {"is": "no"}, "need": "proof"}, "evidence.need: one of photo, comment"),
        ({"if": {"criterion": "S5-01", "is": "no"}, "need": "photo"}, "is asked later"),
        ([{"if": {"is": "hm"}, "need": "photo"}], "evidence.if.is: an answer that"),
    ],
)
def test_a_faulty_demand_is_named_with_its_place(evidence, fault):
    assert any(fault in line for line in faults_of("S2-01", evidence=evidence))


def test_a_condition_too_deep_is_refused():
    condition = IS_YES
    for _level in range(6):
        condition = {"all": [condition]}
    assert any("exactly one of" in line for line in faults_of("S2-01", show_if=condition))


def test_no_conditions_no_work():
    assert logic.hidden(parse_checklist(checklist_document()), {"S1-01": "no"}) == frozenset()
