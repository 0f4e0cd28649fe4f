"""A check that no question answers is answered from a visit."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext_lazy as _


class CheckForm(forms.Form):
    is_done = forms.TypedChoiceField(
        label=_("Is it done?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    comment = forms.CharField(
        label=_("What in the visit shows it?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, visits: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["visit"] = forms.ModelChoiceField(label=_("Visit"), queryset=visits)
        self.order_fields(["visit", "is_done", "comment"])
        self.helper = FormHelper()
        self.helper.add_input(Submit("save", _("Save the answer")))
