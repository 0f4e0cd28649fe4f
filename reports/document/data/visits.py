"""The visits and their sites, and what was met there: promises, failures, surprises."""

from __future__ import annotations

from dataclasses import dataclass

from reports.document.data.scores import Measure, Score, Scores


@dataclass(frozen=True, slots=True)
class Cap:
    """A knock-out that struck in a visit."""

    code: str
    effect: str
    to: str  # band name or points, as in the criterion


@dataclass(frozen=True, slots=True)
class Visit:
    label: str
    site: str  # key
    site_name: str
    week: str  # 2026-W36, or "" when it is not known
    minutes: int | None
    total: Score
    stages: tuple[Score, ...]
    bonus: str
    is_thin: bool
    is_announced: bool
    caps: tuple[Cap, ...]


@dataclass(frozen=True, slots=True)
class Wait:
    """Between two stages that follow each other: minutes, over the visits where it is known."""

    before: str  # key of the stage
    after: str
    minutes: int  # the median
    least: int
    most: int
    visits: int


@dataclass(frozen=True, slots=True)
class Site:
    key: str
    name: str
    region: str
    total: Scores
    stages: tuple[Score, ...]
    visits: tuple[str, ...]  # labels
    tier: int | None = None  # 1 the best; sites of one tier cannot be told apart; None: no tier
    better_than: tuple[str, ...] = ()  # keys of the sites that it is surely better than


@dataclass(frozen=True, slots=True)
class Promise:
    visit: str
    site: str
    stage: str
    kind: str
    channel: str
    wording: str
    promised: str
    delivered: str
    unit: str
    kept: str  # yes, partly, no, unverifiable, or "" when not due


@dataclass(frozen=True, slots=True)
class Promises:
    made: int
    kept: int
    partly: int
    broken: int
    unverifiable: int
    items: tuple[Promise, ...]


@dataclass(frozen=True, slots=True)
class Incident:
    visit: str
    site: str
    stage: str
    what: str
    severity: int | None
    noticed_by: str
    apology: bool
    explanation: bool
    asked_customer: bool
    fixed: bool
    minutes_to_fix: int | None
    extra_gesture: bool
    feeling_before: int | None
    feeling_after: int | None
    recovery: int  # 0–100


@dataclass(frozen=True, slots=True)
class ClosingFigures:
    """What the answers to a closing question come to. The index of a net promoter score is said
    from ten answers on; before, and always, the counts."""

    answers: int
    mean: str = ""
    low: str = ""  # 95 % range of the mean, from the answers themselves; "" under two answers
    high: str = ""
    detractors: int | None = None  # 0–6, 7–8 and 9–10 of 10: only of NPS
    passives: int | None = None
    promoters: int | None = None
    index: str = ""  # −100 to 100
    index_low: str = ""
    index_high: str = ""


@dataclass(frozen=True, slots=True)
class Closing:
    """One closing question of the visits: NPS, return intention …, in the order of visits."""

    code: str
    question: str
    instrument: str
    values: tuple[tuple[str, str], ...]  # (visit label, answer as given)
    figures: ClosingFigures | None = None  # None: no numbers
    is_text: bool = False  # answered in somebody's own words


@dataclass(frozen=True, slots=True)
class Emotion:
    """Peak, end and their mean are taken per visit and then averaged."""

    peak: Measure | None = None
    end: Measure | None = None
    peak_end: Measure | None = None
    peak_stage: str = ""  # of the mean curve, for the picture
    end_stage: str = ""
