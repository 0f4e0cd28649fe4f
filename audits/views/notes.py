"""Covert mode: a page that looks like any notes app. Stamps first, words later.

Nothing on it names the product, the client or an audit unless its owner opens the small menu.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import SignedInRequest, require
from audits.actions.stamps import put_stamp
from audits.forms.stamps import StampForm
from audits.models import StampKind, Visit
from audits.queries.stamps import visits_to_note

CHIPS = [kind for kind in StampKind if kind != StampKind.NOTE]
SIGNS = {StampKind.GOOD: "+", StampKind.BAD: "−"}


@never_cache
@require_http_methods(["GET", "POST"])
def notes(request: SignedInRequest) -> HttpResponse:
    visits = visits_to_note(request.user)
    if request.method == "POST":
        return put(request, visits)
    wanted = request.GET.get("visit", "")
    current = next((row for row in visits if str(row.pk) == wanted), visits[0] if visits else None)
    # The worker keeps the page without what was written: that comes from the browser's database.
    is_shell = "tablet" in request.GET
    page = {
        "visits": visits,
        "current": current,
        "stamps": [] if is_shell or current is None else current.stamps.all(),
        "name": uuid.uuid4(),
        "chips": [(kind.value, kind.label, SIGNS.get(kind, "")) for kind in CHIPS],
        "data": data(request, visits, current),
    }
    response = render(request, "audits/notes.html", page)
    response.headers["X-JA-Page"] = "notes"
    response.headers["X-JA-User"] = str(request.user.pk)
    return response


def put(request: SignedInRequest, visits: list[Visit]) -> HttpResponse:
    """Without JavaScript: one stamp put or taken back, and the page again."""
    form = StampForm(request.POST)
    if not form.is_valid():
        return redirect("audits:notes")
    visit = next((row for row in visits if row.pk == form.cleaned_data["visit"]), None)
    if visit is None:
        raise Http404
    require(request, visit.audit.client)
    try:
        put_stamp(visit, form.cleaned_data["name"], form.value, by=request.user)
    except ValidationError:
        raise Http404 from None
    return redirect(f"{reverse('audits:notes')}?visit={visit.pk}")


def data(request: SignedInRequest, visits: list[Visit], current: Visit | None) -> dict[str, Any]:
    """What the script needs; the ids of visits, and the words it shows."""
    return {
        "user": request.user.pk,
        "page": reverse("audits:notes"),
        "worker": reverse("audits:worker"),
        "visit": str(current.public_id) if current else "",
        "visits": [{"id": str(row.public_id), "pk": row.pk} for row in visits],
        "kinds": {kind.value: SIGNS.get(kind) or str(kind.label) for kind in StampKind},
        "texts": {
            "undo": _("Remove"),
            "back": _("Put back"),
            "saved": pgettext("state", "Saved"),
            "waiting": _("Saved here"),
            "lost": _("Not saved!"),
        },
    }


@require_safe
def notes_manifest(request: SignedInRequest) -> HttpResponse:
    """For the phone's home screen: a neutral name and sign."""
    name = pgettext("app", "Notes")
    manifest = {
        "id": reverse("audits:notes"),
        "name": name,
        "short_name": name,
        "start_url": reverse("audits:notes"),
        "scope": reverse("audits:notes"),
        "display": "standalone",
        "background_color": "#000000",
        "theme_color": "#000000",
        "icons": [
            {
                "src": staticfiles_storage.url("img/notes.svg"),
                "sizes": "any",
                "type": "image/svg+xml",
                "purpose": "any maskable",
            }
        ],
    }
    return JsonResponse(manifest, content_type="application/manifest+json")
