"""Reads of brands: what a report looks like, and the bytes of its logos."""

from __future__ import annotations

from django.db.models import Q

from accounts.models import Client
from reports.document import Look, ReportDocument
from reports.models import Brand, Report, file_name_of, logo_name


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
    """The logos by their sha256, from the disk alone; one that is gone is left out."""
    storage = Brand().logo.storage
    found: dict[str, bytes] = {}
    for sha256 in (look.client_logo, look.house_logo):
        if sha256 and storage.exists(logo_name(sha256)):
            with storage.open(logo_name(sha256), "rb") as file:
                found[sha256] = file.read()
    return found


def pdf_name(report: Report, document: ReportDocument) -> str:
    """What the file is called for who downloads it: by the client's pattern, else the house's."""
    client, house = brands(report.audit.client)
    return file_name_of(
        client.file_name if client.pk else house.file_name,
        {
            "client": document.client,
            "audit": document.audit,
            "scope": document.site or document.region,
            "edition": document.look.edition,
            "language": document.language,
            "date": document.issued_on,
        },
    )
