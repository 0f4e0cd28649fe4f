"""What tablets and forms wrote, one row for each field each time: a log that only grows.

``FieldState`` is the fold of the log: which event a field's value comes from, and at which
revision of the visit. ``Conflict`` keeps the value that did not lead until somebody decides.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audits.models.visit import Visit


class EventStatus(models.TextChoices):
    APPLIED = "applied", _("Applied")
    SUPERSEDED = "superseded", _("Superseded")
    CONFLICT = "conflict", _("Conflict")
    REJECTED = "rejected", _("Rejected")


class Event(models.Model):
    """One field written once. The key is made where it was written, so that a repetition of the
    same message changes nothing."""

    id = models.UUIDField(primary_key=True, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="events")
    key = models.CharField(max_length=120)
    value = models.JSONField(null=True)
    # The revision of this field that its writer was looking at.
    base = models.PositiveBigIntegerField(default=0)
    device = models.UUIDField()
    seq = models.PositiveBigIntegerField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True)
    client_at = models.DateTimeField(null=True)
    # By the age of the entry, not by the writer's clock.
    effective_at = models.DateTimeField()
    # When the fact was seen, if that was said to be earlier; corrected likewise.
    observed_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(default=timezone.now)
    digest = models.CharField(max_length=64)
    status = models.CharField(max_length=10, choices=EventStatus)
    code = models.CharField(max_length=20, blank=True)
    rev = models.PositiveIntegerField(null=True)  # of the visit, if the value leads

    class Meta:
        ordering = ["received_at", "rev", "seq"]
        indexes = [
            models.Index(fields=["visit", "rev"], name="events_of_a_visit"),
            # Not unique: a copied tablet must be told, not refused with an error.
            models.Index(fields=["device", "seq"], name="events_of_a_device"),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.key} {self.status}"


class FieldState(models.Model):
    """Which event a field's value comes from. A blank field that once was written has one too."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="fields")
    key = models.CharField(max_length=120)
    value = models.JSONField(null=True)  # as it is stored, which may be tidier than it was sent
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+")
    rev = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit", "key"], name="one_state_per_field"),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.key} {self.rev}"


class Conflict(models.Model):
    """A value that was written unseen by the one that leads. Open until somebody chooses."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="conflicts")
    # The one that does not lead.
    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="conflict")
    resolved_by = models.ForeignKey(Event, on_delete=models.CASCADE, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.event)

    @property
    def key(self) -> str:
        return self.event.key

    @property
    def before(self) -> Any:
        return self.event.value

    @property
    def at(self) -> Any:
        return self.event.effective_at


class Device(models.Model):
    """A browser that fills in visits, and what it said it still holds."""

    id = models.UUIDField(primary_key=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="devices"
    )
    name = models.CharField(max_length=80, blank=True)
    first_seen = models.DateTimeField(default=timezone.now)
    last_seen = models.DateTimeField(default=timezone.now)
    answers = models.PositiveIntegerField(default=0)
    photos = models.PositiveIntegerField(default=0)
    dead = models.PositiveIntegerField(default=0)
    oldest_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-last_seen"]
        verbose_name = _("device")
        verbose_name_plural = _("devices")

    def __str__(self) -> str:
        return self.name or str(self.id)


class PhotoUpload(models.Model):
    """The bytes of a photo as a device sent them, told by their sum: what is kept is made anew."""

    id = models.UUIDField(primary_key=True, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="uploads")
    sha256 = models.CharField(max_length=64)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True)
    received_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.id)
