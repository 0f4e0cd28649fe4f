"""Forms of the editor: sending back with reasons, correcting language, opening again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audits.forms.audit import DateInput
from audits.models import Answer

POINT = "point-"


class ApproveForm(forms.Form):
    """What the editor had on the page, so that a visit changed meanwhile is not approved."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class SendBackForm(forms.Form):
    """One field for each question beside the general reason and the deadline."""

    reason = forms.CharField(
        label=gettext_lazy("To the auditor, in general"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    answer_by = forms.DateField(label=gettext_lazy("Answer by"), widget=DateInput)

    def __init__(self, codes: Sequence[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = codes
        for code in codes:
            self.fields[POINT + code] = forms.CharField(
                label=gettext_lazy("What should the auditor do about this question?"),
                required=False,
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def point(self, code: str) -> forms.BoundField:
        return self[POINT + code]

    def clean_answer_by(self) -> Any:
        day = self.cleaned_data["answer_by"]
        if day < timezone.localdate():
            raise ValidationError(_("The deadline cannot be in the past."))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("reason") and not self.points:
            raise ValidationError(
                _("Write what the auditor should do: in general, or at single questions.")
            )
        return data

    @property
    def points(self) -> dict[str, str]:
        """What is asked, by the code of the question."""
        asked = ((code, self.cleaned_data.get(POINT + code, "")) for code in self.codes)
        return {code: text for code, text in asked if text}


class ReopenForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why is the visit opened again?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CorrectionForm(forms.Form):
    """The words around an answer, those that there are. The answer itself has no field here."""

    comment = forms.CharField(
        label=gettext_lazy("Comment"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason for not answering"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, answer: Answer, data: Any = None) -> None:
        self.words = {"comment": answer.comment, "reason": answer.reason}
        super().__init__(data, initial=self.words)
        for name, text in self.words.items():
            if not text:
                del self.fields[name]

    @property
    def corrected(self) -> dict[str, str]:
        return {**self.words, **self.cleaned_data}
