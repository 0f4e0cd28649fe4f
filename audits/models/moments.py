"""Promises, failures and positive surprises."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from audits.models.visit import Visit


class PromiseKind(models.TextChoices):
    SPEED = "speed", _("Speed")
    PRICE = "price", _("Price")
    QUALITY = "quality", _("Quality")
    CONTENT = "content", _("Content")
    OTHER = "other", _("Other")


class PromiseKept(models.TextChoices):
    YES = "yes", _("Kept")
    PARTLY = "partly", _("Partly")
    NO = "no", _("Broken")
    UNVERIFIABLE = "unverifiable", _("Could not be checked")


class Promise(models.Model):
    """A promise, logged where it was made and checked where it fell due."""

    # Made when the form is drawn, so that sending it twice adds one.
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="promises")
    position = models.PositiveSmallIntegerField(default=0)
    stage = models.PositiveSmallIntegerField(_("stage"))
    kind = models.CharField(_("kind"), max_length=10, choices=PromiseKind)
    channel = models.CharField(_("channel"), max_length=60, blank=True)
    wording = models.TextField(_("wording, word for word"))
    promised = models.DecimalField(
        _("promised"), max_digits=12, decimal_places=3, null=True, blank=True
    )
    delivered = models.DecimalField(
        _("delivered"), max_digits=12, decimal_places=3, null=True, blank=True
    )
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    kept = models.CharField(_("kept"), max_length=14, choices=PromiseKept, blank=True)

    class Meta:
        ordering = ["visit", "position", "pk"]

    def __str__(self) -> str:
        return self.wording


class NoticedBy(models.TextChoices):
    STAFF = "staff", _("Staff")
    CUSTOMER = "customer", _("Customer")
    NOBODY = "nobody", _("Nobody")


class Polarity(models.TextChoices):
    FAILURE = "failure", _("Failure")
    SURPRISE = "surprise", _("Positive surprise")


class Incident(models.Model):
    """A failure with its recovery, or a positive surprise."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="incidents")
    position = models.PositiveSmallIntegerField(default=0)
    stage = models.PositiveSmallIntegerField(_("stage"))
    polarity = models.CharField(_("kind"), max_length=10, choices=Polarity)
    what = models.TextField(_("what happened"))
    happened_at = models.DateTimeField(_("time"), null=True, blank=True)
    noticed_by = models.CharField(_("who noticed it"), max_length=10, blank=True, choices=NoticedBy)
    severity = models.PositiveSmallIntegerField(
        _("severity"),
        null=True,
        blank=True,
        choices=[(1, _("Minor")), (2, _("Noticeable")), (3, _("Would not return"))],
    )
    apology = models.BooleanField(_("apologised"), default=False)
    explanation = models.BooleanField(_("explained"), default=False)
    asked_customer = models.BooleanField(_("asked the customer"), default=False)
    fixed = models.BooleanField(_("put right"), default=False)
    minutes_to_fix = models.PositiveIntegerField(_("minutes to put right"), null=True, blank=True)
    extra_gesture = models.BooleanField(_("something extra"), default=False)
    feeling_before = models.SmallIntegerField(_("feeling before"), null=True, blank=True)
    feeling_after = models.SmallIntegerField(_("feeling after"), null=True, blank=True)

    class Meta:
        ordering = ["visit", "position", "pk"]

    def __str__(self) -> str:
        return self.what
