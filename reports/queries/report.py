"""Reads of reports: what a draft or an issued report says, and what is needed to show it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, QuerySet

from accounts.models import User
from audits.bundle import Bundle
from audits.models import Audit, Evidence
from audits.queries.comparison import stored_round
from audits.queries.recall import visits_recall
from reports.document import (
    Check,
    ReportDocument,
    Wishes,
    build_document,
    check_id,
    codec,
    public_document,
)
from reports.document.advice import percent
from reports.document.figures import measure
from reports.models import ChoiceKind, Decision, Edition, Report
from reports.queries.audit import report_photos
from reports.queries.brand import look_of
from reports.queries.choice import with_choices
from reports.queries.history import client_records
from reports.queries.ledger import Line, checked
from reports.queries.narrative import with_narratives
from reports.queries.scope import counted_visits, report_bundle, rounds
from reports.recommendations import Decided


def report_list(user: User) -> QuerySet[Report]:
    """The reports that a person may open, newest first. One query."""
    return Report.objects.visible_to(user).select_related("audit__client", "site", "visit")


def audit_reports(audit: Audit) -> QuerySet[Report]:
    return audit.reports.select_related("site", "visit", "issued_by")


def visit_counts(audit: Audit) -> dict[str, int]:
    """How many visits of the audit are in each state. One query."""
    rows = audit.visits.values("status").annotate(count=Count("pk")).order_by()
    return {row["status"]: row["count"] for row in rows}


def decided(decision: Decision, stages: tuple[str, ...]) -> Decided:
    number = decision.stage
    return Decided(
        code=decision.code,
        position=decision.position,
        title=decision.title,
        action=decision.action,
        stage=stages[number - 1] if number else "",
        stage_order=number or 0,
        cost=decision.cost,
        effort=decision.effort,
        impact=decision.impact,
        owner=decision.owner,
        criteria=tuple(decision.criteria),
        is_judgement=decision.is_judgement,
        is_dropped=decision.is_dropped,
        drop_reason=decision.drop_reason,
    )


@dataclass(frozen=True, slots=True)
class Material:
    """What documents of a report are built from; read once by a page that needs two of them."""

    bundle: Bundle
    wishes: Wishes


def material_of(report: Report, language: str = "") -> Material:
    """A fixed number of queries."""
    return Material(report_bundle(report), wishes_of(report, language=language))


def live_document(
    report: Report, *, issued_on: date | None = None, language: str = ""
) -> ReportDocument:
    """What the report would say today, in its own or another language. A fixed number of
    queries."""
    wishes = wishes_of(report, issued_on=issued_on, language=language)
    return told_document(report, Material(report_bundle(report), wishes))


def told_document(report: Report, material: Material) -> ReportDocument:
    """The same from what was read already. Two queries."""
    document = build_document(material.bundle, material.wishes)
    return with_narratives(report, with_choices(report, document))


def enclosed_bundle(report: Report) -> dict[str, Any]:
    """The answers behind a report as its PDF encloses them: frozen with it, or today's."""
    if report.snapshot:
        return report.enclosed or {}
    return public_document(report_bundle(report), wishes_of(report))


def unchosen_document(report: Report) -> ReportDocument:
    """Everything that there is to choose from."""
    return build_document(report_bundle(report), wishes_of(report))


def wishes_of(report: Report, *, issued_on: date | None = None, language: str = "") -> Wishes:
    """What the report adds to the figures. A fixed number of queries."""
    version = report.audit.checklist_version
    decisions = report.decisions.all() if report.pk else ()
    stages = tuple(stage.key for stage in version.definition.stages)
    told = tuple(decided(decision, stages) for decision in decisions)
    return Wishes(
        language=language or report.language,
        site=report.site.key if report.site else "",
        region=report.region,
        visit=report.visit.key if report.visit else "",
        is_whole_client=report.is_whole_client,
        look=look_of(report),
        title=report.title,
        summary=report.summary,
        issued_on=issued_on,
        decisions=told,
        photos=report_photos(report),
        recall=visits_recall(counted_visits(report)),
        comparison=stored_round(report.audit).comparison,
        checks=checks_told(report, language or report.language),
        known=client_records(report.audit, told),
    )


def checks_told(report: Report, language: str) -> tuple[Check, ...]:
    """What came of the advice of the round before, where the report tells of whole sites. One
    query where nothing was advised."""
    if report.visit_id or report.is_whole_client:
        return ()
    lines = checked(report.audit, _sites(report))
    return tuple(_check(line, language) for line in lines)


def _sites(report: Report) -> set[str] | None:
    """The keys of the sites that a report is about; None: all."""
    if report.site:
        return {report.site.key}
    if not report.region:
        return None
    sites = report.audit.client.sites.filter(region=report.region)
    return set(sites.values_list("key", flat=True))


def _check(line: Line, language: str) -> Check:
    told, one = line.verdict, line.prediction
    has_points = any(code not in line.left_out for code in one.criteria)
    return Check(
        id=str(check_id(one.report.audit.key, one.site.key, one.code)),
        title=line.title(language),
        site=one.site.name,
        outcome=str(told.outcome),
        passed=told.passed,
        visits=told.visits,
        probability=percent(told.probability) if told.visits else None,
        predicted=measure(line.predicted) if has_points else None,
        observed=measure(line.observed) if has_points else None,
        left_out=line.left_out,
    )


def document_of(report: Report) -> ReportDocument:
    """The frozen document of an issued report, or what a draft says today."""
    return codec.from_json(report.snapshot) if report.snapshot else live_document(report)


def client_report(audit: Audit, language: str) -> Report:
    """The report of the whole client: as it was issued last, else as it is drafted, else as it
    would be without the consultant's words. A fixed number of queries."""
    reports = audit.reports.filter(
        site=None,
        region="",
        is_whole_client=False,
        edition=Edition.FULL,
        language=language,
        withdrawn_at=None,
    )
    newest = reports.order_by(F("issued_at").desc(nulls_last=True), "-pk").first()
    return newest or Report(audit=audit, language=language)


def client_document(audit: Audit, language: str) -> ReportDocument:
    return document_of(client_report(audit, language))


def digest_of(document: ReportDocument) -> str:
    """The name of what the report says, for finding a PDF that is made already."""
    text = json.dumps(codec.to_json(document), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def pdf_is_ready(report: Report, digest: str) -> bool:
    return bool(
        report.pdf
        and report.pdf_digest == digest
        and report.pdf.storage.exists(report.pdf.name or "")
    )


def made_pdf(report: Report) -> bytes:
    """The PDF of an issued report as it was made; b"" when there is none, or it is damaged."""
    if not report.snapshot or not pdf_is_ready(report, report.digest):
        return b""
    with report.pdf.open("rb") as file:
        body: bytes = file.read()
    return body if hashlib.sha256(body).hexdigest() == report.pdf_sha256 else b""


def photo(report: Report, sha256: str) -> Evidence | None:
    """A photo that the report shows; its reader may see this one and no other."""
    if report.snapshot:
        shown = {one["sha256"] for one in report.snapshot["photos"]}
        if sha256 not in shown:
            return None
    return Evidence.objects.filter(visit__audit__in=rounds(report), sha256=sha256).first()


def photo_cut(report: Report, sha256: str) -> tuple[int, ...]:
    """What of the photo the consultant cut away; its reader never gets that part."""
    if report.snapshot:
        found = (one for one in report.snapshot["photos"] if one["sha256"] == sha256)
        return tuple(next((one.get("cut", ()) for one in found), ()))
    choice = report.choices.filter(kind=ChoiceKind.PHOTO, ref=sha256).first()
    return choice.cut if choice else ()
