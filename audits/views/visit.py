"""The auditor's own visits, page by page."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.permissions import SignedInRequest, require
from audits.actions.answers import Saved, mark_unseen, save_answers
from audits.actions.evidence import add_photo
from audits.actions.visit import accept_visit, start_visit, submit_visit
from audits.forms.moments import SendForm
from audits.forms.visit import ClosingSheet, ExpectationSheet, Sheet, SheetForm, StageSheet
from audits.models import Status, Visit
from audits.queries.opening import shut_stages
from audits.queries.visit import Record, own_visits, visit_list, visit_record
from audits.queries.visit_progress import (
    WRITABLE_STATUSES,
    expectation_progress,
    open_stages,
)
from audits.views import visit_context as context
from audits.views.places import Place, address, destination, next_place, resume_place, stage_place
from audits.views.visit_parts import likely_end, review
from audits.views.visit_tablet import blank_record, is_shell, mark, show_page, today

MOST_PHOTOS_AT_ONCE = 20


def own_visit(request: SignedInRequest, pk: int) -> Visit:
    visit = get_object_or_404(own_visits(request.user), pk=pk)
    require(request, visit.audit.client)
    return visit


def read(request: SignedInRequest, visit: Visit) -> Record:
    """What was written; nothing of it on the page that a tablet keeps. That page exists for a
    visit that can be written: of others the browser asks for the ordinary page."""
    if not is_shell(request):
        return visit_record(visit)
    if not is_writable(visit):
        raise Http404
    return blank_record(visit)


def is_writable(visit: Visit) -> bool:
    return visit.status in WRITABLE_STATUSES


@never_cache
@require_http_methods(["GET"])
def visit_index(request: SignedInRequest) -> HttpResponse:
    visits = visit_list(request.user)
    page = {"visits": visits, "today": today(request.user, visits)}
    return mark(request, "audits/visit_list.html", page)


@never_cache
@require_http_methods(["GET", "POST"])
def visit_brief(request: SignedInRequest, pk: int) -> HttpResponse:
    visit = own_visit(request, pk)
    if request.method == "POST":
        if accept_visit(visit, by=request.user):
            messages.success(request, _("The visit is yours. Good luck!"))
        return redirect("audits:visit-brief", pk=pk)
    record = read(request, visit)
    resume = address(visit, resume_place(record))
    return show_page(
        request, "audits/visit_brief.html", context.brief(record, resume), Place("brief")
    )


@never_cache
@require_http_methods(["GET", "POST"])
def visit_stage(request: SignedInRequest, pk: int, stage: str) -> HttpResponse:
    visit = own_visit(request, pk)
    found = next(
        (item for item in visit.checklist_version.definition.stages if item.key == stage), None
    )
    if found is None:
        raise Http404
    is_early = found.order > open_stages(visit) and not is_shell(request)
    if request.method == "GET" and is_writable(visit) and is_early:
        messages.info(request, _("First write down what you expect, then start the visit."))
        return redirect("audits:visit-expectation", pk=pk)
    record = read(request, visit)
    day = shut_stages(visit, record.later).get(found.order)
    if request.method == "GET" and is_writable(visit) and day and not is_shell(request):
        page = context.later(record, found, day)
        return show_page(request, "audits/visit_later.html", page, stage_place(stage))
    return fill(request, StageSheet(record, found), stage_place(stage))


@never_cache
@require_http_methods(["GET", "POST"])
def visit_expectation(request: SignedInRequest, pk: int) -> HttpResponse:
    visit = own_visit(request, pk)
    record, here = read(request, visit), Place("expectation")
    if request.method == "GET" and visit.sealed_at and not is_shell(request):
        return show_page(request, "audits/visit_sealed.html", context.sealed(record), here)
    return fill(request, ExpectationSheet(record), here)


@never_cache
@require_http_methods(["GET", "POST"])
def visit_closing(request: SignedInRequest, pk: int) -> HttpResponse:
    visit = own_visit(request, pk)
    is_early = open_stages(visit) < 5 and not is_shell(request)
    if request.method == "GET" and is_writable(visit) and is_early:
        messages.info(request, _("First write down what you expect, then start the visit."))
        return redirect("audits:visit-expectation", pk=pk)
    return fill(request, ClosingSheet(read(request, visit)), Place("closing"))


def fill(request: SignedInRequest, sheet: Sheet, here: Place) -> HttpResponse:
    """A page of questions: shown, or saved and left by the button that was pressed."""
    visit = sheet.record.visit
    if request.method == "GET":
        if not is_writable(visit):
            return redirect(address(visit, closed_place(visit)))
        return show(request, sheet, here)
    form = sheet.form(request.POST, request.FILES)
    saved = save(request, visit, form)
    if request.POST.get("go") == "unseen" and here.stage:
        leave_unseen(request, visit, here.stage, form)
    sheet.record = visit_record(visit)
    if form.has_faults:
        return show(request, sheet, here, form)
    tell(request, saved)
    return redirect(leave(sheet, request.POST.get("go", ""), here))


def closed_place(visit: Visit) -> Place:
    """Where to look at a visit that is not open: the offer, or what was sent."""
    return Place("brief" if visit.status == Status.OFFERED else "review")


def save(request: SignedInRequest, visit: Visit, form: SheetForm) -> Saved:
    """Write what can be written; what cannot stays on the form with its fault."""
    saved = Saved((), ())
    try:
        saved = save_answers(visit, form.entries(), by=request.user, form=form.mark)
    except ValidationError as error:
        form.add_error(None, error)
    for number, (code, upload) in enumerate(form.photos()):
        try:
            check_patience(number)
            add_photo(visit, code, upload, by=request.user)
        except ValidationError as error:
            form.add_photo_fault(code, [f"{upload.name}: {text}" for text in error.messages])
    visit.refresh_from_db(fields=["closing", "revision", "written_at", "status"])
    return saved


def leave_unseen(request: SignedInRequest, visit: Visit, stage: str, form: SheetForm) -> None:
    """Nothing could be observed in the stage."""
    try:
        mark_unseen(visit, stage, by=request.user)
    except ValidationError as refusal:
        form.add_error(None, refusal)


def check_patience(number: int) -> None:
    """Each photo takes its second: nobody waits for more than this many at once."""
    if number >= MOST_PHOTOS_AT_ONCE:
        raise ValidationError(
            _("%(number)d photos are stored at a time. Add this one again and save.")
            % {"number": MOST_PHOTOS_AT_ONCE}
        )


def leave(sheet: Sheet, go: str, here: Place) -> str:
    visit = sheet.record.visit
    if go == "next":
        return address(visit, next_place(visit, here))
    if go in ("", "save", "unseen"):
        progress = context.page_progress(sheet.record, here)
        first = progress.missing[0].question.criterion.code if progress.missing else ""
        return address(visit, Place(here.page, here.stage, first))
    return destination(visit, go, here)


def tell(request: SignedInRequest, saved: Saved) -> None:
    if saved.clashes:
        count = len(saved.clashes)
        text = ngettext(
            "One question had been answered on another page meanwhile. It is marked below.",
            "%(count)d questions had been answered on another page meanwhile. They are marked.",
            count,
        )
        messages.warning(request, text % {"count": count})


def show(
    request: SignedInRequest, sheet: Sheet, here: Place, form: SheetForm | None = None
) -> HttpResponse:
    return show_page(request, "audits/visit_fill.html", context.page(sheet, here, form), here)


@never_cache
@require_http_methods(["GET", "POST"])
def visit_start(request: SignedInRequest, pk: int) -> HttpResponse:
    visit = own_visit(request, pk)
    record, here = read(request, visit), Place("start")
    if is_shell(request) and is_writable(visit):
        return show_page(request, "audits/visit_start.html", context.sealed(record), here)
    if visit.sealed_at or visit.status != Status.ACCEPTED:
        return redirect(address(visit, resume_place(record)))
    if expectation_progress(record).missing:
        messages.warning(request, _("Write down what you expect of each stage before you start."))
        return redirect("audits:visit-expectation", pk=pk)
    if request.method == "POST":
        start_visit(visit, by=request.user)
        visit.refresh_from_db(fields=["sealed_at"])
        return redirect(address(visit, next_place(visit, desk_place(visit))))
    return show_page(request, "audits/visit_start.html", context.sealed(record), here)


def desk_place(visit: Visit) -> Place:
    """The last stage seen from the desk: after it the visit goes on in the shop."""
    return stage_place(visit.checklist_version.definition.stages[1].key)


@never_cache
@require_http_methods(["GET"])
def visit_review(request: SignedInRequest, pk: int) -> HttpResponse:
    visit = own_visit(request, pk)
    if visit.status == Status.OFFERED:
        return redirect("audits:visit-brief", pk=pk)
    record = read(request, visit)
    form = SendForm(initial={"ended_at": timezone.localtime(likely_end(record))})
    return show_page(request, "audits/visit_review.html", review(record, form), Place("review"))


@never_cache
@require_http_methods(["POST"])
def visit_submit(request: SignedInRequest, pk: int) -> HttpResponse:
    visit = own_visit(request, pk)
    form = SendForm(request.POST)
    try:
        if form.is_valid() and submit_visit(
            visit, by=request.user, ended_at=form.cleaned_data["ended_at"]
        ):
            messages.success(request, _("The visit has been sent. Thank you!"))
    except ValidationError as error:
        form.add_error(None, error)
    if form.errors:
        page = review(visit_record(visit), form)
        return show_page(request, "audits/visit_review.html", page, Place("review"))
    return redirect("audits:visit-list")
