"""A figure and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Score:
    """A score of record with what it rests on. ``shown`` is "" when nothing counts, never "0"."""

    micro: int | None = None
    shown: str = ""
    band: str = ""  # key
    tone: int | None = None  # 0 worst to 4 best, of the band
    visits: int = 0
    coverage: int | None = None  # percent of what should have been scored
    # What so few visits allow to be said (docs/scoring.md). A single visit has no range here.
    low: int | None = None  # 95 % range, micro points
    high: int | None = None
    low_shown: str = ""
    high_shown: str = ""
    precise: str = ""  # with one decimal, only where the range is narrower than ± 5 points
    grade: str = ""  # indicative, moderate, strong
    certainty: int | None = None  # percent: as good as its band says, or better
    reached: int | None = None  # percent: the target is reached
    is_tentative: bool = False  # its band is hatched and called tentative
    may_show_mean: bool = True  # the number stands for the place, not for one visit
    may_show_rank: bool = False
    may_show_trend: bool = False


@dataclass(frozen=True, slots=True)
class Scores:
    both: Score
    fact: Score
    perception: Score


@dataclass(frozen=True, slots=True)
class Measure:
    """A number beside the score: a gap, a feeling, lost points. Millionths, and as shown."""

    micro: int
    shown: str


@dataclass(frozen=True, slots=True)
class Band:
    key: str
    name: str
    minimum: int
    maximum: int
    tone: int


@dataclass(frozen=True, slots=True)
class Share:
    """k of n, with its 95 % range in percent (Wilson)."""

    count: int
    of: int
    low: int
    high: int
