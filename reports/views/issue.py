"""From the draft to the client: checked, compared, issued; later issued anew, or withdrawn."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import Language
from accounts.permissions import SignedInRequest
from audits.models import Status
from reports import actions, forms, narrative, queries
from reports.models import NarrativeStatus, Report
from reports.views import desk_words
from reports.views.desk import desk_url, sections_of
from reports.views.rows import draft_for, report_for


@require_http_methods(["GET", "POST"])
def report_issue(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponse:
    report = draft_for(request, public_id)
    faults: list[str] = []
    if request.method == "POST":
        try:
            actions.issue_report(report, request.user)
        except ValidationError as error:
            faults = error.messages
            report.refresh_from_db()
        else:
            messages.success(request, _("The report is issued. Its readers can open it now."))
            return redirect("reports:report-detail", report.public_id)
    counts = queries.visit_counts(report.audit)
    done = (Status.APPROVED, Status.RELEASED)
    material = queries.material_of(report)
    standing = queries.standing(report, queries.told_document(report, material))
    context = {
        "report": report,
        "document": standing.document,
        "left_out": queries.left_out(report),
        "unfinished": sum(count for status, count in counts.items() if status not in done),
        "faults": faults,
        "earlier": queries.earlier_edition(report),
        "contradictions": queries.contradictory_visits(report, material, get_language() or ""),
        **_settling(report, standing),
    }
    return render(request, "reports/report_issue.html", context)


def _settling(report: Report, standing: queries.Standing) -> dict[str, Any]:
    found = queries.obstacles(report, standing)
    names = {heading.anchor: heading.name for _part, heading in sections_of(standing)}
    written = [
        {
            "name": names.get(section, section),
            "status": NarrativeStatus(row.status).label,
            "url": desk_url(report, section, report.language),
            "remarks": [
                {
                    "words": desk_words.remark_words(one),
                    "sentence": one.sentence,
                    "url": f"{desk_url(report, section, report.language)}#check-{number}",
                }
                for number, one in enumerate(found.remarks.get(section, []), 1)
            ],
        }
        for section, row in ((key, standing.rows[key]) for key in names if key in standing.rows)
    ]
    sightings = [
        {
            "one": one,
            "kind": desk_words.SIGHTINGS[one.kind],
            "where": desk_words.PLACES[one.where],
            "at": names.get(one.at, one.at),
        }
        for one in found.sightings
    ]
    return {
        "written": written,
        "has_summary": any(one.section == "summary" for one in standing.document.narratives),
        "obstacles": found,
        "sightings": sightings,
        "comments": sum(queries.open_comments(report).values()),
    }


@require_POST
def privacy_acknowledge(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponse:
    report = draft_for(request, public_id)
    key = request.POST.get("key", "")[:32]
    if key:
        actions.acknowledge(report, request.user, key)
    return redirect("reports:report-issue", report.public_id)


@require_GET
def report_compare(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponse:
    report = report_for(request, public_id)
    earlier = queries.earlier_edition(report)
    if earlier is None:
        raise Http404
    document = queries.document_of(report)
    standing = queries.standing(report, document)
    before = queries.document_of(earlier)
    names = {heading.anchor: heading.name for _part, heading in sections_of(standing)}
    context = {
        "report": report,
        "earlier": earlier,
        "document": document,
        "moved": [
            {"one": one, "name": one.name or _("Total"), "kind": desk_words.FIGURES[one.kind]}
            for one in narrative.moved(before, document)
        ],
        "differences": [
            {"name": names.get(one.section, _("Photos")), "one": one}
            for one in narrative.differences(before, document)
        ],
    }
    return render(request, "reports/report_compare.html", context)


def _reason_page(
    request: SignedInRequest, report: Report, form: forms.ReasonForm, heading: str, words: str
) -> HttpResponse:
    """Asks why, before something that cannot be undone or that others will wonder about."""
    context = {"report": report, "form": form, "heading": heading, "words": words}
    return render(request, "reports/report_reason.html", context)


@require_http_methods(["GET", "POST"])
def report_withdraw(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponse:
    report = report_for(request, public_id)
    form = forms.ReasonForm(request.POST or None, action=_("Withdraw the report"))
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_report(report, request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The report is withdrawn. Its readers find your reason."))
            return redirect("reports:audit-reports", report.audit.key)
    words = _(
        "The client can no longer read this report, on screen or as a PDF. In its place stands"
        " a notice with the reason that you write here. This cannot be undone."
    )
    return _reason_page(request, report, form, _("Withdraw the report"), words)


@require_http_methods(["GET", "POST"])
def report_reissue(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponse:
    report = report_for(request, public_id)
    form = forms.ReasonForm(request.POST or None, action=_("Begin a new edition"))
    if request.method == "POST" and form.is_valid():
        try:
            draft = actions.reissue_report(report, request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect("reports:report-write", draft.public_id)
    words = _(
        "The texts, choices and recommendations are copied into a draft that follows the"
        " figures of today. The issued report stays as it is until you withdraw it."
    )
    return _reason_page(request, report, form, _("Begin a new edition"), words)


@require_POST
def report_translate(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponse:
    """The same report in another language, as a draft of its own."""
    report = report_for(request, public_id)
    language = request.POST.get("language", "")
    if language not in Language.values:
        raise Http404
    draft = actions.translate_report(report, request.user, language=language)
    return redirect("reports:report-write", draft.public_id)
