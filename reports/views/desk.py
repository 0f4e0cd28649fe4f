"""The desk where the report is written: a text for each section, saved while it is typed."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_replace, csp_update
from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import Language
from accounts.permissions import SignedInRequest
from audits.queries.figures import grade_name
from reports import actions, forms, narrative, queries
from reports.document import ReportDocument, Score
from reports.models import Narrative, NarrativeStatus, Report
from reports.sections import Part, parts, rendered
from reports.templatetags.report import span
from reports.views import desk_words
from reports.views.panel import recommendation_panel
from reports.views.rows import draft_for, photo_urls_of

# So many chips answer a search.
FOUND = 30


@dataclass(frozen=True, slots=True)
class Line:
    """A section in the list of the desk."""

    key: str
    number: str
    name: str
    url: str
    status: str  # "" while nothing is written
    status_name: str
    remarks: int
    comments: int
    is_current: bool


def in_full(document: ReportDocument) -> ReportDocument:
    """Texts are written for the whole report; the owner's edition shows what it has room for."""
    return replace(document, look=replace(document.look, edition="full"))


def sections_of(standing: queries.Standing) -> list[tuple[Part, Any]]:
    """Every place of the report where the consultant may say something, with its heading."""
    return [
        (part, heading)
        for part in parts(in_full(standing.document))
        if part.section.is_listed and part.section.has_numbers
        for heading in part.headings
    ]


def standing_of(report: Report, language: str) -> queries.Standing:
    if language not in Language.values:
        raise Http404
    return queries.standing(report, queries.live_document(report, language=language))


def desk_url(report: Report, section: str, language: str) -> str:
    return f"{report.get_write_url()}?section={section}&language={language}"


def place_for(
    request: SignedInRequest, public_id: uuid.UUID, language: str, section: str
) -> tuple[actions.Place, queries.Standing]:
    report = draft_for(request, public_id)
    standing = standing_of(report, language)
    if section not in {heading.anchor for _part, heading in sections_of(standing)}:
        raise Http404
    return actions.Place(report, section, language), standing


def lines(
    report: Report, standing: queries.Standing, current: str, comments: Mapping[str, int]
) -> Iterable[Line]:
    for part, heading in sections_of(standing):
        key = heading.anchor
        row = standing.rows.get(key)
        yield Line(
            key=key,
            number=part.number,
            name=heading.name,
            url=desk_url(report, key, standing.document.language),
            status=row.status if row else "",
            status_name=str(NarrativeStatus(row.status).label) if row else _("Not written"),
            remarks=len(standing.remarks(key)),
            comments=comments.get(key, 0),
            is_current=key == current,
        )


