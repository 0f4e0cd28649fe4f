"""Tell: reports as snapshots, their brand, what the consultant decided, wrote and chose."""

from reports.models.brand import DEFAULT_NAME, Brand, contrast_on_white, file_name_of, logo_name
from reports.models.issue import Acknowledgement, Reissue, Withdrawal
from reports.models.ledger import CheckAnswer, Prediction
from reports.models.narrative import (
    Choice,
    ChoiceKind,
    Comment,
    Narrative,
    NarrativeStatus,
    NarrativeVersion,
    Snippet,
)
from reports.models.recommendation import Decision
from reports.models.report import Edition, Paper, Report, ReportQuerySet

__all__ = [
    "DEFAULT_NAME",
    "Acknowledgement",
    "Brand",
    "CheckAnswer",
    "Choice",
    "ChoiceKind",
    "Comment",
    "Decision",
    "Edition",
    "Narrative",
    "NarrativeStatus",
    "NarrativeVersion",
    "Paper",
    "Prediction",
    "Reissue",
    "Report",
    "ReportQuerySet",
    "Snippet",
    "Withdrawal",
    "contrast_on_white",
    "file_name_of",
    "logo_name",
]
