"""What can happen to a report: begun, written, issued, made into a PDF. One deed at a time."""

from reports.actions.brand import save_brand
from reports.actions.choice import Wanted, choose
from reports.actions.issue import (
    acknowledge,
    reissue_report,
    translate_report,
    withdraw_report,
)
from reports.actions.ledger import answer_check, close_prediction
from reports.actions.narrative import (
    Place,
    Saved,
    accept_sentence,
    add_comment,
    confirm_words,
    draft_narratives,
    resolve_comment,
    restore_version,
    save_narrative,
    save_snippet,
    set_narrative_status,
)
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
    "Place",
    "Saved",
    "Scope",
    "Wanted",
    "Wording",
    "accept_sentence",
    "acknowledge",
    "add_comment",
    "add_recommendation",
    "answer_check",
    "choose",
    "close_prediction",
    "confirm_words",
    "draft_narratives",
    "drop_recommendation",
    "drop_recommendations",
    "issue_report",
    "make_report_pdf",
    "move_recommendation",
    "order_pdf",
    "reissue_report",
    "resolve_comment",
    "restore_recommendation",
    "restore_version",
    "save_brand",
    "save_narrative",
    "save_snippet",
    "save_texts",
    "set_narrative_status",
    "start_report",
    "translate_report",
    "withdraw_report",
    "word_recommendation",
]
