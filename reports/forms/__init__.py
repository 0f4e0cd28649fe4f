"""What the consultant types."""

from reports.forms.brand import BrandForm, VerifyForm
from reports.forms.ledger import CheckForm
from reports.forms.recommendation import (
    COSTS,
    LEVELS,
    AddForm,
    BulkDropForm,
    DropForm,
    EditForm,
    RecommendationForm,
)
from reports.forms.report import StartForm, TextsForm
from reports.forms.whatif import WhatIfForm

__all__ = [
    "COSTS",
    "LEVELS",
    "AddForm",
    "BrandForm",
    "BulkDropForm",
    "CheckForm",
    "DropForm",
    "EditForm",
    "RecommendationForm",
    "StartForm",
    "TextsForm",
    "VerifyForm",
    "WhatIfForm",
]
