"""What can happen to a report: begun, written, issued, made into a PDF. One deed at a time."""

from reports.actions.brand import save_brand
from reports.actions.ledger import answer_check, close_prediction
from reports.actions.recommendation import (
    Grounds,
    Wording,
    add_recommendation,
    drop_recommendation,
    drop_recommendations,
    move_recommendation,
    restore_recommendation,
    word_recommendation,
)
from reports.actions.report import (
    Scope,
    issue_report,
    make_report_pdf,
    order_pdf,
    save_texts,
    start_report,
)

__all__ = [
    "Grounds",
    "Scope",
    "Wording",
    "add_recommendation",
    "answer_check",
    "close_prediction",
    "drop_recommendation",
    "drop_recommendations",
    "issue_report",
    "make_report_pdf",
    "move_recommendation",
    "order_pdf",
    "restore_recommendation",
    "save_brand",
    "save_texts",
    "start_report",
    "word_recommendation",
]
