"""The trail in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from audits.models import Audit, Trail, Visit

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
    "rescue_imported": gettext_lazy("Rescue file imported"),
    "visit_released": gettext_lazy("Released with the report"),
    "visit_deleted": gettext_lazy("Visit deleted"),
    "answer_corrected": gettext_lazy("Language corrected"),
    "photo_part_hidden": gettext_lazy("A part of a photo hidden for good"),
    "report_started": gettext_lazy("Report begun"),
    "report_texts_saved": gettext_lazy("Words of the report saved"),
    "report_issued": gettext_lazy("Report issued"),
    "report_withdrawn": gettext_lazy("Report withdrawn"),
    "report_reissued": gettext_lazy("New edition of the report begun"),
    "report_choices_saved": gettext_lazy("Choice of evidence saved"),
    "privacy_acknowledged": gettext_lazy("Place looked at for privacy"),
    "narrative_saved": gettext_lazy("Text of the report saved"),
    "narrative_kept_aside": gettext_lazy("Text that came too late kept aside"),
    "narrative_restored": gettext_lazy("Earlier text brought back"),
    "narrative_status": gettext_lazy("State of a text changed"),
    "sentence_accepted": gettext_lazy("Sentence accepted with its new figures"),
    "words_confirmed": gettext_lazy("Typed words confirmed"),
    "recommendation_edited": gettext_lazy("Recommendation edited"),
    "recommendation_added": gettext_lazy("Recommendation added"),
    "check_answered": gettext_lazy("Check of a recommendation answered"),
    "prediction_closed": gettext_lazy("Check of a recommendation closed"),
    "recommendation_dropped": gettext_lazy("Recommendation left out"),
    "recommendation_restored": gettext_lazy("Recommendation taken in again"),
    "recommendation_moved": gettext_lazy("Recommendation moved"),
}

# What of a line's detail is told: of a deleted visit its key and site, the question of a change.
SAID = ("visit", "site", "criterion", "code")
# So many lines of an audit's own trail are shown.
NEWEST = 30


@dataclass(frozen=True, slots=True)
class Step:
    row: Trail
    name: str
    what: str  # the visit or the question that it is about
    reason: str


def steps(rows: Iterable[Trail]) -> list[Step]:
    return [
        Step(
            row=row,
            name=str(DEEDS.get(row.deed, row.deed)),
            what=" · ".join(str(row.detail[key]) for key in SAID if row.detail.get(key)),
            reason=str(row.detail.get("reason") or ""),
        )
        for row in rows
    ]


def audit_steps(audit: Audit) -> list[Step]:
    """What happened to the audit itself: its plan, its deleted visits, its reports. One query."""
    return steps(audit.trail.filter(visit=None).select_related("user")[:NEWEST])


def visit_steps(visit: Visit) -> list[Step]:
    """What happened to a visit, the newest first. One query."""
    return steps(visit.trail.select_related("user"))
