"""Pure: numbers become SVG, the same string for the screen and the paper.

Every chart is ``role="img"`` with a ``<title>`` that says its numbers in one sentence (the PDF's
alternative text) and a ``<desc>`` that says how to read it. Attributes only, no style sheet. The
words come from the caller, in the language of the report; scores are micro points (millionths),
None when there is nothing to show.
"""

from reports.charts.bars import ScoreRow, Share, promise_bar, score_ring, stage_bars
from reports.charts.drawing import PALETTE, SCALE, Words
from reports.charts.journey import (
    EmotionStage,
    GapRow,
    JourneyStage,
    cover_art,
    gap_chart,
    journey_chart,
)
from reports.charts.places import MatrixItem, PlaceRow, cost_impact_matrix, site_dots
from reports.charts.plan import PlanRow, plan_chart
from reports.charts.radar import stage_radar
from reports.charts.slopes import SlopeRow, slope_chart

__all__ = [
    "PALETTE",
    "SCALE",
    "EmotionStage",
    "GapRow",
    "JourneyStage",
    "MatrixItem",
    "PlaceRow",
    "PlanRow",
    "ScoreRow",
    "Share",
    "SlopeRow",
    "Words",
    "cost_impact_matrix",
    "cover_art",
    "gap_chart",
    "journey_chart",
    "plan_chart",
    "promise_bar",
    "score_ring",
    "site_dots",
    "slope_chart",
    "stage_bars",
    "stage_radar",
]
