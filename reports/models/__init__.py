"""Tell: reports as snapshots, their brand, and what the consultant decided on recommendations."""

from reports.models.brand import DEFAULT_NAME, Brand
from reports.models.recommendation import Decision
from reports.models.report import Edition, Paper, Report, ReportQuerySet

__all__ = [
    "DEFAULT_NAME",
    "Brand",
    "Decision",
    "Edition",
    "Paper",
    "Report",
    "ReportQuerySet",
]
