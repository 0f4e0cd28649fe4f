from __future__ import annotations

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.utils.translation import gettext_lazy as _

from accounts.models import Client, Membership, Site, User


class MembershipInline(admin.TabularInline):  # type: ignore[type-arg]  # no generic at run time
    model = Membership
    extra = 0


@admin.register(User)
class UserAdmin(DjangoUserAdmin):  # type: ignore[type-arg]  # no generic at run time
    ordering = ("name", "email")
    list_display = ("email", "name", "language", "is_active", "is_superuser")
    list_filter = ("is_active", "is_superuser", "memberships__role")
    search_fields = ("email", "name")
    filter_horizontal = ()
    inlines = (MembershipInline,)
    readonly_fields = ("last_login", "created_at")
    fieldsets = (
        (None, {"fields": ("email", "password", "name", "language")}),
        (_("Rights"), {"fields": ("is_active", "is_superuser")}),
        (_("Dates"), {"fields": ("last_login", "created_at")}),
    )
    add_fieldsets = (
        (
            None,
            {"fields": ("email", "name", "language", "usable_password", "password1", "password2")},
        ),
    )


@admin.register(Client)
class ClientAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # no generic at run time
    list_display = ("name", "key", "language", "created_at")
    search_fields = ("name", "key")


@admin.register(Site)
class SiteAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # no generic at run time
    list_display = ("name", "client", "region", "channel")
    list_filter = ("client", "channel")
    search_fields = ("name", "key")
