"""Recommendations as checks of the next round: what was predicted, and what came of it."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Site, User
from audits.models import Audit, Visit
from reports.models.report import Report


class PredictionQuerySet(models.QuerySet["Prediction"]):
    def visible_to(self, user: User) -> Self:
        """The only door to predictions: the desk's, through the audits it sees."""
        return self.filter(report__audit__in=Audit.objects.visible_to(user))

    def in_force(self) -> Self:
        """Of reports that are issued, not withdrawn and not replaced by a newer edition."""
        return (
            self.filter(report__withdrawn_at=None)
            .exclude(report__issued_at=None)
            .exclude(report__reissues__report__issued_at__isnull=False)
        )


class Prediction(models.Model):
    """One recommendation of an issued report at one site: it says what mending would give.

    Points are micro points of the site's base. It is closed on evidence of a later round, by
    somebody else than the person who gave that evidence.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="predictions")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="predictions")
    code = models.CharField(max_length=48)  # of the recommendation
    title = models.CharField(max_length=200)
    stage = models.PositiveSmallIntegerField()
    owner = models.CharField(max_length=20, blank=True)
    cost = models.CharField(max_length=10, blank=True)
    # The questions that check it by themselves; none: somebody answers a yes or no from the visit.
    criteria = models.JSONField(default=list, blank=True)
    is_incident = models.BooleanField(default=False)
    passed = models.PositiveIntegerField()  # in the visits that it was made on
    visits = models.PositiveIntegerField()
    exact = models.PositiveIntegerField()  # the points that its questions cost
    expected = models.PositiveIntegerField()  # what of that one may expect
    closed_outcome = models.CharField(max_length=10, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PredictionQuerySet.as_manager()

    class Meta:
        ordering = ["report", "pk"]
        verbose_name = _("prediction")
        verbose_name_plural = _("predictions")
        constraints = [
            models.UniqueConstraint(
                fields=["report", "code", "site"], name="one_prediction_per_site"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None)
                | (Q(closed_by__isnull=False) & Q(closed_outcome__in=("fixed", "not_yet"))),
                name="prediction_closed_by_somebody_with_an_outcome",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_free(self) -> bool:
        """Nothing in a visit answers it by itself."""
        return not self.criteria and not self.code.startswith(("promise-", "failure-"))


class CheckAnswer(models.Model):
    """What somebody read in a later visit about a check that no question answers."""

    prediction = models.ForeignKey(Prediction, on_delete=models.CASCADE, related_name="answers")
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="+")
    is_done = models.BooleanField(_("done"))
    comment = models.TextField(_("what shows it"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["prediction", "pk"]
        verbose_name = _("answer to a check")
        verbose_name_plural = _("answers to checks")
        constraints = [
            models.UniqueConstraint(
                fields=["prediction", "visit"], name="one_check_answer_per_visit"
            ),
            models.CheckConstraint(condition=~Q(comment=""), name="check_answered_with_evidence"),
        ]

    def __str__(self) -> str:
        return self.comment[:60]
