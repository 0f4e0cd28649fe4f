"""Reads of recommendations: what the engine said before the consultant, what she decided since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from audits.models import Answer, AnswerState
from journeys.definition import in_language
from reports.document import Recommendation, ReportDocument, Simulator, build_document, simulator
from reports.models import Decision, Report
from reports.queries.report import Material, material_of
from reports.queries.scope import counted_visits


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A recommendation that the consultant left out, with the reason."""

    code: str
    title: str
    reason: str


def computed_recommendations(
    report: Report, material: Material | None = None
) -> dict[str, Recommendation]:
    """What the engine recommends by itself, by code: nothing edited, nothing left out. Her own
    ones are there too, for their evidence. No query with the material at hand."""
    found = material or material_of(report)
    own = tuple(one for one in found.wishes.decisions if one.criteria or one.is_judgement)
    kept = tuple(replace(one, is_dropped=False, position=0) for one in own)
    wishes = replace(found.wishes, language=report.language, decisions=kept)
    document = build_document(found.bundle, wishes)
    return {one.code: one for one in document.recommendations}


def answered_criteria(report: Report) -> set[str]:
    """The criteria that some counted visit of the report answered. One query."""
    visits = counted_visits(report).order_by().values("pk")
    answered = Answer.objects.filter(visit__in=visits, state=AnswerState.ANSWERED)
    return set(answered.order_by().values_list("criterion", flat=True).distinct())


def decisions_of(report: Report) -> list[Decision]:
    """Every decision of the consultant with who made it. One query."""
    return list(report.decisions.select_related("edited_by"))


def changed_since(
    report: Report,
    computed: Mapping[str, Recommendation],
    decisions: Iterable[Decision] | None = None,
) -> dict[str, Decision]:
    """The decisions whose evidence is no longer what it was when they were made. One query, none
    with the decisions at hand."""
    return {
        one.code: one
        for one in (decisions_of(report) if decisions is None else decisions)
        if one.evidence_digest
        and (one.code not in computed or computed[one.code].digest != one.evidence_digest)
    }


def left_out(report: Report, decisions: Iterable[Decision] | None = None) -> list[LeftOut]:
    """What the consultant left out, worded as in the list it was taken from."""
    definition = report.audit.checklist_version.definition
    advice = {
        criterion.code: in_language(criterion.rec.title, report.language)
        for criterion in definition.criteria
        if criterion.rec
    }
    return [
        LeftOut(
            code=one.code,
            title=one.title or advice.get(one.code) or _incident_name(one.code),
            reason=one.drop_reason,
        )
        for one in (decisions_of(report) if decisions is None else decisions)
        if one.is_dropped
    ]


def _incident_name(code: str) -> str:
    return _("Severe failures") if code.startswith("failure-") else _("Broken promises")


def what_if(report: Report, document: ReportDocument) -> Simulator:
    """What would have been, had some recommendations been right. A fixed number of queries."""
    found = material_of(report, document.language)
    return simulator(found.bundle, found.wishes, document)
