from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest

from journeys.models import Checklist, ChecklistVersion

if TYPE_CHECKING:
    ChecklistModelAdmin = admin.ModelAdmin[Checklist]
    VersionModelAdmin = admin.ModelAdmin[ChecklistVersion]
else:
    ChecklistModelAdmin = VersionModelAdmin = admin.ModelAdmin


@admin.register(Checklist)
class ChecklistAdmin(ChecklistModelAdmin):
    list_display = ("code", "is_library")
    search_fields = ("code",)
    readonly_fields = ("code", "is_library")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


@admin.register(ChecklistVersion)
class ChecklistVersionAdmin(VersionModelAdmin):
    """To look at only: a published version never changes."""

    list_display = ("checklist", "version", "title", "criteria_count", "origin", "published_at")
    list_filter = ("origin", "checklist")
    list_select_related = ("checklist",)
    date_hierarchy = "published_at"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
