"""Everything the report can say, as frozen data that becomes JSON and back.

A bundle, from a file or from a stored audit, becomes a ``ReportDocument`` (``build_document``);
from there on nothing is asked of the database. An issued report renders from its snapshot for ever.
"""

from reports.document.advice import INCIDENT_TITLES, check_id
from reports.document.basis import PhotoOf, Wishes
from reports.document.build import build_document
from reports.document.codec import DocumentError, from_json, to_json
from reports.document.data import (
    VERSION,
    Answer,
    Band,
    Change,
    Check,
    Closing,
    ClosingFigures,
    Comparison,
    Criterion,
    Gain,
    Incident,
    Layout,
    Look,
    Measure,
    Narrative,
    NarrativeBlock,
    Photo,
    Place,
    Promise,
    Quote,
    Recommendation,
    ReportDocument,
    Score,
    Scores,
    Site,
    Stage,
    Visit,
    Wait,
    WhatIf,
)
from reports.document.predictions import SiteRound, predictions
from reports.document.public import public_document
from reports.document.whatif import Outcome, Simulator, Way, simulator

__all__ = [
    "INCIDENT_TITLES",
    "VERSION",
    "Answer",
    "Band",
    "Change",
    "Check",
    "Closing",
    "ClosingFigures",
    "Comparison",
    "Criterion",
    "DocumentError",
    "Gain",
    "Incident",
    "Layout",
    "Look",
    "Measure",
    "Narrative",
    "NarrativeBlock",
    "Outcome",
    "Photo",
    "PhotoOf",
    "Place",
    "Promise",
    "Quote",
    "Recommendation",
    "ReportDocument",
    "Score",
    "Scores",
    "Simulator",
    "Site",
    "SiteRound",
    "Stage",
    "Visit",
    "Wait",
    "Way",
    "WhatIf",
    "Wishes",
    "build_document",
    "check_id",
    "from_json",
    "predictions",
    "public_document",
    "simulator",
    "to_json",
]
