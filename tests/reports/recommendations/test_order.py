from dataclasses import replace
from fractions import Fraction

import pytest

from reports.recommendations import (
    Advice,
    Certainty,
    Decided,
    Finding,
    Gain,
    Tier,
    apply_decisions,
    is_due,
    is_quick_win,
    recommend,
)


def finding(passed=1, visits=2, incidents=0):
    return Finding("", passed, visits, 0.8, 0.4, Certainty.OBSERVATION, incidents=incidents)


def advice(code, gain=0, *, cost="free", stage=1, incidents=0, passed=1, **more):
    return Advice(
        code=code,
        stage=f"stage{stage}",
        stage_order=stage,
        title=f"Do {code}",
        action="Do it.",
        cost=cost,
        effort="low",
        impact="high",
        gain=Gain(exact=Fraction(gain), expected=Fraction(gain)),
        whole=finding(passed, 2, incidents),
        **more,
    )


def codes(recommendations):
    return [recommendation.advice.code for recommendation in recommendations]


@pytest.mark.parametrize(
    ("candidate", "due"),
    [
        pytest.param(advice("a", passed=2), False, id="nothing fell short"),
        pytest.param(advice("a"), True, id="it fell short once"),
        pytest.param(advice("a", passed=2, incidents=1), True, id="an incident"),
        pytest.param(replace(advice("a"), whole=None), False, id="nobody saw it"),
    ],
)
def test_recommendation_is_due(candidate, due):
    assert is_due(candidate) is due


@pytest.mark.parametrize(
    ("gain", "cost", "quick"), [(1, "free", True), ("99/100", "free", False), (5, "low", False)]
)
def test_quick_win_is_free_and_worth_a_point(gain, cost, quick):
    assert is_quick_win(advice("a", gain, cost=cost)) is quick


def test_incidents_come_first_then_free_then_costing():
    found = recommend(
        [
            advice("costs", 9, cost="low"),
            advice("free", 1),
            advice("incident", 0, cost="high", incidents=1),
        ]
    )
    assert [(r.advice.code, r.tier) for r in found] == [
        ("incident", Tier.INCIDENT),
        ("free", Tier.FREE),
        ("costs", Tier.COSTING),
    ]


def test_expected_gain_is_weighed_against_the_cost():
    # 8/(1+7) = 1, 3/(1+1) = 1.5, 4/(1+3) = 1: the tie goes to the earlier stage.
    found = recommend(
        [
            advice("high", 8, cost="high", stage=2),
            advice("low", 3, cost="low", stage=5),
            advice("medium", 4, cost="medium", stage=1),
        ]
    )
    assert codes(found) == ["low", "medium", "high"]


def test_ties_go_to_the_earlier_stage_then_the_code():
    found = recommend([advice("b", 1, stage=2), advice("a", 1, stage=2), advice("c", 1, stage=1)])
    assert codes(found) == ["c", "a", "b"]


def test_no_decisions_change_nothing():
    found = recommend([advice("a", 2), advice("b", 1)])
    decided = apply_decisions(found, [])
    assert (decided.kept, decided.dropped) == (found, ())


def test_consultant_edits_and_the_rest_stays():
    found = recommend([advice("a", 2), advice("b", 1)])
    kept = apply_decisions(found, [Decided("a", title="Greet", cost="low")]).kept
    edited = next(r for r in kept if r.advice.code == "a")
    assert edited.advice == replace(found[0].advice, title="Greet", cost="low")
    assert edited.is_edited
    assert codes(kept) == ["b", "a"]


def test_consultant_drops_with_a_reason():
    found = recommend([advice("a", 2), advice("b", 1)])
    decided = apply_decisions(found, [Decided("a", is_dropped=True, drop_reason="Under way")])
    assert codes(decided.kept) == ["b"]
    assert [(r.advice.code, r.drop_reason) for r in decided.dropped] == [("a", "Under way")]


def test_consultant_adds_her_own():
    found = recommend([advice("a", 2)])
    own = Decided(
        "own-1", title="Ask the customer", action="At the till.", stage="s3", stage_order=3
    )
    kept = apply_decisions(found, [own]).kept
    assert kept[1].is_own
    assert (kept[1].advice.title, kept[1].advice.cost, kept[1].tier) == (
        "Ask the customer",
        "free",
        Tier.FREE,
    )


def test_consultant_orders():
    found = recommend([advice("a", 3), advice("b", 2), advice("c", 1)])
    decisions = [Decided("c", position=1), Decided("own-1", position=2, title="Own")]
    assert codes(apply_decisions(found, decisions).kept) == ["c", "own-1", "a", "b"]


def test_place_beyond_the_end_is_the_end():
    found = recommend([advice("a", 3), advice("b", 2)])
    assert codes(apply_decisions(found, [Decided("a", position=99)]).kept) == ["b", "a"]


def test_decision_about_advice_that_is_gone_is_passed_over():
    found = recommend([advice("a", 3)])
    decided = apply_decisions(found, [Decided("z", title="Z"), Decided("y", is_dropped=True)])
    assert (codes(decided.kept), decided.dropped) == (["a"], ())


def test_decision_about_one_criterion_holds_for_its_action():
    found = recommend([advice("a", 3, criteria=("a", "b"))])
    kept = apply_decisions(found, [Decided("b", title="Edited before")]).kept
    assert [(one.advice.title, one.is_edited) for one in kept] == [("Edited before", True)]


def test_own_recommendation_on_answers_is_no_judgement():
    rests = Advice("own-1", "", 0, "", "", "", "", "", whole=finding(0, 2), criteria=("a",))
    decided = Decided("own-1", title="Own", stage="s1", stage_order=1, criteria=("a",))
    own = apply_decisions([], [decided], {"own-1": rests}).kept[0]
    assert (own.advice.short, own.advice.title, own.is_judgement) == (2, "Own", False)
    assert apply_decisions([], [Decided("own-2", title="x")]).kept[0].is_judgement


def test_decision_about_the_promises_of_one_stage_holds_for_all():
    found = recommend([advice("promise-all", incidents=1)])
    kept = apply_decisions(found, [Decided("promise-2", title="Edited before")]).kept
    assert [one.advice.title for one in kept] == ["Edited before"]
