"""Signs that answers were not looked at one by one: flags for a person to judge, never a verdict.

Each says what was found and what is usual in the other visits of the audit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby, pairwise
from statistics import fmean, median, pstdev

from audits.scoring.arithmetic import FULL

# A run shorter than this says nothing; of so many visits on, longer than in 99 of 100 is unusual.
SHORTEST_RUN = 10
USUAL_FROM = 10
# Under so many answers nothing is said of their pattern.
FEWEST = 10
HASTE = timedelta(seconds=2)
BACK_FILLED = timedelta(minutes=2)
# So many other visits say how little answers usually vary; half of that is unusual.
VARIED_FROM = 20
# A shorter comment may well be written twice; with so many trigrams in common texts are one.
LONG_TEXT = 25
SAME_TEXT = 0.8
# Standard deviations of visits to one site and of auditors, in points: the 808 visits of pooling.
VISIT_SD = 14.2
AUDITOR_SD = 6.4
LEANING_FROM = 8


@dataclass(frozen=True, slots=True)
class Pattern:
    """How one visit was filled in. Points in the order of the questions, None where not scored."""

    points: tuple[int | None, ...]
    comments: int = 0
    minutes: float | None = None
    noted: tuple[datetime, ...] = ()  # when answers were noted
    ended: datetime | None = None
    auditor: int | None = None
    texts: tuple[str, ...] = ()  # comments


@dataclass(frozen=True, slots=True)
class Sign:
    """``kind`` is run, even, top, quick, haste, back_filled, copied or leaning."""

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
    found = [*_quick(own, others), *_timed(own), *_copied(own, others)]
    if len(known) < FEWEST:
        return found
    top = known.count(FULL) / len(known)
    if top >= 0.95 and not own.comments:
        usual = [one.points.count(FULL) / max(1, len(one.points)) for one in others]
        found.append(Sign("top", 100 * top, 100 * median(usual) if usual else None))
    return [*_run(own, others), *(_even(own, others) if top < 0.95 else []), *found]


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


def variability(points: Iterable[int | None]) -> float | None:
    """The standard deviation of one visit's points over its questions, 0 to 50 (Dunn and others
    2018, "intra-individual response variability"); None of none."""
    known = [100 * point / FULL for point in points if point is not None]
    return pstdev(known) if known else None


def _even(own: Pattern, others: Sequence[Pattern]) -> list[Sign]:
    """Answers that vary less than in any other visit, and less than half as much as usual."""
    known = [value for one in others if (value := variability(one.points)) is not None]
    found = variability(own.points)
    if found is None or len(known) < VARIED_FROM:
        return []
    usual = median(known)
    return [Sign("even", found, usual)] if found < min(known) and found <= usual / 2 else []


def likeness(one: str, other: str) -> float:
    """The share of trigrams that two texts have in common (Jaccard), 0 to 1."""
    return _jaccard(_trigrams(one), _trigrams(other))


def _jaccard(first: frozenset[str], second: frozenset[str]) -> float:
    either = len(first | second)
    return len(first & second) / either if either else 0.0


def _trigrams(text: str) -> frozenset[str]:
    plain = " ".join(text.casefold().split())
    return frozenset(plain[at : at + 3] for at in range(len(plain) - 2))


def _copied(own: Pattern, others: Sequence[Pattern]) -> list[Sign]:
    """Comments that this auditor wrote nearly so in another visit; ``usual``: of so many."""
    mine = [_trigrams(text) for text in own.texts if len(text) >= LONG_TEXT]
    if own.auditor is None or not mine:
        return []
    before = [
        _trigrams(text)
        for one in others
        if one.auditor == own.auditor
        for text in one.texts
        if len(text) >= LONG_TEXT
    ]
    count = sum(any(_jaccard(text, old) >= SAME_TEXT for old in before) for text in mine)
    return [Sign("copied", count, len(mine))] if count else []


def leaning(rows: Iterable[tuple[int, int, float]], auditor: int) -> Sign | None:
    """An auditor whose totals lie higher or lower than those of others at the same sites.

    ``rows``: site, auditor and points of each visit. From ``LEANING_FROM`` visits on whose site
    somebody else visited too; the mean difference is drawn towards 0 as far as auditors differ
    elsewhere, and must lie three standard errors away. ``usual``: of so many visits.
    """
    told = list(rows)
    apart, variance = [], 0.0
    for site, who, points in told:
        others = [value for place, other, value in told if place == site and other != auditor]
        if who == auditor and others:
            apart.append(points - fmean(others))
            variance += VISIT_SD**2 * (1 + 1 / len(others))
    if len(apart) < LEANING_FROM:
        return None
    error = variance / len(apart) ** 2
    own = AUDITOR_SD**2 / (AUDITOR_SD**2 + error)
    found = fmean(apart)
    is_far = abs(found) * (own / error) ** 0.5 > 3
    return Sign("leaning", found, len(apart)) if is_far else None


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
