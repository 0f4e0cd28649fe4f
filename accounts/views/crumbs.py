"""The way back to a page, from the top down."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Client

Crumbs = list[dict[str, str]]


def client_crumbs(client: Client | None = None) -> Crumbs:
    crumbs = [{"url": reverse("accounts:client-list"), "text": _("Clients")}]
    if client is not None:
        crumbs.append({"url": client.get_absolute_url(), "text": client.name})
    return crumbs


def people_crumbs(client: Client | None) -> Crumbs:
    """To the people of a client, or to those of the house."""
    crumbs = client_crumbs(client)
    if client is None:
        crumbs.append({"url": reverse("accounts:person-list"), "text": _("Our people")})
    return crumbs
