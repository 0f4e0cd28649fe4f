"""The ledger: what was recommended last time, and what came of it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import Deed, SignedInRequest, may, require
from audits.models import Audit, Visit
from reports import actions, forms, queries
from reports.models import Prediction


def audit_for(request: SignedInRequest, key: str) -> Audit:
    audits = Audit.objects.visible_to(request.user).select_related("client", "checklist_version")
    audit = get_object_or_404(audits, key=key)
    require(request, audit.client)
    return audit


def prediction_for(request: SignedInRequest, audit: Audit, pk: int) -> Prediction:
    """A prediction that belongs to the client of the audit in the address."""
    rows = Prediction.objects.visible_to(request.user).in_force()
    rows = rows.filter(report__audit__client=audit.client_id)
    return get_object_or_404(rows.select_related("report", "site"), pk=pk)


@require_GET
def audit_ledger(request: SignedInRequest, key: str) -> HttpResponse:
    audit = audit_for(request, key)
    context = {
        "audit": audit,
        "ledger": queries.ledger(audit),
        "may_close": may(request.user, Deed.WRITE_REPORT, audit.client),
        "may_answer": may(request.user, Deed.CHECK_VISIT, audit.client),
    }
    return render(request, "reports/audit_ledger.html", context)


@require_http_methods(["GET", "POST"])
def check_answer(request: SignedInRequest, key: str, pk: int) -> HttpResponse:
    audit = audit_for(request, key)
    prediction = prediction_for(request, audit, pk)
    visits = Visit.objects.counted().filter(audit=audit, site=prediction.site_id)
    form = forms.CheckForm(request.POST or None, visits=visits)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_check(prediction, user=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The answer is saved."))
            return redirect("reports:audit-ledger", audit.key)
    context = {"audit": audit, "prediction": prediction, "form": form}
    return render(request, "reports/check_answer.html", context)


@require_POST
def prediction_close(request: SignedInRequest, key: str, pk: int) -> HttpResponse:
    audit = audit_for(request, key)
    try:
        actions.close_prediction(prediction_for(request, audit, pk), audit, request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The check is closed."))
    return redirect("reports:audit-ledger", audit.key)
