"""Signs that answers were not looked at one by one: flags for a person to judge, never a verdict.

Each says what was found and what is usual in the other visits of the audit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby, pairwise
from statistics import median

from audits.scoring.arithmetic import FULL

# A run shorter than this says nothing; of so many visits on, longer than in 99 of 100 is unusual.
SHORTEST_RUN = 10
USUAL_FROM = 10
# Under so many answers nothing is said of their pattern.
FEWEST = 10
HASTE = timedelta(seconds=2)
BACK_FILLED = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Pattern:
    """How one visit was filled in. Points in the order of the questions, None where not scored."""

    points: tuple[int | None, ...]
    comments: int = 0
    minutes: float | None = None
    noted: tuple[datetime, ...] = ()  # when answers were noted
    ended: datetime | None = None


@dataclass(frozen=True, slots=True)
class Sign:
    """``kind`` is run, top, quick, haste or back_filled; the numbers are in its own unit."""

    kind: str
    found: float
    usual: float | None = None


def longest_run(answers: Iterable[object]) -> int:
    """The longest run of equal answers in a row (Johnson 2005, "longstring"); 0 of none.

    A question without an answer (None) ends a run.
    """
    return max((len(list(run)) for value, run in groupby(answers) if value is not None), default=0)


def signs(own: Pattern, others: Sequence[Pattern]) -> list[Sign]:
    """What is unusual about a visit beside the others of its audit."""
    known = [point for point in own.points if point is not None]
    found = [*_quick(own, others), *_timed(own)]
    if len(known) < FEWEST:
        return found
    top = known.count(FULL) / len(known)
    if top >= 0.95 and not own.comments:
        usual = [one.points.count(FULL) / max(1, len(one.points)) for one in others]
        found.append(Sign("top", 100 * top, 100 * median(usual) if usual else None))
    return [*_run(own, others), *found]


def _run(own: Pattern, others: Sequence[Pattern]) -> list[Sign]:
    run = longest_run(own.points)
    runs = sorted(longest_run(one.points) for one in others)
    if len(runs) >= USUAL_FROM:
        limit = runs[min(len(runs) - 1, int(0.99 * len(runs)))] + 1
    else:
        limit = round(0.6 * len(own.points))
    if run < max(SHORTEST_RUN, limit):
        return []
    return [Sign("run", run, median(runs) if runs else None)]


def _quick(own: Pattern, others: Sequence[Pattern]) -> list[Sign]:
    known = [one.minutes for one in others if one.minutes is not None]
    if own.minutes is None or len(known) < 3 or own.minutes >= median(known) / 3:
        return []
    return [Sign("quick", own.minutes, median(known))]


def _timed(own: Pattern) -> list[Sign]:
    noted = sorted(own.noted)
    if len(noted) < FEWEST:
        return []
    if own.ended and own.ended - noted[0] <= BACK_FILLED and (own.minutes or 0) > 10:
        return [Sign("back_filled", len(noted))]
    gap = median((later - first).total_seconds() for first, later in pairwise(noted))
    return [Sign("haste", gap)] if gap < HASTE.total_seconds() else []
