"""Every fault of a checklist is named with its place, all of them at once."""

import copy
from decimal import Decimal

import pytest

from journeys.definition import (
    BANDS,
    DefinitionError,
    KnockOut,
    digest,
    in_language,
    parse_checklist,
    stage_criteria,
)
from tests.factories import checklist_document, make_criterion

ABSENT = object()


def changed(path, value):
    """The valid checklist with the value at this path replaced, or taken away."""
    document = copy.deepcopy(checklist_document())
    at = document
    for step in path[:-1]:
        at = at[step]
    if value is ABSENT:
        del at[path[-1]]
    else:
        at[path[-1]] = value
    return document


def faults_of(document):
    with pytest.raises(DefinitionError) as refused:
        parse_checklist(document)
    return {fault.place: fault.message for fault in refused.value.faults}


def stage(**changes):
    return {"key": "extra", "order": 5, "weight": 1, "name": {"fi": "Lisä"}, **changes}


DOCUMENT_FAULTS = [
    pytest.param(["code"], ABSENT, "checklist.code", "is missing", id="no code"),
    pytest.param(["code"], "my shop", "checklist.code", '"my shop"', id="space in code"),
    pytest.param(["code"], 7, "checklist.code", "not 7", id="code is a number"),
    pytest.param(["version"], 0, "checklist.version", "whole number", id="version 0"),
    pytest.param(["version"], True, "checklist.version", "not true", id="version is a boolean"),
    pytest.param(["version"], 1.5, "checklist.version", "not 1.5", id="half a version"),
    pytest.param(["name"], {}, "checklist.name", "fi, sv, en", id="empty name"),
    pytest.param(["name"], "Shop", "checklist.name", '"Shop"', id="name without language"),
    pytest.param(["name", "de"], "Laden", "checklist.name.de", "unknown key", id="German"),
    pytest.param(["name", "sv"], " ", "checklist.name.sv", "text of 1", id="blank name"),
    pytest.param(["colour"], "red", "checklist.colour", "unknown key", id="unknown key"),
    pytest.param(["odd key"], 1, 'checklist["odd key"]', "unknown key", id="odd unknown key"),
    pytest.param(["extends"], "common", "checklist.extends", "common", id="extends"),
    pytest.param(["format"], "other/1", "checklist.format", "checklist/1", id="format"),
    pytest.param(["scoring"], [], "checklist.scoring", "mapping", id="scoring is a list"),
    pytest.param(
        ["scoring", "method"], "median", "checklist.scoring.method", "stages, points", id="method"
    ),
    pytest.param(
        ["scoring", "bonus_max"], 101, "checklist.scoring.bonus_max", "0 to 100", id="bonus_max"
    ),
    pytest.param(
        ["scoring", "bands"],
        [{"key": "a", "min": 10, "name": {"fi": "A"}}],
        "checklist.scoring.bands",
        "starts at 0",
        id="bands end above 0",
    ),
    pytest.param(
        ["scoring", "bands"],
        [{"key": "a", "min": 0, "name": {"fi": "A"}}, {"key": "b", "min": 50, "name": {"fi": "B"}}],
        "checklist.scoring.bands[1].min",
        "less than 0",
        id="bands upside down",
    ),
    pytest.param(["stages"], {}, "checklist.stages", "a list", id="stages are a mapping"),
    pytest.param(["stages", 4], stage(order=6), "checklist.stages[4].order", "1 to 5", id="order"),
    pytest.param(
        ["stages", 4], stage(order=4), "checklist.stages[4].order", "another stage", id="two fourth"
    ),
    pytest.param(
        ["stages", 4],
        stage(key="service"),
        "checklist.stages[4].key",
        "another stage",
        id="stage twice",
    ),
    pytest.param(
        ["stages", 0, "weight"], -1, "checklist.stages[0].weight", "not -1", id="minus weight"
    ),
    pytest.param(
        ["stages", 0, "weight"], 1001, "checklist.stages[0].weight", "1000", id="huge weight"
    ),
    pytest.param(
        ["stages", 0, "name"], ABSENT, "checklist.stages[0].name", "missing", id="unnamed stage"
    ),
    pytest.param(["stages", 2], "buy", "checklist.stages[2]", "mapping", id="stage is a text"),
    pytest.param(["criteria"], ABSENT, "checklist.criteria", "is missing", id="no criteria"),
    pytest.param(["criteria"], [], "checklist.criteria", "at least one", id="nothing asked"),
    pytest.param(["criteria", 1], None, "checklist.criteria[1]", "not null", id="empty criterion"),
]


