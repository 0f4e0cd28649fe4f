"""The covert page: one tap, perhaps a line of text, under a name that makes it count once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from audits.actions.stamps import DELETED, LONGEST
from audits.models import StampKind


class StampForm(forms.Form):
    """``name`` is drawn with the page: two taps of the same page put one stamp."""

    name = forms.UUIDField()
    visit = forms.IntegerField()
    kind = forms.ChoiceField(choices=[*StampKind.choices, ("undo", "")])
    text = forms.CharField(required=False, max_length=LONGEST)

    def clean(self) -> dict[str, Any]:
        """A line without words says nothing."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("kind") == StampKind.NOTE and not cleaned.get("text"):
            raise forms.ValidationError("", code="empty")
        return cleaned

    @property
    def value(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data["kind"] == "undo":
            return DELETED
        return {"kind": data["kind"], "at": timezone.now().isoformat(), "text": data["text"]}
