"""Reports: listed, begun, read, written, issued, downloaded."""

from __future__ import annotations

import uuid

from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import Deed, SignedInRequest, may, require
from audits.models import Audit
from reports import actions, forms, queries
from reports.sections import rendered
from reports.views.rows import photo_urls_of, report_for


@require_GET
def report_list(request: SignedInRequest) -> HttpResponse:
    context = {
        "reports": queries.report_list(request.user),
        "may_brand": may(request.user, Deed.EDIT_CLIENT),
    }
    return render(request, "reports/report_list.html", context)


@require_http_methods(["GET", "POST"])
def audit_reports(request: SignedInRequest, key: str) -> HttpResponse:
    audits = Audit.objects.visible_to(request.user).select_related("client")
    audit = get_object_or_404(audits, key=key)
    require(request, audit.client)
    form = forms.StartForm(
        request.POST or None,
        sites=audit.client.sites.filter(visits__audit=audit).distinct(),
        visits=audit.visits.counted().select_related("site"),
        regions=queries.regions(audit),
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
    report = report_for(request, public_id, with_withdrawn=True)
    may_write = may(request.user, Deed.WRITE_REPORT, report.client)
    if report.withdrawn_at and not may_write:
        return render(request, "reports/report_withdrawn.html", {"report": report})
    document = queries.document_of(report)
    context = {
        "report": report,
        "document": document,
        "parts": rendered(document, photo_urls=photo_urls_of(report, document)),
        "may_write": may_write,
        "withdrawal": queries.withdrawal_of(report),
    }
    return render(request, "reports/report_detail.html", context)


@require_GET
def report_download(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """The PDF when it is ready; else a page that says how far it is and looks again by itself."""
    report = report_for(request, public_id)
    document = queries.document_of(report)
    if queries.pdf_is_ready(report, queries.digest_of(document)):
        response = FileResponse(
            report.pdf.open("rb"),
            content_type="application/pdf",
            filename=queries.pdf_name(report, document),
        )
        response["Cache-Control"] = "private, no-store"
        return response
    context = {"report": report, "document": document}
    return render(request, "reports/report_download.html", context)


@require_POST
def report_remake(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponse:
    report = report_for(request, public_id)
    actions.order_pdf(report)
    return redirect("reports:report-download", report.public_id)


@require_GET
def report_photo(request: SignedInRequest, public_id: uuid.UUID, sha256: str) -> HttpResponseBase:
    report = report_for(request, public_id)
    evidence = queries.photo(report, sha256)
    if evidence is None:
        raise Http404
    # Who cuts a draft's photo sees all of it; nobody else ever does.
    is_whole = (
        "whole" in request.GET
        and not report.is_issued
        and may(request.user, Deed.WRITE_REPORT, report.client)
    )
    with evidence.photo.open("rb") as file:
        body = queries.cut(file.read(), () if is_whole else queries.photo_cut(report, sha256))
    response = HttpResponse(body, content_type="image/jpeg")
    # A draft's photo may be cut otherwise a minute later.
    age = "private, max-age=3600" if report.is_issued else "private, no-cache"
    response["Cache-Control"] = age
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
