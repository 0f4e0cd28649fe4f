"""Forms of the checklist pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from journeys import definition, queries
from journeys.models import Checklist


class ChecklistFileForm(forms.Form):
    """A checklist's file. ``faults`` names everything that is wrong in it, with its place."""

    file = forms.FileField(
        label=_("Checklist file"),
        help_text=_("YAML or JSON, at most 1 MB."),
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml,.json"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.faults: tuple[definition.Fault, ...] = ()

    def clean_file(self) -> Any:
        """The complete document."""
        upload = self.cleaned_data["file"]
        try:
            document = queries.resolved(
                definition.read_file(upload.read(definition.MOST_BYTES + 1))
            )
            definition.parse_checklist(document)
        except definition.DefinitionError as refused:
            self.faults = refused.faults
            raise forms.ValidationError(
                _("The file has faults. Nothing was stored."), code="faults"
            ) from refused
        return document


class CopyForm(forms.Form):
    code = forms.CharField(
        label=_("Code of the copy"),
        max_length=64,
        help_text=_("Letters a–z, digits, hyphens. The copy starts as version 1."),
        validators=[
            RegexValidator(
                r"\A[A-Za-z0-9._-]{1,64}\Z", _("Use letters a–z, digits, “.”, “_” and “-” only.")
            )
        ],
    )

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if Checklist.objects.filter(code=code).exists():
            raise forms.ValidationError(_("This code is already in use. Choose another one."))
        return code
