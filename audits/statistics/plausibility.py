"""Signs that answers were not looked at one by one. Flags for a person, never a verdict."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby


def longest_run(answers: Iterable[object]) -> int:
    """The longest run of equal answers in a row (Johnson 2005, "longstring"); 0 of none.

    A question without an answer (None) ends a run.
    """
    return max((len(list(run)) for value, run in groupby(answers) if value is not None), default=0)
