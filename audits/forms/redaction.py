"""Which part of a photo is to be hidden: in percent, so that it can be typed as well as drawn."""

from __future__ import annotations

from typing import Any

from crispy_forms.bootstrap import InlineRadios
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audits.photos import Part
from journeys.question_types import NumberField


def percent(label: Any, low: int, initial: int) -> NumberField:
    return NumberField(label=label, min_value=low, max_value=100, initial=initial)


class HideForm(forms.Form):
    left = percent(gettext_lazy("From the left, %"), 0, 25)
    top = percent(gettext_lazy("From the top, %"), 0, 25)
    width = percent(gettext_lazy("Width, %"), 1, 50)
    height = percent(gettext_lazy("Height, %"), 1, 50)
    how = forms.ChoiceField(
        label=gettext_lazy("How"),
        choices=[
            ("squares", gettext_lazy("Large squares")),
            ("black", gettext_lazy("Black")),
        ],
        widget=forms.RadioSelect,
        initial="squares",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        rows = (
            Div(*pair, css_class="field-row") for pair in (("left", "top"), ("width", "height"))
        )
        self.helper.layout = Layout(*rows, InlineRadios("how"))

    @property
    def part(self) -> Part:
        """In shares of the picture."""
        data: dict[str, Any] = self.cleaned_data
        left, top, width, height = (
            float(data[name]) / 100 for name in ("left", "top", "width", "height")
        )
        return Part(left, top, width, height, black=data["how"] == "black")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for start, size in (("left", "width"), ("top", "height")):
            if cleaned.get(start, 0) >= 100 and cleaned.get(size):
                self.add_error(start, _("This lies outside of the picture."))
        return cleaned
