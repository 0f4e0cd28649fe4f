"""Clients, their sites and their people, as pages need them."""

from __future__ import annotations

import unicodedata
from collections.abc import Container

from django.db.models import Count, Q, QuerySet
from django.utils.text import slugify

from accounts.models import HOUSE_ROLES, Client, Membership, Site, User

# Letters that Unicode does not take apart by itself.
_FOLDED = str.maketrans({"ø": "o", "Ø": "o", "æ": "ae", "Æ": "ae", "ß": "ss", "đ": "d", "ł": "l"})


def free_key(name: str, taken: Container[str], fallback: str) -> str:
    """A key made from a name, ä → a, followed by a number while it is taken."""
    plain = unicodedata.normalize("NFKD", name.translate(_FOLDED))
    stem = slugify(plain.replace("_", "-"))[:56].strip("-") or fallback
    key, number = stem, 1
    while key in taken:
        number += 1
        key = f"{stem}-{number}"
    return key


def client_key(name: str) -> str:
    return free_key(name, set(Client.objects.values_list("key", flat=True)), "client")


def site_key(client: Client, name: str) -> str:
    return free_key(name, set(client.sites.values_list("key", flat=True)), "site")


def clients_of(user: User) -> QuerySet[Client]:
    """The clients the user may see, each with its number of sites and audits."""
    return Client.objects.visible_to(user).annotate(
        site_count=Count("sites", distinct=True), audit_count=Count("audits", distinct=True)
    )


def client_people(client: Client, *, with_house: bool) -> QuerySet[Membership]:
    """Who belongs to this client. A client never sees who of the house works for it."""
    people = client.memberships.select_related("user").prefetch_related("sites")
    if not with_house:
        people = people.exclude(role__in=HOUSE_ROLES)
    return people.order_by("role", "user__name", "pk")


def house_people() -> QuerySet[Membership]:
    """The consultancy's own people, whose roles span every client."""
    return (
        Membership.objects.filter(client=None)
        .select_related("user")
        .order_by("role", "user__name", "pk")
    )


def regions_of(client: Client) -> list[str]:
    """The regions in use, for suggestions."""
    regions = client.sites.exclude(region="").order_by("region")
    return list(regions.values_list("region", flat=True).distinct())


def site_taken(client: Client, name: str, *, but: Site) -> bool:
    """Whether another site of the client has this name already."""
    return client.sites.filter(name__iexact=name).exclude(pk=but.pk).exists()


def members_for(client: Client, role: str) -> QuerySet[User]:
    """Active people who have this role with the client, by itself or with every client."""
    joined = Membership.objects.filter(Q(client=client) | Q(client=None), role=role)
    return User.objects.filter(is_active=True, pk__in=joined.values("user"))
