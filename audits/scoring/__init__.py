"""How points become scores. Integers only: one unit is a millionth of a point.

answer ──journeys.question_types──▶ micro points 0 … 100 000 000 (None: does not score)
answers of a stage ──weighted mean──▶ stage of one visit
stages ──visit_score──▶ one visit: base, bonus, caps, total
visits ──mean──▶ site;  sites ──mean──▶ region, audit

Every level is rounded half up once, by integer division, so that every engine gives the same
number. The rules in words, with worked numbers: docs/scoring.md.
"""

from audits.scoring.arithmetic import (
    FULL,
    UNIT,
    decimals_for,
    half_up,
    largest_remainder,
    mean,
    rounded,
    rounded_parts,
    shown,
    shown_fraction,
    weighted_mean,
)
from audits.scoring.audit import (
    AuditScores,
    CriterionFigures,
    Figure,
    Figures,
    PlaceFigures,
    VisitInput,
    audit_scores,
)
from audits.scoring.cells import (
    Cell,
    PlaceCells,
    Spot,
    VisitFigures,
    merged_cells,
    moved_cells,
    site_cells,
    visit_figures,
)
from audits.scoring.comparison import Split, restricted, split
from audits.scoring.experience import (
    Emotion,
    Gap,
    IncidentCounts,
    IncidentFact,
    PeakEnd,
    PromiseCounts,
    PromiseFact,
    emotion,
    gaps,
    incident_counts,
    peak_end,
    promise_counts,
    recovery_score,
)
from audits.scoring.ledger import exact_base, lost_points, raised, what_if
from audits.scoring.plausibility import Pattern, Sign, leaning, longest_run, signs
from audits.scoring.recall import LATE, Recall, RecallShares, recall_of, seen_at
from audits.scoring.rules import (
    NOT_ASKED,
    CriterionRule,
    KnockOutRule,
    Nature,
    Scheme,
    ScoredAnswer,
    State,
    VisitAnswers,
    band,
    scheme_of,
    without_extras,
    worse_band,
)
from audits.scoring.showing import (
    SURE_BAND,
    Showing,
    certainty_tier,
    grade,
    may_show,
    may_show_index,
    reliability,
)
from audits.scoring.visit import Completeness, Coverage, Triggered, VisitScore, visit_score
from audits.scoring.waits import Span, Wait, spans, waits
from audits.scoring.whatif import Mending, raised_visits, what_if_scores

# Changed with every rule that gives another number: a report names the rules it was made by.
VERSION = "journeyaudit/scoring/1"

__all__ = [
    "FULL",
    "LATE",
    "NOT_ASKED",
    "SURE_BAND",
    "UNIT",
    "VERSION",
    "AuditScores",
    "Cell",
    "Completeness",
    "Coverage",
    "CriterionFigures",
    "CriterionRule",
    "Emotion",
    "Figure",
    "Figures",
    "Gap",
    "IncidentCounts",
    "IncidentFact",
    "KnockOutRule",
    "Mending",
    "Nature",
    "Pattern",
    "PeakEnd",
    "PlaceCells",
    "PlaceFigures",
    "PromiseCounts",
    "PromiseFact",
    "Recall",
    "RecallShares",
    "Scheme",
    "ScoredAnswer",
    "Showing",
    "Sign",
    "Span",
    "Split",
    "Spot",
    "State",
    "Triggered",
    "VisitAnswers",
    "VisitFigures",
    "VisitInput",
    "VisitScore",
    "Wait",
    "audit_scores",
    "band",
    "certainty_tier",
    "decimals_for",
    "emotion",
    "exact_base",
    "gaps",
    "grade",
    "half_up",
    "incident_counts",
    "largest_remainder",
    "leaning",
    "longest_run",
    "lost_points",
    "may_show",
    "may_show_index",
    "mean",
    "merged_cells",
    "moved_cells",
    "peak_end",
    "promise_counts",
    "raised",
    "raised_visits",
    "recall_of",
    "recovery_score",
    "reliability",
    "restricted",
    "rounded",
    "rounded_parts",
    "scheme_of",
    "seen_at",
    "shown",
    "shown_fraction",
    "signs",
    "site_cells",
    "spans",
    "split",
    "visit_figures",
    "visit_score",
    "waits",
    "weighted_mean",
    "what_if",
    "what_if_scores",
    "without_extras",
    "worse_band",
]
