"""Changing a site stands here and not in accounts: the figures of regions follow it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.forms.client import SiteForm
from accounts.models import Site
from accounts.permissions import SignedInRequest, require
from accounts.views.crumbs import client_crumbs
from audits.actions.audit import change_site


@require_http_methods(["GET", "POST"])
def site_edit(request: SignedInRequest, key: str, site_key: str) -> HttpResponse:
    sites = Site.objects.visible_to(request.user).select_related("client")
    site = get_object_or_404(sites, client__key=key, key=site_key)
    require(request, site.client)
    form = SiteForm(site.client, request.POST or None, instance=site)
    if request.method == "POST" and form.is_valid():
        change_site(form.save(commit=False))
        messages.success(request, _("Saved."))
        return redirect(site.client)
    context = {
        "form": form,
        "client": site.client,
        "site": site,
        "crumbs": client_crumbs(site.client),
    }
    return render(request, "accounts/site_edit.html", context)
