"""Figures that others published, or that tools of repute print; each with its source."""

import json
import os
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from audits.scoring import (
    FULL,
    UNIT,
    gaps,
    largest_remainder,
    peak_end,
    rounded,
    shown,
    visit_score,
    weighted_mean,
)
from journeyaudit.settings import BASE_DIR
from tests.audits.scoring.schemes import knock_out, points, scheme_and_answers

CASES = Path(os.environ.get("JOURNEYAUDIT_CASES", BASE_DIR.parent / "shared" / "cases"))


def case(name):
    return read_case(f"statistics/{name}")


def read_case(name):
    path = CASES / f"{name}.json"
    if not path.exists():
        pytest.skip(f"{path} is not there")
    return json.loads(path.read_text(encoding="utf-8"))


def total(groups, method="stages"):
    return visit_score(*scheme_and_answers(groups, method=method)).total


VECTORS = [
    # PlanBrothers, "Question weights explained": 0·1 + 1·2 + 0.5·1 over 4.
    pytest.param([(1, [(0, 1), (100, 2), (50, 1)])], "stages", "62.5", id="planbrothers"),
    # Genesys Cloud, evaluation form scoring: groups weigh points.
    pytest.param([(40, [(100, 1), (0, 1)]), (20, [(100, 1)])], "points", "60.0", id="genesys"),
    pytest.param([(40, [(100, 1), (0, 1)]), (20, [(100, 1)])], "stages", "66.7", id="not genesys"),
    # CISO Assistant, test_not_applicable_excluded_from_all_methods.
    pytest.param(
        [(1, [(80, 1), (60, 1)]), (1, [(40, 1), (None, 3)])], "points", "60.0", id="ciso mean"
    ),
    pytest.param(
        [(1, [(80, 1), (60, 1)]), (1, [(40, 1), (None, 3)])], "stages", "55.0", id="ciso averages"
    ),
    # Sprinklr and Amazon Connect: a critical zero takes its section, or the whole form.
    pytest.param(
        [(1, [(0, 1, knock_out("zero_stage")), (100, 3)]), (1, [(100, 1)])],
        "stages",
        "50.0",
        id="sprinklr section",
    ),
    pytest.param(
        [(1, [(0, 1, knock_out("zero_visit")), (100, 3)]), (1, [(100, 1)])],
        "stages",
        "0.0",
        id="sprinklr form",
    ),
]


@pytest.mark.parametrize(("groups", "method", "expected"), VECTORS)
def test_published_totals_come_out(groups, method, expected):
    assert shown(total(groups, method), 1) == expected


def tree_score(node):
    """XCCDF's default model: the same weighted mean at every level of the tree."""
    if "result" in node:
        return {"pass": FULL, "fail": 0}.get(node["result"])
    return weighted_mean((tree_score(child), int(child["weight"])) for child in node["children"])


@pytest.mark.shared
def test_xccdf_tree_of_openscap():
    found = case("score-xccdf-arf-3472")
    score = tree_score(found["inputs"]["tree"])
    assert abs(score / UNIT - found["expected"]) <= found["tolerance"]


def test_xccdf_tree_of_openscap_by_hand():
    # arf line 3345: 625/18, from restrictions (66.67, 66.67, 25), permissions 75, services 12.5
    thirds = weighted_mean([(0, 1), (FULL, 1), (FULL, 1)])
    accounts = weighted_mean([(thirds, 1), (thirds, 1), (25 * UNIT, 1)])
    system = weighted_mean([(0, 1), (FULL, 1), (75 * UNIT, 1), (accounts, 1)])
    services = weighted_mean([(0, 1), (25 * UNIT, 1)])
    assert abs(weighted_mean([(system, 1), (services, 1)]) - Fraction(625, 18) * UNIT) <= 1


@pytest.mark.shared
def test_planbrothers_weighted_average():
    found = case("score-planbrothers")
    items = [(item["score"] * 100, item["weight"]) for item in found["inputs"]["items"]]
    assert total([(1, items)]) == points(found["expected"])


@pytest.mark.shared
def test_genesys_weighs_the_points_of_groups():
    found = case("score-genesys-groups")
    groups = [
        (g["weight"], [(100 * (n < g["earned"]), 1) for n in range(g["possible"])])
        for g in found["inputs"]["groups"]
    ]
    assert total(groups, "points") == points(found["expected"])


@pytest.mark.shared
def test_ciso_assistant_leaves_not_applicable_out():
    found = case("score-ciso-assistant-na")
    groups = [(1, items) for items in found["inputs"]["sections"].values()]
    expected = found["expected"]
    assert total(groups, "points") == points(expected["AVG"])
    assert total(groups, "stages") == points(expected["AVG_OF_AVG"])
    assert sum(v * w for _, items in groups for v, w in items if v is not None) == expected["SUM"]


