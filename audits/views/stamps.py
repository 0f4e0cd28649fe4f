"""The auditor's notes at the desk: stamps are laid on questions, waiting times and moments."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.permissions import SignedInRequest
from audits.actions.answers import Entry, save_answers
from audits.actions.stamps import fields_of
from audits.forms.stamps_desk import MOMENT, WAITING, LayForm
from audits.models import Polarity, Stamp, StampKind, Visit
from audits.queries.recall import ON_SITE
from audits.queries.stamps import stamp_targets, waiting_value
from audits.queries.visit import visit_record
from audits.queries.visit_progress import WRITABLE_STATUSES
from audits.views.places import Place
from audits.views.visit import own_visit
from audits.views.visit_context import words
from audits.views.visit_parts import late
from audits.views.visit_sheets import sheets
from audits.views.visit_tablet import is_shell, show_page

POLARITIES = {StampKind.GOOD: Polarity.SURPRISE, StampKind.BAD: Polarity.FAILURE}


@never_cache
@require_http_methods(["GET"])
def visit_late(request: SignedInRequest, pk: int) -> HttpResponse:
    """For the tablet's review: critical facts noted late, without a photo."""
    visit = own_visit(request, pk)
    found = late(visit_record(visit))
    rows = [{"url": one.url, "number": one.number, "text": one.text} for one in found]
    return JsonResponse({"late": rows})


@never_cache
@require_http_methods(["GET", "POST"])
def visit_stamps(request: SignedInRequest, pk: int) -> HttpResponse:
    visit = own_visit(request, pk)
    stamps, stages = list(visit.stamps.all()), stamp_targets(visit)
    form = LayForm(stamps, stages, get_language() or "fi", request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(lay(request, visit, form))
        except ValidationError as error:
            form.add_error(None, error)
    page = {
        "visit": visit,
        "stamps": [] if is_shell(request) else stamps,
        "form": form,
        "chosen": form.data.getlist("stamps") if form.is_bound else [],  # type: ignore[attr-defined]
        "is_writable": visit.status in WRITABLE_STATUSES,
        "sheets": sheets(visit.checklist_version.definition),
        "data": {**data(visit, form), "stamps": {} if is_shell(request) else known(stamps)},
    }
    return show_page(request, "audits/visit_stamps.html", page, Place("stamps"))


def lay(request: SignedInRequest, visit: Visit, form: LayForm) -> str:
    """Do what was asked for, and say where to go."""
    here = reverse("audits:visit-stamps", args=[visit.pk])
    stamps, deed = form.chosen, form.cleaned_data["deed"]
    if deed == MOMENT:
        return f"{reverse('audits:visit-incident-add', args=[visit.pk])}?{moment_of(stamps)}"
    criterion = form.target.question.criterion
    if deed == WAITING:
        waited = stamps[-1].at - stamps[0].at
        entry = Entry(f"c.{criterion.code}.value", waiting_value(criterion, waited))
    else:
        row = visit.answers.filter(criterion=criterion.code).first()
        lines = [row.comment if row else "", *map(said, stamps)]
        entry = Entry(f"c.{criterion.code}.comment", "\n".join(filter(None, lines)))
    save_answers(visit, [entry], by=request.user, at=stamps[-1].at)
    text = _("Laid on: %(question)s") % {"question": words(criterion.text)}
    messages.success(request, text)
    return here


def said(stamp: Stamp) -> str:
    """A stamp as a line of a comment: 12:04 Noticed: nobody looked up."""
    time = time_format(timezone.localtime(stamp.at))
    name = "" if stamp.kind == StampKind.NOTE else str(stamp.get_kind_display())
    return f"{time} {': '.join(filter(None, (name, stamp.text)))}"


def moment_of(stamps: list[Stamp]) -> str:
    """What the sheet of failures and surprises is filled with beforehand."""
    polarity = next(
        (POLARITIES[StampKind(one.kind)] for one in stamps if one.kind in POLARITIES), ""
    )
    what = " ".join(stamp.text for stamp in stamps if stamp.text)
    at = stamps[0].at.isoformat()
    return urlencode({"from": "review", "polarity": polarity, "what": what, "at": at})


def known(stamps: list[Stamp]) -> dict[str, dict[str, Any]]:
    return {f"stamp.{stamp.public_id}": fields_of(stamp) for stamp in stamps}


def data(visit: Visit, form: LayForm) -> dict[str, Any]:
    """For the script: how long a unit of each question is, and the names of the stamps."""
    return {
        "seconds": {
            code: [target.seconds, target.question.criterion.whole]
            for code, target in form.targets.items()
            if target.seconds
        },
        "kinds": {kind.value: str(kind.label) for kind in StampKind if kind != StampKind.NOTE},
        "polarities": {kind.value: value.value for kind, value in POLARITIES.items()},
        "stage": visit.checklist_version.definition.stages[ON_SITE[-1] - 1].key,
        "texts": {
            "between": _("%(time)s from the first to the second"),
            "none": _("Choose one note, or two for the time between them."),
            "laid": _("Laid on: %(question)s"),
            "choose": _("Choose a note first."),
            "question": _("Choose the question too."),
            "two": _("Choose two notes: from the first to the second."),
            "no_time": _("This question does not ask for a time."),
            "moment": _("Noted."),
            "lost": _("Not saved! It is tried again."),
        },
    }
