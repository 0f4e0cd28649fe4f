"""Failures that pages of Django's own would tell: before there is a session, and to a programme."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views import csrf

from accounts.permissions import api_refusal, is_api


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse(render_to_string("400.html"), status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    return HttpResponse(render_to_string("500.html"), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    if is_api(request):
        return api_refusal(403, "csrf")
    return csrf.csrf_failure(request, reason)
