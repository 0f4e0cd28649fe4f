"""What-if is the engine on an edited copy; the solver is brute force up to fifteen actions."""

from dataclasses import replace
from random import Random

import pytest

from audits.scoring import FULL, Mending, State, audit_scores, what_if_scores
from reports.recommendations import Choice, cheapest, richest, solver
from tests.reports.recommendations.random_checklists import checklist, visits


def edited(inputs, codes):
    """Copies of the visits in which everything that scored is right."""
    return [replace(one, answers=mended(one.answers, codes)) for one in inputs]


def mended(answers, codes):
    return {
        code: replace(answer, micro=FULL)
        if code in codes and answer.state is State.ANSWERED and answer.micro is not None
        else answer
        for code, answer in answers.items()
    }


@pytest.mark.parametrize("seed", range(10))
def test_what_if_is_the_engine_on_an_edited_copy(seed):
    """A hundred random checklists each, a thousand together."""
    draw = Random(seed)
    for _time in range(100):
        scheme = checklist(draw, draw.randint(1, 10))
        inputs = visits(draw, scheme, draw.randint(1, 3))
        codes = {rule.code for rule in scheme.criteria if draw.random() < 0.4}
        expected = audit_scores(scheme, edited(inputs, codes))
        assert what_if_scores(scheme, inputs, dict.fromkeys(codes, FULL)) == expected
        mending = Mending(scheme, inputs, [codes])
        assert mending.total(1) == expected.whole.total.both.micro


def situation(seed, actions):
    draw = Random(seed)
    scheme = checklist(draw, actions + 2)
    inputs = visits(draw, scheme, 2)
    codes = [rule.code for rule in scheme.criteria]
    # The last action mends three criteria at once.
    groups = [[code] for code in codes[: actions - 1]] + [codes[actions - 1 :]]
    mending = Mending(scheme, inputs, groups)
    costs = [draw.choice([0, 1, 1, 3, 7]) for _action in range(actions)]
    return (lambda mask: mending.total(mask) or 0), costs


def every(value, costs):
    """All sets of actions with their cost: the cost of a set is that of it without its first
    action, and that one's."""
    cost = [0] * (1 << len(costs))
    for mask in range(1, len(cost)):
        first = mask & -mask
        cost[mask] = cost[mask ^ first] + costs[first.bit_length() - 1]
    return [Choice(mask, spent, value(mask)) for mask, spent in enumerate(cost)]


@pytest.mark.parametrize(("actions", "seeds"), [(8, 20), (11, 4), (13, 2), (15, 1)])
def test_solver_is_brute_force(actions, seeds):
    for seed in range(seeds):
        value, costs = situation(seed, actions)
        found = every(value, costs)
        best, worst = found[-1].value, found[0].value
        for target in (worst, (best + worst) // 2, best - 1_000_000, best):
            reach = [choice for choice in found if choice.value >= target]
            assert cheapest(value, costs, target) == min(reach, key=solver.cheapest_key)
        for budget in (0, 3, sum(costs) // 2, sum(costs)):
            affordable = [choice for choice in found if choice.cost <= budget]
            assert richest(value, costs, budget) == min(affordable, key=solver.richest_key)
