"""For the administrator to look at. Whatever changes a visit goes through its deeds, which keep
figures and trail; so nothing is changed here."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from audits.models import Answer, AnswerChange, Audit, Evidence, Review, ScoreCell, Trail, Visit


class LookOnly(admin.ModelAdmin):  # type: ignore[type-arg]  # no generic at run time
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Audit)
class AuditAdmin(LookOnly):
    list_display = ("title", "client", "checklist_version", "starts_on", "ends_on")
    list_filter = ("client",)
    list_select_related = ("client", "checklist_version__checklist")
    search_fields = ("title", "key", "client__name")


@admin.register(Visit)
class VisitAdmin(LookOnly):
    list_display = ("key", "audit", "site", "auditor", "status", "started_at", "submitted_at")
    list_filter = ("status", "audit__client")
    list_select_related = ("audit", "site", "auditor")
    search_fields = ("key", "site__name", "auditor__name", "audit__title")


@admin.register(Answer)
class AnswerAdmin(LookOnly):
    list_display = ("visit", "criterion", "state", "value", "micro", "entered_at")
    list_select_related = ("visit__site",)
    search_fields = ("=criterion", "visit__audit__title")


@admin.register(AnswerChange)
class AnswerChangeAdmin(LookOnly):
    list_display = ("visit", "key", "user", "at", "is_clash")
    list_select_related = ("visit__site", "user")
    date_hierarchy = "at"


@admin.register(Evidence)
class EvidenceAdmin(LookOnly):
    list_display = ("public_id", "visit", "criterion", "width", "height", "created_at")
    list_select_related = ("visit__site",)
    # The files have their own view, with its own rights.
    exclude = ("photo", "thumb")


@admin.register(Review)
class ReviewAdmin(LookOnly):
    list_display = ("visit", "user", "answer_by", "created_at", "closed_at")
    list_select_related = ("visit__site", "user")


@admin.register(Trail)
class TrailAdmin(LookOnly):
    list_display = ("at", "deed", "audit", "visit", "user")
    list_filter = ("deed",)
    list_select_related = ("audit", "visit__site", "user")
    date_hierarchy = "at"


@admin.register(ScoreCell)
class ScoreCellAdmin(LookOnly):
    list_display = ("audit", "scope", "place", "stage", "nature", "visits", "micro")
    list_filter = ("scope", "audit")
    list_select_related = ("audit",)
