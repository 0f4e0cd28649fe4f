from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Language
from reports.actions import Wording

COSTS = [("free", _("Free")), ("low", _("Small")), ("medium", _("Moderate")), ("high", _("Large"))]
LEVELS = [("low", _("Small")), ("medium", _("Moderate")), ("high", _("Large"))]


class StartForm(forms.Form):
    language = forms.ChoiceField(label=_("Language of the report"), choices=Language.choices)

    def __init__(self, *args: Any, sites: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"] = forms.ModelChoiceField(
            label=_("What it covers"),
            queryset=sites,
            required=False,
            empty_label=_("The whole client company"),
        )
        self.helper = FormHelper()
        self.helper.add_input(Submit("start", _("Start a report")))


class TextsForm(forms.Form):
    title = forms.CharField(
        label=_("Headline"),
        max_length=90,
        required=False,
        help_text=_(
            "The main conclusion as one sentence, for the cover. Left empty, it is drafted from"
            " the figures."
        ),
    )
    summary = forms.CharField(
        label=_("Summary for the client"),
        max_length=900,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "What the client should know after one minute. **Bold**, lists with a hyphen and"
            " links work. Write no names of staff."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("save", _("Save the texts")))


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
