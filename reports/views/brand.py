"""The brand of a client and of the house, and a report that is to be verified."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import Client
from accounts.permissions import SignedInRequest, require
from reports import actions, forms, pdf, queries
from reports.models import Brand, Report, file_name_of


@require_http_methods(["GET", "POST"])
def client_brand(request: SignedInRequest, key: str) -> HttpResponse:
    client = get_object_or_404(Client.objects.visible_to(request.user), key=key)
    require(request, client)
    brand, _house = queries.brands(client)
    return _edited(request, brand, back=client.get_absolute_url(), title=client.name)


@require_http_methods(["GET", "POST"])
def house_brand(request: SignedInRequest) -> HttpResponse:
    require(request)
    brand = Brand.objects.of(None).first() or Brand()
    return _edited(request, brand, back=reverse("reports:report-list"), title=_("The house"))


def _edited(request: SignedInRequest, brand: Brand, *, back: str, title: str) -> HttpResponse:
    form = forms.BrandForm(request.POST or None, request.FILES or None, instance=brand)
    if request.method == "POST" and form.is_valid():
        actions.save_brand(
            form.instance,
            logo=form.cleaned_data["logo_file"],
            is_logo_removed=form.cleaned_data.get("remove_logo", False),
        )
        messages.success(request, _("The brand is saved. New and drafted reports wear it."))
        return redirect(request.path)
    context = {
        "form": form,
        "brand": brand,
        "back": back,
        "title": title,
        "preview": file_name_of(brand.file_name),
    }
    return render(request, "reports/brand_edit.html", context)


@require_http_methods(["GET", "POST"])
def report_verify(request: SignedInRequest) -> HttpResponse:
    """Every figure of an uploaded PDF worked out again."""
    form = forms.VerifyForm(request.POST or None, request.FILES or None)
    proof = report = None
    if request.method == "POST" and form.is_valid():
        try:
            proof = pdf.verified(form.cleaned_data["file"])
        except pdf.ProofError as error:
            form.add_error("file", str(error))
        else:
            known = Report.objects.visible_to(request.user).select_related("audit__client")
            report = known.filter(pdf_sha256=proof.sha256).first()
    return render(
        request, "reports/report_verify.html", {"form": form, "proof": proof, "report": report}
    )
