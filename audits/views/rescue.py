"""The office imports a rescue file."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.permissions import SignedInRequest
from audits.forms.rescue import RescueForm
from audits.sync.rescue import Row, import_rescue, read_file


@require_http_methods(["GET", "POST"])
def rescue(request: SignedInRequest) -> HttpResponse:
    form = RescueForm(request.POST or None, request.FILES or None)
    rows: list[Row] | None = None
    if request.method == "POST" and form.is_valid():
        try:
            rows = import_rescue(read_file(form.cleaned_data["file"].read()), by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
    refused = sum(row.status == "rejected" for row in rows or ())
    return render(request, "audits/rescue.html", {"form": form, "rows": rows, "refused": refused})
