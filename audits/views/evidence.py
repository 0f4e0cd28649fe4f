"""Photos: shown only to who may see their visit, and never as anything but a picture."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import SignedInRequest, require
from audits.actions.evidence import delete_photo
from audits.actions.redaction import hide_in_photo
from audits.actions.review import CORRECTABLE_STATUSES
from audits.forms.redaction import HideForm
from audits.models import Evidence
from audits.queries.evidence import own_evidence, visible_evidence
from audits.views.crumbs import visit_crumbs
from audits.views.moments import where_from
from audits.views.places import address

# Whatever a browser makes of the bytes, it may run nothing and load nothing.
LOCKED = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
}


@require_http_methods(["GET"])
def evidence_photo(request: SignedInRequest, photo: UUID) -> HttpResponse:
    evidence = get_object_or_404(visible_evidence(request.user), public_id=photo)
    return picture(evidence, evidence.photo)


@require_http_methods(["GET"])
def evidence_thumb(request: SignedInRequest, photo: UUID) -> HttpResponse:
    evidence = get_object_or_404(visible_evidence(request.user), public_id=photo)
    return picture(evidence, evidence.thumb or evidence.photo)


def picture(evidence: Evidence, file: FieldFile) -> HttpResponse:
    """The file as one body: a photo of ours has some hundred kilobytes."""
    try:
        with file.open("rb") as opened:
            body = opened.read()
    except FileNotFoundError:
        raise Http404 from None
    name = f"{evidence.visit.key}-{evidence.pk}.jpg"
    disposition = content_disposition_header(as_attachment=False, filename=name)
    headers = {**LOCKED, "Content-Disposition": disposition or "inline"}
    return HttpResponse(body, content_type="image/jpeg", headers=headers)


@require_http_methods(["GET", "POST"])
def evidence_delete(request: SignedInRequest, photo: UUID) -> HttpResponse:
    evidence = get_object_or_404(own_evidence(request.user), public_id=photo)
    require(request, evidence.visit.audit.client)
    visit, back = evidence.visit, where_from(request)
    text = _("The photo is taken from the visit for good.")
    if request.method == "POST":
        try:
            delete_photo(evidence, by=request.user)
            return redirect(address(visit, back))
        except ValidationError as error:
            text = " ".join(error.messages)
    page = {
        "title": _("Delete this photo?"),
        "text": text,
        "action": _("Delete the photo"),
        "back": address(visit, back),
        "danger": True,
    }
    return render(request, "components/confirm.html", page)


@require_http_methods(["GET", "POST"])
def evidence_hide(request: SignedInRequest, photo: UUID) -> HttpResponse:
    """The editor hides a part of a photo before the report shows it."""
    evidence = get_object_or_404(visible_evidence(request.user), public_id=photo)
    visit = evidence.visit
    require(request, visit.audit.client)
    form = HideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            new = hide_in_photo(evidence, form.part, by=request.user)
            messages.success(request, _("The part is hidden for good; the old photo is deleted."))
            return redirect("audits:evidence-hide", photo=new.public_id)
        except ValidationError as error:
            form.add_error(None, error)
    page = {
        "photo": evidence,
        "visit": visit,
        "form": form,
        "may_hide": visit.status in CORRECTABLE_STATUSES,
        "crumbs": visit_crumbs(visit),
    }
    return render(request, "audits/evidence_hide.html", page)
