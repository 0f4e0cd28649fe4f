"""A checklist told to a person: each criterion in words, how it scores, what it advises."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from journeys.definition import (
    Band,
    Checklist,
    Criterion,
    Fault,
    KnockOut,
    Phrase,
    Recommendation,
    Stage,
    in_language,
    stage_criteria,
)
from journeys.queries.conditions import condition_lines
from journeys.queries.library import common
from journeys.question_types import number_text, question_type


@dataclass(frozen=True, slots=True)
class FaultLine:
    """A fault in the words of the page."""

    place: str
    expected: str  # "" when the remark says it all
    found: str
    remark: str


@dataclass(frozen=True, slots=True)
class RuleLine:
    answer: str
    points: str


@dataclass(frozen=True, slots=True)
class Advice:
    title: str
    action: str
    cost: str
    effort: str
    impact: str


@dataclass(frozen=True, slots=True)
class CriterionPage:
    code: str
    text: str
    help: str
    kind: str
    nature: str
    weight: str
    dimension: str
    critical: str  # "" when it is not
    scoring: str  # how it scores, when the lines do not say it
    rules: tuple[RuleLine, ...]
    advice: Advice | None
    conditions: tuple[str, ...] = ()  # when it is asked, when it needs evidence


@dataclass(frozen=True, slots=True)
class StagePage:
    key: str
    order: int
    name: str
    covers: str
    weight: int
    criteria: tuple[CriterionPage, ...]


def fault_lines(faults: Iterable[Fault]) -> list[FaultLine]:
    return [
        FaultLine(
            place=fault.place,
            expected=translated(fault.expected) if fault.expected else "",
            found=fault.found or _("nothing"),
            remark=translated(fault.remark) if fault.remark else fault.message,
        )
        for fault in faults
    ]


def translated(phrase: Phrase) -> str:
    return _(phrase.template) % phrase.values


def checklist_pages(checklist: Checklist, language: str) -> list[StagePage]:
    return [stage_page(checklist, stage, language) for stage in checklist.stages]


def stage_page(checklist: Checklist, stage: Stage, language: str) -> StagePage:
    return StagePage(
        key=stage.key,
        order=stage.order,
        name=in_language(stage.name, language),
        covers=in_language(stage.covers, language),
        weight=stage.weight,
        criteria=tuple(
            criterion_page(item, checklist, language)
            for item in stage_criteria(checklist, stage.key)
        ),
    )


def criterion_page(item: Criterion, checklist: Checklist, language: str) -> CriterionPage:
    kind, bands = question_type(item), checklist.bands
    return CriterionPage(
        code=item.code,
        text=in_language(item.text, language),
        help=in_language(item.help, language),
        kind=str(kind.label),
        nature=_("Fact") if item.nature == "fact" else _("Perception"),
        weight=weight_text(item, language),
        dimension=in_language(common().dimensions.get(item.dim, {}), language) or item.dim,
        critical=critical_text(item.critical, bands, language) if item.critical else "",
        scoring=scoring_text(item),
        rules=tuple(
            RuleLine(answer, "–" if points is None else number_text(points, language))
            for answer, points in kind.rule_words(item, language)
        ),
        advice=advice(item.rec, language) if item.rec else None,
        conditions=tuple(condition_lines(item, checklist, language)),
    )


def weight_text(item: Criterion, language: str) -> str:
    """“3 – ratkaiseva”; nothing for a question that earns no points."""
    if not question_type(item).scores(item):
        return ""
    name = in_language(common().weights.get(item.weight, {}), language)
    return f"{item.weight} – {name.lower()}" if name else str(item.weight)


def scoring_text(item: Criterion) -> str:
    """What the table of answers and points does not say by itself."""
    if not question_type(item).scores(item):
        return _("Is not scored.")
    if item.bonus is not None:
        return _("Full points bring a bonus of %(points)s points; it never lowers a score.") % {
            "points": item.bonus
        }
    return question_type(item).rule_note(item)


def critical_text(knock_out: KnockOut, bands: Sequence[Band], language: str) -> str:
    """What happens when a critical criterion fails."""
    points = number_text(knock_out.cap, language)
    if knock_out.effect == "cap_stage":
        return _("If it fails, its stage gets at most %(points)s points.") % {"points": points}
    if knock_out.effect == "cap_visit":
        return _("If it fails, the visit gets at most %(points)s points.") % {"points": points}
    if knock_out.effect == "zero_stage":
        return _("If it fails, its stage gets 0 points.")
    if knock_out.effect == "zero_visit":
        return _("If it fails, the visit gets 0 points.")
    names = [in_language(band.name, language) for band in bands if band.key == knock_out.to]
    return _("If it fails, the visit is rated “%(band)s” at most.") % {"band": "".join(names)}


def advice(rec: Recommendation, language: str) -> Advice:
    costs = {level.key: level.name for level in common().cost_levels}
    degrees = common().degrees
    return Advice(
        title=in_language(rec.title, language),
        action=in_language(rec.action, language),
        cost=in_language(costs[rec.cost], language),
        effort=in_language(degrees[rec.effort], language),
        impact=in_language(degrees[rec.impact], language),
    )


def method_text(checklist: Checklist) -> str:
    if checklist.method == "points":
        return _("Every point counts the same, whatever the stage.")
    return _("Each stage has its own score; the total is their weighted mean.")
