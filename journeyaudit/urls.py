from django.contrib import admin
from django.urls import include, path

from accounts.views.health import healthz

urlpatterns = [
    path("", include("accounts.urls")),
    path("", include("audits.urls")),
    path("healthz", healthz, name="healthz"),
    path("admin/", admin.site.urls),
]

handler400 = "accounts.views.errors.bad_request"
handler500 = "accounts.views.errors.server_error"
