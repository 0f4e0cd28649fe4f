"""Double visits: what auditors who saw the same say together, and how sure that is."""

import random
from collections import Counter

import pytest

from audits.statistics import (
    DoubleVisit,
    agreement_of,
    gwet_ac1,
    krippendorff_alpha,
    paired,
)
from audits.statistics.agreement import rating_counts
from audits.statistics.doubles import Estimate, estimate, pair_ac1, pair_alpha

STEPS = (0, 50, 100)


def seen(rng, latent, noise):
    """How one auditor sees a question: no, partly, yes."""
    value = latent + rng.gauss(0, noise)
    return STEPS[(value > -0.5) + (value > 0.3)]


def world(rng, count, noise):
    """Double visits to shops that differ, by auditors who see them through some noise."""
    found = []
    for _visit in range(count):
        shop = rng.gauss(0.4, 0.5)
        latent = [rng.gauss(shop, 1) for _question in range(30)]
        both = [tuple(seen(rng, one, noise) for _auditor in "ab") for one in latent]
        points = 70 + 12 * shop
        totals = (points + rng.gauss(0, 6), points + rng.gauss(0, 6))
        found.append(DoubleVisit(both, totals))
    return found


def test_shortcut_is_the_published_coefficient():
    doubles = world(random.Random(3), 4, 0.7)
    pairs = Counter(both for one in doubles for both in one.answers)
    rows = [list(rater) for rater in zip(*pairs.elements(), strict=True)]
    assert pair_alpha(pairs) == pytest.approx(krippendorff_alpha(rows, "ordinal"))
    assert pair_ac1(pairs) == pytest.approx(gwet_ac1(rating_counts(rows)))


def test_nine_double_visits_are_too_few():
    found = agreement_of(world(random.Random(1), 9, 0.5))
    assert (found.pairs, found.answers, found.alpha, found.totals) == (9, 270, None, None)
    assert found.grade == ""
    assert 50 < found.equal < 100


def test_ten_have_coefficients_with_ranges():
    found = agreement_of(world(random.Random(1), 10, 0.5))
    for one in (found.alpha, found.ac1, found.totals):
        assert -1 <= one.low < one.value < one.high < 1
    assert found.grade in ("good", "tentative", "poor")


def test_equal_answers_are_no_variation():
    found = agreement_of([DoubleVisit([(100, 100)] * 5, (90.0, 90.0))] * 10)
    assert (found.equal, found.alpha, found.totals) == (100, None, None)


def test_full_agreement_has_no_range():
    doubles = [DoubleVisit([(0, 0), (100, 100)], (50.0 + n, 50.0 + n)) for n in range(10)]
    assert agreement_of(doubles).alpha == Estimate(1.0)


def test_nothing_answered_twice_says_nothing():
    assert agreement_of([DoubleVisit([], (1.0, 2.0))]) is None


def test_range_needs_every_visit():
    assert estimate(0.5, [0.4, None, 0.6], 3) == Estimate(0.5)


def test_totals_that_are_missing_leave_out_their_visit_only():
    doubles = world(random.Random(2), 11, 0.5)
    gap = [DoubleVisit(doubles[0].answers, (None, 70.0)), *doubles[1:]]
    assert agreement_of(gap).totals == agreement_of(doubles[1:]).totals


def test_pairs_are_of_one_site_one_day_and_two_auditors():
    rows = [
        ("a", "kuopio", 1, "x"),
        ("b", "kuopio", 1, "y"),
        ("c", "kuopio", 1, "x"),
        ("d", "kuopio", 2, "y"),
        ("e", "oulu", 1, "y"),
    ]
    assert list(paired(rows)) == [("a", "b"), ("b", "c")]


@pytest.mark.parametrize("noise", [0.2, 0.6])
@pytest.mark.parametrize("count", [10, 20])
def test_ranges_hold_the_truth(noise, count):
    rng = random.Random(2026)
    true = agreement_of(world(random.Random(5), 600, noise))
    held = Counter()
    for _round in range(200):
        found = agreement_of(world(rng, count, noise))
        for name in ("alpha", "ac1"):
            one = getattr(found, name)
            held[name] += one.low <= getattr(true, name).value <= one.high
        held["totals"] += found.totals.low <= 0.5 <= found.totals.high
    assert all(0.92 <= number / 200 <= 0.98 for number in held.values()), held
