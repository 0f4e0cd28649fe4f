"""Seeded simulations: ranges hold the truth, arrows and “better than” are rarely wrong.

Visits are drawn as repeated visits vary elsewhere: 14.2 points within a site, 11.7 between sites
(docs/scoring.md). The short form runs always, the long one with ``-m slow``.
"""

from itertools import permutations
from random import Random

import pytest

from audits.scoring import UNIT, Spot, site_cells
from audits.statistics import (
    SURE,
    Goals,
    Hierarchy,
    arrows,
    audit_ranges,
    pooled_intervals,
    pooled_spread,
    step,
    wilson_interval,
)

WITHIN, BETWEEN = 14.2, 11.7
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


def test_a_large_change_gets_its_arrow():
    draw = Random(5)
    truths = sites_of(draw, 8)
    before, after = (
        {str(at): cell_of(visits_of(draw, truth + rise, 3)) for at, truth in enumerate(truths)}
        for rise in (0, 25)
    )
    assert arrows([step(before, after, TOTAL)]) == ["up"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("visits", [1, 3, 5])
@pytest.mark.parametrize("sites", [4, 12])
def test_better_is_rarely_said_wrongly(sites, visits, form):
    draw = Random(sites + visits)
    wrong = []
    for _audit in range(form * (150 if sites == 4 else 25)):
        truths = sites_of(draw, sites)
        groups = [visits_of(draw, truth, visits) for truth in truths]
        means = [sum(group) / visits for group in groups]
        found = Hierarchy(means, [visits] * sites, pooled_spread(groups, own_from=20))
        for one, other in permutations(range(sites), 2):
            if found.better(one, other) > SURE:
                wrong.append(truths[one] <= truths[other])
    assert wrong
    assert share(wrong) <= 0.08


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
