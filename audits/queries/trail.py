"""The trail in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from audits.models import Trail

# A deed that is not here is shown by its key.
DEEDS = {
    "audit_created": gettext_lazy("Audit created"),
    "audit_edited": gettext_lazy("Audit changed"),
    "audit_imported": gettext_lazy("Audit imported"),
    "visit_imported": gettext_lazy("Imported"),
    "visit_imported_again": gettext_lazy("Imported again, with other content"),
    "visit_planned": gettext_lazy("Visit planned"),
    "visit_edited": gettext_lazy("Plan changed"),
    "visit_offered": gettext_lazy("Offered to the auditor"),
    "visit_accepted": gettext_lazy("Accepted by the auditor"),
    "visit_started": gettext_lazy("Expectation sealed, visit started"),
    "visit_submitted": gettext_lazy("Submitted"),
    "visit_sent_back": gettext_lazy("Sent back"),
    "visit_approved": gettext_lazy("Approved"),
    "visit_reopened": gettext_lazy("Opened again"),
    "visit_released": gettext_lazy("Released with the report"),
    "visit_deleted": gettext_lazy("Visit deleted"),
    "answer_corrected": gettext_lazy("Language corrected"),
}


@dataclass(frozen=True, slots=True)
class Step:
    row: Trail
    name: str
    reason: str


def steps(rows: Iterable[Trail]) -> list[Step]:
    return [
        Step(row, str(DEEDS.get(row.deed, row.deed)), str(row.detail.get("reason") or ""))
        for row in rows
    ]
