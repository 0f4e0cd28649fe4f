"""What the report holds: plain, frozen, in one language, with every number already shown.

Scores are the integers of record of ``audits.scoring``; ``shown`` is the one rounding of them, with
a decimal point and an ASCII minus (pages write them in their language). Visits go by labels, never
by people; dates of visits by calendar week.
"""

from reports.document.data.advice import Check, Evidence, Gain, Place, Recommendation, WhatIf
from reports.document.data.change import Change, Comparison
from reports.document.data.method import Agreement, Method, Planner, Recall
from reports.document.data.paper import Layout, Look, Narrative, NarrativeBlock
from reports.document.data.report import VERSION, ReportDocument
from reports.document.data.scores import Band, Measure, Score, Scores, Share
from reports.document.data.stages import Answer, Criterion, Feeling, Gap, Photo, Quote, Stage
from reports.document.data.visits import (
    Cap,
    Closing,
    ClosingFigures,
    Emotion,
    Incident,
    Promise,
    Promises,
    Site,
    Visit,
    Wait,
)

__all__ = [
    "VERSION",
    "Agreement",
    "Answer",
    "Band",
    "Cap",
    "Change",
    "Check",
    "Closing",
    "ClosingFigures",
    "Comparison",
    "Criterion",
    "Emotion",
    "Evidence",
    "Feeling",
    "Gain",
    "Gap",
    "Incident",
    "Layout",
    "Look",
    "Measure",
    "Method",
    "Narrative",
    "NarrativeBlock",
    "Photo",
    "Place",
    "Planner",
    "Promise",
    "Promises",
    "Quote",
    "Recall",
    "Recommendation",
    "ReportDocument",
    "Score",
    "Scores",
    "Share",
    "Site",
    "Stage",
    "Visit",
    "Wait",
    "WhatIf",
]
