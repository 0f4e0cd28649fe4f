from fractions import Fraction

import pytest

from audits.scoring import (
    UNIT,
    CriterionRule,
    Scheme,
    ScoredAnswer,
    State,
    Triggered,
    band,
    visit_score,
)
from tests.audits.scoring.schemes import (
    BANDS,
    STAGES,
    answered,
    knock_out,
    not_applicable,
    points,
    scheme_and_answers,
)


def total(groups, method="stages"):
    return visit_score(*scheme_and_answers(groups, method=method)).total


@pytest.mark.parametrize("method", ["stages", "points"])
@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        pytest.param([(1, [(80, 1)])], 80, id="one criterion"),
        pytest.param([(1, [(80, 1), (None, 9)])], 80, id="not applicable is left out"),
        pytest.param([(1, [(80, 1)]), (9, [(None, 1)])], 80, id="an empty stage is dropped"),
        pytest.param([(1, [(80, 1), (0, 0)])], 80, id="weight 0 is asked, not scored"),
        pytest.param([(1, [(80, 1)]), (0, [(0, 1)])], 80, id="a stage of weight 0 does not count"),
        pytest.param([(1, [(80, 1)]), (1, [(0, 0)])], 80, id="a stage of zero weights is dropped"),
        pytest.param([(1, [(None, 1)])], None, id="all not applicable is null, never 0"),
        pytest.param([(0, [(80, 1)])], None, id="all stages of weight 0 is null"),
        pytest.param([], None, id="nothing asked is null"),
        pytest.param([(1, [(0, 1)])], 0, id="nought is nought"),
    ],
)
def test_total_of_one_visit(method, groups, expected):
    assert total(groups, method) == points(expected)


def test_every_level_rounds_half_up_to_a_micro_point():
    thirds = [(100, 1), (0, 2)]
    score = visit_score(*scheme_and_answers([(1, thirds), (2, [(100, 1)])]))
    assert (score.stages["awareness"], score.total) == (33_333_333, 77_777_778)


def test_a_stage_of_weight_0_is_shown():
    score = visit_score(*scheme_and_answers([(1, [(80, 1)]), (0, [(40, 1)])]))
    assert score.stages["consideration"] == points(40)


def test_facts_and_perceptions_are_scored_apart():
    scheme, answers = scheme_and_answers([(1, [(100, 1)])])
    felt = CriterionRule("felt", "awareness", 3, is_fact=False)
    scheme = Scheme(scheme.method, scheme.stages, (*scheme.criteria, felt), BANDS)
    score = visit_score(scheme, {**answers, "felt": answered(20)})
    assert (score.total, score.fact, score.perception) == (points(40), points(100), points(20))
    assert (score.stage_fact["awareness"], score.stage_perception["awareness"]) == (
        points(100),
        points(20),
    )


def with_bonus(*bonuses, base=90, value=100):
    scheme, answers = scheme_and_answers([(1, [(base, 1)])])
    extra = [
        CriterionRule(f"b{n}", "loyalty", 7, True, bonus=points(b)) for n, b in enumerate(bonuses)
    ]
    scheme = Scheme(scheme.method, scheme.stages, (*scheme.criteria, *extra), BANDS)
    return visit_score(scheme, {**answers, **{rule.code: answered(value) for rule in extra}})


def test_bonus_is_no_part_of_the_denominator():
    score = with_bonus(2)
    assert (score.base, score.bonus, score.total) == (points(90), points(2), points(92))


def test_bonus_is_limited_and_never_passes_100():
    score = with_bonus(4, 4, base=98)
    assert (score.base, score.bonus, score.total) == (points(98), points(5), points(100))


def test_only_full_points_earn_the_bonus():
    assert with_bonus(2, value=99).bonus == 0


def test_bonus_alone_is_no_score():
    assert with_bonus(2, base=None).total is None


@pytest.mark.parametrize("method", ["stages", "points"])
@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        pytest.param(knock_out("cap_visit", cap=49), 49, id="cap_visit"),
        pytest.param(knock_out("cap_visit", cap=90), 75, id="a cap above the score does nothing"),
        pytest.param(knock_out("zero_visit"), 0, id="zero_visit"),
        pytest.param(knock_out("cap_stage", cap=20), 60, id="cap_stage"),
        pytest.param(knock_out("zero_stage"), 50, id="zero_stage"),
        pytest.param(knock_out("band", to="fair"), 75, id="a band cap leaves the number"),
    ],
)
def test_knock_outs(method, rule, expected):
    groups = [(1, [(0, 1, rule), (100, 1)]), (1, [(100, 1), (100, 1)])]
    score = visit_score(*scheme_and_answers(groups, method=method))
    assert (score.base, score.total) == (points(75), points(expected))


