"""What the answers add up to: strengths, needs, critical failures, and the advice that follows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from audits import scoring
from journeys.definition import Checklist, in_language
from reports import recommendations
from reports.document import data
from reports.document.figures import measure

# A strength is a criterion with at least this mean; three are named at most.
STRENGTH = 80 * scoring.UNIT
NAMED = 3
# So many answers are quoted as evidence of one recommendation.
QUOTED = 6


def strengths(criteria: Iterable[data.Criterion]) -> tuple[str, ...]:
    """The best criteria: the highest mean first, then the heavier one, then the most answers."""
    good = [
        criterion
        for criterion in criteria
        if criterion.is_scored
        and criterion.weight
        and criterion.score.micro is not None
        and criterion.score.micro >= STRENGTH
    ]
    good.sort(key=lambda one: (-(one.score.micro or 0), -one.weight, -one.answered, one.code))
    return tuple(criterion.code for criterion in good[:NAMED])


def needs(criteria: Iterable[data.Criterion]) -> tuple[str, ...]:
    """The criteria that cost most points."""
    losing = [criterion for criterion in criteria if criterion.lost.micro > 0]
    losing.sort(key=lambda one: (-one.lost.micro, -one.weight, one.code))
    return tuple(criterion.code for criterion in losing[:NAMED])


def criticals(criteria: Iterable[data.Criterion]) -> tuple[str, ...]:
    """Every critical criterion that failed, the most frequent first."""
    failed = [criterion for criterion in criteria if criterion.failed]
    failed.sort(key=lambda one: (-len(one.failed), one.code))
    return tuple(criterion.code for criterion in failed)


def evidence_of(criterion: data.Criterion) -> tuple[recommendations.Evidence, ...]:
    """The answers that fell short, the poorest first; with words or a photo before without."""
    short = [
        answer
        for answer in criterion.answers
        if answer.micro is not None and answer.micro < scoring.FULL
    ]
    short.sort(key=lambda answer: (answer.micro, not (answer.comment or answer.photos)))
    return tuple(
        recommendations.Evidence(answer.visit, answer.display, answer.comment, answer.photos)
        for answer in short[:QUOTED]
    )


def _criterion_advice(
    checklist: Checklist,
    stages: Sequence[data.Stage],
    lost: Mapping[str, Fraction],
    language: str,
) -> Iterable[recommendations.Advice]:
    advised = {criterion.code: criterion.rec for criterion in checklist.criteria}
    for stage in stages:
        for criterion in stage.criteria:
            advice = advised[criterion.code]
            if advice is None or not criterion.is_scored:
                continue
            yield recommendations.Advice(
                code=criterion.code,
                stage=stage.key,
                stage_order=stage.number,
                title=in_language(advice.title, language),
                action=in_language(advice.action, language),
                cost=advice.cost,
                effort=advice.effort,
                impact=advice.impact,
                micro=criterion.score.micro,
                lost=lost.get(criterion.code, Fraction(0)),
                short=criterion.short,
                visits=criterion.answered,
                incidents=len(criterion.failed),
                evidence=evidence_of(criterion),
            )


def _promise_evidence(promise: data.Promise) -> recommendations.Evidence:
    words = pgettext("quotation marks of the language", "“%(words)s”")
    return recommendations.Evidence(promise.visit, words % {"words": promise.wording})


def _promise_advice(
    stages: Sequence[data.Stage], promises: Sequence[data.Promise]
) -> Iterable[recommendations.Advice]:
    """Broken promises of one stage make one incident: keep them, or promise otherwise."""
    for stage in stages:
        made = [promise for promise in promises if promise.stage == stage.key and promise.kept]
        broken = [promise for promise in made if promise.kept == "no"]
        if not broken:
            continue
        yield recommendations.Advice(
            code=f"promise-{stage.number}",
            stage=stage.key,
            stage_order=stage.number,
            title=_("Keep what is promised, or promise only what you keep"),
            action=_(
                "Go through the promises below with the people who give them and those who are to "
                "keep them. Agree who watches over each promise, and change the wording of those "
                "that everyday work cannot keep."
            ),
            cost="free",
            effort="low",
            impact="high",
            micro=None,
            lost=Fraction(0),
            short=len({promise.visit for promise in broken}),
            visits=len({promise.visit for promise in made}),
            incidents=len(broken),
            evidence=tuple(_promise_evidence(promise) for promise in broken[:QUOTED]),
        )


def computed(
    checklist: Checklist,
    stages: Sequence[data.Stage],
    promises: Sequence[data.Promise],
    lost: Mapping[str, Fraction],
    language: str,
) -> tuple[recommendations.Recommendation, ...]:
    """All recommendations that the visits give a reason for, in order."""
    return recommendations.recommend(
        [
            *_promise_advice(stages, promises),
            *_criterion_advice(checklist, stages, lost, language),
        ]
    )


def recommendation(number: int, one: recommendations.Recommendation) -> data.Recommendation:
    advice = one.advice
    return data.Recommendation(
        number=number,
        code=advice.code,
        tier=str(one.tier),
        stage=advice.stage,
        title=advice.title,
        action=advice.action,
        cost=advice.cost,
        effort=advice.effort,
        impact=advice.impact,
        lost=measure(advice.lost),
        short=advice.short,
        visits=advice.visits,
        incidents=advice.incidents,
        evidence=tuple(
            data.Evidence(piece.visit, piece.display, piece.comment, piece.photos)
            for piece in advice.evidence
        ),
        is_edited=one.is_edited,
        is_own=one.is_own,
    )
