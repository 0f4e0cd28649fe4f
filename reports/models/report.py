"""The report of an audit: a draft, then a snapshot for ever."""

from __future__ import annotations

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import DESK_ROLES, Client, Language, Membership, Role, User
from audits.models import Audit


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, user: User) -> Self:
        """The only door to reports: the desk sees its clients', a client its own when issued.

        Of a withdrawn one a client sees that it was there and why it is gone: the views of its
        content refuse (``reports.views.rows.report_for``).

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
        issued = ~Q(issued_at=None)
        return self.filter(
            Q(audit__client__in=desk.values("client"))
            | (issued & Q(audit__client__in=managed.values("client")))
            | (issued & Q(site__in=sites.values("site")))
        )


class Edition(models.TextChoices):
    FULL = "full", _("The full report")
    OWNER = "owner", _("The five-minute edition: one page, one decision for each stage")


class Paper(models.TextChoices):
    A4 = "a4", _("A4")
    LETTER = "letter", _("US letter")


class Report(models.Model):
    """A report of one audit. A draft follows the figures; once issued, its snapshot is frozen.

    It covers the whole round unless it names a visit, a site or a region, or the whole client:
    the newest figures of every site, whichever round they are of.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="reports")
    # The report of one site, and of one visit there: the readers of the site may read it.
    site = models.ForeignKey(
        "accounts.Site", on_delete=models.PROTECT, related_name="reports", null=True, blank=True
    )
    visit = models.ForeignKey(
        "audits.Visit", on_delete=models.PROTECT, related_name="reports", null=True, blank=True
    )
    region = models.CharField(_("region"), max_length=100, blank=True)
    is_whole_client = models.BooleanField(_("all rounds of the client"), default=False)
    edition = models.CharField(_("edition"), max_length=10, choices=Edition, default=Edition.FULL)
    paper = models.CharField(_("paper size"), max_length=10, choices=Paper, default=Paper.A4)
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.FI)
    title = models.CharField(_("title"), max_length=200, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    snapshot = models.JSONField(null=True, blank=True, editable=False)
    # The answers behind the snapshot as the PDF encloses them, frozen with it.
    enclosed = models.JSONField(null=True, blank=True, editable=False)
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
            models.CheckConstraint(
                condition=Q(visit=None) | Q(site__isnull=False),
                name="report_of_a_visit_has_its_site",
            ),
            models.CheckConstraint(
                condition=Q(region="", is_whole_client=False)
                | (Q(site=None) & (Q(region="") | Q(is_whole_client=False))),
                name="report_has_one_scope",
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
    def covers(self) -> str:
        """What the report is about, in words for lists."""
        if self.visit:
            return gettext("One visit: %(site)s") % {"site": self.site}
        if self.site:
            return self.site.name
        if self.region:
            return self.region
        return (
            gettext("The whole client company")
            if self.is_whole_client
            else gettext("The whole round")
        )

    @property
    def client(self) -> Client:
        return self.audit.client
