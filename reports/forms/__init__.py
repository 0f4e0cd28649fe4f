"""What the consultant types."""

from reports.forms.brand import BrandForm, VerifyForm
from reports.forms.ledger import CheckForm
from reports.forms.narrative import (
    ChoiceForm,
    CommentForm,
    HeadlineForm,
    NarrativeForm,
    ReasonForm,
    SettleForm,
    SnippetForm,
    StatusForm,
)
from reports.forms.recommendation import (
    COSTS,
    LEVELS,
    AddForm,
    BulkDropForm,
    DropForm,
    EditForm,
    RecommendationForm,
)
from reports.forms.report import StartForm
from reports.forms.whatif import WhatIfForm

__all__ = [
    "COSTS",
    "LEVELS",
    "AddForm",
    "BrandForm",
    "BulkDropForm",
    "CheckForm",
    "ChoiceForm",
    "CommentForm",
    "DropForm",
    "EditForm",
    "HeadlineForm",
    "NarrativeForm",
    "ReasonForm",
    "RecommendationForm",
    "SettleForm",
    "SnippetForm",
    "StartForm",
    "StatusForm",
    "VerifyForm",
    "WhatIfForm",
]