@pytest.mark.parametrize(("path", "value", "place", "message"), DOCUMENT_FAULTS)
def test_fault_of_the_document_is_named_with_its_place(path, value, place, message):
    faults = faults_of(changed(path, value))

    assert message in faults[place]


STEPS = [[2, 100], [5, 60]]
OPTIONS = [{"key": "a", "points": 0, "en": "A"}, {"key": "b", "points": 100, "en": "B"}]
REC = checklist_document()["criteria"][0]["rec"]

CRITERION_FAULTS = [
    pytest.param({"code": ABSENT}, "code", "is missing", id="no code"),
    pytest.param({"code": "x" * 33}, "code", "1–32", id="long code"),
    pytest.param({"code": "S1-01\n"}, "code", "1–32", id="line break in code"),
    pytest.param({"code": "S1-01"}, "code", "another criterion", id="code twice"),
    pytest.param({"stage": "delivery"}, "stage", "awareness", id="unknown stage"),
    pytest.param({"type": "slider"}, "type", "yes_no", id="unknown type"),
    pytest.param({"nature": "guess"}, "nature", "fact, perception", id="unknown nature"),
    pytest.param({"weight": "2"}, "weight", 'not "2"', id="weight is a text"),
    pytest.param({"weight": True}, "weight", "not true", id="weight is a boolean"),
    pytest.param({"weight": 0.5}, "weight", "whole number", id="half a weight"),
    pytest.param({"text": ABSENT}, "text", "is missing", id="no text"),
    pytest.param({"help": {"fi": 5}}, "help.fi", "not 5", id="help is a number"),
    pytest.param({"wieght": 2}, "wieght", "did you mean “weight”?", id="misspelt key"),
    pytest.param({"optional": "yes"}, "optional", "true or false", id="optional is a text"),
    pytest.param({"invert": 1}, "invert", "true or false", id="invert is a number"),
    pytest.param({"min": 1}, "min", "no such key", id="yes/no with a minimum"),
    pytest.param({"bonus": 2}, "weight", "0 is expected", id="bonus with weight"),
    pytest.param({"critical": "yes"}, "critical", "mapping", id="critical is a text"),
    pytest.param({"critical": {}}, "critical.effect", "is missing", id="critical without effect"),
    pytest.param(
        {"critical": {"effect": "band", "to": "gold"}},
        "critical.to",
        "excellent",
        id="no such band",
    ),
    pytest.param({"critical": {"effect": "cap_visit"}}, "critical.cap", "missing", id="no cap"),
    pytest.param(
        {"critical": {"effect": "zero_visit", "cap": 5}},
        "critical.cap",
        "unknown",
        id="cap of zero",
    ),
    pytest.param({"rec": {**REC, "cost": "cheap"}}, "rec.cost", "free, low", id="cost"),
    pytest.param({"rec": {**REC, "impact": None}}, "rec.impact", "is missing", id="no impact"),
    pytest.param({"rec": {**REC, "title": {}}}, "rec.title", "fi, sv, en", id="untitled advice"),
    pytest.param({"type": "scale", "max": 5}, "min", "is missing", id="scale without minimum"),
    pytest.param({"type": "scale", "min": 5, "max": 5}, "max", "more than", id="scale of one"),
    pytest.param({"type": "scale", "range": [1]}, "range", "a pair", id="half a range"),
    pytest.param(
        {"type": "scale", "min": 1, "max": 5, "anchors": {"9": {"fi": "Yli"}}},
        'anchors["9"]',
        "whole mark",
        id="anchor outside",
    ),
    pytest.param({"type": "scale_0_4", "min": 1}, "min", "no such key", id="0–4 with a minimum"),
    pytest.param({"type": "choice"}, "options", "two options", id="choice without options"),
    pytest.param(
        {"type": "choice", "options": [OPTIONS[0], OPTIONS[0]]},
        "options[1].key",
        "another option",
        id="option twice",
    ),
    pytest.param(
        {"type": "choice", "options": [OPTIONS[0], {"key": "b", "points": 120, "en": "B"}]},
        "options[1].points",
        "0 to 100",
        id="120 points",
    ),
    pytest.param(
        {"type": "choice", "options": [OPTIONS[0], {"key": "b", "en": "B"}]},
        "options[1].points",
        "or null",
        id="option without points",
    ),
    pytest.param(
        {"type": "choice", "options": [OPTIONS[0], {"key": "b", "points": 1}]},
        "options[1]",
        "fi, sv, en",
        id="option without text",
    ),
    pytest.param(
        {"type": "multi_choice", "options": OPTIONS, "scoring": {"mode": "most"}},
        "scoring.mode",
        "sum, all",
        id="mode",
    ),
    pytest.param(
        {"type": "multi_choice", "options": OPTIONS, "scoring": {"mode": "at_least"}},
        "scoring.at_least",
        "expected",
        id="at least how many",
    ),
    pytest.param(
        {
            "type": "multi_choice",
            "options": OPTIONS,
            "scoring": {"mode": "at_least", "at_least": 2},
        },
        "scoring.at_least",
        "1 to 1",
        id="more than there are",
    ),
    pytest.param(
        {"type": "number", "scoring": {"steps": STEPS}},
        "scoring.better",
        "is missing",
        id="which way is better",
    ),
    pytest.param(
        {"type": "number", "scoring": {"better": "lower", "steps": [[5, 100], [2, 60]]}},
        "scoring.steps[1]",
        "above 5",
        id="steps not rising",
    ),
    pytest.param(
        {"type": "number", "scoring": {"better": "higher", "steps": STEPS}},
        "scoring.steps[1]",
        "below 2",
        id="steps not falling",
    ),
    pytest.param(
        {"type": "number", "scoring": {"better": "lower", "steps": [[2, 60], [5, 100]]}},
        "scoring.steps[1]",
        "no more points",
        id="worse earns more",
    ),
    pytest.param(
        {"type": "number", "scoring": {"better": "lower", "steps": STEPS, "else": 80}},
        "scoring.else",
        "no more points",
        id="else earns more",
    ),
    pytest.param(
        {"type": "number", "scoring": {"better": "lower", "steps": [[2, 101]]}},
        "scoring.steps[0][1]",
        "0 to 100",
        id="101 points",
    ),
    pytest.param(
        {"type": "number", "scoring": {"better": "lower", "steps": [["soon", 100]]}},
        "scoring.steps[0][0]",
        'not "soon"',
        id="bound is a text",
    ),
    pytest.param(
        {"type": "number", "scoring": {"better": "lower", "steps": [3]}},
        "scoring.steps[0]",
        "pair",
        id="step is no pair",
    ),
    pytest.param(
        {"type": "number", "scoring": {"curve": [[0, 100], [0, 50]]}},
        "scoring.curve[1]",
        "above 0",
        id="knots not rising",
    ),
    pytest.param(
        {"type": "number", "scoring": {"curve": [[0, 100]]}}, "scoring.curve", "two", id="one knot"
    ),
    pytest.param(
        {"type": "number", "scoring": {"linear": [3, 3]}}, "scoring.linear", "pair", id="flat line"
    ),
    pytest.param(
        {"type": "number", "scoring": {"linear": [0, 3], "curve": [[0, 0], [1, 1]]}},
        "scoring",
        "not several",
        id="two ways to score",
    ),
    pytest.param(
        {"type": "number", "scoring": {"linear": [0, 3], "none": 200}},
        "scoring.none",
        "0 to 100",
        id="never earns 200",
    ),
    pytest.param(
        {"type": "number", "range": [0, float("nan")]}, "range[1]", "a number", id="not a number"
    ),
    pytest.param(
        {"type": "number", "range": [0, 1e300]}, "range[1]", "a number", id="beyond any count"
    ),
    pytest.param(
        {"type": "text", "critical": True}, "critical", "never scores", id="critical text"
    ),
]


