"""Devices: an auditor's own, and for the office those of everybody who makes its visits."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.permissions import SignedInRequest
from audits.actions.devices import forget_device
from audits.queries.devices import held, own_devices, watched_devices


@never_cache
@require_http_methods(["GET"])
def device_list(request: SignedInRequest) -> HttpResponse:
    rows = held(own_devices(request.user))
    context = {"rows": rows, "is_own": True, "late": sum(row.is_late for row in rows)}
    return render(request, "audits/device_list.html", context)


@never_cache
@require_http_methods(["GET"])
def device_watch(request: SignedInRequest) -> HttpResponse:
    rows = held(watched_devices(request.user))
    context = {"rows": rows, "is_own": False, "late": sum(row.is_late for row in rows)}
    return render(request, "audits/device_list.html", context)


@require_http_methods(["POST"])
def device_forget(request: SignedInRequest, device: UUID) -> HttpResponse:
    row = get_object_or_404(own_devices(request.user), pk=device)
    forget_device(row, by=request.user)
    messages.success(request, _("The device has been taken from the list."))
    return redirect("audits:device-list")
