from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.contrib.admin.sites import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse


class AccountsConfig(AppConfig):
    default = True
    name = "accounts"


class Administration(AdminSite):
    """Django's own pages for the administrator of the installation, and nobody else. The door is
    our sign-in, so that guessing is slowed down here too."""

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and request.user.is_superuser

    def login(self, request: HttpRequest, extra_context: object = None) -> HttpResponse:
        from django.contrib.auth.views import redirect_to_login  # needs the models

        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next", request.get_full_path()))


class AdministrationConfig(admin_apps.SimpleAdminConfig):
    """Its pages are found with the addresses (``journeyaudit.urls``): a command needs none."""

    default = False
    default_site = "accounts.apps.Administration"
