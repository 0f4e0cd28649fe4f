"""Beside the score and never mixed into it: gaps, the emotional curve, promises, incidents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class PromiseFact:
    stage: str
    kept: str  # yes, partly, no, unverifiable, or "" when not due


@dataclass(frozen=True, slots=True)
class IncidentFact:
    stage: str
    is_failure: bool
    apology: bool = False
    explanation: bool = False
    asked_customer: bool = False
    fixed: bool = False
    extra_gesture: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    expected: Fraction
    experienced: Fraction
    gap: Fraction  # experienced − expected
    visits: int
    exceeded: int
    met: int
    below: int


@dataclass(frozen=True, slots=True)
class PeakEnd:
    """Of one curve: the strongest feeling, the last, and the mean of both."""

    peak: Fraction
    end: Fraction
    mean: Fraction
    peak_index: int


@dataclass(frozen=True, slots=True)
class Emotion:
    """The emotional curve: means of stages; peak, end and their mean taken per visit first."""

    stages: Mapping[str, tuple[Fraction, int]]  # stage: (mean, visits); absent without visits
    peak: Fraction | None
    end: Fraction | None
    peak_end: Fraction | None


@dataclass(frozen=True, slots=True)
class PromiseCounts:
    made: int
    kept: int
    partly: int
    broken: int
    unverifiable: int


@dataclass(frozen=True, slots=True)
class IncidentCounts:
    failures: int
    surprises: int
    recovery: Fraction | None  # mean recovery score of the failures, 0–100


def gaps(
    stages: Iterable[str], pairs: Iterable[tuple[Mapping[str, int], Mapping[str, int]]]
) -> dict[str, Gap]:
    """Experience minus expectation by stage, from (expectations, experiences) of each visit.

    The sign is Parasuraman's (P − E); a tie is "met". Only visits with both count, and the means
    are of raw answers: rounded means may differ from the rounded gap by one in the last digit.
    """
    visits = list(pairs)
    found = {}
    for stage in stages:
        both = [(e[stage], p[stage]) for e, p in visits if stage in e and stage in p]
        if both:
            found[stage] = _gap(both)
    return found


def _gap(both: Sequence[tuple[int, int]]) -> Gap:
    count = len(both)
    expected = Fraction(sum(e for e, _p in both), count)
    experienced = Fraction(sum(p for _e, p in both), count)
    return Gap(
        expected=expected,
        experienced=experienced,
        gap=experienced - expected,
        visits=count,
        exceeded=sum(p > e for e, p in both),
        met=sum(p == e for e, p in both),
        below=sum(p < e for e, p in both),
    )


def peak_end(values: Sequence[Fraction | int]) -> PeakEnd | None:
    """Kahneman's peak and end of one curve; None of an empty one.

    The peak is the value farthest from zero: of ties the negative one, then the later.
    """
    if not values:
        return None
    index = max(range(len(values)), key=lambda i: (abs(values[i]), values[i] < 0, i))
    peak, end = Fraction(values[index]), Fraction(values[-1])
    return PeakEnd(peak=peak, end=end, mean=(peak + end) / 2, peak_index=index)


def emotion(stages: Sequence[str], curves: Iterable[Mapping[str, int]]) -> Emotion:
    """The curve of several visits. The peak of a mean curve is not the mean of the peaks."""
    visits = list(curves)
    means = {}
    for stage in stages:
        values = [curve[stage] for curve in visits if stage in curve]
        if values:
            means[stage] = (Fraction(sum(values), len(values)), len(values))
    ordered = [[curve[stage] for stage in stages if stage in curve] for curve in visits]
    found = [one for one in map(peak_end, ordered) if one]
    return Emotion(
        stages=means,
        peak=_mean([one.peak for one in found]),
        end=_mean([one.end for one in found]),
        peak_end=_mean([one.mean for one in found]),
    )


def _mean(values: Sequence[Fraction | int]) -> Fraction | None:
    return Fraction(sum(values)) / len(values) if values else None


def promise_counts(promises: Iterable[PromiseFact]) -> PromiseCounts:
    """Made are all; a promise that is not yet due is none of the others."""
    kept = [promise.kept for promise in promises]
    return PromiseCounts(
        made=len(kept),
        kept=kept.count("yes"),
        partly=kept.count("partly"),
        broken=kept.count("no"),
        unverifiable=kept.count("unverifiable"),
    )


def recovery_score(incident: IncidentFact) -> int:
    """How well a failure was recovered, 0–100 (the checklists' ``recovery_score``)."""
    return (
        20 * incident.apology
        + 15 * incident.explanation
        + 15 * incident.asked_customer
        + 35 * incident.fixed
        + 15 * incident.extra_gesture
    )


def incident_counts(incidents: Iterable[IncidentFact]) -> IncidentCounts:
    everything = list(incidents)
    failures = [incident for incident in everything if incident.is_failure]
    return IncidentCounts(
        failures=len(failures),
        surprises=len(everything) - len(failures),
        recovery=_mean([recovery_score(failure) for failure in failures]),
    )
