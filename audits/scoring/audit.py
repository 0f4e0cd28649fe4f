"""Many visits: sites are means of visits, regions and the audit are means of sites."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from audits.scoring.arithmetic import half_up, mean
from audits.scoring.experience import (
    Emotion,
    Gap,
    IncidentCounts,
    IncidentFact,
    PromiseCounts,
    PromiseFact,
    emotion,
    gaps,
    incident_counts,
    promise_counts,
)
from audits.scoring.ledger import lost_points
from audits.scoring.rules import Nature, Scheme, State, VisitAnswers
from audits.scoring.visit import Completeness, VisitScore, visit_score


@dataclass(frozen=True, slots=True)
class VisitInput:
    """One visit as scoring sees it. Stages go by their keys."""

    key: str
    site: str
    region: str
    answers: VisitAnswers
    expectations: Mapping[str, int]  # 0–4
    experiences: Mapping[str, int]  # SC-EXP, 0–4
    emotions: Mapping[str, int]  # SC-EMO, −3–3
    promises: tuple[PromiseFact, ...] = ()
    incidents: tuple[IncidentFact, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A score with the number of visits behind it. ``micro`` is None when nothing counts."""

    micro: int | None
    visits: int
    coverage: Fraction | None = None  # mean completeness of the visits


@dataclass(frozen=True, slots=True)
class Figures:
    """One figure over all criteria, over facts and over perceptions."""

    both: Figure
    fact: Figure
    perception: Figure


@dataclass(frozen=True, slots=True)
class CriterionFigures:
    micro: int | None  # mean over all visits that answered it
    answered: int
    not_applicable: int
    not_observed: int
    blank: int
    lost: Fraction  # points; over all criteria they sum to 100 − mean of the visits' base


@dataclass(frozen=True, slots=True)
class PlaceFigures:
    total: Figures
    stages: Mapping[str, Figures]


@dataclass(frozen=True, slots=True)
class AuditScores:
    """Everything the numbers of one audit can say."""

    whole: PlaceFigures
    criteria: Mapping[str, CriterionFigures]
    sites: Mapping[str, PlaceFigures]
    regions: Mapping[str, PlaceFigures]
    visits: Mapping[str, VisitScore]
    gaps: Mapping[str, Gap]  # stages with both an expectation and an experience
    emotion: Emotion
    promises: PromiseCounts
    incidents: IncidentCounts
    visits_mean_base: int | None = None


def audit_scores(scheme: Scheme, visits: Sequence[VisitInput]) -> AuditScores:
    """Every figure of an audit (scoring.md 1.5 to 1.8).

    Sites and regions come in the order in which visits name them; a visit without a region
    belongs to none.
    """
    scores = {visit.key: visit_score(scheme, visit.answers) for visit in visits}
    stages = [key for key, _weight in scheme.stages]
    by_site: defaultdict[str, list[VisitScore]] = defaultdict(list)
    regions: defaultdict[str, dict[str, list[VisitScore]]] = defaultdict(dict)
    for visit in visits:
        by_site[visit.site].append(scores[visit.key])
        if visit.region:
            regions[visit.region][visit.site] = by_site[visit.site]
    bases = [score.base for score in scores.values() if score.base is not None]
    return AuditScores(
        whole=_place(stages, list(by_site.values())),
        criteria=_criteria(scheme, [visit.answers for visit in visits]),
        sites={site: _place(stages, [group]) for site, group in by_site.items()},
        regions={name: _place(stages, list(sites.values())) for name, sites in regions.items()},
        visits=scores,
        gaps=gaps(stages, ((visit.expectations, visit.experiences) for visit in visits)),
        emotion=emotion(stages, (visit.emotions for visit in visits)),
        promises=promise_counts(one for visit in visits for one in visit.promises),
        incidents=incident_counts(one for visit in visits for one in visit.incidents),
        visits_mean_base=mean(bases),
    )


def _place(stages: Iterable[str], sites: Sequence[Sequence[VisitScore]]) -> PlaceFigures:
    return PlaceFigures(
        total=_figures("", sites), stages={stage: _figures(stage, sites) for stage in stages}
    )


def _figures(stage: str, sites: Sequence[Sequence[VisitScore]]) -> Figures:
    both, fact, perception = (_figure(stage, nature, sites) for nature in Nature)
    return Figures(both=both, fact=fact, perception=perception)


def _figure(stage: str, nature: Nature, sites: Sequence[Sequence[VisitScore]]) -> Figure:
    """The mean of the sites' means; of one site that is the mean of its visits."""
    means = []
    count = 0
    for site in sites:
        known = [micro for score in site if (micro := score.micro(stage, nature)) is not None]
        if known:
            means.append(half_up(sum(known), len(known)))
            count += len(known)
    coverage = _mean_share(score.completeness[stage][nature] for site in sites for score in site)
    return Figure(micro=mean(means), visits=count, coverage=coverage)


def _mean_share(shares: Iterable[Completeness]) -> Fraction | None:
    """The mean of fractions; those of one denominator are added as whole numbers."""
    sums: dict[int, int] = {}
    count = 0
    for share in shares:
        if share.due:
            count += 1
            sums[share.due] = sums.get(share.due, 0) + share.scored
    total = sum((Fraction(scored, due) for due, scored in sums.items()), Fraction(0))
    return total / count if count else None


@dataclass(slots=True)
class _Tally:
    """What one criterion adds up to over the visits."""

    earned: int = 0
    scored: int = 0
    states: Counter[State] = field(default_factory=Counter)

    @property
    def micro(self) -> int | None:
        return half_up(self.earned, self.scored) if self.scored else None


def _criteria(scheme: Scheme, visits: Sequence[VisitAnswers]) -> dict[str, CriterionFigures]:
    lost = lost_points(scheme, visits)
    tallies = {rule.code: _Tally() for rule in scheme.criteria}
    for answers in visits:
        for code, answer in answers.items():
            if tally := tallies.get(code):
                tally.states[answer.state] += 1
                if answer.micro is not None and answer.state is State.ANSWERED:
                    tally.earned += answer.micro
                    tally.scored += 1
    return {code: _criterion(tally, len(visits), lost[code]) for code, tally in tallies.items()}


def _criterion(tally: _Tally, visits: int, lost: Fraction) -> CriterionFigures:
    states = tally.states
    absent = visits - states.total()
    return CriterionFigures(
        micro=tally.micro,
        answered=states[State.ANSWERED],
        not_applicable=states[State.NOT_APPLICABLE],
        not_observed=states[State.NOT_OBSERVED],
        blank=states[State.BLANK] + absent,
        lost=lost,
    )
