from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from accounts.views.health import healthz
from accounts.views.home import home
from accounts.views.styleguide import styleguide

admin.autodiscover()
urlpatterns = [
    path("", home, name="home"),
    path("", include("accounts.urls")),
    path("", include("audits.urls")),
    path("checklists/", include("journeys.urls")),
    path("reports/", include("reports.urls")),
    path("healthz", healthz, name="healthz"),
    path("admin/", admin.site.urls),
]
if settings.DEBUG:
    urlpatterns.append(path("styleguide/", styleguide, name="styleguide"))

handler400 = "accounts.views.errors.bad_request"
handler500 = "accounts.views.errors.server_error"
