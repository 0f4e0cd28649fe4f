"""From a bundle to the report: select, word and number; every figure is ``audits.scoring``'s.

A bundle comes from a file or from a stored audit; the report is the same. With few visits less is
said (docs/scoring.md, "Too few visits"): one visit is no band of a site, and no rank.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.utils import translation

from audits import scoring
from audits.bundle import Bundle
from journeys.definition import Words
from journeys.queries import common
from reports.document import (
    advice,
    agreement,
    comparison,
    data,
    findings,
    sites,
    visits,
    waits,
    whatif,
)
from reports.document.basis import Basis, Wishes, scoped
from reports.document.figures import maybe_measure, plain
from reports.document.stages import stage_of
from reports.recommendations import apply_decisions, recommend


def build_document(bundle: Bundle, wishes: Wishes | None = None) -> data.ReportDocument:
    """Everything the report can say. No database."""
    wishes = wishes or Wishes()
    language = wishes.language or bundle.client.language
    whole = bundle
    bundle = scoped(bundle, wishes)
    with translation.override(language):
        return _document(Basis(bundle, replace(wishes, language=language), whole))


def _document(basis: Basis) -> data.ReportDocument:
    stages = tuple(stage_of(basis, stage) for stage in basis.checklist.stages)
    criteria = [criterion for stage in stages for criterion in stage.criteria]
    promises = _promises(basis)
    recommendations = _recommendations(basis, stages)
    audit, wishes = basis.bundle.audit, basis.wishes
    return data.ReportDocument(
        language=basis.language,
        client=basis.bundle.client.name,
        audit=audit.title,
        reference=audit.key,
        title=wishes.title,
        summary=wishes.summary,
        site=_site_name(basis),
        starts_on=_iso(audit.starts_on),
        ends_on=_iso(audit.ends_on),
        issued_on=_iso(wishes.issued_on),
        target=audit.target,
        bands=basis.reader.named,
        total=basis.reader.figures(basis.scores.whole.total, 0, basis.ranges.whole),
        stages=stages,
        visits=_visits(basis, criteria),
        sites=sites.all_sites(basis),
        comparison=comparison.of_rounds(basis),
        agreement=agreement.of_visits(basis),
        planner=sites.planner(basis),
        emotion=_emotion(basis.scores.emotion),
        promises=promises,
        failures=_incidents(basis, "failure"),
        surprises=_incidents(basis, "surprise"),
        recovery=maybe_measure(basis.scores.incidents.recovery),
        closing=visits.closings(basis.visits, basis.language),
        strengths=findings.strengths(criteria),
        needs=findings.needs(criteria),
        criticals=findings.criticals(criteria),
        recommendations=recommendations,
        what_if=whatif.figure(basis, recommendations),
        photos=_photos(basis),
        method=_method(basis, criteria),
        labels=_labels(basis),
        scope=wishes.scope,
        region=wishes.region,
        look=wishes.look,
        waits=waits.between_stages(basis),
        checks=wishes.checks,
    )


def _site_name(basis: Basis) -> str:
    """Of a report about one site, or about one visit there."""
    if basis.wishes.scope not in ("site", "visit"):
        return ""
    return next((site.name for site in basis.sites.values()), "")


def _recommendations(basis: Basis, stages: Sequence[data.Stage]) -> tuple[data.Recommendation, ...]:
    """What the rules find, as the consultant decided on it."""
    adviser = advice.Adviser(basis, stages)
    found = recommend(adviser.candidates())
    kept = apply_decisions(found, basis.wishes.decisions, adviser.own()).kept
    return tuple(advice.recommendation(number, one, basis) for number, one in enumerate(kept, 1))


def _visits(basis: Basis, criteria: Sequence[data.Criterion]) -> tuple[data.Visit, ...]:
    by_code = {criterion.code: criterion for criterion in criteria}
    return tuple(
        visits.visit_of(
            visit,
            label,
            basis.site_name(visit),
            basis.scores.visits[visit.key],
            basis.reader,
            by_code,
        )
        for label, visit in basis.visits.items()
    )


def _promises(basis: Basis) -> data.Promises:
    counts = basis.scores.promises
    return data.Promises(
        made=counts.made,
        kept=counts.kept,
        partly=counts.partly,
        broken=counts.broken,
        unverifiable=counts.unverifiable,
        items=tuple(
            visits.promise_of(promise, label, basis.site_name(visit))
            for label, visit in basis.visits.items()
            for promise in visit.promises
        ),
    )


def _incidents(basis: Basis, polarity: str) -> tuple[data.Incident, ...]:
    return tuple(
        visits.incident_of(incident, label, basis.site_name(visit))
        for label, visit in basis.visits.items()
        for incident in visit.incidents
        if incident.polarity == polarity
    )


def _emotion(found: scoring.Emotion) -> data.Emotion:
    curve = scoring.peak_end([mean for mean, _visits in found.stages.values()])
    if curve is None:
        return data.Emotion()
    stages = list(found.stages)
    return data.Emotion(
        peak=maybe_measure(found.peak),
        end=maybe_measure(found.end),
        peak_end=maybe_measure(found.peak_end),
        peak_stage=stages[curve.peak_index],
        end_stage=stages[-1],
    )


def _photos(basis: Basis) -> tuple[data.Photo, ...]:
    stages = {criterion.code: criterion.stage for criterion in basis.checklist.criteria}
    return tuple(
        data.Photo(
            sha256=photo.sha256,
            visit=basis.labels[photo.visit],
            site=basis.site_name(basis.visits[basis.labels[photo.visit]]),
            stage=photo.stage or stages.get(photo.criterion, ""),
            criterion=photo.criterion,
            caption=photo.caption,
            width=photo.width,
            height=photo.height,
        )
        for photo in basis.wishes.photos
        if photo.visit in basis.labels
    )


def _method(basis: Basis, criteria: Sequence[data.Criterion]) -> data.Method:
    checklist = basis.checklist
    scored = [one for one in criteria if one.is_scored and one.weight]
    return data.Method(
        checklist=basis.words(checklist.name),
        code=checklist.code,
        version=checklist.version,
        method=checklist.method,
        criteria=len(criteria),
        facts=sum(one.is_fact for one in scored),
        perceptions=sum(not one.is_fact for one in scored),
        scored=len(scored),
        answered=sum(one.answered for one in scored),
        not_applicable=sum(one.not_applicable for one in scored),
        not_observed=sum(one.not_observed for one in scored),
        blank=sum(one.blank for one in scored),
        bonus_max=plain(checklist.bonus_max),
        recall=_recall(basis.wishes.recall),
    )


def _recall(shares: scoring.RecallShares | None) -> data.Recall | None:
    if shares is None or shares.on_the_spot is None:
        return None
    return data.Recall(
        at_once=shares.at_once,
        hour=shares.hour,
        day=shares.day,
        later=shares.later,
        on_the_spot=scoring.shown_fraction(100 * shares.on_the_spot) or "",
    )


def _labels(basis: Basis) -> tuple[tuple[str, str], ...]:
    shared = common()
    named: dict[str, Words] = {
        **{f"cost.{level.key}": level.name for level in shared.cost_levels},
        **{f"degree.{key}": words for key, words in shared.degrees.items()},
        **{f"promise.{key}": words for key, words in shared.promise_kinds.items()},
        **{f"outcome.{key}": words for key, words in shared.promise_outcomes.items()},
        **{f"severity.{number}": words for number, words in shared.severities.items()},
    }
    return tuple((key, basis.words(words)) for key, words in named.items())


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
