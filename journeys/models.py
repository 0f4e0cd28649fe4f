"""Ask: checklists and their versions. A published version never changes."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from journeys import definition

# Parsed checklists by digest. The content of a digest never changes, so nothing here goes stale.
PARSED: dict[str, definition.Checklist] = {}
MOST_PARSED = 256


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


class Origin(models.TextChoices):
    LIBRARY = "library", _("From the library")
    UPLOAD = "upload", _("Uploaded")
    AUDIT = "audit", _("Came with an imported audit")


class ChecklistVersion(models.Model):
    """One frozen version: the whole definition as a document, found by its digest.

    The database itself refuses to change the content (migration 0002).
    """

    checklist = models.ForeignKey(Checklist, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField(_("version"))
    document = models.JSONField(_("definition"))
    digest = models.CharField(max_length=64, editable=False)
    # Copied from the document, so that lists need not load it.
    name = models.JSONField(_("name"), default=dict, editable=False)
    criteria_count = models.PositiveIntegerField(_("criteria"), default=0, editable=False)
    origin = models.CharField(
        _("origin"), max_length=10, choices=Origin, default=Origin.UPLOAD, editable=False
    )
    published_at = models.DateTimeField(_("published"), default=timezone.now, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        editable=False,
        verbose_name=_("published by"),
    )

    class Meta:
        ordering = ["checklist", "-version", "-pk"]
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
        return f"{self.title} · {self.version}"

    def get_absolute_url(self) -> str:
        return reverse("journeys:version-detail", args=[self.checklist.code, self.pk])

    @property
    def title(self) -> str:
        """The name in the language of the page."""
        return definition.in_language(self.name, get_language() or "") or self.checklist.code

    @property
    def definition(self) -> definition.Checklist:
        """The frozen checklist, parsed once for each content and process.

        When it is already known the document is not even needed: ``defer("document")`` saves
        loading it.
        """
        known = PARSED.get(self.digest)
        if known is None:
            document: dict[str, Any] = self.document
            known = definition.parse_checklist(document)
            while len(PARSED) >= MOST_PARSED:
                PARSED.pop(next(iter(PARSED)), None)
            PARSED[self.digest] = known
        return known
