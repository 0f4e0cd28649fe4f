"""How it was done and how far it bears: coverage, agreement, visits needed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Recall:
    """How long after they were seen the facts were written down: numbers of answers."""

    at_once: int
    hour: int
    day: int
    later: int
    on_the_spot: str  # percent


@dataclass(frozen=True, slots=True)
class Method:
    """What was asked and what came back, for the page that says how it was done."""

    checklist: str
    code: str
    version: int
    method: str  # stages or points
    criteria: int
    facts: int  # of the scored
    perceptions: int
    scored: int
    answered: int
    not_applicable: int
    not_observed: int
    blank: int
    bonus_max: str
    recall: Recall | None = None  # None: not known, the visits were imported


@dataclass(frozen=True, slots=True)
class Agreement:
    """Double visits: two auditors at one site on one day. α only from ten of them on."""

    pairs: int
    answers: int
    equal: int  # of the answers, in percent
    alpha: str = ""  # Krippendorff's, over all criteria
    alpha_grade: str = ""  # good, tentative, poor
    totals: str = ""  # ICC(A,1) of the scores
    alpha_low: str = ""  # 95 % range
    alpha_high: str = ""


@dataclass(frozen=True, slots=True)
class Planner:
    """How many visits the next round needs."""

    spread: str  # standard deviation of visits to one site, in points
    is_own: bool  # measured in this round; else taken from elsewhere
    fewest: int  # visits to the least visited site
    detectable: str  # points that such a pair of sites would have to differ by; "" under two
    better: str = ""  # names of two sites that cannot be told apart yet, the nearest to it
    worse: str = ""
    more: int | None = None  # so many more visits to each would tell them apart
