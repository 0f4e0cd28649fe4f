from __future__ import annotations

import json

import yaml
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from journeys import actions, queries
from journeys.forms import ChecklistFileForm, CopyForm
from journeys.models import ChecklistVersion


class SignedInRequest(HttpRequest):
    user: AbstractBaseUser  # type: ignore[assignment]  # the sign-in stands before these views


def list_crumbs() -> list[dict[str, str]]:
    return [{"url": reverse("journeys:checklist-list"), "text": _("Checklists")}]


@require_safe
def checklist_list(request: SignedInRequest) -> HttpResponse:
    return render(request, "journeys/checklist_list.html", {"checklists": queries.checklists()})


@require_safe
def checklist_detail(request: SignedInRequest, code: str) -> HttpResponse:
    version = queries.latest_version(code)
    if version is None:
        raise Http404
    return version_page(request, version)


@require_safe
def version_detail(request: SignedInRequest, code: str, pk: int) -> HttpResponse:
    return version_page(request, find_version(code, pk))


def find_version(code: str, pk: int) -> ChecklistVersion:
    return get_object_or_404(queries.versions(), checklist__code=code, pk=pk)


def version_page(request: SignedInRequest, version: ChecklistVersion) -> HttpResponse:
    context = {
        "version": version,
        "others": [row for row in queries.versions_of(version.checklist) if row != version],
        "stages": queries.checklist_pages(version.definition, get_language() or ""),
        "method": queries.method_text(version.definition),
        "contradictions": list(
            queries.contradiction_lines(version.definition, get_language() or "")
        ),
        "crumbs": list_crumbs(),
    }
    return render(request, "journeys/checklist_detail.html", context)


@require_http_methods(["GET", "POST"])
def checklist_import(request: SignedInRequest) -> HttpResponse:
    is_post = request.method == "POST"
    form = ChecklistFileForm(request.POST, request.FILES) if is_post else ChecklistFileForm()
    if form.is_valid():
        try:
            version = actions.publish_checklist(form.cleaned_data["file"], user=request.user)
        except ValidationError as refused:
            form.add_error("file", refused)
        else:
            messages.success(request, _("The checklist has been published."))
            return redirect(version)
    faults = queries.fault_lines(form.faults)
    context = {"form": form, "faults": faults, "crumbs": list_crumbs()}
    return render(request, "journeys/checklist_import.html", context)


@require_http_methods(["GET", "POST"])
def checklist_copy(request: SignedInRequest, code: str, pk: int) -> HttpResponse:
    version = find_version(code, pk)
    form = CopyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        copy = actions.copy_checklist(version, form.cleaned_data["code"], user=request.user)
        messages.success(request, _("The checklist has been copied."))
        return redirect(copy)
    context = {"form": form, "version": version, "crumbs": list_crumbs()}
    return render(request, "journeys/checklist_copy.html", context)


@require_safe
def checklist_export(request: SignedInRequest, code: str, pk: int, suffix: str) -> HttpResponse:
    version = find_version(code, pk)
    if suffix == "yaml":
        text = yaml.safe_dump(version.document, allow_unicode=True, sort_keys=False, width=100)
        kind = "application/yaml"
    else:
        text = json.dumps(version.document, ensure_ascii=False, indent=2) + "\n"
        kind = "application/json"
    name = f"{version.checklist.code}-{version.version}.{suffix}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type=f"{kind}; charset=utf-8", headers=headers)
