"""Seeded simulations: ranges hold the truth, arrows are rarely wrong (calls: test_calls.py).

Visits are drawn as repeated visits vary elsewhere: 14.2 points within a site, 11.7 between sites
(docs/scoring.md), and from 808 visits that were made. The short form runs always, the long one
with ``-m slow``. What chance allows a short form is two standard errors of its draws: 0.01 for
ranges of 1 280 sites and more, 0.03 for arrows in 250 rounds; the long form is given nothing.
"""

from itertools import permutations
from random import Random

import numpy as np
import pytest

from audits.scoring import UNIT, Spot, site_cells
from audits.statistics import (
    Goals,
    arrows,
    audit_ranges,
    pooled_intervals,
    step,
    wilson_interval,
)
from tests.audits.statistics.worlds import BETWEEN, WITHIN, real

TOTAL = Spot(0, 0)
FORMS = [pytest.param(1, id="short"), pytest.param(12, id="long", marks=pytest.mark.slow)]


def sites_of(draw, count):
    return [draw.gauss(65, BETWEEN) for _site in range(count)]


def visits_of(draw, truth, count, within=WITHIN):
    return [draw.gauss(truth, within) for _visit in range(count)]


def cell_of(values):
    """A stored cell; scores are kept positive by a lift that changes no difference."""
    micro = [round((value + 100) * UNIT) for value in values]
    return site_cells([{TOTAL: one} for one in micro])[TOTAL]


def share(hits):
    found = list(hits)
    return sum(found) / len(found)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("visits", range(1, 11))
def test_ranges_hold_the_truth(visits, form):
    draw = Random(visits)
    held = []
    for _audit in range(160 * form):
        truths = sites_of(draw, 8)
        groups = [visits_of(draw, truth, visits) for truth in truths]
        for truth, (low, high) in zip(truths, pooled_intervals(groups), strict=True):
            held.append(low <= truth <= high)
    assert 0.93 <= share(held) <= 0.97


@pytest.mark.shared
@pytest.mark.parametrize("visits", range(1, 11))
def test_ranges_hold_the_truth_of_visits_that_were_made(visits):
    draw, noise = np.random.default_rng(visits), real()
    held = []
    for _audit in range(250):
        truths = draw.normal(65, BETWEEN, 8)
        groups = truths[:, None] + noise(draw, (8, visits))
        for truth, (low, high) in zip(truths, pooled_intervals(groups.tolist()), strict=True):
            held.append(low <= truth <= high)
    assert 0.93 <= share(held) <= 0.97


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("visits", [1, 3, 6])
def test_stored_ranges_of_the_audit_hold_the_truth(visits, form):
    draw = Random(100 + visits)
    held = []
    for _audit in range(700 * form):
        truths = [60 + 2 * number for number in range(6)]
        cells = {
            str(number): {TOTAL: cell_of([one - 100 for one in visits_of(draw, truth, visits)])}
            for number, truth in enumerate(truths)
        }
        whole = audit_ranges(cells, {}, Goals((("good", 70), ("poor", 0)))).whole[TOTAL]
        held.append(whole.low <= 65 * UNIT <= whole.high)
    assert 0.93 <= share(held) <= 0.975


@pytest.mark.parametrize("visits", range(1, 11))
def test_wilson_holds_the_share_on_average(visits):
    draw = Random(visits)
    held = []
    for _time in range(4000):
        truth = draw.uniform(0.02, 0.98)
        low, high = wilson_interval(sum(draw.random() < truth for _ in range(visits)), visits)
        held.append(low <= truth <= high)
    assert 0.93 <= share(held) <= 0.97


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("sites", "visits"), [(1, 3), (1, 5), (4, 3), (8, 2), (8, 4), (20, 1)])
def test_without_a_change_arrows_are_rare(sites, visits, form):
    draw = Random(10 * sites + visits)
    waves = [any(no_change(draw, sites, visits)) for _wave in range(250 * form)]
    assert share(waves) <= 0.10 + (0.03 if form == 1 else 0)  # 0.03: the chance of 250 draws


def no_change(draw, sites, visits):
    """The arrows of one wave: the total and five stages, though nothing has changed."""
    truths = sites_of(draw, sites)
    steps = []
    for spot in [TOTAL, *(Spot(number, 0) for number in range(1, 6))]:
        within = WITHIN if spot == TOTAL else 21.3
        before, after = (
            {
                str(at): cell_of(visits_of(draw, truth, visits, within))
                for at, truth in enumerate(truths)
            }
            for _round in range(2)
        )
        steps.append(step(before, after, spot))
    return arrows(steps)


@pytest.mark.shared
@pytest.mark.parametrize(("sites", "visits"), [(1, 3), (4, 3), (8, 2), (20, 1)])
def test_without_a_change_arrows_are_rare_on_visits_that_were_made(sites, visits):
    draw, noise = np.random.default_rng([sites, visits]), real()
    waves = []
    for _wave in range(120):
        truths = draw.normal(65, BETWEEN, (sites, 1))
        spots = [TOTAL, *(Spot(number, 0) for number in range(1, 6))]
        waves.append(any(arrows([real_step(draw, noise, truths, visits, spot) for spot in spots])))
    assert share(waves) <= 0.13  # 0.03: the chance of so few draws


def real_step(draw, noise, truths, visits, spot):
    """A stage rests on fewer questions than the total: its visits vary by half as much again."""
    wide = 1 if spot == TOTAL else 1.5
    rounds = (truths + wide * noise(draw, (len(truths), visits)) for _round in range(2))
    return step(*({str(at): cell_of(row) for at, row in enumerate(one)} for one in rounds), spot)


def test_a_large_change_gets_its_arrow():
    draw = Random(5)
    truths = sites_of(draw, 8)
    before, after = (
        {str(at): cell_of(visits_of(draw, truth + rise, 3)) for at, truth in enumerate(truths)}
        for rise in (0, 25)
    )
    assert arrows([step(before, after, TOTAL)]) == ["up"]


def test_raw_ranks_would_err_far_more_often():
    draw = Random(3)
    wrong = []
    for _audit in range(200):
        truths = sites_of(draw, 4)
        raw = [visits_of(draw, truth, 1)[0] for truth in truths]
        for one, other in permutations(range(4), 2):
            if raw[one] > raw[other]:
                wrong.append(truths[one] <= truths[other])
    assert share(wrong) > 0.2