@pytest.mark.parametrize(("changes", "place", "message"), CRITERION_FAULTS)
def test_fault_of_a_criterion_is_named_with_its_place(changes, place, message):
    document = copy.deepcopy(checklist_document())
    criterion = {**document["criteria"][3], **changes}
    document["criteria"][3] = {key: val for key, val in criterion.items() if val is not ABSENT}

    faults = faults_of(document)

    assert [*faults] == [f"checklist.criteria[3].{place}"]
    assert message in faults[f"checklist.criteria[3].{place}"]


@pytest.mark.parametrize("count", [0, 4, 6])
def test_a_checklist_has_exactly_five_stages(count):
    stages = [stage(key=f"s{n}", order=min(n, 5)) for n in range(1, count + 1)]

    faults = faults_of(checklist_document(stages=stages))

    assert faults["checklist.stages"] == f"exactly 5 stages are expected, not {count}"


@pytest.mark.parametrize("document", [None, [], "store", 5])
def test_something_else_than_a_document_is_refused(document):
    assert "mapping" in faults_of(document)["checklist"]


def test_all_faults_are_told_at_once():
    document = changed(["criteria", 0, "weight"], -1)
    document["criteria"][2]["rec"]["effort"] = "none"
    document["stages"][1]["name"] = ""
    document["version"] = "one"

    assert sorted(faults_of(document)) == [
        "checklist.criteria[0].weight",
        "checklist.criteria[2].rec.effort",
        "checklist.stages[1].name",
        "checklist.version",
    ]


