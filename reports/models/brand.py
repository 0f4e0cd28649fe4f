"""Whose colours and logos the reports wear: the house's, and each client's."""

from __future__ import annotations

from typing import Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models import Client

hex_colour = RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Give the colour as # and six digits."))
DEFAULT_NAME = "{client}-{audit}-{scope}"


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
    colour = models.CharField(_("main colour"), max_length=7, blank=True, validators=[hex_colour])
    accent = models.CharField(_("second colour"), max_length=7, blank=True, validators=[hex_colour])
    # Decoded and made anew before it is stored.
    logo = models.FileField(_("logo"), upload_to="brands/", blank=True)
    logo_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    file_name = models.CharField(_("file name"), max_length=120, default=DEFAULT_NAME)

    objects = BrandQuerySet.as_manager()

    class Meta:
        verbose_name = _("brand")
        verbose_name_plural = _("brands")
        constraints = [
            models.UniqueConstraint(Coalesce("client", Value(0)), name="one_brand_of_the_house"),
        ]

    def __str__(self) -> str:
        return self.name or str(self.client or _("The house"))
