"""Scores of record of visits, and the cells that pages read."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from audits.models.audit import Audit
from audits.models.visit import Visit


class Scope(models.TextChoices):
    AUDIT = "audit", _("Audit")
    REGION = "region", _("Region")
    SITE = "site", _("Site")


class VisitScore(models.Model):
    """The score of record of one counted visit, by stage (0: total) and nature (0: both)."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="scores")
    stage = models.PositiveSmallIntegerField()
    nature = models.PositiveSmallIntegerField(default=0)
    micro = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["visit", "stage", "nature"]
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "stage", "nature"], name="one_score_per_visit_stage_nature"
            )
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.stage}/{self.nature}"


class ScoreCell(models.Model):
    """The figures of an audit, a region or a site: read by pages, kept up to date by actions."""

    audit = models.ForeignKey(Audit, on_delete=models.CASCADE, related_name="cells")
    scope = models.CharField(max_length=8, choices=Scope)
    place = models.CharField(max_length=100, blank=True)  # "", the region, or the site's key
    stage = models.PositiveSmallIntegerField()  # 0: the total
    nature = models.PositiveSmallIntegerField(default=0)  # 0: both
    visits = models.PositiveIntegerField()
    total = models.PositiveBigIntegerField()  # Σ micro of the visits
    squares = models.PositiveBigIntegerField()  # Σ (micro // 1000)²
    micro = models.PositiveIntegerField(null=True)  # the score of record
    # What so few visits allow to be said of it: audits.statistics.Ranged, for every page to read.
    low = models.PositiveIntegerField(null=True)  # 95 % range, micro points
    high = models.PositiveIntegerField(null=True)
    half = models.PositiveIntegerField(null=True)  # half of it before it was cut at 0 and 100
    shrunk = models.IntegerField(null=True)  # of a site: its mean drawn towards the others'
    certainty = models.PositiveSmallIntegerField(null=True)  # ‰: as good as its band, or better
    reached = models.PositiveSmallIntegerField(null=True)  # ‰: the target is reached
    tier = models.PositiveSmallIntegerField(null=True)  # of a site: 1 the best

    class Meta:
        ordering = ["audit", "scope", "place", "stage", "nature"]
        constraints = [
            models.UniqueConstraint(
                fields=["audit", "scope", "place", "stage", "nature"], name="one_cell_per_figure"
            )
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.place} {self.stage}/{self.nature}"


class FiguresMade(models.Model):
    """By which rules every figure of an audit was last worked out as a whole: an upgrade with other
    rules works them out again, once (``recompute_scores --write --once``)."""

    audit = models.OneToOneField(Audit, on_delete=models.CASCADE, related_name="figures_made")
    rules = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return f"{self.audit_id}: {self.rules}"


class RoundFigures(models.Model):
    """What is said of a round as a whole: what its visits can tell apart, and what changed since
    the round before (``queries.comparison.Round`` as JSON). Read by pages, kept by actions."""

    audit = models.OneToOneField(Audit, on_delete=models.CASCADE, related_name="round_figures")
    document = models.JSONField()

    def __str__(self) -> str:
        return f"{self.audit_id}"
