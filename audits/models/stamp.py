"""What the auditor notes in the shop itself: a word and its time. Sentences come later."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from audits.models.visit import Visit


class StampKind(models.TextChoices):
    ARRIVED = "arrived", pgettext_lazy("stamp", "Arrived")
    NOTICED = "noticed", pgettext_lazy("stamp", "Noticed")
    SERVED = "served", pgettext_lazy("stamp", "Served")
    PAID = "paid", pgettext_lazy("stamp", "Paid")
    LEFT = "left", pgettext_lazy("stamp", "Left")
    GOOD = "good", pgettext_lazy("stamp", "Good")
    BAD = "bad", pgettext_lazy("stamp", "Bad")
    NOTE = "note", pgettext_lazy("stamp", "Note")


class Stamp(models.Model):
    """One tap in covert mode. Named by the device that made it, so that it arrives once."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="stamps")
    kind = models.CharField(_("kind"), max_length=8, choices=StampKind)
    at = models.DateTimeField(_("time"))
    text = models.CharField(_("text"), max_length=500, blank=True)

    class Meta:
        ordering = ["visit", "at", "pk"]
        verbose_name = _("stamp")
        verbose_name_plural = _("stamps")

    def __str__(self) -> str:
        return self.text or str(self.get_kind_display())
