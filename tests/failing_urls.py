"""The URLconf of a product in which everything goes wrong."""

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404
from django.urls import path

FAULTS = {400: BadRequest, 403: PermissionDenied, 404: Http404, 500: RuntimeError}


def fail(request, status):
    raise FAULTS[status]("a secret of the inside")


urlpatterns = [path("<int:status>", fail, name="healthz")]
handler400 = "accounts.views.errors.bad_request"
handler500 = "accounts.views.errors.server_error"
