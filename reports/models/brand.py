"""Whose colours and logos the reports wear: the house's, and each client's."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from string import Formatter
from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Value
from django.db.models.functions import Coalesce
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accounts.models import Client

hex_colour = RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Give the colour as # and six digits."))
DEFAULT_NAME = "{client}-{audit}-{scope}"
# As much as small text needs (WCAG 2.2, 1.4.3).
LEAST_CONTRAST = 4.5
# What a file name may be made of, with what stands for it in the preview.
PLACEHOLDERS = {
    "client": "Café Satama",
    "audit": "syksy 2026",
    "scope": "Tampere",
    "edition": "full",
    "language": "fi",
    "date": "2026-11-02",
}


def contrast_on_white(colour: str) -> float:
    """The ratio of WCAG between a colour such as #0c3b38 and white paper."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def readable_colour(colour: str) -> None:
    """Six digits, and dark enough to be read on white and to carry white letters."""
    hex_colour(colour)
    ratio = contrast_on_white(colour)
    if ratio < LEAST_CONTRAST:
        # Rounded down: what falls short never reads as enough.
        raise ValidationError(
            _(
                "This colour has a contrast of %(ratio)s : 1 on white; text needs 4.5 : 1. Choose a"
                " darker one."
            )
            % {"ratio": f"{math.floor(ratio * 10) / 10:.1f}"}
        )


def file_name_pattern(pattern: str) -> None:
    """Known placeholders, plainly written, and one of them at least."""
    try:
        parsed = list(Formatter().parse(pattern))
    except ValueError:
        raise ValidationError(_("Write each placeholder between { and }.")) from None
    found = [(name, spec, how) for _text, name, spec, how in parsed if name is not None]
    for name, spec, how in found:
        if name not in PLACEHOLDERS or spec or how:
            raise ValidationError(_("There is no placeholder {%(name)s}.") % {"name": name})
    if not found:
        raise ValidationError(_("Use one placeholder at least, or all files have one name."))


def file_name_of(pattern: str, values: Mapping[str, str] = PLACEHOLDERS) -> str:
    """The name of a PDF: letters, digits and hyphens, whatever the client is called."""
    try:
        file_name_pattern(pattern)
    except ValidationError:
        pattern = DEFAULT_NAME
    name = slugify(pattern.format_map({key: values.get(key, "") for key in PLACEHOLDERS}))
    return f"{re.sub('-+', '-', name).strip('-')[:100] or 'report'}.pdf"


def logo_name(sha256: str) -> str:
    """Where a logo is kept: a logo that an issued report shows is there for ever."""
    return f"brands/{sha256}.jpg"


class BrandQuerySet(models.QuerySet["Brand"]):
    def of(self, client: Client | None) -> Self:
        """The brand of a client, or of the house."""
        return self.filter(client=client)


class Brand(models.Model):
    """A name, a logo and two colours. Without a client it is the house's own."""

    client = models.OneToOneField(
        Client, on_delete=models.CASCADE, related_name="brand", null=True, blank=True
    )
    name = models.CharField(_("name on the report"), max_length=80, blank=True)
    colour = models.CharField(
        _("main colour"), max_length=7, blank=True, validators=[readable_colour]
    )
    accent = models.CharField(
        _("second colour"), max_length=7, blank=True, validators=[readable_colour]
    )
    # Decoded and made anew before it is stored.
    logo = models.FileField(_("logo"), upload_to="brands/", blank=True)
    logo_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    file_name = models.CharField(
        _("file name"), max_length=120, default=DEFAULT_NAME, validators=[file_name_pattern]
    )

    objects = BrandQuerySet.as_manager()

    class Meta:
        verbose_name = _("brand")
        verbose_name_plural = _("brands")
        constraints = [
            models.UniqueConstraint(Coalesce("client", Value(0)), name="one_brand_of_the_house"),
        ]

    def __str__(self) -> str:
        return self.name or str(self.client or _("The house"))
