"""What the consultant decided about recommendations."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reports.models.report import Report
from reports.recommendations import OWN


class Decision(models.Model):
    """What the consultant decided about one recommendation. Empty texts keep what was computed."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="decisions")
    # The recommendation's code: a criterion's, a name for broken promises, or "own-…".
    code = models.CharField(max_length=48)
    position = models.PositiveSmallIntegerField(default=0)  # from 1; 0: where it was computed
    title = models.CharField(_("title"), max_length=200, blank=True)
    action = models.TextField(_("what to do"), blank=True)
    stage = models.PositiveSmallIntegerField(_("stage"), null=True, blank=True)
    cost = models.CharField(_("cost"), max_length=10, blank=True)
    effort = models.CharField(_("effort"), max_length=10, blank=True)
    impact = models.CharField(_("impact"), max_length=10, blank=True)
    owner = models.CharField(_("owner"), max_length=20, blank=True)
    # What an own recommendation rests on: codes of criteria that some visit answered, or nothing
    # but the consultant's judgement, and then it says so.
    criteria = models.JSONField(default=list, blank=True)
    is_judgement = models.BooleanField(_("the consultant’s judgement"), default=False)
    # Why it was edited, what it said before, and the evidence that it was edited on.
    edit_reason = models.TextField(_("why it was edited"), blank=True)
    generated = models.JSONField(default=dict, blank=True, editable=False)
    evidence_digest = models.CharField(max_length=64, blank=True, editable=False)
    is_dropped = models.BooleanField(_("left out"), default=False)
    drop_reason = models.TextField(_("reason for leaving it out"), blank=True)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False
    )
    edited_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["report", "position", "pk"]
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            models.UniqueConstraint(
                fields=["report", "code"], name="one_decision_per_recommendation"
            ),
            models.CheckConstraint(
                condition=Q(is_dropped=False) | ~Q(drop_reason=""), name="left_out_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.code

    @property
    def is_own(self) -> bool:
        return self.code.startswith(OWN)
