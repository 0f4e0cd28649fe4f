from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.forms.client import ClientForm, SiteForm
from accounts.models import Client
from accounts.permissions import (
    Deed,
    SignedInRequest,
    deeds_anywhere,
    deeds_with,
    require,
)
from accounts.queries.client import client_people, clients_of
from accounts.views.crumbs import client_crumbs


@require_safe
def client_list(request: SignedInRequest) -> HttpResponse:
    house, somewhere = deeds_with(request.user), deeds_anywhere(request.user)
    context = {
        "clients": clients_of(request.user),
        "may_create": Deed.CREATE_CLIENT in house,
        "may_people": Deed.INVITE in house,
        "may_audits": Deed.SEE_AUDIT in somewhere,
    }
    return render(request, "accounts/client_list.html", context)


@require_http_methods(["GET", "POST"])
def client_create(request: SignedInRequest) -> HttpResponse:
    require(request)
    form = ClientForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        client = form.save()
        messages.success(request, _("The client has been created. Add its sites next."))
        return redirect(client)
    context = {"form": form, "client": None, "crumbs": client_crumbs()}
    return render(
        request, "accounts/client_edit.html", {**context, "back": reverse("accounts:client-list")}
    )


@require_safe
def client_detail(request: SignedInRequest, key: str) -> HttpResponse:
    client = get_object_or_404(Client.objects.visible_to(request.user), key=key)
    require(request, client)
    rights = deeds_with(request.user, client)
    context = {
        "client": client,
        "crumbs": client_crumbs(),
        "may": rights,
        "sites": client.sites.all(),
        "people": client_people(client, with_house=Deed.SEE_AUDIT in rights),
        "audits": client.audits.visible_to(request.user),
    }
    return render(request, "accounts/client_detail.html", context)


@require_http_methods(["GET", "POST"])
def client_edit(request: SignedInRequest, key: str) -> HttpResponse:
    client = get_object_or_404(Client.objects.visible_to(request.user), key=key)
    require(request, client)
    form = ClientForm(request.POST or None, instance=client)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect(client)
    context = {"form": form, "client": client, "crumbs": client_crumbs(client)}
    return render(
        request, "accounts/client_edit.html", {**context, "back": client.get_absolute_url()}
    )


@require_http_methods(["GET", "POST"])
def site_create(request: SignedInRequest, key: str) -> HttpResponse:
    client = get_object_or_404(Client.objects.visible_to(request.user), key=key)
    require(request, client)
    form = SiteForm(client, request.POST or None)
    if request.method == "POST" and form.is_valid():
        site = form.save()
        messages.success(request, _("The site %(site)s has been added.") % {"site": site})
        if "again" in request.POST:
            return redirect("accounts:site-create", key)
        return redirect(client)
    context = {"form": form, "client": client, "site": None, "crumbs": client_crumbs(client)}
    return render(request, "accounts/site_edit.html", context)
