"""Tell: reports as snapshots, and what the consultant decided about recommendations."""

from __future__ import annotations

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import DESK_ROLES, Client, Language, Membership, Role, User
from audits.models import Audit
from reports.recommendations import OWN


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, user: User) -> Self:
        """The only door to reports: the desk sees its clients', a client its own when issued.

        A site manager reads the reports that cover one of her sites.
        """
        if user.is_superuser:
            return self
        desk = Membership.objects.filter(user=user, role__in=DESK_ROLES)
        if desk.filter(client=None).exists():
            return self
        managed = Membership.objects.filter(user=user, role=Role.CLIENT_MANAGER)
        sites = Membership.sites.through.objects.filter(
            membership__user=user, membership__role=Role.SITE_MANAGER
        )
        issued = ~Q(issued_at=None) & Q(withdrawn_at=None)
        return self.filter(
            Q(audit__client__in=desk.values("client"))
            | (issued & Q(audit__client__in=managed.values("client")))
            | (issued & Q(site__in=sites.values("site")))
        )


class Report(models.Model):
    """A report of one audit. A draft follows the figures; once issued, its snapshot is frozen."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="reports")
    # None: the whole client; else the report of one site.
    site = models.ForeignKey(
        "accounts.Site", on_delete=models.PROTECT, related_name="reports", null=True, blank=True
    )
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.FI)
    title = models.CharField(_("title"), max_length=200, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    snapshot = models.JSONField(null=True, blank=True, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    pdf = models.FileField(upload_to="reports/", blank=True, editable=False)
    pdf_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    pdf_digest = models.CharField(max_length=64, blank=True, editable=False)
    pdf_error = models.TextField(blank=True, editable=False)
    pdf_ordered_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    issued_at = models.DateTimeField(_("issued"), null=True, blank=True, editable=False)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.CheckConstraint(
                condition=Q(issued_at=None) | Q(snapshot__isnull=False),
                name="issued_report_has_a_snapshot",
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(self.audit)

    def get_absolute_url(self) -> str:
        return reverse("reports:report-detail", args=[self.public_id])

    def get_write_url(self) -> str:
        return reverse("reports:report-write", args=[self.public_id])

    @property
    def is_issued(self) -> bool:
        return self.issued_at is not None

    @property
    def client(self) -> Client:
        return self.audit.client


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
