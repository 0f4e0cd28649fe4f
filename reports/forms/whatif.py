"""What if: which recommendations, up to which target, for how much effort."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class WhatIfForm(forms.Form):
    """Comes by GET: an address of its own for each question, to be kept and sent on."""

    target = forms.IntegerField(label=_("Target"), min_value=0, max_value=100, required=False)
    budget = forms.IntegerField(
        label=_("Points of effort"),
        min_value=0,
        max_value=999,
        required=False,
        help_text=_("Free costs 0, a small cost 1, a moderate one 3, a large one 7."),
    )

    def __init__(self, *args: Any, codes: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["do"] = forms.MultipleChoiceField(
            choices=[(code, code) for code in codes], required=False
        )

    def asked(self) -> dict[str, Any]:
        """What was asked for, without what makes no sense."""
        self.is_valid()
        return self.cleaned_data
