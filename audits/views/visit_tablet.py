"""What a page of a visit tells its scripts, and the page that a tablet keeps.

The kept page (``?tablet``) is drawn from a blank record: it holds no answer of anybody, and every
part of the visit can be opened. What was answered comes out of the browser's own database, and
what may be done yet is decided there, by the same rules.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import get_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import SignedInRequest
from audits.models import SiteCheck, Visit
from audits.queries.checks import asked_checks, site_checks
from audits.queries.opening import later_stages
from audits.queries.recall import ON_SITE
from audits.queries.visit import Record, VisitList, open_points
from audits.queries.visit_progress import (
    DESK_STAGES,
    Question,
    check_questions,
    close_questions,
    closing_questions,
    criterion_questions,
    expectation_questions,
    is_required,
)
from audits.views.places import PAGES, Place, address, stage_place
from audits.views.tablet_texts import list_texts, texts
from journeys.definition import Checklist, Stage, in_language, stage_criteria
from journeys.logic import as_json, hidden
from journeys.question_types import question_type

MARK = "X-JA-Page"
KEEP = "keep"  # fetched to be kept, not to be shown


# Scripts that are fetched when somebody needs them.
ON_DEMAND = ("annotate", "photos", "panel", "sheet", "keys", "conflicts")
WITH_STYLES = ("annotate", "sheet", "panel")


def is_shell(request: SignedInRequest) -> bool:
    return request.method == "GET" and "tablet" in request.GET


def blank_record(visit: Visit) -> Record:
    """The visit as if nothing had been written, open from end to end. Never to be saved."""
    open_visit = copy.copy(visit)
    open_visit.sealed_at = open_visit.sealed_at or timezone.now()
    open_visit.written_at = None
    return Record(
        visit=open_visit,
        answers={},
        impressions={},
        evidence={},
        points=open_points(visit),
        clashes={},
        hidden=hidden(visit.checklist_version.definition, {}),
        checks=asked_checks(visit, site_checks(visit)),
        later=later_stages(visit),
        promises=(),
        incidents=(),
        values={},
        is_blank=True,
    )


def show_page(
    request: SignedInRequest, template: str, context: dict[str, Any], here: Place
) -> HttpResponse:
    """A page of a visit with its data for the scripts."""
    shell = is_shell(request)
    visit = context["visit"]
    checks = context["checks"] if "checks" in context else asked_checks(visit, site_checks(visit))
    days = context["days"] if "days" in context else later_stages(visit)
    told = tablet(visit, request.user, here, checks, days, is_shell=shell)
    return mark(request, template, {**context, "is_shell": shell, "tablet": told})


def mark(request: SignedInRequest, template: str, page: dict[str, Any]) -> HttpResponse:
    """Drawn and, when a tablet asked for it, marked as ours and for whom. One that shows a message
    says so: it is not kept."""
    if not is_shell(request):
        return render(request, template, page)
    is_kept = request.GET["tablet"] == KEEP or not len(get_messages(request))
    response = render(request, template, {**page, "messages": ()} if is_kept else page)
    response.headers[MARK] = "visit" if is_kept else "shown"
    response.headers["X-JA-User"] = str(request.user.pk)
    return response


def tablet(
    visit: Visit,
    user: User,
    here: Place,
    checks: Sequence[SiteCheck],
    days: Mapping[int, int],
    *,
    is_shell: bool = False,
) -> dict[str, Any]:
    """Who, which visit, what it asks, where everything is, and the words."""
    return {
        "id": str(visit.public_id),
        "pk": visit.pk,
        "user": user.pk,
        "name": user.name,
        "site": visit.site.name,
        "place": str(here),
        "status": visit.status,
        "started": visit.started_at.isoformat() if visit.started_at else "",
        "sealed": visit.sealed_at is not None and not is_shell,
        "rev": 0 if is_shell else visit.revision,
        "decimal": str(get_format("DECIMAL_SEPARATOR")),
        "urls": urls(visit),
        "paths": kept_paths(visit),
        "parts": parts(visit, checks, days),
        "later": bool(days),
        "texts": texts(),
        "shell": is_shell,
        "logic": as_json(visit.checklist_version.definition),
        **(of_review(visit, checks) if here.page == "review" else {}),
    }


def urls(visit: Visit) -> dict[str, str]:
    names = ("brief", "expectation", "start", "closing", "review")
    return {
        "list": reverse("audits:visit-list"),
        "login": reverse("accounts:login"),
        "worker": reverse("audits:worker"),
        **{name: static(f"js/tablet/{name}.js") for name in ON_DEMAND},
        **{f"{name}_look": static(f"css/{name}.css") for name in WITH_STYLES},
        **{name: address(visit, Place(name)) for name in names},
    }


def today(user: User, visits: VisitList) -> dict[str, Any]:
    """The open visits for the script of the list: what each needs to be ready without network."""
    pressing = [*visits.sent_back, *visits.today]
    return {
        "user": user.pk,
        "worker": reverse("audits:worker"),
        "texts": list_texts(),
        "visits": [
            {
                "id": str(row.visit.public_id),
                "today": row in pressing,
                "paths": kept_paths(row.visit),
            }
            for row in (*pressing, *visits.coming)
        ],
    }


def kept_paths(visit: Visit) -> list[str]:
    """Every page of a visit that a tablet keeps."""
    stages = [stage_place(stage.key) for stage in visit.checklist_version.definition.stages]
    places = [Place(name) for name in PAGES]
    around = [reverse(f"audits:{name}") for name in ("visit-list", "notes")]
    around.append(reverse("audits:visit-stamps", args=[visit.pk]))
    return [*around, *(address(visit, item) for item in (*places, *stages))]


def parts(
    visit: Visit, checks: Sequence[SiteCheck], days: Mapping[int, int]
) -> list[dict[str, Any]]:
    """Every part of the visit in its order, with the questions that it asks."""
    checklist: Checklist = visit.checklist_version.definition
    language = get_language() or "fi"
    found = [part(visit, Place("expectation"), _("Expectation"), expectation_questions(checklist))]
    for stage in checklist.stages:
        asked = stage_questions(checklist, stage, checks)
        row = part(visit, stage_place(stage.key), in_language(stage.name, language), asked)
        if stage.order in days:
            row["after"] = days[stage.order]
        found.append({**row, "gate": "after" if stage.order > DESK_STAGES else ""})
    found[0]["gate"] = "before"
    closing = part(visit, Place("closing"), _("Closing"), closing_questions())
    return [*found, {**closing, "gate": "after"}]


def stage_questions(
    checklist: Checklist, stage: Stage, checks: Sequence[SiteCheck]
) -> list[Question]:
    """Everything that a stage asks, in the order of its page."""
    asked = criterion_questions(checklist, stage)
    return [*check_questions(checks, stage), *asked, *close_questions(stage)]


def part(visit: Visit, place: Place, name: str, asked: list[Question]) -> dict[str, Any]:
    return {
        "place": str(place),
        "name": name,
        "url": address(visit, place),
        "gate": "",
        "questions": [
            {"key": item.key, "kind": kind(item), "asked": is_required(item.criterion)}
            for item in asked
        ],
    }


def kind(question: Question) -> str:
    """How the value of a question is written: a number, a list of words, or words."""
    return question_type(question.criterion).shape


def of_review(visit: Visit, checks: Sequence[SiteCheck]) -> dict[str, Any]:
    return {"words": words(visit, checks), "facts": critical_facts(visit)}


def critical_facts(visit: Visit) -> dict[str, bool]:
    """The facts that decide much, by code: whether only the visit shows them."""
    checklist: Checklist = visit.checklist_version.definition
    return {
        one.code: stage.order in ON_SITE
        for stage in checklist.stages
        for one in stage_criteria(checklist, stage.key)
        if one.critical and one.nature == "fact"
    }


def words(visit: Visit, checks: Sequence[SiteCheck]) -> dict[str, list[Any]]:
    """Every question for the review: its number, its words, its options, how it is written."""
    language = get_language() or "fi"
    checklist: Checklist = visit.checklist_version.definition
    asked = [*expectation_questions(checklist), *closing_questions()]
    for stage in checklist.stages:
        asked += stage_questions(checklist, stage, checks)
    return {
        item.key: [
            item.number,
            in_language(item.criterion.text, language),
            {one.key: in_language(one.name, language) for one in item.criterion.options},
            kind(item),
        ]
        for item in asked
    }
