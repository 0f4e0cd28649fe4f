from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Client
from accounts.permissions import (
    Deed,
    SignedInRequest,
    deeds_anywhere,
    deeds_with,
    require,
)
from accounts.views.crumbs import client_crumbs
from audits.actions.audit import (
    assign_visits,
    create_audit,
    delete_visit,
    edit_audit,
    edit_visit,
    offer_planned,
    offer_visit,
)
from audits.forms.audit import AssignForm, AuditForm, DeleteForm, VisitForm
from audits.models import Audit, AuditQuerySet, Visit, VisitQuerySet
from audits.queries.audit import AuditPage, audit_page, audit_rows, to_do
from audits.queries.figures import checklist_name
from audits.views.crumbs import audit_crumbs, visit_crumbs


@require_safe
def audit_list(request: SignedInRequest) -> HttpResponse:
    audits = Audit.objects.visible_to(request.user)
    context = {"rows": audit_rows(audits, _language()), "to_do": to_do(request.user)}
    context["may_plan"] = Deed.PLAN_AUDIT in deeds_anywhere(request.user)
    return render(request, "audits/audit_list.html", context)


@require_http_methods(["GET", "POST"])
def audit_create(request: SignedInRequest, key: str) -> HttpResponse:
    client = get_object_or_404(Client.objects.visible_to(request.user), key=key)
    require(request, client)
    form = AuditForm(client, request.POST or None)
    if request.method == "POST" and form.is_valid():
        audit = create_audit(form.save(commit=False), by=request.user)
        messages.success(request, _("The audit has been created. Plan its visits next."))
        return redirect(audit)
    context = {
        "form": form,
        "client": client,
        "audit": None,
        "crumbs": client_crumbs(client),
        "back": client.get_absolute_url(),
    }
    return render(request, "audits/audit_edit.html", context)


@require_safe
def audit_detail(request: SignedInRequest, key: str) -> HttpResponse:
    audit = get_object_or_404(_audits(request), key=key)
    require(request, audit.client)
    page = audit_page(audit, request.GET.get("state", ""), _language())
    context = {
        "audit": audit,
        "page": page,
        "checklist": checklist_name(audit.checklist_version, _language()),
        "tabs": _tabs(audit, page),
        "may": deeds_with(request.user, audit.client),
        "crumbs": audit_crumbs(),
    }
    return render(request, "audits/audit_detail.html", context)


@require_http_methods(["GET", "POST"])
def audit_edit(request: SignedInRequest, key: str) -> HttpResponse:
    audit = get_object_or_404(_audits(request), key=key)
    require(request, audit.client)
    form = AuditForm(audit.client, request.POST or None, instance=audit)
    if request.method == "POST" and form.is_valid():
        edit_audit(form.save(commit=False), by=request.user)
        messages.success(request, _("Saved."))
        return redirect(audit)
    context = {
        "form": form,
        "client": audit.client,
        "audit": audit,
        "crumbs": audit_crumbs(audit),
        "back": audit.get_absolute_url(),
    }
    return render(request, "audits/audit_edit.html", context)


@require_http_methods(["GET", "POST"])
def visits_assign(request: SignedInRequest, key: str) -> HttpResponse:
    audit = get_object_or_404(_audits(request), key=key)
    require(request, audit.client)
    form = AssignForm(audit, request.POST or None)
    if request.method == "POST" and form.is_valid():
        sites, auditor = form.cleaned_data["sites"], form.cleaned_data["auditor"]
        visits = assign_visits(audit, sites, auditor, form.plan, by=request.user)
        if auditor and "offer" in request.POST:
            for visit in visits:
                offer_visit(visit, by=request.user)
        words = ngettext(
            "%(count)s visit has been planned.", "%(count)s visits have been planned.", len(visits)
        )
        messages.success(request, words % {"count": len(visits)})
        return redirect(audit)
    context = {"form": form, "audit": audit, "crumbs": audit_crumbs(audit)}
    return render(request, "audits/visits_assign.html", context)


@require_POST
def visits_offer(request: SignedInRequest, key: str) -> HttpResponse:
    audit = get_object_or_404(_audits(request), key=key)
    require(request, audit.client)
    count = offer_planned(audit, by=request.user)
    words = ngettext(
        "%(count)s visit has been offered.", "%(count)s visits have been offered.", count
    )
    messages.success(request, words % {"count": count})
    return redirect(audit)


@require_http_methods(["GET", "POST"])
def visit_edit(request: SignedInRequest, key: str, pk: int) -> HttpResponse:
    visit = get_object_or_404(_visits(request), audit__key=key, pk=pk)
    require(request, visit.audit.client)
    form = VisitForm(visit, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            auditor = form.cleaned_data["auditor"]
            edit_visit(visit, auditor, form.plan, by=request.user, team=form.team)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect(visit.audit)
    context = {"form": form, "visit": visit, "crumbs": visit_crumbs(visit)}
    return render(request, "audits/visit_edit.html", context)


@require_http_methods(["GET", "POST"])
def visit_delete(request: SignedInRequest, key: str, pk: int) -> HttpResponse:
    visit = get_object_or_404(_visits(request), audit__key=key, pk=pk)
    require(request, visit.audit.client)
    form = DeleteForm(visit, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            delete_visit(visit, form.cleaned_data["reason"], by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The visit has been deleted."))
            return redirect(visit.audit)
    context = {"form": form, "visit": visit, "crumbs": visit_crumbs(visit)}
    return render(request, "audits/visit_delete.html", context)


@require_POST
def visit_offer(request: SignedInRequest, key: str, pk: int) -> HttpResponse:
    visit = get_object_or_404(_visits(request), audit__key=key, pk=pk)
    require(request, visit.audit.client)
    try:
        offer_visit(visit, by=request.user)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        words = _("The visit has been offered to %(auditor)s by e-mail.")
        messages.success(request, words % {"auditor": visit.auditor})
    return redirect(visit.audit)


def _tabs(audit: Audit, page: AuditPage) -> list[dict[str, object]]:
    """The states that occur, each a link to its visits."""
    url = audit.get_absolute_url()
    every = {"url": url, "text": _("All"), "count": page.progress.visits}
    states = [
        {"url": f"{url}?state={state}#visits", "text": state.label, "count": count}
        for state, count in page.progress.states
    ]
    current = f"{url}?state={page.state}#visits" if page.state else url
    return [{**tab, "current": tab["url"] == current} for tab in (every, *states)]


def _language() -> str:
    return get_language() or "fi"


def _audits(request: SignedInRequest) -> AuditQuerySet:
    return Audit.objects.visible_to(request.user).select_related(
        "client", "checklist_version__checklist", "round_figures"
    )


def _visits(request: SignedInRequest) -> VisitQuerySet:
    return Visit.objects.visible_to(request.user).select_related("audit__client", "site", "auditor")
