"""Recommendations with their evidence and their gain."""

from __future__ import annotations

from dataclasses import dataclass

from reports.document.data.scores import Measure, Score


@dataclass(frozen=True, slots=True)
class Evidence:
    visit: str
    display: str
    comment: str = ""
    photos: tuple[str, ...] = ()
    criterion: str = ""


@dataclass(frozen=True, slots=True)
class Gain:
    """Points of the total: had it been right in these visits, and what of it may be expected."""

    exact: Measure
    expected: Measure
    low: Measure
    high: Measure


@dataclass(frozen=True, slots=True)
class Place:
    """A site at which it fell short: a child of the recommendation."""

    site: str  # key
    name: str
    short: int
    visits: int
    certainty: str
    probability: int  # percent
    labels: tuple[str, ...] = ()  # visits that fell short
    incidents: int = 0


@dataclass(frozen=True, slots=True)
class Recommendation:
    number: int
    code: str  # the first criterion; promise-all, failure-all; own-… for the consultant's own
    tier: str  # incident, free, costing
    stage: str
    title: str
    action: str
    cost: str
    effort: str
    impact: str
    lost: Measure
    short: int
    visits: int
    incidents: int
    evidence: tuple[Evidence, ...]
    is_edited: bool = False
    is_own: bool = False
    is_judgement: bool = False  # the consultant's, without an answer behind it
    certainty: str = ""  # incident, observation, likely, confirmed; "" when nothing was observed
    probability: int | None = None  # percent: succeeds less often than it should
    prior: int | None = None  # the same before these visits
    gain: Gain | None = None
    places: tuple[Place, ...] = ()
    is_chain: bool = False  # one for the whole chain; the places are its children
    is_quick: bool = False  # free and worth a point
    criteria: tuple[str, ...] = ()
    owner: str = ""  # manager, team, marketing, service
    rule: str = ""
    digest: str = ""  # of the evidence
    withdrawal: int | None = None  # so many successes in a row would withdraw the pattern
    # As which checks the next round looks at it: key of the site, name of the check.
    checks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """A recommendation of the round before at one site, and what this round shows of it."""

    id: str  # the same as in the document that recommended it
    title: str
    site: str  # name
    outcome: str  # fixed, not_yet, unknown
    passed: int  # in so many of the visits that tell
    visits: int
    probability: int | None  # percent: it now succeeds as often as it should; None: no visit tells
    predicted: Measure | None  # points of the site's base; None: no question answers it
    observed: Measure | None
    left_out: tuple[str, ...] = ()  # its questions that are not the same in both rounds


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Had the most gainful recommendations been right in these visits. No forecast."""

    numbers: tuple[int, ...]  # of the recommendations
    titles: tuple[str, ...]
    before: Score
    after: Score
    low: str = ""  # range of the after, as shown; "" when it cannot be told
    high: str = ""
