"""What every kind of question must keep; each new one meets these tests at once."""

from decimal import Decimal

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

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


numbers = st.decimals(-1000, 1000, places=3) | st.integers(-1000, 1000)
points = st.decimals(0, 100, places=2)


@given(low=st.integers(-50, 50), span=st.integers(1, 100), share=st.decimals(0, 1, places=4))
def test_scale_rises_from_nothing_to_everything(low, span, share):
    criterion = make_criterion("scale", min=low, max=low + span)
    kind = QUESTION_TYPES["scale"]

    assert 0 <= kind.micro(criterion, low + span * share) <= FULL
    assert kind.micro(criterion, low) == 0
    assert kind.micro(criterion, low + span) == FULL


@given(
    bounds=st.lists(st.integers(-100, 100), min_size=1, max_size=5, unique=True),
    worth=st.lists(points, min_size=6, max_size=6),
    pair=st.tuples(numbers, numbers),
)
def test_steps_never_give_more_for_worse(bounds, worth, pair):
    *steps_worth, otherwise = sorted(worth, reverse=True)[: len(bounds) + 1]
    steps = [list(step) for step in zip(sorted(bounds), steps_worth, strict=True)]
    scoring = {"better": "lower", "steps": steps, "else": otherwise}
    criterion, kind = make_criterion("number", scoring=scoring), QUESTION_TYPES["number"]

    better, worse = (kind.micro(criterion, x) for x in sorted(pair))

    assert FULL >= better >= worse >= 0


@given(
    knots=st.dictionaries(st.integers(-100, 100), points, min_size=2, max_size=5),
    number=numbers,
)
def test_curve_stays_between_its_neighbours(knots, number):
    curve = sorted(knots.items())
    criterion = make_criterion("number", scoring={"curve": curve})
    left = [y for x, y in curve if x <= number] or [curve[0][1]]
    right = [y for x, y in curve if x >= number] or [curve[-1][1]]

    micro = QUESTION_TYPES["number"].micro(criterion, number)

    assert min(left[-1], right[0]) * 1_000_000 <= micro <= max(left[-1], right[0]) * 1_000_000


@given(
    worth=st.lists(st.integers(-100, 100), min_size=2, max_size=6).filter(lambda w: max(w) > 0),
    picks=st.sets(st.integers(0, 5), min_size=1),
    mode=st.sampled_from(["sum", "all", "any"]),
)
def test_multi_choice_stays_between_0_and_100(worth, picks, mode):
    options = [{"key": str(n), "points": p, "en": str(n)} for n, p in enumerate(worth)]
    criterion = make_criterion("multi_choice", options=options, scoring={"mode": mode})
    picked = [str(n) for n in range(len(worth)) if n in picks]

    assert 0 <= QUESTION_TYPES["multi_choice"].micro(criterion, picked) <= FULL


@pytest.mark.parametrize(
    ("answer", "language", "text"),
    [
        (1, "fi", "1\N{NO-BREAK SPACE}minuutti"),
        (2.5, "fi", "2,5\N{NO-BREAK SPACE}minuuttia"),
        (2.5, "en", "2.5\N{NO-BREAK SPACE}minutes"),
        (1000, "sv", "1000\N{NO-BREAK SPACE}minuter"),
        ("never", "sv", "Aldrig"),
    ],
)
def test_number_reads_with_its_unit(answer, language, text):
    criterion = make_criterion("number", **MINUTES, scoring=STEPS)

    assert QUESTION_TYPES["number"].display(criterion, answer, language) == text


@pytest.mark.parametrize(
    ("answer", "language", "text"),
    [(3, "fi", "Hyvin (3/4)"), (0, "sv", "Inte alls (0/4)"), (2.5, "fi", "2,5 (asteikolla 0–4)")],
)
def test_scale_reads_in_words(answer, language, text):
    criterion = make_criterion("scale_0_4")

    assert QUESTION_TYPES["scale_0_4"].display(criterion, answer, language) == text


@pytest.mark.parametrize("typed", ["2,5", "2.5", " 2,5 "])
def test_number_field_understands_the_decimal_comma(typed):
    field = QUESTION_TYPES["number"].form_field(make_criterion("number"), "fi")

    assert field.clean(typed) == Decimal("2.5")


@pytest.mark.parametrize("typed", ["soon", "1e400", "nan", "1,2,3"])
def test_number_field_refuses_what_is_no_count(typed):
    field = QUESTION_TYPES["number"].form_field(make_criterion("number"), "fi")

    with pytest.raises(forms.ValidationError):
        field.clean(typed)


def test_whole_numbers_have_no_decimals():
    criterion = make_criterion("number", whole=True, range=[0, None])
    kind = QUESTION_TYPES["number"]

    assert kind.problem(criterion, 2.5) == "a whole number from 0 is expected, not 2.5"
    with pytest.raises(forms.ValidationError):
        kind.form_field(criterion, "fi").clean("2,5")


def test_never_is_accepted_only_where_it_scores():
    kind = QUESTION_TYPES["number"]
    with_never = make_criterion("number", scoring=STEPS)
    without = make_criterion("number", scoring=CURVE)

    assert (kind.accepts_never(with_never), kind.accepts_never(without)) == (True, False)
    assert kind.problem(without, "never") == 'a number is expected, not "never"'


@pytest.mark.parametrize(("type_key", "more", "best", "refused"), KINDS)
def test_rules_are_told_in_words(type_key, more, best, refused):
    kind, criterion = QUESTION_TYPES[type_key], make_criterion(type_key, **more)

    rules = kind.rule_words(criterion, "fi")

    assert bool(rules) == kind.scores(criterion)
    assert all(words for words, _points in rules)


@pytest.mark.parametrize(
    ("more", "value", "problem"),
    [
        pytest.param({}, -1, "a number of minutes from 0 is expected, not -1", id="usual"),
        pytest.param({}, "soon", 'a number of minutes is expected, not "soon"', id="no number"),
        pytest.param({"min": -20}, -12.4, "", id="a minimum below 0"),
        pytest.param({"scoring": {"curve": [[-5, 100], [5, 0]]}}, -5, "", id="a knot below 0"),
    ],
)
def test_number_is_not_negative_unless_the_checklist_asks_for_it(more, value, problem):
    criterion = make_criterion("number", **MINUTES, **more)

    assert QUESTION_TYPES["number"].problem(criterion, value) == problem


def test_short_scale_tells_the_points_of_every_mark():
    criterion = make_criterion("scale_0_4", reverse=True)

    rules = QUESTION_TYPES["scale_0_4"].rule_words(criterion, "sv")

    assert [points for _words, points in rules] == [100, 75, 50, 25, 0]
    assert rules[0] == ("0 – Inte alls", 100)


@pytest.mark.parametrize("mode", ["sum", "all", "any", "at_least"])
def test_every_mode_is_explained(mode):
    scoring = {"mode": mode, **({"at_least": 2} if mode == "at_least" else {})}
    criterion = make_criterion("multi_choice", options=WORTH, scoring=scoring)

    assert QUESTION_TYPES["multi_choice"].rule_note(criterion).endswith(".")
