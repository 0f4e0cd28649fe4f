"""Photos."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audits.models.visit import Visit


def evidence_path(evidence: Evidence, name: str) -> str:
    """A random name below the visit: the uploader's file name never reaches the disk."""
    return f"evidence/{evidence.visit_id}/{evidence.public_id}.jpg"


def thumb_path(evidence: Evidence, name: str) -> str:
    return f"evidence/{evidence.visit_id}/{evidence.public_id}-small.jpg"


class Evidence(models.Model):
    """A photo, decoded and encoded again by us; the upload itself is never kept."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="evidence")
    criterion = models.CharField(max_length=32, blank=True)
    stage = models.PositiveSmallIntegerField(null=True, blank=True)
    photo = models.FileField(upload_to=evidence_path)
    thumb = models.FileField(upload_to=thumb_path, blank=True)
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    caption = models.CharField(_("caption"), max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["visit", "pk"]
        verbose_name = _("photo")
        verbose_name_plural = _("photos")

    def __str__(self) -> str:
        return str(self.public_id)
