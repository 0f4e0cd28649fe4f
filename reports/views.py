from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import Deed, SignedInRequest, may, require
from audits.models import Audit, Status
from journeys.definition import in_language
from reports import actions, forms, queries
from reports.document import Recommendation, ReportDocument
from reports.models import Report
from reports.sections import rendered


def _report(request: SignedInRequest, public_id: uuid.UUID) -> Report:
    reports = Report.objects.visible_to(request.user).select_related(
        "audit__client", "audit__checklist_version", "site"
    )
    report = get_object_or_404(reports, public_id=public_id)
    require(request, report.client)
    return report


def _draft(request: SignedInRequest, public_id: uuid.UUID) -> Report:
    report = _report(request, public_id)
    if report.is_issued:
        raise Http404
    return report


def _recommendation(document: ReportDocument, code: str) -> Recommendation:
    found = next((one for one in document.recommendations if one.code == code), None)
    if found is None:
        raise Http404
    return found


def _photo_urls(report: Report, document: ReportDocument) -> dict[str, str]:
    return {
        photo.sha256: reverse("reports:report-photo", args=[report.public_id, photo.sha256])
        for photo in document.photos
    }


def _stages(report: Report) -> list[tuple[int, str]]:
    stages = report.audit.checklist_version.definition.stages
    return [(stage.order, in_language(stage.name, report.language)) for stage in stages]


@require_GET
def report_list(request: SignedInRequest) -> HttpResponse:
    return render(
        request, "reports/report_list.html", {"reports": queries.report_list(request.user)}
    )


