"""Reads of reports: of the audit behind one, and of the report itself."""

from reports.queries.audit import photo_bytes, report_photos
from reports.queries.brand import brands, logo_bytes, look_of, pdf_name
from reports.queries.ledger import Ledger, ledger
from reports.queries.narrative import narratives_of, with_narratives
from reports.queries.recommendation import (
    LeftOut,
    answered_criteria,
    changed_since,
    computed_recommendations,
    left_out,
    what_if,
)
from reports.queries.report import (
    audit_reports,
    client_document,
    client_report,
    digest_of,
    document_of,
    enclosed_bundle,
    live_document,
    pdf_is_ready,
    photo,
    report_list,
    visit_counts,
)
from reports.queries.scope import (
    approved_visits,
    counted_visits,
    has_figures,
    regions,
    report_bundle,
)

__all__ = [
    "Ledger",
    "LeftOut",
    "answered_criteria",
    "approved_visits",
    "audit_reports",
    "brands",
    "changed_since",
    "client_document",
    "client_report",
    "computed_recommendations",
    "counted_visits",
    "digest_of",
    "document_of",
    "enclosed_bundle",
    "has_figures",
    "ledger",
    "left_out",
    "live_document",
    "logo_bytes",
    "look_of",
    "narratives_of",
    "pdf_is_ready",
    "pdf_name",
    "photo",
    "photo_bytes",
    "regions",
    "report_bundle",
    "report_list",
    "report_photos",
    "visit_counts",
    "what_if",
    "with_narratives",
]
