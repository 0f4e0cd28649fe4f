"""The rows that pages about a report start from."""

from __future__ import annotations

import uuid

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.permissions import Deed, SignedInRequest, may, require
from journeys.definition import in_language
from reports import queries
from reports.document import Recommendation, ReportDocument
from reports.models import Report


def report_for(
    request: SignedInRequest, public_id: uuid.UUID, *, with_withdrawn: bool = False
) -> Report:
    """The report of a page. A withdrawn one is for the desk alone, unless the page is its
    notice."""
    reports = Report.objects.visible_to(request.user).select_related(
        "audit__client", "audit__checklist_version", "site"
    )
    report = get_object_or_404(reports, public_id=public_id)
    require(request, report.client)
    is_gone = bool(report.withdrawn_at) and not with_withdrawn
    if is_gone and not may(request.user, Deed.WRITE_REPORT, report.client):
        raise Http404
    return report


def draft_for(request: SignedInRequest, public_id: uuid.UUID) -> Report:
    report = report_for(request, public_id)
    if report.is_issued:
        raise Http404
    return report


def recommendation_of(document: ReportDocument, code: str) -> Recommendation:
    found = next((one for one in document.recommendations if one.code == code), None)
    if found is None:
        raise Http404
    return found


def photo_urls_of(report: Report, document: ReportDocument) -> dict[str, str]:
    return {
        photo.sha256: reverse("reports:report-photo", args=[report.public_id, photo.sha256])
        for photo in document.photos
    }


def stages_of(report: Report) -> list[tuple[int, str]]:
    stages = report.audit.checklist_version.definition.stages
    return [(stage.order, in_language(stage.name, report.language)) for stage in stages]


def criteria_of(report: Report) -> list[tuple[str, str]]:
    """The questions that some visit of the report answered, to choose from."""
    answered = queries.answered_criteria(report)
    definition = report.audit.checklist_version.definition
    return [
        (one.code, f"{one.code} {in_language(one.text, report.language)}")
        for one in definition.criteria
        if one.code in answered
    ]
