"""What a report takes from a stored audit beside its bundle: the photos."""

from __future__ import annotations

from io import BytesIO

from audits.models import Audit, Evidence, Visit
from reports.document import PhotoOf, ReportDocument
from reports.models import Report
from reports.queries.brand import logo_bytes
from reports.queries.scope import counted_visits, joined_key


def report_photos(report: Report) -> tuple[PhotoOf, ...]:
    """The photos of the visits that the report covers, without their bytes. One query."""
    stages = {stage.order: stage.key for stage in report.audit.checklist_version.definition.stages}
    rows = Evidence.objects.filter(visit__in=counted_visits(report))
    return tuple(
        PhotoOf(
            sha256=row.sha256,
            visit=_key(report, row.visit),
            criterion=row.criterion,
            stage=stages.get(row.stage or 0, ""),
            caption=row.caption,
            width=row.width,
            height=row.height,
        )
        for row in rows.select_related("visit__audit").order_by("visit", "pk")
    )


def _key(report: Report, visit: Visit) -> str:
    return joined_key(visit.audit, visit.key) if report.is_whole_client else visit.key


def photo_bytes(audit: Audit, document: ReportDocument) -> dict[str, bytes]:
    """The photos and logos that the report shows, by their sha256. One query."""
    cuts = {photo.sha256: photo.cut for photo in document.photos}
    found = logo_bytes(document.look)
    # A report of the whole client shows photos of other rounds too.
    for row in Evidence.objects.filter(visit__audit__client=audit.client_id, sha256__in=cuts):
        if row.sha256 not in found:
            with row.photo.open("rb") as file:
                found[row.sha256] = cut(file.read(), cuts[row.sha256])
    return found


def cut(body: bytes, sides: tuple[int, ...]) -> bytes:
    """A photo of ours without what the consultant cut away, in percent of its sides."""
    if not any(sides):
        return body
    from PIL import Image  # few reports have a cut photo

    left, top, right, bottom = sides
    with Image.open(BytesIO(body), formats=["JPEG"]) as picture:
        width, height = picture.size
        box = (
            width * left // 100,
            height * top // 100,
            width - width * right // 100,
            height - height * bottom // 100,
        )
        out = BytesIO()
        picture.crop(box).save(out, "JPEG", quality=88)
    return out.getvalue()
