"""The consultant edits the list of recommendations."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import SignedInRequest
from reports import actions, forms, queries
from reports.views.panel import recommendation_panel, row_of
from reports.views.rows import criteria_of, draft_for, recommendation_of, stages_of


@require_http_methods(["GET", "POST"])
def recommendation_add(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponse:
    report = draft_for(request, public_id)
    form = forms.AddForm(
        request.POST or None, stages=stages_of(report), criteria=criteria_of(report)
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_recommendation(report, request.user, form.wording(), form.grounds())
        except ValidationError as refusal:
            form.add_error("criteria", refusal)
        else:
            messages.success(request, _("The recommendation is added."))
            return redirect("reports:report-write", report.public_id)
    context = {"report": report, "form": form, "heading": _("Add a recommendation")}
    return render(request, "reports/recommendation_edit.html", context)


@require_http_methods(["GET", "POST"])
def recommendation_edit(request: SignedInRequest, public_id: uuid.UUID, code: str) -> HttpResponse:
    report = draft_for(request, public_id)
    document = queries.document_of(report)
    found = recommendation_of(document, code)
    order = {stage.key: stage.number for stage in document.stages}
    initial = {
        "title": found.title,
        "action": found.action,
        "stage": order.get(found.stage),
        "cost": found.cost,
        "effort": found.effort,
        "impact": found.impact,
        "owner": found.owner,
    }
    form = forms.EditForm(request.POST or None, initial=initial, stages=stages_of(report))
    if request.method == "POST" and form.is_valid():
        actions.word_recommendation(report, request.user, code, form.wording())
        messages.success(request, _("The recommendation is saved."))
        return redirect("reports:report-write", report.public_id)
    context = {
        "report": report,
        "form": form,
        "row": row_of(recommendation_panel(report, document), code),
        "heading": _("Edit a recommendation"),
    }
    return render(request, "reports/recommendation_edit.html", context)


@require_POST
def recommendations_drop(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponse:
    """Many at once, for one reason."""
    report = draft_for(request, public_id)
    codes = [one.code for one in queries.document_of(report).recommendations]
    form = forms.BulkDropForm(request.POST, codes=codes)
    if form.is_valid():
        actions.drop_recommendations(report, request.user, **form.cleaned_data)
        messages.success(
            request,
            ngettext(
                "%(count)s recommendation is left out.",
                "%(count)s recommendations are left out.",
                len(form.cleaned_data["codes"]),
            )
            % {"count": len(form.cleaned_data["codes"])},
        )
    else:
        messages.error(request, _("Choose what to leave out, and say why."))
    return redirect(f"{report.get_write_url()}#recommendations")


@require_http_methods(["GET", "POST"])
def recommendation_drop(request: SignedInRequest, public_id: uuid.UUID, code: str) -> HttpResponse:
    report = draft_for(request, public_id)
    document = queries.document_of(report)
    recommendation_of(document, code)
    form = forms.DropForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.drop_recommendation(report, request.user, code, **form.cleaned_data)
        messages.success(request, _("The recommendation is left out."))
        return redirect("reports:report-write", report.public_id)
    context = {
        "report": report,
        "form": form,
        "row": row_of(recommendation_panel(report, document), code),
        "heading": _("Leave a recommendation out"),
    }
    return render(request, "reports/recommendation_edit.html", context)


@require_POST
def recommendation_restore(
    request: SignedInRequest, public_id: uuid.UUID, code: str
) -> HttpResponse:
    report = draft_for(request, public_id)
    actions.restore_recommendation(report, request.user, code)
    messages.success(request, _("The recommendation is back in the list."))
    return redirect("reports:report-write", report.public_id)


@require_POST
def recommendation_move(request: SignedInRequest, public_id: uuid.UUID, code: str) -> HttpResponse:
    report = draft_for(request, public_id)
    step = -1 if request.POST.get("to") == "up" else 1
    try:
        actions.move_recommendation(report, request.user, code, step=step)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(f"{report.get_write_url()}#r-{code}")
