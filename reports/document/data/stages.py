"""A stage of the journey: its criteria with their answers, what was felt, said and seen."""

from __future__ import annotations

from dataclasses import dataclass

from reports.document.data.scores import Measure, Score, Scores, Share


@dataclass(frozen=True, slots=True)
class Answer:
    visit: str  # label
    state: str  # answered, not_applicable, not_observed, blank, hidden
    display: str = ""
    shown: str = ""  # points
    micro: int | None = None
    tone: int | None = None
    reason: str = ""
    comment: str = ""
    photos: tuple[str, ...] = ()  # sha256


@dataclass(frozen=True, slots=True)
class Criterion:
    code: str
    stage: str
    text: str
    is_fact: bool
    is_scored: bool
    weight: int
    rules: tuple[tuple[str, str], ...]  # how answers earn: in words, points ("" does not score)
    score: Score
    answered: int
    not_applicable: int
    not_observed: int
    blank: int
    short: int  # answers that earned less than full points
    lost: Measure
    answers: tuple[Answer, ...]
    knock_out: str = ""  # effect of a critical criterion
    knock_out_to: str = ""  # its band's name, or its cap in points
    failed: tuple[str, ...] = ()  # labels of the visits where the knock-out struck
    full: Share | None = None  # full points in so many of the scored answers
    is_text: bool = False  # answered in somebody's own words


@dataclass(frozen=True, slots=True)
class Gap:
    expected: Measure
    experienced: Measure
    gap: Measure
    visits: int
    exceeded: int
    met: int
    below: int


@dataclass(frozen=True, slots=True)
class Feeling:
    mean: Measure
    visits: int
    values: tuple[int | None, ...]  # −3 to 3, in the order of the document's visits


@dataclass(frozen=True, slots=True)
class Quote:
    visit: str
    site: str
    text: str
    feeling: int | None = None


@dataclass(frozen=True, slots=True)
class Photo:
    sha256: str
    visit: str
    site: str
    stage: str
    criterion: str
    caption: str
    width: int
    height: int
    cut: tuple[int, ...] = ()  # percent cut away: left, top, right, bottom; () nothing


@dataclass(frozen=True, slots=True)
class Stage:
    key: str
    number: int
    name: str
    verb: str
    covers: str
    weight: int
    scores: Scores
    criteria: tuple[Criterion, ...]
    quotes: tuple[Quote, ...]
    gap: Gap | None = None
    feeling: Feeling | None = None
