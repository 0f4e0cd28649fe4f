"""A report is begun and its texts are written."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Language


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
