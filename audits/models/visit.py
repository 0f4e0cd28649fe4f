"""The visit: one auditor lives through the service once."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import DESK_ROLES, Channel, Membership, Site, User, key_validator
from audits.models.audit import Audit
from journeys.models import ChecklistVersion


class Status(models.TextChoices):
    PLANNED = "planned", _("Planned")
    OFFERED = "offered", _("Offered")
    ACCEPTED = "accepted", _("Accepted")
    SUBMITTED = "submitted", _("Submitted")
    SENT_BACK = "sent_back", _("Sent back")
    APPROVED = "approved", _("Approved")
    RELEASED = "released", _("Released")


# In these states the auditor may write; in those the visit counts in scores.
OPEN_STATUSES = (Status.OFFERED, Status.ACCEPTED, Status.SENT_BACK)


COUNTED_STATUSES = (Status.APPROVED, Status.RELEASED)


def assigned(user: User) -> Q:
    shared = CoAuditor.objects.filter(user=user)
    return Q(auditor=user) | Q(pk__in=shared.values("visit"))


class VisitQuerySet(models.QuerySet["Visit"]):
    def visible_to(self, user: User) -> Self:
        """The only door to visits: auditors see their own, the desk its clients', clients none."""
        if user.is_superuser:
            return self
        mine = Membership.objects.filter(user=user, role__in=DESK_ROLES)
        if mine.filter(client=None).exists():
            return self
        return self.filter(Q(audit__client__in=mine.values("client")) | assigned(user))

    def assigned_to(self, user: User) -> Self:
        """The visits that this auditor makes, alone or with others."""
        return self.filter(assigned(user))

    def counted(self) -> Self:
        return self.filter(status__in=COUNTED_STATUSES)


class Visit(models.Model):
    """One auditor lives through the service once; it may last days and span channels."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="visits")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="visits")
    # A visit keeps the version it was made with.
    checklist_version = models.ForeignKey(
        ChecklistVersion, on_delete=models.PROTECT, related_name="visits"
    )
    key = models.CharField(_("key"), max_length=64, validators=[key_validator])
    auditor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="visits",
        null=True,
        blank=True,
    )
    # The pseudonym under which others meet the auditor: a1, a2 … in the order of assignment.
    auditor_key = models.CharField(max_length=64, blank=True)
    status = models.CharField(
        _("state"), max_length=20, choices=Status, default=Status.PLANNED, db_index=True
    )
    scenario = models.TextField(_("scenario"), blank=True)
    is_announced = models.BooleanField(_("announced beforehand"), default=False)
    starts_on = models.DateField(_("may start on"), null=True, blank=True)
    due_on = models.DateField(_("visit by"), null=True, blank=True)
    submit_by = models.DateField(_("submit by"), null=True, blank=True)
    # The expectation is written before contact and sealed by this moment.
    sealed_at = models.DateTimeField(_("expectation sealed"), null=True, blank=True)
    started_at = models.DateTimeField(_("visit started"), null=True, blank=True)
    ended_at = models.DateTimeField(_("visit ended"), null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    # When the auditor last saved something.
    written_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Closing answers by code (VC-NPS …), as stored JSON values.
    closing = models.JSONField(default=dict, blank=True)
    revision = models.PositiveIntegerField(default=0)

    objects = VisitQuerySet.as_manager()

    class Meta:
        ordering = ["audit", "pk"]
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        constraints = [
            models.UniqueConstraint(fields=["audit", "key"], name="one_visit_per_key"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(started_at=None) | Q(ended_at__gte=F("started_at")),
                name="visit_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site} · {self.key}"

    def get_absolute_url(self) -> str:
        return reverse("audits:visit-detail", args=[self.audit.key, self.pk])

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_STATUSES

    @property
    def duration(self) -> timedelta | None:
        return self.ended_at - self.started_at if self.ended_at and self.started_at else None


class CoAuditor(models.Model):
    """Somebody who makes the visit together with its auditor, and may write all of it."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="co_auditors")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="shared_visits"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "user"], name="one_co_auditor_per_visit"),
        ]

    def __str__(self) -> str:
        return str(self.user)


class StagePlan(models.Model):
    """A stage that is lived apart from the others: by whom, on which day, over which channel."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="stage_plans")
    stage = models.PositiveSmallIntegerField()  # 1 to 5
    auditor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    day = models.DateField(null=True)
    # It opens by itself so many days after the visit began; until then it is locked.
    after_days = models.PositiveSmallIntegerField(null=True)
    channel = models.CharField(max_length=20, choices=Channel, blank=True)

    class Meta:
        ordering = ["visit", "stage"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "stage"], name="one_plan_per_stage"),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.stage}"
