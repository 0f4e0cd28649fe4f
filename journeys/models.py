"""Ask: checklists and their versions. A published version never changes."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from journeys import definition


class Checklist(models.Model):
    """A checklist by its code; what it asks stands in its versions."""

    code = models.CharField(_("code"), max_length=64, unique=True)
    is_library = models.BooleanField(_("from the library"), default=False)

    class Meta:
        ordering = ["code"]
        verbose_name = _("checklist")
        verbose_name_plural = _("checklists")

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("journeys:checklist-detail", args=[self.code])


class ChecklistVersion(models.Model):
    """One frozen version: the whole definition as a document, found by its digest."""

    checklist = models.ForeignKey(Checklist, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField(_("version"))
    document = models.JSONField(_("definition"))
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField(_("published"), default=timezone.now, editable=False)

    class Meta:
        ordering = ["checklist", "-version"]
        verbose_name = _("checklist version")
        verbose_name_plural = _("checklist versions")
        constraints = [
            # The same number may hold other content only when another installation made it:
            # an imported bundle brings its own checklist along.
            models.UniqueConstraint(
                fields=["checklist", "version", "digest"], name="one_version_per_content"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.checklist.code} {self.version}"

    @cached_property
    def definition(self) -> definition.Checklist:
        """The frozen checklist. Parsed once for each row that is loaded."""
        document: dict[str, Any] = self.document
        return definition.parse_checklist(document)
