"""What the engine reads and says, as frozen data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

# How the codes of the consultant's own recommendations begin.
OWN = "own-"
# The price of trying, by cost: the expected gain is divided by one more than this.
PRICE = MappingProxyType({"free": 0, "low": 1, "medium": 3, "high": 7})


class Tier(StrEnum):
    """The three parts of the list, in order."""

    INCIDENT = "incident"
    FREE = "free"
    COSTING = "costing"


TIERS = tuple(Tier)


class Certainty(StrEnum):
    """How much the visits allow to be said."""

    INCIDENT = "incident"  # a fact: once is enough
    OBSERVATION = "observation"  # it happened
    LIKELY = "likely"  # a likely pattern
    CONFIRMED = "confirmed"  # a confirmed pattern


@dataclass(frozen=True, slots=True)
class Evidence:
    """One answer, promise or photo behind a recommendation. ``visit`` is the visit's label."""

    visit: str
    display: str
    comment: str = ""
    photos: tuple[str, ...] = ()  # sha256
    criterion: str = ""


@dataclass(frozen=True, slots=True)
class Observation:
    """What one visit says about one rule: it passed, or it fell short and why."""

    visit: str  # label
    site: str  # key
    is_passed: bool
    evidence: tuple[Evidence, ...] = ()
    incidents: int = 0  # critical failures, broken promises, severe failures


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule at one place: ``site`` is its key, "" for all sites together."""

    site: str
    passed: int  # k …
    visits: int  # … of n
    probability: float  # that it succeeds less often than the target
    prior: float  # the same before any visit to this place
    certainty: Certainty
    labels: tuple[str, ...] = ()  # the visits that fell short
    incidents: int = 0

    @property
    def short(self) -> int:
        return self.visits - self.passed


@dataclass(frozen=True, slots=True)
class Gain:
    """Points of the audit's total. ``exact``: had it been right in these visits; the others say
    what of it the shrunken rates let one expect."""

    exact: Fraction = Fraction(0)
    expected: Fraction = Fraction(0)
    low: Fraction = Fraction(0)
    high: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Advice:
    """What could be recommended, with what the visits say about it."""

    code: str  # the rule's action: its first criterion, or a name of its own
    stage: str
    stage_order: int
    title: str
    action: str
    cost: str  # free, low, medium, high
    effort: str  # low, medium, high
    impact: str  # low, medium, high
    lost: Fraction = Fraction(0)  # points of the score, from the ledger
    whole: Finding | None = None  # None: nothing was observed (the consultant's judgement)
    places: tuple[Finding, ...] = ()  # the sites where it fell short
    is_chain: bool = False  # for the whole chain, the sites are its children
    gain: Gain = Gain()
    criteria: tuple[str, ...] = ()
    rule: str = ""  # id and version of the rule
    owner: str = ""  # who would do it: manager, team, marketing, service
    evidence: tuple[Evidence, ...] = ()
    digest: str = ""  # of the evidence
    withdrawal: int | None = None  # visits in a row that would have to succeed

    @property
    def short(self) -> int:
        return self.whole.short if self.whole else 0

    @property
    def visits(self) -> int:
        return self.whole.visits if self.whole else 0

    @property
    def incidents(self) -> int:
        return self.whole.incidents if self.whole else 0

    @property
    def certainty(self) -> Certainty:
        """Of the whole chain when it is a matter of the chain, else of the surest place."""
        if self.incidents:
            return Certainty.INCIDENT
        if self.whole is None:
            return Certainty.OBSERVATION
        if self.is_chain or not self.places:
            return self.whole.certainty
        order = list(Certainty)
        return max((place.certainty for place in self.places), key=order.index)


@dataclass(frozen=True, slots=True)
class Recommendation:
    advice: Advice
    tier: Tier
    is_edited: bool = False
    is_own: bool = False  # written by the consultant
    is_judgement: bool = False  # … without an answer behind it
    drop_reason: str = ""
    generated: tuple[str, str] = ("", "")  # title and action before the consultant


@dataclass(frozen=True, slots=True)
class Decided:
    """The consultant's decision on one recommendation; empty texts keep what was computed.

    ``position`` counts from 1 and places it in the list; 0 leaves it where it was computed.
    """

    code: str  # a criterion's, a promise's, or one that begins with OWN
    position: int = 0
    title: str = ""
    action: str = ""
    stage: str = ""
    stage_order: int = 0
    cost: str = ""
    effort: str = ""
    impact: str = ""
    owner: str = ""
    is_dropped: bool = False
    drop_reason: str = ""
    criteria: tuple[str, ...] = ()  # what an own recommendation rests on
    is_judgement: bool = False


@dataclass(frozen=True, slots=True)
class Decisions:
    """The list as the client sees it, and what was left out of it and why."""

    kept: tuple[Recommendation, ...]
    dropped: tuple[Recommendation, ...]
