"""What the auditor writes: answers, what they were before, impressions of stages."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audits.models.visit import Visit


class AnswerState(models.TextChoices):
    ANSWERED = "answered", _("Answered")
    NOT_APPLICABLE = "not_applicable", _("Not applicable")
    NOT_OBSERVED = "not_observed", _("Not observed")
    BLANK = "blank", _("Blank")


class Nature(models.IntegerChoices):
    FACT = 1, _("Fact")
    PERCEPTION = 2, _("Perception")


class Answer(models.Model):
    """What one auditor recorded for one criterion. Points are worked out when it is saved."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="answers")
    criterion = models.CharField(max_length=32)
    state = models.CharField(max_length=16, choices=AnswerState, default=AnswerState.ANSWERED)
    value = models.JSONField(null=True, blank=True)
    reason = models.TextField(blank=True)
    comment = models.TextField(blank=True)
    observed_at = models.DateTimeField(null=True, blank=True)
    entered_at = models.DateTimeField(default=timezone.now)
    # Copied from the criterion so that SQL can add up without the checklist.
    stage = models.PositiveSmallIntegerField()  # 1 to 5
    nature = models.PositiveSmallIntegerField(choices=Nature)
    weight = models.PositiveIntegerField()
    micro = models.PositiveIntegerField(null=True)  # millionths of a point; None does not score

    class Meta:
        ordering = ["visit", "pk"]
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(fields=["visit", "criterion"], name="one_answer_per_criterion"),
            models.CheckConstraint(
                condition=Q(micro=None) | Q(micro__lte=100_000_000), name="micro_is_0_to_100_points"
            ),
            # So that sums need not look at the state: points without an answer cannot be stored.
            models.CheckConstraint(
                condition=Q(micro=None) | Q(state="answered"), name="only_answers_have_points"
            ),
        ]
        indexes = [
            models.Index(fields=["visit", "stage", "nature", "weight", "micro"], name="answer_sums")
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.criterion}"


class AnswerChange(models.Model):
    """What an answer was before somebody changed it: nothing is overwritten without a trace."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="changes")
    key = models.CharField(max_length=64)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    # The one who wrote had not seen ``before``: it came from another page or tablet meanwhile.
    is_clash = models.BooleanField(default=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.key}"


class StageImpression(models.Model):
    """Expectation before contact and the experience at the close of one stage of one visit."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="impressions")
    stage = models.PositiveSmallIntegerField()  # 1 to 5
    expectation = models.PositiveSmallIntegerField(null=True, blank=True)  # 0 to 4
    sealed_at = models.DateTimeField(null=True, blank=True)
    # SC-EXP, SC-PLE, SC-EAS, SC-INT, SC-ATM (0–4), SC-EMO (−3–3), SC-WHY (text)
    experience = models.JSONField(default=dict, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["visit", "stage"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "stage"], name="one_impression_per_stage"),
            models.CheckConstraint(
                condition=Q(stage__gte=1) & Q(stage__lte=5), name="impression_stage_is_1_to_5"
            ),
            models.CheckConstraint(
                condition=Q(expectation=None) | Q(expectation__lte=4),
                name="expectation_is_0_to_4",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.stage}"
