"""What the consultant types."""

from reports.forms.recommendation import COSTS, LEVELS, DropForm, RecommendationForm
from reports.forms.report import StartForm, TextsForm

__all__ = [
    "COSTS",
    "LEVELS",
    "DropForm",
    "RecommendationForm",
    "StartForm",
    "TextsForm",
]
