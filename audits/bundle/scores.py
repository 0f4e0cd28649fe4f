"""The scores document: every figure of an audit as plain JSON (docs/bundle.md).

A figure is given as ``micro`` (the score of record, in millionths of a point), as ``value`` (the
same in points) and as ``shown`` (what a person reads); null in all three when there is nothing to
score, never 0. Keys follow the checklist and the bundle, so that the same input gives the same
bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from audits.bundle.document import Bundle, BundleSite, BundleVisit, hidden_in
from audits.scoring import (
    NOT_ASKED,
    UNIT,
    AuditScores,
    CriterionFigures,
    Emotion,
    Figure,
    Figures,
    Gap,
    IncidentCounts,
    IncidentFact,
    Nature,
    PlaceFigures,
    PromiseCounts,
    PromiseFact,
    ScoredAnswer,
    Spot,
    Triggered,
    VisitInput,
    VisitScore,
    audit_scores,
    rounded,
    rounded_parts,
    scheme_of,
    shown,
)
from journeys.definition import Checklist

if TYPE_CHECKING:
    from audits.statistics import AuditRanges, PlaceRanges, Ranged

FORMAT = "journeyaudit/scores/1"
# Numbers that are no scores (means, gaps, shares) have at most so many decimals.
DECIMALS = 6
NOTHING = Figure(micro=None, visits=0)


def visit_inputs(bundle: Bundle) -> list[VisitInput]:
    """The visits as scoring sees them."""
    regions = {site.key: site.region for site in bundle.sites}
    return [visit_input(visit, regions[visit.site], bundle.checklist) for visit in bundle.visits]


def visit_input(visit: BundleVisit, region: str, checklist: Checklist) -> VisitInput:
    answers = {code: ScoredAnswer(one.state, one.micro) for code, one in visit.answers.items()}
    return VisitInput(
        key=visit.key,
        site=visit.site,
        region=region,
        answers={**answers, **dict.fromkeys(hidden_in(visit, checklist), NOT_ASKED)},
        expectations=visit.expectations,
        experiences=felt(visit, "SC-EXP"),
        emotions=felt(visit, "SC-EMO"),
        promises=tuple(PromiseFact(one.stage, one.kept) for one in visit.promises),
        incidents=tuple(
            IncidentFact(
                stage=one.stage,
                is_failure=one.polarity == "failure",
                apology=one.apology,
                explanation=one.explanation,
                asked_customer=one.asked_customer,
                fixed=one.fixed,
                extra_gesture=one.extra_gesture,
            )
            for one in visit.incidents
        ),
    )


def felt(visit: BundleVisit, code: str) -> dict[str, int]:
    return {stage: int(one[code]) for stage, one in visit.experiences.items() if code in one}


def bundle_scores(bundle: Bundle) -> AuditScores:
    return audit_scores(scheme_of(bundle.checklist), visit_inputs(bundle))


def scores_document(bundle: Bundle) -> dict[str, Any]:
    """The scores document of a bundle."""
    scores = bundle_scores(bundle)
    ranges = bundle_ranges(bundle, scores)
    return document_of_scores(bundle.checklist, bundle.sites, scores, ranges)


def bundle_ranges(bundle: Bundle, scores: AuditScores) -> AuditRanges:
    """How far each figure of a bundle may be from the truth."""
    from audits.statistics import ranges_of_visits  # loads SciPy

    return ranges_of_visits(
        scheme_of(bundle.checklist),
        ((visit.site, scores.visits[visit.key]) for visit in bundle.visits),
        {site.key: site.region for site in bundle.sites},
        bundle.audit.target,
    )


def document_of_scores(
    checklist: Checklist,
    sites: Sequence[BundleSite],
    scores: AuditScores,
    ranges: AuditRanges,
) -> dict[str, Any]:
    """The scores document of an audit's figures."""
    stages = [stage.key for stage in checklist.stages]
    regions = dict.fromkeys(site.region for site in sites if site.region)
    return {
        "format": FORMAT,
        "checklist": {
            "code": checklist.code,
            "version": checklist.version,
            "method": checklist.method,
        },
        **{
            name: figure(one, ranges.whole.get(Spot(0, nature)))
            for name, one, nature in natures(scores.whole.total, "total")
        },
        "stages": stage_figures(stages, scores.whole, ranges.whole),
        "criteria": criteria_figures(scores.criteria),
        "sites": {
            site.key: place(stages, scores.sites.get(site.key), ranges.sites.get(site.key))
            for site in sites
        },
        "regions": {
            name: place(stages, scores.regions.get(name), ranges.regions.get(name))
            for name in regions
        },
        "visits": {key: visit_figures(stages, visit) for key, visit in scores.visits.items()},
        "gaps": {stage: gap_figures(gap) for stage, gap in scores.gaps.items()},
        "emotion": emotion_figures(scores.emotion),
        "promises": promise_figures(scores.promises),
        "incidents": incident_figures(scores.incidents),
    }


