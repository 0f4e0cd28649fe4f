"""The report of an audit: a draft, then a snapshot for ever."""

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