@pytest.mark.parametrize(
    ("value", "strikes"),
    [(59, True), (60, True), (Fraction(60_000_001, UNIT), False), (None, False)],
)
def test_a_knock_out_strikes_at_or_under_its_threshold(value, strikes):
    rule = knock_out("band", to="fair", threshold=60)
    score = visit_score(*scheme_and_answers([(1, [(value, 1, rule), (100, 1)])]))
    hit = Triggered("awareness-0", "band", "fair", stage="awareness")
    assert score.caps == ((hit,) if strikes else ())
    assert score.band_cap == ("fair" if strikes else "")


def test_the_worst_band_cap_counts():
    rules = [(0, 0, knock_out("band", to=key)) for key in ("good", "poor", "fair")]
    assert visit_score(*scheme_and_answers([(1, rules)])).band_cap == "poor"


def test_the_cap_has_the_last_word_over_the_bonus():
    scheme, answers = scheme_and_answers([(1, [(0, 1, knock_out("cap_visit", cap=49)), (100, 9)])])
    extra = CriterionRule("b", "loyalty", 0, True, bonus=points(5))
    scheme = Scheme(scheme.method, scheme.stages, (*scheme.criteria, extra), BANDS)
    score = visit_score(scheme, {**answers, "b": answered(100)})
    assert (score.base, score.bonus, score.total) == (points(90), points(5), points(49))


@pytest.mark.parametrize(
    ("micro", "cap", "expected"),
    [
        (points(85), "", "excellent"),
        (84_500_000, "", "excellent"),
        (84_499_999, "", "good"),
        (points(95), "fair", "fair"),
        (points(30), "fair", "poor"),
        (0, "", "poor"),
        (None, "fair", None),
    ],
)
def test_band_is_decided_on_the_shown_number(micro, cap, expected):
    assert band(micro, BANDS, cap) == expected


def test_band_of_a_number_with_a_decimal():
    assert band(84_500_000, BANDS, decimals=1) == "good"


def covered(**states):
    criteria = tuple(CriterionRule(state, "awareness", w, True) for state, w in states.items())
    stages = tuple((stage, 1) for stage in STAGES)
    answers = {state: ScoredAnswer(State(state), None) for state in states if state != "blank"}
    if "answered" in states:
        answers["answered"] = answered(50)
    return visit_score(Scheme("stages", stages, criteria, BANDS), answers)


def test_coverage_tells_the_states_apart():
    score = covered(answered=6, not_observed=1, blank=1, not_applicable=2, hidden=5)
    assert score.coverage.applicability == Fraction(7, 10)
    assert score.coverage.completeness == Fraction(6, 8)
    assert score.stage_coverage["awareness"] == Fraction(6, 10)
    assert score.coverage.is_thin


@pytest.mark.parametrize(
    ("states", "is_thin"),
    [
        pytest.param({"answered": 9, "blank": 1}, False, id="complete enough"),
        pytest.param({"answered": 8, "blank": 1}, True, id="too much left open"),
        pytest.param({"answered": 6, "not_applicable": 4}, False, id="applicable enough"),
        pytest.param({"answered": 5, "not_applicable": 4}, True, id="hardly applicable"),
    ],
)
def test_a_score_is_thin_under_its_limits(states, is_thin):
    assert covered(**states).coverage.is_thin is is_thin


def test_coverage_of_nothing_is_null():
    score = visit_score(*scheme_and_answers([]))
    assert (score.coverage.applicability, score.coverage.completeness) == (None, None)
    assert not score.coverage.is_thin


def test_an_answer_without_points_does_not_count_against_completeness():
    scheme, answers = scheme_and_answers([(1, [(80, 1), (None, 1)])])
    answers["awareness-1"] = ScoredAnswer(State.ANSWERED, None)
    assert visit_score(scheme, answers).coverage.completeness == 1


def test_points_of_an_answer_that_was_withdrawn_do_not_count():
    scheme, answers = scheme_and_answers([(1, [(80, 1), (0, 1)])])
    answers["awareness-1"] = ScoredAnswer(State.NOT_APPLICABLE, 0)
    assert visit_score(scheme, answers).total == points(80)
    assert not_applicable().micro is None
