"""A recommendation is worded, added or left out."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from reports.actions import Wording

COSTS = [("free", _("Free")), ("low", _("Small")), ("medium", _("Moderate")), ("high", _("Large"))]


LEVELS = [("low", _("Small")), ("medium", _("Moderate")), ("high", _("Large"))]


class RecommendationForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=120)
    action = forms.CharField(
        label=_("What to do"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    cost = forms.ChoiceField(label=_("Cost"), choices=COSTS)
    effort = forms.ChoiceField(label=_("Effort"), choices=LEVELS)
    impact = forms.ChoiceField(label=_("Impact"), choices=LEVELS)

    def __init__(self, *args: Any, stages: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stage"] = forms.TypedChoiceField(label=_("Stage"), coerce=int, choices=stages)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "title",
            "action",
            "stage",
            Div("cost", "effort", "impact", css_class="field-row"),
        )
        self.helper.add_input(Submit("save", _("Save the recommendation")))

    def wording(self) -> Wording:
        return Wording(**self.cleaned_data)


class DropForm(forms.Form):
    reason = forms.CharField(
        label=_("Why is it left out?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The client does not see the reason; your colleagues do."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("drop", _("Leave it out")))
