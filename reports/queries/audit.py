"""What a report takes from a stored audit beside its bundle: the photos."""

from __future__ import annotations

from audits.models import COUNTED_STATUSES, Audit, Evidence
from reports.document import PhotoOf, ReportDocument


def audit_photos(audit: Audit) -> tuple[PhotoOf, ...]:
    """The photos of the counted visits, without their bytes. One query."""
    stages = {stage.order: stage.key for stage in audit.checklist_version.definition.stages}
    rows = Evidence.objects.filter(visit__audit=audit, visit__status__in=COUNTED_STATUSES)
    return tuple(
        PhotoOf(
            sha256=row.sha256,
            visit=row.visit.key,
            criterion=row.criterion,
            stage=stages.get(row.stage or 0, ""),
            caption=row.caption,
            width=row.width,
            height=row.height,
        )
        for row in rows.select_related("visit").order_by("visit", "pk")
    )


def photo_bytes(audit: Audit, document: ReportDocument) -> dict[str, bytes]:
    """The photos that the report shows, by their sha256. One query."""
    wanted = {photo.sha256 for photo in document.photos}
    found: dict[str, bytes] = {}
    for row in Evidence.objects.filter(visit__audit=audit, sha256__in=wanted):
        if row.sha256 not in found:
            with row.photo.open("rb") as file:
                found[row.sha256] = file.read()
    return found