def figure(one: Figure, ranged: Ranged | None = None) -> dict[str, Any]:
    """A figure, with its 95 % range where one can be said: of places, not of single visits."""
    found: dict[str, Any] = {
        "micro": one.micro,
        "value": points(one.micro),
        "shown": shown(one.micro),
        "visits": one.visits,
        "coverage": plain(one.coverage),
    }
    if ranged:
        found |= {"low": points(ranged.low), "high": points(ranged.high)}
    return found


def natures(three: Figures, first: str) -> tuple[tuple[str, Figure, int], ...]:
    return (
        (first, three.both, Nature.BOTH),
        ("fact", three.fact, Nature.FACT),
        ("perception", three.perception, Nature.PERCEPTION),
    )


def points(micro: int | None) -> float | None:
    return None if micro is None else micro / UNIT


def plain(number: Fraction | None) -> float | None:
    return None if number is None else float(rounded(number, DECIMALS))


def figures(three: Figures, number: int = 0, ranges: PlaceRanges | None = None) -> dict[str, Any]:
    of_stage = ranges or {}
    (_both, both, nature), *others = natures(three, "")
    return {
        **figure(both, of_stage.get(Spot(number, nature))),
        **{name: figure(one, of_stage.get(Spot(number, kind))) for name, one, kind in others},
    }


def stage_figures(
    stages: Iterable[str], one: PlaceFigures | None, ranges: PlaceRanges | None
) -> dict[str, Any]:
    nothing = Figures(NOTHING, NOTHING, NOTHING)
    return {
        stage: figures(one.stages[stage] if one else nothing, number, ranges)
        for number, stage in enumerate(stages, 1)
    }


def place(
    stages: Iterable[str], one: PlaceFigures | None, ranges: PlaceRanges | None
) -> dict[str, Any]:
    """A site or a region; one without a visit has nothing to score."""
    total = one.total.both if one else NOTHING
    of_total = (ranges or {}).get(Spot(0, Nature.BOTH))
    return {"total": figure(total, of_total), "stages": stage_figures(stages, one, ranges)}


def criteria_figures(criteria: Mapping[str, CriterionFigures]) -> dict[str, Any]:
    """The criteria; their lost points are rounded so that they add up as the exact ones do."""
    lost = rounded_parts([one.lost for one in criteria.values()], DECIMALS)
    return {
        code: {
            "micro": one.micro,
            "value": points(one.micro),
            "answered": one.answered,
            "not_applicable": one.not_applicable,
            "not_observed": one.not_observed,
            "blank": one.blank,
            "lost": float(part),
        }
        for (code, one), part in zip(criteria.items(), lost, strict=True)
    }


def visit_figures(stages: Iterable[str], visit: VisitScore) -> dict[str, Any]:
    return {
        "total": figure(of_visit(visit, "", Nature.BOTH)),
        "stages": {
            stage: figures(Figures(*(of_visit(visit, stage, nature) for nature in Nature)))
            for stage in stages
        },
        "caps": [cap(one) for one in visit.caps],
    }


def of_visit(visit: VisitScore, stage: str, nature: Nature) -> Figure:
    micro = visit.micro(stage, nature)
    share = visit.completeness[stage][nature].share
    return Figure(micro=micro, visits=0 if micro is None else 1, coverage=share)


def cap(one: Triggered) -> dict[str, Any]:
    """``to`` is the band, or the points to which the stage or the visit was lowered."""
    to = one.to if one.effect == "band" else points(one.cap)
    return {"criterion": one.criterion, "effect": one.effect, "to": to}


def gap_figures(gap: Gap) -> dict[str, Any]:
    return {
        "expected": plain(gap.expected),
        "experienced": plain(gap.experienced),
        "gap": plain(gap.gap),
        "visits": gap.visits,
    }


def emotion_figures(emotion: Emotion) -> dict[str, Any]:
    return {
        "stages": {
            stage: {"mean": plain(mean), "visits": visits}
            for stage, (mean, visits) in emotion.stages.items()
        },
        "peak": plain(emotion.peak),
        "end": plain(emotion.end),
        "peak_end": plain(emotion.peak_end),
    }


def promise_figures(promises: PromiseCounts) -> dict[str, Any]:
    return {
        "made": promises.made,
        "kept": promises.kept,
        "partly": promises.partly,
        "broken": promises.broken,
        "unverifiable": promises.unverifiable,
    }


def incident_figures(incidents: IncidentCounts) -> dict[str, Any]:
    return {
        "failures": incidents.failures,
        "surprises": incidents.surprises,
        "recovery": plain(incidents.recovery),
    }
