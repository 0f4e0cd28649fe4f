from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.permissions import Deed, SignedInRequest, deeds_anywhere

# Where a day's work begins, by the first of these deeds that the person may do.
FIRST_PAGES = (
    (Deed.SEE_AUDIT, "audits:audit-list"),
    (Deed.FILL_VISIT, "audits:visit-list"),
    (Deed.READ_REPORT, "reports:report-list"),
)


@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    deeds = deeds_anywhere(request.user)
    page = next((name for deed, name in FIRST_PAGES if deed in deeds), None)
    return redirect(page) if page else render(request, "accounts/home.html")