@pytest.mark.shared
def test_safetyculture_multiplies_points_by_weight():
    found = case("score-safetyculture-demo")
    asked = found["inputs"]["question"]
    earned = [
        [value * asked["weight"], asked["max"] * asked["weight"]] for value in asked["answers"]
    ]
    assert earned == found["expected"]["question"]
    for value, (part, whole) in zip(asked["answers"], earned, strict=True):
        item = (100 * value / asked["max"], asked["weight"])
        assert total([(1, [item])], "points") == points(100 * part / whole)


@pytest.mark.shared
def test_sassie_terms_as_scored_items():
    expected = case("score-sassie-terms")["expected"]
    for term, value in {"yes": 100, "no": 0, "multi": 60}.items():
        earned, possible = expected[term]
        assert total([(1, [(value, possible)])], "points") == points(100 * earned / possible)
    assert expected["na"] == [0, 0]
    assert total([(1, [(None, 1)])], "points") is None
    assert expected["bonus"][1] == 0  # see test_bonus_is_no_part_of_the_denominator


@pytest.mark.shared
def test_sprinklr_item_earns_picked_over_positive():
    found = case("score-sprinklr-item")
    picked, options = found["inputs"]["selected"], found["inputs"]["options"]
    share = Fraction(sum(picked), sum(value for value in options if value > 0))
    assert rounded(share * 100, 2) == Decimal(str(found["expected"]))


@pytest.mark.shared
def test_knock_outs_zero_a_section_or_the_form():
    found = case("knockout-critical-semantics")
    names = {"section": "zero_stage", "form": "zero_visit"}
    for form, expected in zip(found["inputs"]["forms"], found["expected"], strict=True):
        groups = [
            (w, [(v, iw, knock_out(names[k]) if k else None) for v, iw, k in items])
            for w, items in form
        ]
        score = visit_score(*scheme_and_answers(groups))
        stages = [score.stages["awareness"], score.stages["consideration"]]
        assert [stages, score.total] == [[points(v) for v in expected[0]], points(expected[1])]


HALVES = [("68.25", "68.3"), ("68.35", "68.4"), ("0.125", "0.1"), ("2.5", "2.5")]


@pytest.mark.parametrize(("value", "expected"), HALVES)
def test_halves_are_shown_rounded_up(value, expected):
    assert shown(int(Decimal(value) * UNIT), 1) == expected


@pytest.mark.shared
def test_round_half_case_is_our_table():
    found = case("round-half")
    pairs = zip(found["inputs"]["values"], found["expected"]["half_up_1dp"], strict=True)
    assert list(pairs) == HALVES


# The first apportionment of the United States, 1790, by Hamilton's method (electowiki).
STATES_1790 = [
    *(630560, 475327, 432879, 353523, 331589, 278514, 236841, 206236),
    *(179570, 141822, 85533, 70835, 68705, 68446, 55540),
]
SEATS_1790 = [11, 8, 7, 6, 6, 5, 4, 3, 3, 2, 1, 1, 1, 1, 1]


def test_largest_remainder_apportions_1790():
    assert largest_remainder(STATES_1790, 60) == SEATS_1790


@pytest.mark.shared
def test_hamilton_case_is_our_table():
    found = case("round-hamilton-1790")
    inputs = found["inputs"]
    assert largest_remainder(inputs["shares"], inputs["units"]) == found["expected"]


@pytest.mark.shared
def test_peak_end_of_the_published_curve():
    found = case("peakend-hook")
    values = [Fraction(str(value)) for value in found["inputs"]["values"]]
    assert peak_end(values).mean == Fraction(str(found["expected"]))


@pytest.mark.parametrize(
    ("values", "total", "expected"),
    [
        # Redelmeier and Kahneman's patients A and B, as retold in scoring.md 1.7.
        pytest.param([3, 5, 8, 8, 7, 7], 38, "7.5", id="patient A"),
        pytest.param([3, 5, 8, 8, 7, 7, 5, 4, 3, 2], 52, "5", id="patient B"),
        pytest.param(["0.6", "0.5", "0.9", "0.7"], "2.7", "0.8", id="hook"),
    ],
)
def test_peak_end_beats_the_sum(values, total, expected):
    curve = [Fraction(value) for value in values]
    assert (sum(curve), peak_end(curve).mean) == (Fraction(total), Fraction(expected))


@pytest.mark.shared
def test_the_gaps_of_a_hospital():
    """386 patients are given as means; so many steps apart that a mean of two has them."""
    found = case("servqual-hospital")
    asked = found["inputs"]
    pairs = zip(asked["expectation"], asked["perception"], strict=True)
    stages = [f"dimension {number}" for number in range(len(found["expected"]))]
    before, after = (
        {stage: round(100 * value) for stage, value in zip(stages, side, strict=True)}
        for side in zip(*pairs, strict=True)
    )
    told = gaps(stages, [(before, after)])
    means = [float(told[stage].gap) / 100 for stage in stages]
    assert means == pytest.approx(found["expected"], abs=found["tolerance"])
