"""Who brought how much: the gain of several actions together, shared out between them."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from math import factorial

# Up to so many actions every order of doing them is weighed (Shapley); more are taken as listed.
SHAPLEY = 6


def shares(value: Callable[[int], int], actions: int) -> list[Fraction]:
    """What each action brings. They sum to ``value(all) − value(none)`` exactly.

    With knock-outs one action may bring nothing alone and much beside another: up to ``SHAPLEY``
    actions the mean over every order is taken, else each is what it adds to those before it.
    """
    return _shapley(value, actions) if actions <= SHAPLEY else _in_turn(value, actions)


def _shapley(value: Callable[[int], int], actions: int) -> list[Fraction]:
    found = []
    for bit in range(actions):
        total = Fraction(0)
        for mask in range(1 << actions):
            if mask >> bit & 1:
                continue
            before = mask.bit_count()
            weight = Fraction(
                factorial(before) * factorial(actions - before - 1), factorial(actions)
            )
            total += weight * (value(mask | 1 << bit) - value(mask))
        found.append(total)
    return found


def _in_turn(value: Callable[[int], int], actions: int) -> list[Fraction]:
    steps = [value((1 << done) - 1) for done in range(actions + 1)]
    return [Fraction(after - before) for before, after in pairwise(steps)]