def test_places_stand_below_the_given_one():
    with pytest.raises(DefinitionError, match=r"^bundle\.checklist\.version: "):
        parse_checklist(changed(["version"], 0), place="bundle.checklist")


def test_stages_come_in_their_order():
    document = checklist_document()
    document["stages"].reverse()

    assert [stage.order for stage in parse_checklist(document).stages] == [1, 2, 3, 4, 5]


def test_one_language_is_enough_for_a_text():
    checklist = parse_checklist(changed(["criteria", 0, "text"], {"sv": "Bara svenska?"}))

    assert checklist.languages == ("sv",)
    assert in_language(checklist.criteria[0].text, "fi") == "Bara svenska?"


def test_what_is_left_out_has_its_usual_value():
    criterion = make_criterion("yes_no")

    assert (criterion.nature, criterion.weight, criterion.critical) == ("fact", 1, None)
    assert parse_checklist(checklist_document()).bands == BANDS


@pytest.mark.parametrize(
    ("critical", "expected"),
    [
        pytest.param(False, None, id="false"),
        pytest.param(True, KnockOut("band", "fair"), id="true caps the band below good"),
        pytest.param(
            {"effect": "cap_stage", "cap": 49, "threshold": 20},
            KnockOut("cap_stage", cap=Decimal(49), threshold=Decimal(20)),
            id="cap",
        ),
        pytest.param({"effect": "zero_visit"}, KnockOut("zero_visit"), id="zero"),
    ],
)
def test_critical(critical, expected):
    assert make_criterion("yes_no", critical=critical).critical == expected


def test_bonus_has_no_weight():
    criterion = make_criterion("yes_no", bonus=2)

    assert (criterion.bonus, criterion.weight) == (2, 0)


def test_digest_knows_the_content_and_not_its_spelling():
    document = checklist_document()
    shuffled = dict(reversed(document.items())) | {"version": 1.0}

    assert digest(shuffled) == digest(document)
    assert digest(checklist_document(version=2)) != digest(document)


def test_stage_criteria_are_those_of_the_stage():
    checklist = parse_checklist(checklist_document())

    assert [item.code for item in stage_criteria(checklist, "service")] == ["S4-01"]
