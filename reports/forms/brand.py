"""The brand of a client or of the house, and the file that is to be verified."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audits.photos import CleanPhoto, PhotoError, clean_photo
from reports.models import Brand

MEGABYTE = 1024 * 1024
MOST_LOGO, MOST_PDF = 4 * MEGABYTE, 60 * MEGABYTE


if TYPE_CHECKING:
    BrandModelForm = forms.ModelForm[Brand]
else:
    BrandModelForm = forms.ModelForm


class BrandForm(BrandModelForm):
    logo_file = forms.FileField(
        label=gettext_lazy("Logo"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": "image/png,image/jpeg"}),
        help_text=gettext_lazy("PNG or JPEG, on white or transparent; at least 600 pixels wide."),
    )
    remove_logo = forms.BooleanField(label=gettext_lazy("Take the logo away"), required=False)

    class Meta:
        model = Brand
        fields = ["name", "colour", "accent", "file_name"]
        help_texts = {
            "colour": gettext_lazy("Cover, titles and links, for instance #0c3b38."),
            "accent": gettext_lazy("Small headings and marks."),
            "file_name": gettext_lazy(
                "Of {client}, {audit}, {scope}, {edition}, {language} and {date}; the rest stays."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.logo_sha256:
            del self.fields["remove_logo"]

    def clean_logo_file(self) -> CleanPhoto | None:
        """The upload decoded and made anew: no other bytes are ever stored."""
        upload = self.cleaned_data.get("logo_file")
        if not isinstance(upload, UploadedFile):
            return None
        if (upload.size or 0) > MOST_LOGO:
            raise ValidationError(_("The logo is larger than 4 megabytes."))
        try:
            return clean_photo(upload.read())
        except PhotoError:
            raise ValidationError(
                _("This picture cannot be read. Give the logo as PNG or JPEG, not as SVG.")
            ) from None


class VerifyForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("The PDF of a report"),
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
    )

    def clean_file(self) -> bytes:
        upload = self.cleaned_data["file"]
        if upload.size > MOST_PDF:
            raise ValidationError(_("The file is larger than 60 megabytes."))
        body: bytes = upload.read()
        return body
