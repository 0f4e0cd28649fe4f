"""The audit: one round of visits for one client."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import DESK_ROLES, Client, Membership, User, key_validator
from journeys.models import ChecklistVersion


class AuditQuerySet(models.QuerySet["Audit"]):
    def visible_to(self, user: User) -> Self:
        """The only door to audits: desk roles see those of their clients."""
        if user.is_superuser:
            return self
        mine = Membership.objects.filter(user=user, role__in=DESK_ROLES)
        if mine.filter(client=None).exists():
            return self
        return self.filter(client__in=mine.values("client"))


class Audit(models.Model):
    """One round of visits for one client on one version of a checklist."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="audits")
    key = models.CharField(_("key"), max_length=64, unique=True, validators=[key_validator])
    title = models.CharField(_("title"), max_length=200)
    checklist_version = models.ForeignKey(
        ChecklistVersion, on_delete=models.PROTECT, related_name="audits"
    )
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    target = models.PositiveSmallIntegerField(_("target (0–100)"), null=True, blank=True)
    brief = models.TextField(_("brief for the auditors"), blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = AuditQuerySet.as_manager()

    class Meta:
        ordering = [F("starts_on").desc(nulls_last=True), "-pk"]
        verbose_name = _("audit")
        verbose_name_plural = _("audits")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="audit_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(target=None) | Q(target__lte=100), name="target_is_0_to_100"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("audits:audit-detail", args=[self.key])
