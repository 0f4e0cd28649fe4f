"""Reads of brands: what a report looks like, and the bytes of its logos."""

from __future__ import annotations

from django.db.models import Q

from accounts.models import Client
from reports.document import Look
from reports.models import Brand, Report


def brands(client: Client) -> tuple[Brand, Brand]:
    """The client's brand and the house's; an empty one where none is made. One query."""
    found = {one.client_id: one for one in Brand.objects.filter(Q(client=client) | Q(client=None))}
    return found.get(client.pk, Brand(client=client)), found.get(None, Brand())


def look_of(report: Report) -> Look:
    """The client's colours stand before the house's; both logos are shown."""
    client, house = brands(report.audit.client)
    return Look(
        edition=report.edition,
        paper=report.paper,
        house=house.name,
        colour=client.colour or house.colour,
        accent=client.accent or house.accent,
        client_logo=client.logo_sha256,
        house_logo=house.logo_sha256,
    )


def logo_bytes(look: Look) -> dict[str, bytes]:
    """The logos by their sha256; nothing is asked when there are none."""
    wanted = {sha256 for sha256 in (look.client_logo, look.house_logo) if sha256}
    found: dict[str, bytes] = {}
    if not wanted:
        return found
    for brand in Brand.objects.filter(logo_sha256__in=wanted):
        with brand.logo.open("rb") as file:
            found[brand.logo_sha256] = file.read()
    return found
