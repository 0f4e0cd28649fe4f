"""Promises, failures and surprises of a visit: added from anywhere, and back to where one was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.permissions import SignedInRequest
from audits.actions.moments import Moment, delete_moment, save_moment
from audits.actions.stamps import LONGEST, moment_of
from audits.forms.moments import IncidentForm, MomentForm, PromiseForm
from audits.models import Incident, Polarity, Promise, Visit
from audits.views.places import Place, address
from audits.views.visit import own_visit
from audits.views.visit_tablet import show_page


@dataclass(frozen=True, slots=True)
class Kind:
    """What is particular to promises or to incidents on these pages."""

    name: str
    form: type[MomentForm]
    model: type[Moment]


PROMISE = Kind("promise", PromiseForm, Promise)
INCIDENT = Kind("incident", IncidentForm, Incident)


@never_cache
@require_http_methods(["GET", "POST"])
def promise_add(request: SignedInRequest, pk: int) -> HttpResponse:
    return add(request, own_visit(request, pk), PROMISE)


@never_cache
@require_http_methods(["GET", "POST"])
def incident_add(request: SignedInRequest, pk: int) -> HttpResponse:
    return add(request, own_visit(request, pk), INCIDENT)


@never_cache
@require_http_methods(["GET", "POST"])
def promise_edit(request: SignedInRequest, pk: int, promise: int) -> HttpResponse:
    visit = own_visit(request, pk)
    return edit(request, get_object_or_404(visit.promises, pk=promise), PROMISE)


@never_cache
@require_http_methods(["GET", "POST"])
def incident_edit(request: SignedInRequest, pk: int, incident: int) -> HttpResponse:
    visit = own_visit(request, pk)
    return edit(request, get_object_or_404(visit.incidents, pk=incident), INCIDENT)


@never_cache
@require_http_methods(["GET", "POST"])
def promise_delete(request: SignedInRequest, pk: int, promise: int) -> HttpResponse:
    visit = own_visit(request, pk)
    return delete(request, get_object_or_404(visit.promises, pk=promise))


@never_cache
@require_http_methods(["GET", "POST"])
def incident_delete(request: SignedInRequest, pk: int, incident: int) -> HttpResponse:
    visit = own_visit(request, pk)
    return delete(request, get_object_or_404(visit.incidents, pk=incident))


def add(request: SignedInRequest, visit: Visit, kind: Kind) -> HttpResponse:
    moment = kind.model(visit=visit)
    initial = {"stage": current_stage(visit, where_from(request)), **noted(request)}
    return write(request, moment, kind, initial)


def noted(request: SignedInRequest) -> dict[str, Any]:
    """What a stamp knows of the moment already: in the address, from the page of the notes."""
    found: dict[str, Any] = {}
    if request.GET.get("polarity") in Polarity.values:
        found["polarity"] = request.GET["polarity"]
    if what := request.GET.get("what", "")[:LONGEST]:
        found["what"] = what
    if at := moment_of(request.GET.get("at", "")):
        found["happened_at"] = timezone.localtime(at)
    return found


def edit(request: SignedInRequest, moment: Moment, kind: Kind) -> HttpResponse:
    return write(request, moment, kind, {})


def write(
    request: SignedInRequest, moment: Moment, kind: Kind, initial: dict[str, Any]
) -> HttpResponse:
    visit, back = moment.visit, where_from(request)
    language = get_language() or "fi"
    form = kind.form(visit, language, request.POST or None, instance=moment, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            save_moment(form.moment(), by=request.user)
            return redirect(address(visit, back))
        except ValidationError as error:
            form.add_error(None, error)
    page = {
        "visit": visit,
        "form": form,
        "kind": kind.name,
        "here": str(back),
        "back": address(visit, back),
        "delete_url": delete_address(moment, kind, back) if moment.pk else "",
    }
    return show_page(request, "audits/visit_moment.html", page, back)


def delete(request: SignedInRequest, moment: Moment) -> HttpResponse:
    visit, back = moment.visit, where_from(request)
    if request.method == "POST":
        delete_moment(moment, by=request.user)
        return redirect(address(visit, back))
    page = {
        "title": _("Delete this entry?"),
        "text": str(moment),
        "action": _("Delete"),
        "back": address(visit, back),
        "danger": True,
    }
    return render(request, "components/confirm.html", page)


def delete_address(moment: Moment, kind: Kind, back: Place) -> str:
    url = reverse(f"audits:visit-{kind.name}-delete", args=[moment.visit_id, moment.pk])
    return f"{url}?{urlencode({'from': str(back)})}"


def where_from(request: SignedInRequest) -> Place:
    """The place to go back to: in the address, kept by the form."""
    return Place.of(request.POST.get("from") or request.GET.get("from") or "review")


def current_stage(visit: Visit, back: Place) -> int | None:
    stages = visit.checklist_version.definition.stages
    return next((stage.order for stage in stages if stage.key == back.stage), None)
