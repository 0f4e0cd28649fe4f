"""Checks from the last round: what was recommended to a site, for the next visit to look at."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import DESK_ROLES, Membership, Site, User
from audits.models.audit import Audit
from audits.models.visit import Visit, assigned


class Outcome(models.TextChoices):
    FIXED = "fixed", _("Fixed")
    NOT_YET = "not_yet", _("Not yet")
    UNKNOWN = "unknown", _("Could not tell")


class SiteCheckQuerySet(models.QuerySet["SiteCheck"]):
    def visible_to(self, user: User) -> Self:
        """The only door to checks: the desk's, of its clients; an auditor's, of the own visits."""
        if user.is_superuser:
            return self
        mine = Membership.objects.filter(user=user, role__in=DESK_ROLES)
        if mine.filter(client=None).exists():
            return self
        visits = Visit.objects.filter(assigned(user))
        return self.filter(
            Q(audit__client__in=mine.values("client")) | Q(site__in=visits.values("site"))
        )

    def in_force(self) -> Self:
        return self.filter(withdrawn_at=None)


class SiteCheck(models.Model):
    """One recommendation of an issued report, as what the next visit to the site looks at.

    It is written when a report is issued and withdrawn with it. Its name follows from round,
    site and recommendation, so that a new edition speaks of the same check.
    """

    public_id = models.UUIDField(unique=True, editable=False)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="checks")
    # The round that recommended it.
    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="checks")
    code = models.CharField(max_length=48)  # of the recommendation
    stage = models.PositiveSmallIntegerField()  # 1 to 5
    text = models.JSONField()  # in fi, sv, en, as far as it was written
    wish = models.JSONField(default=dict, blank=True)  # what would put it right, alike
    criteria = models.JSONField(default=list, blank=True)  # the questions that answer it as well
    made_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = SiteCheckQuerySet.as_manager()

    class Meta:
        ordering = ["audit", "stage", "pk"]
        verbose_name = _("check")
        verbose_name_plural = _("checks")
        constraints = [
            models.UniqueConstraint(
                fields=["audit", "site", "code"], name="one_check_per_recommendation_and_site"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Finding(models.Model):
    """What a visit found about a check."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="findings")
    check_of = models.ForeignKey(SiteCheck, on_delete=models.PROTECT, related_name="findings")
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    comment = models.TextField(blank=True)
    entered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["visit", "check_of"]
        verbose_name = _("finding of a check")
        verbose_name_plural = _("findings of checks")
        constraints = [
            models.UniqueConstraint(fields=["visit", "check_of"], name="one_finding_per_check"),
        ]

    def __str__(self) -> str:
        return self.get_outcome_display() or self.comment[:60]
