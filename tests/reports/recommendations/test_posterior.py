import random

import pytest

from reports.recommendations import Certainty, Prior, prior_of, probability_under, site_certainty
from reports.recommendations.posterior import certainty_of, shortfall, withdrawal

PUBLISHED = [
    (0.70, 0, 1, 0.87),
    (0.70, 1, 2, 0.83),
    (0.70, 0, 2, 0.95),
    (0.70, 1, 3, 0.93),
    (0.70, 2, 3, 0.78),
    (0.70, 3, 3, 0.52),
    (0.85, 0, 1, 0.56),
    (0.85, 0, 2, 0.77),
    (0.85, 0, 3, 0.90),
    (0.85, 1, 4, 0.86),
    (0.85, 2, 5, 0.82),
]


@pytest.mark.parametrize(("rate", "passed", "visits", "expected"), PUBLISHED)
def test_probability_is_that_of_the_table(rate, passed, visits, expected):
    assert round(probability_under(passed, visits, Prior(rate)), 2) == expected


def test_rate_of_the_client_counts_from_thirty_visits_on():
    assert prior_of(10, 29) == Prior(0.80)
    assert prior_of(15, 30) == Prior(0.50)
    assert (prior_of(0, 30).rate, prior_of(40, 40).rate) == (0.01, 0.99)


@pytest.mark.parametrize(
    ("probability", "tier"),
    [(0.69, Certainty.OBSERVATION), (0.70, Certainty.LIKELY), (0.90, Certainty.CONFIRMED)],
)
def test_tier_follows_the_probability(probability, tier):
    assert certainty_of(probability) is tier


@pytest.mark.parametrize(
    ("rate", "passed", "visits", "tier"),
    [
        pytest.param(0.85, 0, 2, Certainty.OBSERVATION, id="two visits are too few"),
        pytest.param(0.85, 0, 3, Certainty.CONFIRMED, id="three of three"),
        pytest.param(0.85, 2, 5, Certainty.LIKELY, id="three of five"),
        pytest.param(0.60, 0, 5, Certainty.OBSERVATION, id="weak everywhere is the chain's"),
        pytest.param(0.74, 2, 3, Certainty.OBSERVATION, id="hardly more than the prior"),
    ],
)
def test_site_needs_visits_and_more_than_the_prior(rate, passed, visits, tier):
    assert site_certainty(passed, visits, Prior(rate)) is tier


def test_pattern_is_withdrawn_after_successes_in_a_row():
    more = withdrawal(0, 3, Prior(0.85))
    assert probability_under(more, 3 + more, Prior(0.85)) < 0.70
    assert probability_under(more - 1, 2 + more, Prior(0.85)) >= 0.70


def test_shortfall_shrinks_towards_what_was_known():
    mean, low, high = shortfall(0, 1, Prior(0.80))
    assert 0 < low < mean < high < 1
    assert 0.2 < mean < 0.3


def simulated(rule, sites=20_000, visits=3):
    """How often a rule fires, and is right: rate .85, ICC .106, seeded."""
    rng = random.Random(33)
    strength = (1 - 0.106) / 0.106
    fired = right = 0
    for _site in range(sites):
        rate = rng.betavariate(0.85 * strength, 0.15 * strength)
        passed = sum(rng.random() < rate for _visit in range(visits))
        if rule(passed, visits):
            fired += 1
            right += rate < 0.80
    return fired / sites, right / fired


def test_any_failure_fires_often_and_is_right_half_of_the_time():
    fires, right = simulated(lambda passed, visits: passed < visits)
    assert fires == pytest.approx(0.35, abs=0.02)
    assert right == pytest.approx(0.51, abs=0.04)


def test_probability_fires_seldom_and_is_right():
    prior = Prior(0.85)
    fires, right = simulated(lambda k, n: probability_under(k, n, prior) >= 0.80)
    assert fires < 0.05
    assert right >= 0.84


def test_calls_of_a_confirmed_pattern_are_right_nine_times_of_ten():
    prior = Prior(0.85)
    _fires, right = simulated(lambda k, n: site_certainty(k, n, prior) is Certainty.CONFIRMED)
    assert right >= 0.86
