"""The solver equals brute force on random checklists with knock-outs, bonus and N/A."""

from hypothesis import given, settings
from hypothesis import strategies as st

from audits.scoring import Mending
from reports.recommendations import Choice, Surety, cheapest, richest, shares, solver
from tests.audits.scoring.strategies import schemes_and_visits

COSTS = st.sampled_from([0, 0, 1, 3, 7])


@st.composite
def situations(draw):
    scheme, visits = draw(schemes_and_visits(most=3))
    codes = [rule.code for rule in scheme.criteria]
    mending = Mending(scheme, visits, [[code] for code in codes])
    costs = draw(st.lists(COSTS, min_size=len(codes), max_size=len(codes)))
    return (lambda mask: mending.total(mask) or 0), costs


def every(value, costs):
    for mask in range(1 << len(costs)):
        yield Choice(mask, solver.cost_of(mask, costs), value(mask))


@given(situations(), st.integers(0, 100_000_000))
def test_cheapest_is_that_of_brute_force(situation, target):
    value, costs = situation
    reach = [choice for choice in every(value, costs) if choice.value >= target]
    expected = min(reach, key=solver.cheapest_key, default=None)
    assert cheapest(value, costs, target) == expected


@given(situations(), st.integers(0, 20))
def test_richest_is_that_of_brute_force(situation, budget):
    value, costs = situation
    affordable = [choice for choice in every(value, costs) if choice.cost <= budget]
    assert richest(value, costs, budget) == min(affordable, key=solver.richest_key)


@given(situations())
def test_shares_sum_to_the_gain(situation):
    value, costs = situation
    assert sum(shares(value, len(costs))) == value((1 << len(costs)) - 1) - value(0)


def test_two_knock_outs_that_need_each_other_share_alike():
    def value(mask):
        return 60 if mask & 0b11 == 0b11 else 0

    assert shares(value, 3) == [30, 30, 0]


@st.composite
def many(draw, smallest=0, size=(16, 24)):
    """More actions than can be tried one by one: gains that add up, some only together."""
    count = draw(st.integers(*size))
    gains = draw(st.lists(st.integers(0, 9), min_size=count, max_size=count))
    costs = draw(
        st.lists(st.integers(smallest, 7), min_size=count, max_size=count),
    )
    pair = (1 << draw(st.integers(0, count - 1))) | (1 << draw(st.integers(0, count - 1)))
    return (
        lambda mask: sum(gains[b] for b in solver.bits(mask)) + 5 * (mask & pair == pair)
    ), costs


@given(many(size=(9, 11)), st.integers(0, 60))
@settings(max_examples=25)
def test_many_actions_are_searched_as_exactly_as_few(situation, limit):
    value, costs = situation
    found = list(every(value, costs))
    reach = [choice for choice in found if choice.value >= limit]
    assert cheapest(value, costs, limit) == min(reach, key=solver.cheapest_key, default=None)
    affordable = [choice for choice in found if choice.cost <= limit]
    assert richest(value, costs, limit) == min(affordable, key=solver.richest_key)


@given(many(), st.integers(0, 40), st.integers(0, 10))
@settings(max_examples=30)
def test_greater_budget_never_gives_less(situation, budget, more):
    value, costs = situation
    less, greater = richest(value, costs, budget), richest(value, costs, budget + more)
    assert less.cost <= budget
    assert greater.value >= less.value


@given(many(smallest=1), st.integers(0, 60))
@settings(max_examples=30)
def test_greedy_reaches_the_target_and_says_that_it_is_greedy(situation, target):
    value, costs = situation
    found = cheapest(value, costs, target)
    assert (found is None) == (value((1 << len(costs)) - 1) < target)
    if found:
        assert found.value >= target
        assert found.surety is Surety.GREEDY


def test_free_actions_leave_room_for_an_exact_search():
    costs = [0] * 20 + [1, 3, 7]
    found = cheapest(lambda mask: mask.bit_count() + 5 * (mask >> 22), costs, 26)
    assert (found.cost, found.surety) == (7, Surety.COST)