@require_http_methods(["GET", "POST"])
def audit_reports(request: SignedInRequest, key: str) -> HttpResponse:
    audits = Audit.objects.visible_to(request.user).select_related("client")
    audit = get_object_or_404(audits, key=key)
    require(request, audit.client)
    form = forms.StartForm(
        request.POST or None,
        sites=audit.client.sites.filter(visits__audit=audit).distinct(),
        initial={"language": audit.client.language},
    )
    if request.method == "POST" and form.is_valid():
        try:
            report = actions.start_report(audit, request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect("reports:report-write", report.public_id)
    context = {
        "audit": audit,
        "form": form,
        "reports": queries.audit_reports(audit),
        "counts": queries.visit_counts(audit),
    }
    return render(request, "reports/audit_reports.html", context)


@require_GET
def report_detail(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponse:
    report = _report(request, public_id)
    document = queries.document_of(report)
    context = {
        "report": report,
        "document": document,
        "parts": rendered(document, photo_urls=_photo_urls(report, document)),
        "may_write": may(request.user, Deed.WRITE_REPORT, report.client),
    }
    return render(request, "reports/report_detail.html", context)


@require_http_methods(["GET", "POST"])
def report_write(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponse:
    report = _draft(request, public_id)
    initial = {"title": report.title, "summary": report.summary}
    form = forms.TextsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.save_texts(report, request.user, **form.cleaned_data)
        messages.success(request, _("The texts are saved."))
        return redirect("reports:report-write", report.public_id)
    context = {
        "report": report,
        "form": form,
        "document": queries.document_of(report),
        "left_out": queries.left_out(report),
        "counts": queries.visit_counts(report.audit),
    }
    return render(request, "reports/report_write.html", context)


@require_http_methods(["GET", "POST"])
def recommendation_add(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponse:
    report = _draft(request, public_id)
    form = forms.RecommendationForm(request.POST or None, stages=_stages(report))
    if request.method == "POST" and form.is_valid():
        actions.add_recommendation(report, request.user, form.wording())
        messages.success(request, _("The recommendation is added."))
        return redirect("reports:report-write", report.public_id)
    context = {"report": report, "form": form, "heading": _("Add a recommendation")}
    return render(request, "reports/recommendation_edit.html", context)


@require_http_methods(["GET", "POST"])
def recommendation_edit(request: SignedInRequest, public_id: uuid.UUID, code: str) -> HttpResponse:
    report = _draft(request, public_id)
    document = queries.document_of(report)
    found = _recommendation(document, code)
    order = {stage.key: stage.number for stage in document.stages}
    initial = {
        "title": found.title,
        "action": found.action,
        "stage": order.get(found.stage),
        "cost": found.cost,
        "effort": found.effort,
        "impact": found.impact,
    }
    form = forms.RecommendationForm(request.POST or None, initial=initial, stages=_stages(report))
    if request.method == "POST" and form.is_valid():
        actions.word_recommendation(report, request.user, code, form.wording())
        messages.success(request, _("The recommendation is saved."))
        return redirect("reports:report-write", report.public_id)
    context = {
        "report": report,
        "form": form,
        "recommendation": found,
        "heading": _("Edit a recommendation"),
    }
    return render(request, "reports/recommendation_edit.html", context)


@require_http_methods(["GET", "POST"])
def recommendation_drop(request: SignedInRequest, public_id: uuid.UUID, code: str) -> HttpResponse:
    report = _draft(request, public_id)
    found = _recommendation(queries.document_of(report), code)
    form = forms.DropForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.drop_recommendation(report, request.user, code, **form.cleaned_data)
        messages.success(request, _("The recommendation is left out."))
        return redirect("reports:report-write", report.public_id)
    context = {
        "report": report,
        "form": form,
        "recommendation": found,
        "heading": _("Leave a recommendation out"),
    }
    return render(request, "reports/recommendation_edit.html", context)


@require_POST
def recommendation_restore(
    request: SignedInRequest, public_id: uuid.UUID, code: str
) -> HttpResponse:
    report = _draft(request, public_id)
    actions.restore_recommendation(report, request.user, code)
    messages.success(request, _("The recommendation is back in the list."))
    return redirect("reports:report-write", report.public_id)


@require_POST
def recommendation_move(request: SignedInRequest, public_id: uuid.UUID, code: str) -> HttpResponse:
    report = _draft(request, public_id)
    step = -1 if request.POST.get("to") == "up" else 1
    try:
        actions.move_recommendation(report, request.user, code, step=step)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(f"{report.get_write_url()}#r-{code}")


@require_http_methods(["GET", "POST"])
def report_issue(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponse:
    report = _draft(request, public_id)
    faults: list[str] = []
    if request.method == "POST":
        try:
            actions.issue_report(report, request.user)
        except ValidationError as error:
            faults = error.messages
        else:
            messages.success(request, _("The report is issued. Its readers can open it now."))
            return redirect("reports:report-detail", report.public_id)
    counts = queries.visit_counts(report.audit)
    unfinished = sum(
        count
        for status, count in counts.items()
        if status not in (Status.APPROVED, Status.RELEASED)
    )
    context = {
        "report": report,
        "document": queries.document_of(report),
        "left_out": queries.left_out(report),
        "unfinished": unfinished,
        "faults": faults,
    }
    return render(request, "reports/report_issue.html", context)


@require_GET
def report_download(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """The PDF when it is ready; else a page that says how far it is and looks again by itself."""
    report = _report(request, public_id)
    document = queries.document_of(report)
    if queries.pdf_is_ready(report, queries.digest_of(document)):
        name = slugify(f"{document.client} {document.audit} {document.site}") or "report"
        response = FileResponse(
            report.pdf.open("rb"), content_type="application/pdf", filename=f"{name}.pdf"
        )
        response["Cache-Control"] = "private, no-store"
        return response
    context = {"report": report, "document": document}
    return render(request, "reports/report_download.html", context)


@require_POST
def report_remake(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponse:
    report = _report(request, public_id)
    actions.order_pdf(report)
    return redirect("reports:report-download", report.public_id)


@require_GET
def report_photo(request: SignedInRequest, public_id: uuid.UUID, sha256: str) -> HttpResponseBase:
    evidence = queries.photo(_report(request, public_id), sha256)
    if evidence is None:
        raise Http404
    response = FileResponse(evidence.photo.open("rb"), content_type="image/jpeg")
    response["Cache-Control"] = "private, max-age=3600"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
