"""What every kind of question must keep; each new one meets these tests at once."""

from decimal import Decimal

import pytest
from django import forms

from journeys.definition import LANGUAGES
from journeys.question_types import FULL, QUESTION_TYPES
from tests.factories import make_criterion

OPTIONS = [
    {"key": "no", "points": 0, "fi": "Ei", "sv": "Nej", "en": "No"},
    {"key": "partly", "points": 50, "fi": "Osin", "sv": "Delvis", "en": "Partly"},
    {"key": "yes", "points": 100, "fi": "Kyllä", "sv": "Ja", "en": "Yes"},
    {"key": "idle", "points": None, "fi": "Ei tarvetta", "sv": "Ej aktuellt", "en": "No need"},
]
MINUTES = {
    "unit": {"fi": "minuuttia", "sv": "minuter", "en": "minutes"},
    "unit_one": {"fi": "minuutti", "sv": "minut", "en": "minute"},
}
STEPS = {"better": "lower", "steps": [[2, 100], [5, 60]], "else": 10, "none": 0}
CURVE = {"curve": [[0, 100], [10, 50], [30, 0]]}

# type, what else the criterion says, an answer of 100 points or None, and values that are refused
KINDS = [
    pytest.param("yes_no", {}, "yes", ["maybe", True, None, 1], id="yes_no"),
    pytest.param("scale", {"min": 1, "max": 5}, 5, [0, 6, "5", True, None], id="scale"),
    pytest.param("scale_0_4", {}, 4, [-1, 5, "4", float("nan")], id="scale_0_4"),
    pytest.param("choice", {"options": OPTIONS}, "yes", ["other", ["yes"], None], id="choice"),
    pytest.param(
        "multi_choice",
        {"options": OPTIONS, "scoring": {"mode": "sum"}},
        ["partly", "yes"],
        [[], ["other"], "yes", ["yes", "yes"], [["yes"]]],
        id="multi_choice",
    ),
    pytest.param(
        "number",
        {**MINUTES, "scoring": STEPS, "range": [0, None]},
        1.5,
        ["soon", -1, True, float("inf"), "1"],
        id="number",
    ),
    pytest.param("share", {}, "4/4", ["5/4", "4", 4, None, "-1/4"], id="share"),
    pytest.param("text", {}, "Well said", ["", "  ", 4, None], id="text"),
    pytest.param("photo", {}, "The front", ["", 4, None], id="photo"),
]


def test_every_type_is_tried_here():
    assert [kind.values[0] for kind in KINDS] == list(QUESTION_TYPES)


@pytest.mark.parametrize(("type_key", "more", "best", "refused"), KINDS)
def test_best_answer_earns_everything_or_nothing(type_key, more, best, refused):
    kind, criterion = QUESTION_TYPES[type_key], make_criterion(type_key, **more)

    assert kind.problem(criterion, best) == ""
    assert kind.micro(criterion, best) == (FULL if kind.is_scored else None)


@pytest.mark.parametrize(("type_key", "more", "best", "refused"), KINDS)
def test_refused_values_are_named(type_key, more, best, refused):
    kind, criterion = QUESTION_TYPES[type_key], make_criterion(type_key, **more)

    problems = [kind.problem(criterion, value) for value in refused]

    assert ["is expected, not" in problem for problem in problems] == [True] * len(refused)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("type_key", "more", "best", "refused"), KINDS)
def test_answer_reads_in_every_language(type_key, more, best, refused, language):
    kind, criterion = QUESTION_TYPES[type_key], make_criterion(type_key, **more)

    text = kind.display(criterion, kind.clean(criterion, best), language)

    assert text.strip() == text != ""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("type_key", "more", "best", "refused"), KINDS)
def test_field_may_stay_empty_and_takes_the_answer_back(type_key, more, best, refused, language):
    kind, criterion = QUESTION_TYPES[type_key], make_criterion(type_key, **more)
    field = kind.form_field(criterion, language)
    shown = [str(item) for item in best] if isinstance(best, list) else str(best)

    assert isinstance(field, forms.Field)
    assert field.clean([] if isinstance(best, list) else "") in (None, [])
    assert kind.clean(criterion, field.clean(shown)) == kind.clean(criterion, best)


