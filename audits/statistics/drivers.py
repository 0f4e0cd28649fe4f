"""How much each column has to do with an outcome: two ways to share out R².

Columns are lists of numbers of equal length, without gaps. The shares come in the order of the
columns and sum to R² of the regression on all of them. Only a description: with fewer visits than
50, and than ten for each column, say nothing (docs/scoring.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from math import factorial
from typing import Any

import numpy as np

MOST_COLUMNS = 15

Columns = Sequence[Sequence[float]]


def relative_weights(columns: Columns, outcome: Sequence[float]) -> list[float]:
    """Johnson's relative weights (Johnson 2000): cheap for any number of columns.

    Raises ValueError when a column or the outcome does not vary, when columns determine one
    another, or when lengths differ.
    """
    among, with_outcome = _correlations(columns, outcome)
    values, vectors = np.linalg.eigh(among)
    if values.min() < 1e-10:
        raise ValueError("columns determine one another")
    root = vectors @ np.diag(np.sqrt(values)) @ vectors.T
    beta = np.linalg.solve(root, with_outcome)
    return [float(weight) for weight in (root**2) @ (beta**2)]


def lmg(columns: Columns, outcome: Sequence[float]) -> list[float]:
    """The LMG split of R² (Lindeman, Merenda and Gold 1980; the Shapley value): each column's gain,
    averaged over all orders of entering. At most 15 columns; errors as in ``relative_weights``.
    """
    if len(columns) > MOST_COLUMNS:
        raise ValueError(f"at most {MOST_COLUMNS} columns; take relative_weights for more")
    among, with_outcome = _correlations(columns, outcome)
    everyone = range(len(columns))
    explained = {
        chosen: _r_squared(among, with_outcome, chosen)
        for size in range(len(columns) + 1)
        for chosen in combinations(everyone, size)
    }
    return [_shapley(explained, column, len(columns)) for column in everyone]


def _shapley(explained: dict[tuple[int, ...], float], column: int, count: int) -> float:
    share = 0.0
    for chosen, value in explained.items():
        if column not in chosen:
            larger = tuple(sorted((*chosen, column)))
            orders = factorial(len(chosen)) * factorial(count - len(chosen) - 1)
            share += orders / factorial(count) * (explained[larger] - value)
    return share


def _r_squared(among: Any, with_outcome: Any, chosen: tuple[int, ...]) -> float:
    if not chosen:
        return 0.0
    index = list(chosen)
    part = with_outcome[index]
    try:
        return float(part @ np.linalg.solve(among[np.ix_(index, index)], part))
    except np.linalg.LinAlgError as error:
        raise ValueError("columns determine one another") from error


def _correlations(columns: Columns, outcome: Sequence[float]) -> tuple[Any, Any]:
    """The correlations of the columns with one another and with the outcome."""
    if not columns or len({len(outcome), *map(len, columns)}) != 1:
        raise ValueError("columns as long as the outcome are expected, one at least")
    rows = np.array([*columns, outcome], dtype=float)
    if not np.isfinite(rows).all():
        raise ValueError("finite numbers are expected, no gaps")
    if rows.shape[1] < 3 or not rows.std(axis=1).all():
        raise ValueError("three rows at least are expected, and no column that does not vary")
    found = np.corrcoef(rows)
    return found[:-1, :-1], found[:-1, -1]
