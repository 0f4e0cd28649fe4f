from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_http_methods

from accounts.permissions import Deed, SignedInRequest, rights

# Where a day's work begins, by the first of these deeds that the person may do.
FIRST_PAGES = (
    (Deed.SEE_AUDIT, "audits:audit-list"),
    (Deed.FILL_VISIT, "audits:visit-list"),
    (Deed.READ_REPORT, "reports:report-list"),
)


def address(name: str) -> str | None:
    try:
        return reverse(name)
    except NoReverseMatch:
        return None


@require_http_methods(["GET"])
def home(request: SignedInRequest) -> HttpResponse:
    deeds = rights(request)["deeds"]
    pages = (address(name) for deed, name in FIRST_PAGES if deed in deeds)
    page = next((page for page in pages if page), None)
    return redirect(page) if page else render(request, "accounts/home.html")
