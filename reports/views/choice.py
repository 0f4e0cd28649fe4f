"""What the report shows: sections, findings, photos and quotes, in and out, in order."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.permissions import SignedInRequest
from reports import actions, forms, queries
from reports.document import Layout, Photo, ReportDocument
from reports.document.findings import tellable
from reports.models import Choice, ChoiceKind, Report
from reports.sections import parts
from reports.views.rows import draft_for, photo_urls_of

# What leaving out one of them means.
ABOUT = {
    ChoiceKind.SECTION: gettext_lazy(
        "A section that is left out is in no file of the client’s, nor are the words that only"
        " it shows."
    ),
    ChoiceKind.FINDING: gettext_lazy(
        "A finding that is left out takes its words along; its answers and points stay in the"
        " appendix. The first six are told on the page of findings."
    ),
    ChoiceKind.PHOTO: gettext_lazy(
        "A photo that is left out, and what is cut away from one, never reaches the client."
    ),
    ChoiceKind.QUOTE: gettext_lazy(
        "The first quotes of a stage stand on its page. One that is left out is in no file of the"
        " client’s."
    ),
}


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that may be shown."""

    ref: str
    name: str
    more: str = ""
    url: str = ""  # of its picture


def things(report: Report, kind: str, document: ReportDocument) -> Iterator[Thing]:
    """Everything of a kind that there is to show, as it would stand by itself."""
    if kind == ChoiceKind.SECTION:
        return _sections(document)
    if kind == ChoiceKind.PHOTO:
        return _photos(report, document)
    return _quotes(document) if kind == ChoiceKind.QUOTE else _findings(document)


def _sections(document: ReportDocument) -> Iterator[Thing]:
    for part in parts(replace(document, layout=Layout())):
        if part.section.is_listed:
            heading = part.headings[0]
            many = len(part.headings) > 1
            name = f"{heading.name} – {part.headings[-1].name}" if many else heading.name
            yield Thing(part.section.key, name, "" if many else heading.title)


def _photos(report: Report, document: ReportDocument) -> Iterator[Thing]:
    """Each picture once: the same one in two visits is one choice."""
    urls = photo_urls_of(report, document)
    found: dict[str, list[Photo]] = {}
    for photo in document.photos:
        found.setdefault(photo.sha256, []).append(photo)
    for sha256, same in found.items():
        name = ", ".join(dict.fromkeys(f"{one.visit} · {one.site}" for one in same))
        told = " · ".join(dict.fromkeys(one.caption for one in same if one.caption))
        yield Thing(sha256, name, told, urls[sha256])


def _quotes(document: ReportDocument) -> Iterator[Thing]:
    for stage in document.stages:
        for quote in stage.quotes:
            name = f"{stage.name} · {quote.visit}"
            yield Thing(f"{stage.key}.{quote.visit}", name, quote.text)


def _findings(document: ReportDocument) -> Iterator[Thing]:
    """As the report would tell them by itself; then what else there are words about."""
    told = tellable(document)
    every = [one for stage in document.stages for one in stage.criteria]
    for criterion in dict.fromkeys((*told, *every)):
        comments = [one.comment for one in criterion.answers if one.comment]
        if comments or criterion in told:
            yield Thing(criterion.code, criterion.text, " · ".join(comments[:2]))


def rows_of(
    request: SignedInRequest, report: Report, kind: str, document: ReportDocument
) -> list[dict[str, Any]]:
    chosen = queries.choices_of(report)[kind]
    found = list(things(report, kind, document))
    found.sort(key=lambda one: chosen[one.ref].position if one.ref in chosen else len(found) + 1)
    return [
        {
            "thing": thing,
            "form": forms.ChoiceForm(
                request.POST or None,
                kind=kind,
                prefix=f"c{number}",
                instance=chosen.get(thing.ref) or Choice(report=report, kind=kind, ref=thing.ref),
                initial={"place": number},
            ),
        }
        for number, thing in enumerate(found, 1)
    ]


def wanted(row: dict[str, Any]) -> actions.Wanted:
    cleaned = row["form"].cleaned_data
    sides = [cleaned.get(f"cut_{side}") or 0 for side in ("left", "top", "right", "bottom")]
    return actions.Wanted(
        ref=row["thing"].ref,
        is_in=cleaned["is_in"],
        caption=cleaned.get("caption", ""),
        cut=(sides[0], sides[1], sides[2], sides[3]),
    )


def in_order(request: SignedInRequest, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """By the typed place; the button that was pressed moves its own thing one step."""
    pressed, _sign, way = request.POST.get("move", "").partition(" ")
    step = {"up": -1.5, "down": 1.5}.get(way, 0)

    def place(row: dict[str, Any]) -> float:
        typed: int = row["form"].cleaned_data["place"]
        return typed + (step if row["thing"].ref == pressed else 0)

    return sorted(rows, key=place)


@require_http_methods(["GET", "POST"])
def choices_edit(request: SignedInRequest, public_id: uuid.UUID, kind: str) -> HttpResponse:
    report = draft_for(request, public_id)
    if kind not in ChoiceKind.values:
        raise Http404
    rows = rows_of(request, report, kind, queries.unchosen_document(report))
    if request.method == "POST" and all(row["form"].is_valid() for row in rows):
        ordered = in_order(request, rows)
        try:
            actions.choose(report, request.user, kind, [wanted(row) for row in ordered])
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("The choice is saved."))
        return redirect("reports:choices-edit", report.public_id, kind)
    context = {
        "report": report,
        "kind": kind,
        "heading": ChoiceKind(kind).label,
        "about": ABOUT[ChoiceKind(kind)],
        "rows": rows,
        "kinds": [
            {"kind": key, "text": name, "current": key == kind} for key, name in ChoiceKind.choices
        ],
    }
    return render(request, "reports/choices_edit.html", context)
