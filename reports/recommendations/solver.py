"""The cheapest set of actions that reaches a target, and the most that a budget gives.

``value`` tells the score of a set of actions, given as bits; more actions never lower it. Up to
``EXACT`` actions the answer is that of trying every set (branch and bound). Beyond that free
actions are all taken first, which costs nothing; if no more than ``EXACT`` of the others are left,
cost and score are still the best there are. Else one greedy order is walked, and the answer says
so. A greater budget never gives less.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

EXACT = 15
Value = Callable[[int], int]
Key = tuple[int, int, int, tuple[int, ...]]


class Surety(StrEnum):
    """What the answer may claim."""

    EXACT = "exact"  # as if every set had been tried
    COST = "cost"  # none is cheaper or scores more; fewer actions might do
    GREEDY = "greedy"  # a good one


@dataclass(frozen=True, slots=True)
class Choice:
    mask: int
    cost: int
    value: int
    surety: Surety = Surety.EXACT

    @property
    def chosen(self) -> tuple[int, ...]:
        return bits(self.mask)


def bits(mask: int) -> tuple[int, ...]:
    return tuple(bit for bit in range(mask.bit_length()) if mask >> bit & 1)


def cost_of(mask: int, costs: Sequence[int]) -> int:
    return sum(costs[bit] for bit in bits(mask))


def cheapest_key(choice: Choice) -> Key:
    """The order of answers to ``cheapest``: less cost, fewer actions, more score, the earlier."""
    return choice.cost, choice.mask.bit_count(), -choice.value, choice.chosen


def richest_key(choice: Choice) -> Key:
    """The order of answers to ``richest``: more score, less cost, fewer actions, the earlier."""
    return -choice.value, choice.cost, choice.mask.bit_count(), choice.chosen


def cheapest(value: Value, costs: Sequence[int], target: int) -> Choice | None:
    """The cheapest actions with which the score is ``target`` or more; None when none reach it."""
    everything = (1 << len(costs)) - 1
    if value(everything) < target:
        return None
    if len(costs) <= EXACT:
        return _Search(value, costs).cheapest(target)
    free, paid = _split(costs)
    if len(paid) <= EXACT:
        found = _within(value, costs, free, paid).cheapest(target)
        mask, surety = free | _spread(found.mask if found else 0, paid), Surety.COST
    else:
        mask, surety = _walked(value, _greedy_order(value, costs), target), Surety.GREEDY
    mask = _lightened(value, costs, mask, target)
    return Choice(mask, cost_of(mask, costs), value(mask), surety)


def richest(value: Value, costs: Sequence[int], budget: int) -> Choice:
    """The most score that actions for ``budget`` points of effort give."""
    if len(costs) <= EXACT:
        return _Search(value, costs).richest(budget)
    free, paid = _split(costs)
    if len(paid) <= EXACT:
        found = _within(value, costs, free, paid).richest(budget)
        mask, surety = free | _spread(found.mask, paid), Surety.COST
    else:
        mask, surety = _best_walk(value, costs, budget), Surety.GREEDY
    mask = _lightened(value, costs, mask, value(mask))
    return Choice(mask, cost_of(mask, costs), value(mask), surety)


class _Search:
    """Depth first, leaving what cannot become better than the best that is known."""

    def __init__(self, value: Value, costs: Sequence[int]) -> None:
        self.value = value
        self.costs = costs
        self.best: Choice | None = None

    def cheapest(self, target: int) -> Choice | None:
        self._cheapest(0, 0, 0, target)
        return self.best

    def _cheapest(self, mask: int, cost: int, at: int, target: int) -> None:
        if self.best and (cost, mask.bit_count()) > (self.best.cost, self.best.mask.bit_count()):
            return
        score = self.value(mask)
        if score >= target:
            self._offer(Choice(mask, cost, score), cheapest_key)
            return
        rest = (1 << len(self.costs)) - (1 << at)
        if self.value(mask | rest) < target:
            return
        self._cheapest(mask | 1 << at, cost + self.costs[at], at + 1, target)
        self._cheapest(mask, cost, at + 1, target)

    def richest(self, budget: int) -> Choice:
        self._richest(0, 0, 0, budget)
        return self.best or Choice(0, 0, self.value(0))

    def _richest(self, mask: int, cost: int, at: int, budget: int) -> None:
        self._offer(Choice(mask, cost, self.value(mask)), richest_key)
        rest = sum(
            1 << bit for bit in range(at, len(self.costs)) if cost + self.costs[bit] <= budget
        )
        if not rest or (self.best and self.value(mask | rest) < self.best.value):
            return
        if self.best and self.value(mask | rest) == self.value(mask):
            return  # nothing more to gain below
        if cost + self.costs[at] <= budget:
            self._richest(mask | 1 << at, cost + self.costs[at], at + 1, budget)
        self._richest(mask, cost, at + 1, budget)

    def _offer(self, choice: Choice, key: Callable[[Choice], Key]) -> None:
        if self.best is None or key(choice) < key(self.best):
            self.best = choice


def _split(costs: Sequence[int]) -> tuple[int, list[int]]:
    """The free actions as a mask, the others as a list."""
    free = sum(1 << bit for bit, cost in enumerate(costs) if not cost)
    return free, [bit for bit, cost in enumerate(costs) if cost]


def _spread(mask: int, places: Sequence[int]) -> int:
    return sum(1 << places[bit] for bit in bits(mask))


def _within(value: Value, costs: Sequence[int], free: int, paid: Sequence[int]) -> _Search:
    """A search over the paid actions with the free ones taken."""
    return _Search(lambda mask: value(free | _spread(mask, paid)), [costs[bit] for bit in paid])


def _greedy_order(value: Value, costs: Sequence[int]) -> list[int]:
    """One order for every budget: free ones first, then most score for a point of effort."""
    free, left = _split(costs)
    order, mask = list(bits(free)), free
    while left:
        scores = {bit: value(mask | 1 << bit) - value(mask) for bit in left}
        best = max(left, key=lambda bit: (scores[bit] / costs[bit], -bit))
        left.remove(best)
        order.append(best)
        mask |= 1 << best
    return order


def _walked(value: Value, order: Sequence[int], target: int) -> int:
    mask = 0
    for bit in order:
        if value(mask) >= target:
            break
        mask |= 1 << bit
    return mask


def _best_walk(value: Value, costs: Sequence[int], budget: int) -> int:
    """The best of what fits, in greedy order, into this and every smaller budget."""
    order = _greedy_order(value, costs)
    walks = dict.fromkeys(
        _fitting(order, costs, some) for some in range(min(budget, sum(costs)), -1, -1)
    )
    return max(walks, key=value)


def _fitting(order: Sequence[int], costs: Sequence[int], budget: int) -> int:
    mask = 0
    for bit in order:
        if costs[bit] <= budget:
            budget -= costs[bit]
            mask |= 1 << bit
    return mask


def _lightened(value: Value, costs: Sequence[int], mask: int, target: int) -> int:
    """Without what is not needed for the target, the dearest first, then what gives least."""
    for bit in sorted(bits(mask), key=lambda bit: (-costs[bit], -value(mask & ~(1 << bit)))):
        if value(mask & ~(1 << bit)) >= target:
            mask &= ~(1 << bit)
    return mask
