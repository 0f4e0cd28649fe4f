from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions.invitation import invite
from accounts.actions.membership import remove_membership
from accounts.forms.client import ClientInviteForm, InviteForm
from accounts.models import Client, Membership
from accounts.permissions import SignedInRequest, deeds_with, require
from accounts.queries.client import house_people
from accounts.views.crumbs import client_crumbs, people_crumbs


@require_safe
def person_list(request: SignedInRequest) -> HttpResponse:
    require(request)
    context = {
        "people": house_people(),
        "may": deeds_with(request.user),
        "crumbs": client_crumbs(),
    }
    return render(request, "accounts/person_list.html", context)


@require_http_methods(["GET", "POST"])
def house_invite(request: SignedInRequest) -> HttpResponse:
    require(request)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _invite(request, form, None):
        return redirect("accounts:person-list")
    return _page(request, form, None)


@require_http_methods(["GET", "POST"])
def person_invite(request: SignedInRequest, key: str) -> HttpResponse:
    client = get_object_or_404(Client.objects.visible_to(request.user), key=key)
    require(request, client)
    form = ClientInviteForm(client, request.POST or None)
    if request.method == "POST" and form.is_valid() and _invite(request, form, client):
        return redirect(client)
    return _page(request, form, client)


def _page(request: SignedInRequest, form: InviteForm, client: Client | None) -> HttpResponse:
    context = {"form": form, "client": client, "crumbs": people_crumbs(client)}
    return render(request, "accounts/person_invite.html", {**context, "back": _back(client)})


def _back(client: Client | None) -> str:
    return client.get_absolute_url() if client else reverse("accounts:person-list")


def _invite(request: SignedInRequest, form: InviteForm, client: Client | None) -> bool:
    person = form.cleaned_data
    try:
        invite(
            person["email"],
            name=person["name"],
            language=person["language"],
            role=person["role"],
            client=client,
            sites=person.get("sites", ()),
            by=request.user,
        )
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    words = _("An invitation is on its way to %(address)s.") % {"address": person["email"]}
    messages.success(request, words)
    return True


@require_http_methods(["GET", "POST"])
def membership_remove(request: SignedInRequest, key: str, pk: int) -> HttpResponse:
    client = get_object_or_404(Client.objects.visible_to(request.user), key=key)
    require(request, client)
    membership = get_object_or_404(client.memberships.select_related("user"), pk=pk)
    return _remove(request, membership, client)


@require_http_methods(["GET", "POST"])
def house_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    require(request)
    membership = get_object_or_404(house_people(), pk=pk)
    return _remove(request, membership, None)


def _remove(
    request: SignedInRequest, membership: Membership, client: Client | None
) -> HttpResponse:
    back = _back(client)
    context = {"membership": membership, "client": client, "crumbs": people_crumbs(client)}
    if request.method != "POST":
        return render(request, "accounts/membership_remove.html", {**context, "back": back})
    try:
        remove_membership(membership, by=request.user)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return redirect(back)
    messages.success(request, _("The role has been removed."))
    return redirect(back)
