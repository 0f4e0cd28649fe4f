"""The report in other formats: which there are, and each as a file."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from accounts.permissions import SignedInRequest
from reports import pdf, queries
from reports.export import FORMATS, Material, exported
from reports.views.rows import report_for


@require_GET
def report_formats(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponse:
    report = report_for(request, public_id)
    context = {"report": report, "formats": FORMATS.values()}
    return render(request, "reports/report_formats.html", context)


@require_GET
def report_export(request: SignedInRequest, public_id: uuid.UUID, key: str) -> HttpResponse:
    """The report as a file of that format, made when it is asked for."""
    report = report_for(request, public_id)
    if key not in FORMATS:
        raise Http404
    document = queries.document_of(report)
    material = Material(photos={})
    if FORMATS[key].has_pictures:
        photos = queries.photo_bytes(report.audit, document)
        material = Material(photos=photos, fonts=pdf.chart_fonts())
    name = slugify(f"{document.client} {document.audit} {document.site}") or "report"
    content_type = FORMATS[key].content_type
    response = HttpResponse(exported(document, key, material), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{key}"'
    response["Cache-Control"] = "private, no-store"
    return response