@pytest.mark.parametrize(
    ("type_key", "more", "answer", "points"),
    [
        pytest.param("yes_no", {"invert": True}, "no", 100, id="invert turns yes and no"),
        pytest.param("scale", {"min": 1, "max": 5}, 1, 0, id="one of five is nothing"),
        pytest.param("scale", {"min": 1, "max": 5, "reverse": True}, 2, 75, id="reverse"),
        pytest.param("scale", {"min": 0, "max": 10}, 8.67, "86.7", id="decimals are exact"),
        pytest.param("scale", {"min": 1, "max": 10}, 7, "66.666667", id="half up in millionths"),
        pytest.param("scale_0_4", {}, 3, 75, id="0 to 4"),
        pytest.param("choice", {"options": OPTIONS}, "partly", 50, id="option's own points"),
        pytest.param("choice", {"options": OPTIONS}, "idle", None, id="null does not score"),
        pytest.param("number", {"scoring": STEPS}, 2, 100, id="bound belongs to its step"),
        pytest.param("number", {"scoring": STEPS}, Decimal("2.0001"), 60, id="just over a bound"),
        pytest.param("number", {"scoring": STEPS}, 6, 10, id="else"),
        pytest.param("number", {"scoring": STEPS}, "never", 0, id="never"),
        pytest.param("number", {"scoring": CURVE}, 5, 75, id="half way along a curve"),
        pytest.param("number", {"scoring": CURVE}, 40, 0, id="flat after the last knot"),
        pytest.param("number", {"scoring": CURVE}, -3, 100, id="flat before the first knot"),
        pytest.param("number", {"scoring": {"linear": [0, 3]}}, 1, "33.333333", id="linear"),
        pytest.param("number", {"scoring": {"linear": [5, 0]}}, 1, 80, id="linear downwards"),
        pytest.param("number", {}, 7, None, id="a number without rules does not score"),
        pytest.param("share", {}, "3/4", 75, id="k of m"),
        pytest.param("share", {}, "0/0", None, id="of none does not score"),
    ],
)
def test_points(type_key, more, answer, points):
    kind, criterion = QUESTION_TYPES[type_key], make_criterion(type_key, **more)

    micro = kind.micro(criterion, answer)

    assert micro == (None if points is None else Decimal(points) * 1_000_000)


# SafetyCulture's sum: 1 + 2 + 0 + 5 makes a base of 8; SASSIE: 3 of 5.
WORTH = [
    {"key": key, "points": points, "en": key}
    for key, points in [("a", 1), ("b", 2), ("c", 0), ("d", 5), ("bad", -4), ("none", None)]
]


@pytest.mark.parametrize(
    ("scoring", "picked", "points"),
    [
        pytest.param({"mode": "sum"}, ["a", "b"], "37.5", id="3 of 8"),
        pytest.param({"mode": "sum"}, ["a", "bad"], 0, id="never under 0"),
        pytest.param({"mode": "sum"}, ["none"], 0, id="nothing of worth"),
        pytest.param({"mode": "all"}, ["a", "b", "d"], 100, id="all that count"),
        pytest.param({"mode": "all"}, ["a", "b"], 0, id="all but one"),
        pytest.param({"mode": "any"}, ["c"], 0, id="an option of 0 does not count"),
        pytest.param({"mode": "any"}, ["b", "c"], 100, id="any"),
        pytest.param({"mode": "at_least", "at_least": 2}, ["a", "c"], 0, id="too few"),
        pytest.param({"mode": "at_least", "at_least": 2}, ["a", "d"], 100, id="enough"),
        pytest.param({}, ["a"], None, id="without a mode it does not score"),
    ],
)
def test_multi_choice_modes(scoring, picked, points):
    criterion = make_criterion("multi_choice", options=WORTH, scoring=scoring)

    micro = QUESTION_TYPES["multi_choice"].micro(criterion, picked)

    assert micro == (None if points is None else Decimal(points) * 1_000_000)
