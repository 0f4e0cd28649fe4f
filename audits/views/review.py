from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import SignedInRequest, deeds_with, require
from audits.actions.review import (
    CORRECTABLE_STATUSES,
    approve_visit,
    correct_answer,
    reopen_visit,
    send_back_visit,
)
from audits.forms.review import ApproveForm, CorrectionForm, ReopenForm, SendBackForm
from audits.models import Status, Visit, VisitQuerySet
from audits.queries.review import visit_sheet
from audits.queries.review_sheet import VisitSheet
from audits.views.crumbs import audit_crumbs, visit_crumbs

# Days that an auditor gets to answer, unless the editor chooses otherwise.
ANSWER_DAYS = 3


@require_safe
def visit_detail(request: SignedInRequest, key: str, pk: int) -> HttpResponse:
    visit = get_object_or_404(_visits(request), audit__key=key, pk=pk)
    require(request, visit.audit.client)
    sheet = _sheet(visit)
    form = SendBackForm([line.code for line in sheet.lines], initial={"answer_by": _deadline()})
    return _page(request, sheet, form)


@require_POST
def visit_approve(request: SignedInRequest, key: str, pk: int) -> HttpResponse:
    visit = get_object_or_404(_visits(request), audit__key=key, pk=pk)
    require(request, visit.audit.client)
    form = ApproveForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Open the visit again and look at it before approving."))
        return redirect(visit)
    try:
        approve_visit(visit, revision=form.cleaned_data["revision"], by=request.user)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return redirect(visit)
    messages.success(request, _("The visit has been approved: it counts in the scores now."))
    return redirect(visit.audit)


@require_POST
def visit_send_back(request: SignedInRequest, key: str, pk: int) -> HttpResponse:
    visit = get_object_or_404(_visits(request), audit__key=key, pk=pk)
    require(request, visit.audit.client)
    sheet = _sheet(visit)
    form = SendBackForm([line.code for line in sheet.lines], request.POST)
    if not form.is_valid():
        return _page(request, sheet, form)
    data = form.cleaned_data
    try:
        send_back_visit(
            visit, data["reason"], form.points, answer_by=data["answer_by"], by=request.user
        )
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return _page(request, sheet, form)
    messages.success(request, _("The visit has been sent back. The auditor gets a mail."))
    return redirect(visit.audit)


@require_http_methods(["GET", "POST"])
def visit_reopen(request: SignedInRequest, key: str, pk: int) -> HttpResponse:
    visit = get_object_or_404(_visits(request), audit__key=key, pk=pk)
    require(request, visit.audit.client)
    form = ReopenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            reopen_visit(visit, form.cleaned_data["reason"], by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The visit is open again and does not count."))
            return redirect(visit)
    context = {"form": form, "visit": visit, "crumbs": visit_crumbs(visit)}
    return render(request, "audits/visit_reopen.html", context)


@require_http_methods(["GET", "POST"])
def answer_edit(request: SignedInRequest, key: str, pk: int, code: str) -> HttpResponse:
    visit = get_object_or_404(_visits(request), audit__key=key, pk=pk)
    require(request, visit.audit.client)
    answer = get_object_or_404(visit.answers, criterion=code)
    form = CorrectionForm(answer, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            correct_answer(answer, **form.corrected, by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The language has been corrected."))
            return redirect(f"{visit.get_absolute_url()}#{code}")
    line = next((line for line in _sheet(visit).lines if line.code == code), None)
    context = {"form": form, "visit": visit, "line": line, "code": code}
    context["crumbs"] = visit_crumbs(visit)
    return render(request, "audits/answer_edit.html", context)


def _deadline() -> date:
    return timezone.localdate() + timedelta(days=ANSWER_DAYS)


def _sheet(visit: Visit) -> VisitSheet:
    return visit_sheet(visit, get_language() or "fi")


def _page(request: SignedInRequest, sheet: VisitSheet, form: SendBackForm) -> HttpResponse:
    visit = sheet.visit
    context = {
        "visit": visit,
        "sheet": sheet,
        "form": form,
        "approve": ApproveForm(initial={"revision": visit.revision}, auto_id=False),
        "may": deeds_with(request.user, visit.audit.client),
        "may_send_back": visit.status == Status.SUBMITTED,
        "may_correct": visit.status in CORRECTABLE_STATUSES,
        "may_reopen": visit.status == Status.APPROVED,
        "crumbs": audit_crumbs(visit.audit),
    }
    return render(request, "audits/visit_detail.html", context)


def _visits(request: SignedInRequest) -> VisitQuerySet:
    return Visit.objects.visible_to(request.user).select_related(
        "audit__client", "site", "auditor", "checklist_version"
    )
