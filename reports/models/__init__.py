"""Tell: reports as snapshots, and what the consultant decided about recommendations."""

from reports.models.recommendation import Decision
from reports.models.report import Report, ReportQuerySet

__all__ = [
    "Decision",
    "Report",
    "ReportQuerySet",
]
