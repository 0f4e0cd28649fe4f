"""The rescue file of a device."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audits.sync.rescue import MOST_BYTES


class RescueForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Rescue file"),
        help_text=gettext_lazy("The .json file that the device saved: what it could not send."),
    )

    def clean_file(self) -> Any:
        found = self.cleaned_data["file"]
        if found.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 200 MB."))
        return found
