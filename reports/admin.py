"""For the administrator to look at: an issued report never changes."""

from __future__ import annotations

from django.contrib import admin

from audits.admin import LookOnly
from reports.models import Decision, Prediction, Report


@admin.register(Report)
class ReportAdmin(LookOnly):
    list_display = ("audit", "site", "language", "created_at", "issued_at", "issued_by")
    list_filter = ("language", "audit__client")
    list_select_related = ("audit", "site", "issued_by")
    # The file has its own view, with its own rights.
    exclude = ("pdf",)


@admin.register(Decision)
class DecisionAdmin(LookOnly):
    list_display = ("report", "code", "title", "is_dropped", "edited_by", "edited_at")
    list_select_related = ("report__audit", "edited_by")


@admin.register(Prediction)
class PredictionAdmin(LookOnly):
    list_display = ("report", "site", "code", "title", "closed_outcome", "closed_by", "closed_at")
    list_select_related = ("report__audit", "site", "closed_by")
