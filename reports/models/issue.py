"""What surrounds the issue of a report: privacy looked at, an edition replaced, one withdrawn."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reports.models.report import Report


class Acknowledgement(models.Model):
    """Somebody has looked at a place of the privacy check and says that it may stay."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="acknowledgements")
    key = models.CharField(max_length=32)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["report", "pk"]
        verbose_name = _("acknowledgement")
        verbose_name_plural = _("acknowledgements")
        constraints = [
            models.UniqueConstraint(fields=["report", "key"], name="one_acknowledgement_per_place")
        ]

    def __str__(self) -> str:
        return self.key


class Reissue(models.Model):
    """A report that replaces an issued one, and why."""

    report = models.OneToOneField(Report, on_delete=models.CASCADE, related_name="reissue")
    replaces = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="reissues")
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("new edition")
        verbose_name_plural = _("new editions")

    def __str__(self) -> str:
        return self.reason[:60]


class Withdrawal(models.Model):
    """Why an issued report is no longer to be read."""

    report = models.OneToOneField(Report, on_delete=models.CASCADE, related_name="withdrawal")
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")

    def __str__(self) -> str:
        return self.reason[:60]
