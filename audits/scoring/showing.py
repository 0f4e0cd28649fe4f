"""What so many visits allow to be said: the one table that screen and paper follow.

| visits to a site | may be said |
| 0 | "not visited": no number, no colour |
| 1 | what happened, and the score of that visit with its range |
| 2 | and the mean, with its range |
| 3, 4 | and a tentative band; a rank only when the visits are reliable enough; a probable change |
| 5 and more | everything; a change when it is probable |

Net promoter scores and their kin are counts under ten answers. Knows no statistics: the ranges
come from ``audits.statistics`` and are stored.
"""

from __future__ import annotations

from dataclasses import dataclass

MEAN_FROM = 2
TENTATIVE_FROM = 3
EVERYTHING_FROM = 5
# Reliability from which three or four visits may be ordered.
RELIABLE = 0.7
INDEX_FROM = 10
# A band is hatched while it is less certain than so much, in thousandths.
SURE_BAND = 800


@dataclass(frozen=True, slots=True)
class Showing:
    """What may be shown of a place with so many visits."""

    score: bool  # a number at all: of one visit, it is that visit's
    mean: bool  # the number stands for the place
    band: bool
    tentative: bool  # the band is hatched and called tentative
    rank: bool  # its place among others, as a tier
    trend: bool  # an arrow, when the change is probable


def may_show(visits: int, reliability: float | None = None) -> Showing:
    """What may be said from so many visits; reliability from 0 to 1, where it is known."""
    is_few = TENTATIVE_FROM <= visits < EVERYTHING_FROM
    is_reliable = reliability is not None and reliability >= RELIABLE
    return Showing(
        score=visits > 0,
        mean=visits >= MEAN_FROM,
        band=visits >= TENTATIVE_FROM,
        tentative=is_few,
        rank=visits >= EVERYTHING_FROM or (is_few and is_reliable),
        trend=visits >= TENTATIVE_FROM,
    )


def may_show_index(answers: int) -> bool:
    """Whether a net promoter score may be said; under ten answers counts are shown."""
    return answers >= INDEX_FROM


def reliability(visits: int, correlation: float) -> float:
    """Of a mean of so many visits, from the intraclass correlation of one (Spearman–Brown)."""
    return visits * correlation / (1 + (visits - 1) * correlation) if visits else 0.0


def grade(visits: int, half_width: float | None) -> str:
    """How much a figure can carry: strong within ± 5 points, moderate within ± 10, else
    indicative; "" when there is none."""
    if not visits or half_width is None:
        return ""
    if half_width <= 5:
        return "strong"
    return "moderate" if half_width <= 10 else "indicative"


def certainty_tier(permille: int | None) -> str:
    """What a probability allows to be called: observation, likely from 70 %, confirmed from 90."""
    if permille is None:
        return ""
    if permille >= 900:
        return "confirmed"
    return "likely" if permille >= 700 else "observation"
