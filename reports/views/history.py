"""What a text was before, and what colleagues say about it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import SignedInRequest
from reports import actions, forms, narrative, queries
from reports.views.desk import desk_url, place_for, sections_of
from reports.views.rows import draft_for


@require_POST
def comment_add(request: SignedInRequest, public_id: uuid.UUID, section: str) -> HttpResponse:
    report = draft_for(request, public_id)
    form = forms.CommentForm(request.POST)
    if form.is_valid():
        actions.add_comment(report, request.user, section[:40], form.cleaned_data["text"])
    else:
        messages.error(request, _("Write the comment first."))
    language = request.POST.get("language", report.language)
    return redirect(desk_url(report, section, language) + "#comments")


@require_POST
def comment_resolve(request: SignedInRequest, public_id: uuid.UUID, pk: int) -> HttpResponse:
    report = draft_for(request, public_id)
    comment = report.comments.filter(pk=pk).first()
    if comment is None:
        raise Http404
    actions.resolve_comment(comment, request.user)
    language = request.POST.get("language", report.language)
    return redirect(desk_url(report, comment.section, language) + "#comments")


@require_GET
def narrative_history(
    request: SignedInRequest, public_id: uuid.UUID, language: str, section: str
) -> HttpResponse:
    place, standing = place_for(request, public_id, language, section)
    row = standing.rows.get(section)

    def said(body: str) -> str:
        return narrative.readable(narrative.read(body), standing.facts)

    today = said(row.body if row else "")
    context = {
        "report": place.report,
        "section": section,
        "language": language,
        "name": next(h.name for _part, h in sections_of(standing) if h.anchor == section),
        "back": desk_url(place.report, section, language),
        "versions": [
            {"row": one, "pieces": narrative.pieces(said(one.body), today)}
            for one in queries.versions_of(place.report, section, language)[:50]
        ],
    }
    return render(request, "reports/narrative_history.html", context)


@require_POST
def narrative_restore(
    request: SignedInRequest, public_id: uuid.UUID, language: str, section: str, pk: int
) -> HttpResponse:
    place, standing = place_for(request, public_id, language, section)
    version = queries.versions_of(place.report, section, language).filter(pk=pk).first()
    if version is None:
        raise Http404
    try:
        actions.restore_version(place, request.user, version, standing)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The earlier text is back. What stood here is in the history."))
    return redirect(desk_url(place.report, section, language))
