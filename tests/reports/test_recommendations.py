from dataclasses import replace
from fractions import Fraction

import pytest

from reports.recommendations import Advice, Decided, Tier, apply_decisions, is_due, recommend

POINT = 1_000_000


def advice(code, lost=0, *, cost="free", stage=1, micro=50 * POINT, incidents=0):
    return Advice(
        code=code,
        stage=f"stage{stage}",
        stage_order=stage,
        title=f"Do {code}",
        action="Do it.",
        cost=cost,
        effort="low",
        impact="high",
        micro=micro,
        lost=Fraction(lost),
        short=1,
        visits=2,
        incidents=incidents,
    )


def codes(recommendations):
    return [recommendation.advice.code for recommendation in recommendations]


@pytest.mark.parametrize(
    ("candidate", "due"),
    [
        pytest.param(advice("a", micro=100 * POINT), False, id="nothing is wrong"),
        pytest.param(advice("a", micro=None), False, id="nobody saw it"),
        pytest.param(advice("a", micro=60 * POINT), False, id="60 is not under 60"),
        pytest.param(advice("a", micro=59 * POINT), True, id="under 60 without weight"),
        pytest.param(advice("a", "1/10", micro=99 * POINT), True, id="lost points"),
        pytest.param(advice("a", micro=100 * POINT, incidents=1), True, id="an incident"),
    ],
)
def test_recommendation_is_due(candidate, due):
    assert is_due(candidate) is due


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


def test_lost_points_are_weighed_against_the_cost():
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
