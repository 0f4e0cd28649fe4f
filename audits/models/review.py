"""The check of a visit, and the trail of deeds."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audits.models.audit import Audit
from audits.models.visit import Visit


class Review(models.Model):
    """A visit sent back: why, until when, and the questions it is about."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="reviews")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True)
    reason = models.TextField(_("reason"), blank=True)
    answer_by = models.DateField(_("answer by"), null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.created_at:%Y-%m-%d}"


class ReviewPoint(models.Model):
    """One question of a visit sent back, with what the editor asks about it."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="points")
    criterion = models.CharField(max_length=32)
    reason = models.TextField(_("reason"))

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "criterion"], name="one_point_per_criterion")
        ]

    def __str__(self) -> str:
        return self.criterion


class Trail(models.Model):
    """One line for each deed: who did what to which visit or audit, when."""

    audit = models.ForeignKey(Audit, on_delete=models.CASCADE, related_name="trail")
    # What happened stays on record when the visit is deleted; its key stands in the detail.
    visit = models.ForeignKey(Visit, on_delete=models.SET_NULL, related_name="trail", null=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True)
    deed = models.CharField(max_length=40)
    detail = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.deed} {self.at:%Y-%m-%d %H:%M}"