@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]  # it knows HttpRequest only
@require_http_methods(["GET", "POST"])
def report_write(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponse:
    report = draft_for(request, public_id)
    form = forms.HeadlineForm(request.POST or None, initial={"title": report.title})
    if request.method == "POST" and form.is_valid():
        actions.save_texts(report, request.user, summary=report.summary, **form.cleaned_data)
        messages.success(request, _("The headline is saved."))
        return redirect("reports:report-write", report.public_id)
    language = request.GET.get("language", report.language)
    if language not in Language.values:
        raise Http404
    material = queries.material_of(report, language)
    standing = queries.standing(report, queries.told_document(report, material))
    keys = [heading.anchor for _part, heading in sections_of(standing)]
    wanted = request.GET.get("section", "")
    section = wanted if wanted in keys else keys[0]
    context = {
        **desk_context(report, standing, section),
        "headline_form": form,
        "panel": recommendation_panel(report, standing.document, material),
        "contradictions": queries.contradictory_visits(report, material, get_language() or ""),
        "counts": queries.visit_counts(report.audit),
        "headline": headline_of(standing.document.total.both),
    }
    return render(request, "reports/report_write.html", context)


def headline_of(score: Score) -> dict[str, object]:
    """The total with what it rests on, as ``components/score_range.html`` reads it."""
    words = grade_name(score.grade)
    return {"visits": score.visits, "range": span(score), "grade": score.grade, "grade_name": words}


def desk_context(report: Report, standing: queries.Standing, section: str) -> dict[str, Any]:
    language = standing.document.language
    row = standing.rows.get(section)
    body = row.body if row else standing.draft(section)
    text = narrative.read(body)
    listed = list(lines(report, standing, section, queries.open_comments(report)))
    return {
        "report": report,
        "document": standing.document,
        "lines": listed,
        "line": next(line for line in listed if line.is_current),
        "section": section,
        "language": language,
        "languages": [
            {"url": desk_url(report, section, key), "text": name, "current": key == language}
            for key, name in Language.choices
        ],
        "row": row,
        "revision": row.revision if row else 0,
        "body": body,
        "is_drafted": row is None and bool(body),
        "statuses": NarrativeStatus.choices,
        "comments": queries.comments_of(report, section),
        "comment_form": forms.CommentForm(),
        "checks": checks_of(standing, row),
        "editor": {
            "doc": narrative.to_editor(text),
            "chips": chip_words(standing, [chip.key for chip in narrative.chips(text)]),
            "remarks": marks_of(standing, row),
        },
    }


def checks_of(standing: queries.Standing, row: Narrative | None) -> list[dict[str, Any]]:
    """What is to be settled, in words, with its place."""
    found = standing.remarks_on(row) if row else []
    return [
        {
            "remark": one,
            "words": desk_words.remark_words(one),
            "deed": "accept" if one.kind == "stale" else "confirm" if one.can_be_confirmed else "",
        }
        for one in found
    ]


def marks_of(standing: queries.Standing, row: Narrative | None) -> list[dict[str, Any]]:
    """The same as places in the editor."""
    return [
        {"kind": one.kind, "paragraph": one.paragraph, "start": one.start, "end": one.end}
        for one in (standing.remarks_on(row) if row else [])
    ]


def chip_words(standing: queries.Standing, keys: Iterable[str]) -> dict[str, dict[str, str]]:
    found = {}
    for key in keys:
        fact = standing.facts.get(key)
        if fact:
            found[key] = {"shown": fact.shown, "label": desk_words.label(fact)}
    return found


@require_POST
def narrative_save(
    request: SignedInRequest, public_id: uuid.UUID, language: str, section: str
) -> HttpResponse:
    place, standing = place_for(request, public_id, language, section)
    form = forms.NarrativeForm(request.POST)
    is_page = "application/json" not in request.headers.get("Accept", "")
    if not form.is_valid():
        faults = [str(fault) for found in form.errors.values() for fault in found]
        if is_page:
            messages.error(request, " ".join(faults))
            return redirect(desk_url(place.report, section, language))
        return JsonResponse({"faults": faults}, status=400)
    saved = actions.save_narrative(
        place,
        request.user,
        form.text(),
        revision=form.cleaned_data["revision"],
        standing=standing,
    )
    if is_page:
        return _saved_page(request, saved, desk_url(place.report, section, language))
    return JsonResponse(_saved_answer(request, place, saved, standing))


def _saved_page(request: SignedInRequest, saved: actions.Saved, url: str) -> HttpResponse:
    if saved.is_aside:
        messages.warning(request, aside_words())
    else:
        messages.success(request, _("The text is saved."))
    return redirect(url)


def aside_words() -> str:
    return _(
        "Somebody else has saved this text meanwhile. Yours is kept in the history as a version of"
        " its own; nothing is lost."
    )


def _saved_answer(
    request: SignedInRequest,
    place: actions.Place,
    saved: actions.Saved,
    standing: queries.Standing,
) -> dict[str, Any]:
    row = saved.row
    context = {
        "report": place.report,
        "section": place.section,
        "language": place.language,
        "checks": checks_of(standing, row),
    }
    at = timezone.localtime(row.updated_at)
    # The figures are at hand: the page needs no second request.
    document = queries.with_narratives(place.report, standing.document)
    return {
        "page": preview_of(place, document, request),
        "revision": row.revision,
        "is_aside": saved.is_aside,
        "words": aside_words()
        if saved.is_aside
        else _("Saved at %(time)s") % {"time": f"{at:%H.%M}"},
        "status": NarrativeStatus(row.status).label,
        "remarks": marks_of(standing, row),
        "checks": render_to_string("reports/_narrative_checks.html", context, request),
    }


@require_POST
def narrative_settle(
    request: SignedInRequest, public_id: uuid.UUID, language: str, section: str
) -> HttpResponse:
    place, standing = place_for(request, public_id, language, section)
    form = forms.SettleForm(request.POST)
    if form.is_valid():
        key = form.cleaned_data["key"]
        if form.cleaned_data["deed"] == "accept":
            actions.accept_sentence(place, request.user, key, standing)
        else:
            actions.confirm_words(place, request.user, key)
    return redirect(desk_url(place.report, section, language) + "#checks")


@require_POST
def narrative_status(
    request: SignedInRequest, public_id: uuid.UUID, language: str, section: str
) -> HttpResponse:
    place, _standing = place_for(request, public_id, language, section)
    form = forms.StatusForm(request.POST)
    if form.is_valid():
        actions.set_narrative_status(place, request.user, form.cleaned_data["status"])
    return redirect(desk_url(place.report, section, language))


@require_POST
def narratives_draft(request: SignedInRequest, public_id: uuid.UUID, language: str) -> HttpResponse:
    """Take the drafted words for every section that has none."""
    report = draft_for(request, public_id)
    standing = standing_of(report, language)
    keys = [heading.anchor for _part, heading in sections_of(standing)]
    count = actions.draft_narratives(report, request.user, keys, standing)
    messages.success(
        request,
        _("Drafts are written for %(count)s sections. Read them, then make them yours.")
        % {"count": count},
    )
    section = request.POST.get("section", "")
    return redirect(desk_url(report, section, language))


PREVIEW = {
    "default-src": ["'none'"],
    "style-src": ["'self'"],
    "img-src": ["'self'"],
    "font-src": ["'self'"],
    "frame-ancestors": ["'self'"],
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
    "sandbox": ["allow-same-origin"],
}


@csp_replace(PREVIEW)  # type: ignore[arg-type]  # it knows HttpRequest only
@xframe_options_sameorigin
@require_GET
def narrative_preview(
    request: SignedInRequest, public_id: uuid.UUID, language: str, section: str
) -> HttpResponse:
    """The page of one section, and nothing else of the report is made."""
    place, standing = place_for(request, public_id, language, section)
    return HttpResponse(preview_of(place, standing.document, request))


def preview_of(place: actions.Place, document: ReportDocument, request: SignedInRequest) -> str:
    """The page of one section as HTML, in the language of its text."""
    full = in_full(document)
    key = next(
        part.section.key
        for part in parts(full)
        for heading in part.headings
        if heading.anchor == place.section
    )
    urls = photo_urls_of(place.report, document)
    made = rendered(full, photo_urls=urls, only=key, heading=place.section)
    with translation.override(place.language):
        context = {"document": document, "part": made[0]}
        return render_to_string("reports/narrative_preview.html", context, request)


@require_GET
def narrative_facts(request: SignedInRequest, public_id: uuid.UUID, language: str) -> HttpResponse:
    """Everything a chip can hold, searched by words; for the editor, or as a page with codes."""
    report = draft_for(request, public_id)
    standing = standing_of(report, language)
    words = request.GET.get("q", "").lower().split()
    found = [
        {
            "key": fact.key,
            "code": f"{{{{{fact.key}}}}}",
            "kind": fact.kind,
            "ref": fact.key.partition(":")[2],
            "label": desk_words.label(fact),
            "shown": fact.shown,
        }
        for fact in standing.facts.values()
        if fact.kind != "basis"
    ]
    matching = [
        one
        for one in found
        if all(word in f"{one['label']} {one['shown']}".lower() for word in words)
    ]
    if "application/json" in request.headers.get("Accept", ""):
        texts = [
            {
                "title": one.title,
                "content": narrative.to_editor(narrative.read(one.text(language)))["content"],
            }
            for one in queries.snippets(" ".join(words))[:FOUND]
            if one.text(language)
        ]
        return JsonResponse({"facts": matching[:FOUND], "snippets": texts})
    context = {
        "report": report,
        "language": language,
        "facts": matching[: 10 * FOUND],
        "q": request.GET.get("q", ""),
    }
    return render(request, "reports/narrative_facts.html", context)
