from fractions import Fraction

import pytest

from audits.scoring import (
    IncidentFact,
    PromiseCounts,
    PromiseFact,
    decimals_for,
    emotion,
    gaps,
    incident_counts,
    peak_end,
    promise_counts,
    recovery_score,
    rounded_parts,
    shown,
)
from tests.audits.scoring.schemes import STAGES


def test_gap_is_experience_minus_expectation_of_raw_answers():
    pairs = [({"service": 4}, {"service": 1}), ({"service": 3}, {"service": 3})]
    pairs += [({"service": 2}, {"service": 4}), ({"service": 1}, {}), ({}, {"service": 0})]
    gap = gaps(STAGES, pairs)["service"]
    assert (gap.expected, gap.experienced, gap.gap) == (3, Fraction(8, 3), Fraction(-1, 3))
    assert (gap.visits, gap.exceeded, gap.met, gap.below) == (3, 1, 1, 1)


def test_a_stage_without_both_sides_has_no_gap():
    assert gaps(STAGES, [({"service": 4}, {"loyalty": 1})]) == {}


@pytest.mark.parametrize(
    ("values", "peak", "index"),
    [
        pytest.param([1, -3, 3, 2], -3, 1, id="a tie goes to the negative"),
        pytest.param([2, -1, 2], 2, 2, id="then to the later"),
        pytest.param([0, 0], 0, 1, id="a flat curve"),
    ],
)
def test_peak(values, peak, index):
    found = peak_end(values)
    assert (found.peak, found.peak_index) == (peak, index)


def test_peak_and_end_are_taken_per_visit_and_then_averaged():
    curves = [{"awareness": 3, "service": -1}, {"awareness": -3, "loyalty": 1}]
    found = emotion(STAGES, curves)
    assert (found.peak, found.end, found.peak_end) == (0, 0, 0)
    assert found.stages == {
        "awareness": (Fraction(0), 2),
        "service": (Fraction(-1), 1),
        "loyalty": (Fraction(1), 1),
    }


def test_no_feelings_no_curve():
    found = emotion(STAGES, [{}, {}])
    assert (found.stages, found.peak, found.end, found.peak_end) == ({}, None, None, None)


def test_a_promise_not_due_is_made_but_neither_kept_nor_broken():
    kept = ["yes", "yes", "partly", "no", "unverifiable", ""]
    counts = promise_counts(PromiseFact("service", one) for one in kept)
    assert counts == PromiseCounts(made=6, kept=2, partly=1, broken=1, unverifiable=1)


@pytest.mark.parametrize(
    ("done", "score"),
    [
        ({}, 0),
        ({"apology": True}, 20),
        ({"explanation": True}, 15),
        ({"asked_customer": True}, 15),
        ({"fixed": True}, 35),
        ({"extra_gesture": True}, 15),
    ],
)
def test_recovery_score_of_one_failure(done, score):
    assert recovery_score(IncidentFact("service", is_failure=True, **done)) == score


def test_recovery_of_the_pizza_story():
    # customer_stories.json: 35, 15 and 0 of three failures in one visit.
    done = [{"fixed": True}, {"explanation": True}, {}]
    counts = incident_counts(IncidentFact("service", True, **one) for one in done)
    assert (counts.failures, counts.surprises) == (3, 0)
    assert counts.recovery == Fraction(50, 3)


def test_surprises_alone_have_no_recovery():
    assert incident_counts([IncidentFact("service", is_failure=False)]).recovery is None


@pytest.mark.parametrize(("half_width", "decimals"), [(None, 0), (14.0, 0), (5.0, 0), (4.9, 1)])
def test_decimals_follow_what_is_known(half_width, decimals):
    assert decimals_for(half_width) == decimals


def test_nothing_is_shown_as_nothing():
    assert shown(None) is None
    assert shown(0) == "0"


def test_a_printed_ledger_adds_up():
    # scoring.md 1.9: rounded one by one, the parts would sum to one tenth too many.
    parts = [Fraction(97, 15), Fraction(97, 15), Fraction(97, 15)]
    assert [str(part) for part in rounded_parts(parts, 1)] == ["6.5", "6.5", "6.4"]
