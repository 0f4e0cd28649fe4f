"""Reads of reports: of the audit behind one, and of the report itself."""

from reports.queries.audit import audit_photos, photo_bytes
from reports.queries.report import (
    LeftOut,
    approved_visits,
    audit_reports,
    client_document,
    digest_of,
    document_of,
    has_figures,
    left_out,
    live_document,
    pdf_is_ready,
    photo,
    report_list,
    visit_counts,
)

__all__ = [
    "LeftOut",
    "approved_visits",
    "audit_photos",
    "audit_reports",
    "client_document",
    "digest_of",
    "document_of",
    "has_figures",
    "left_out",
    "live_document",
    "pdf_is_ready",
    "photo",
    "photo_bytes",
    "report_list",
    "visit_counts",
]
