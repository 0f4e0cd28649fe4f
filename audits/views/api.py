"""The tablet's endpoints: JSON in, JSON out, never a redirect (docs/sync.md)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, ValidationError
from django.db import IntegrityError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.permissions import SignedInRequest, require
from audits.actions.devices import note_device
from audits.models import Visit
from audits.queries.evidence import own_evidence
from audits.queries.visit import own_visits
from audits.sync.answer import state_of
from audits.sync.exchange import exchange
from audits.sync.messages import (
    Batch,
    Refused,
    document,
    iso,
    read_batch,
    read_moment,
    read_number,
    read_uuid,
)
from audits.sync.photos import put_photo
from audits.sync.rescue import import_rescue, read_file
from audits.sync.state import read_state
from audits.sync.submit import submit as send_visit
from audits.views.evidence import picture

NO_STORE = {"Cache-Control": "no-store"}
# Two at once on a busy database: the device comes back by itself.
RETRY_SECONDS = 2


def answer(said: dict[str, Any], status: int = 200, **headers: str) -> HttpResponse:
    basis = {"protocol": settings.API_PROTOCOL, "server_now": iso(timezone.now())}
    return JsonResponse({**basis, **said}, status=status, headers={**NO_STORE, **headers})


def spoken(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Refusals as JSON, and a busy database as “come again”."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Refused as refused:
            return answer({"error": refused.code, **refused.more}, refused.status)
        except (OperationalError, IntegrityError):
            return answer({"error": "busy"}, 503, **{"Retry-After": str(RETRY_SECONDS)})

    return wrapper


@require_http_methods(["GET", "POST"])
@spoken
def ping(request: HttpRequest) -> HttpResponse:
    """Whether the server is there, who is signed in, and the token for what follows. Posted, it
    tells what the device still holds."""
    user = request.user
    if not isinstance(user, User):
        return answer({"user": None, "csrf": ""})
    if request.method == "POST":
        found = document(request.body)
        device = read_uuid(found.get("device"))
        if device is None:
            raise Refused(400, "malformed")
        note(request, device, user, found.get("held"))
    return answer({"user": user.pk, "csrf": get_token(request)})


@require_http_methods(["POST"])
@spoken
def sync(request: SignedInRequest) -> HttpResponse:
    batch = own_batch(request)
    visit = own_visit(request, batch.visit)
    require(request, visit.audit.client)
    note(request, batch.device, request.user, batch.held)
    since, device, by = batch.since, batch.device, request.user
    if not batch.mutations and not batch.malformed:
        said = {"results": [], **read_state(visit, since=since, device=device, by=by)}
    else:
        taken = exchange(batch, by=by)
        told = state_of(taken.log, since=since, device=device, by=by)
        said = {"results": taken.results, **told}
    return answer({"request": batch.request, **said})


@require_http_methods(["GET"])
@spoken
def state(request: SignedInRequest, visit: UUID) -> HttpResponse:
    row = own_visit(request, visit)
    require(request, row.audit.client)
    since = request.GET.get("since", "")
    number = int(since) if since.isdecimal() and len(since) < 10 else 0
    return answer(read_state(row, since=number, by=request.user))


@require_http_methods(["GET", "HEAD", "PUT"])
@spoken
def photo(request: SignedInRequest, photo: UUID) -> HttpResponse:
    if request.method == "PUT":
        return put(request, photo)
    evidence = own_evidence(request.user).filter(public_id=photo).first()
    if evidence is None:
        raise Refused(404, "no_photo")
    require(request, evidence.visit.audit.client)
    return picture(evidence, evidence.photo)


def put(request: SignedInRequest, name: UUID) -> HttpResponse:
    visit_id = read_uuid(request.headers.get("X-Visit"))
    if visit_id is None:
        raise Refused(400, "malformed")
    visit = own_visit(request, visit_id)
    require(request, visit.audit.client)
    try:
        body = request.body
    except RequestDataTooBig:
        raise Refused(413, "too_big") from None
    status = put_photo(
        visit, name, body, request.headers.get("X-Content-SHA256", ""), by=request.user
    )
    return answer({"status": status, "photo": str(name)}, 201 if status == "stored" else 200)


@require_http_methods(["POST"])
@spoken
def submit(request: SignedInRequest, visit: UUID) -> HttpResponse:
    row = own_visit(request, visit)
    require(request, row.audit.client)
    found = document(request.body)
    if found.get("protocol", settings.API_PROTOCOL) != settings.API_PROTOCOL:
        raise Refused(426, "protocol", newest=settings.API_PROTOCOL)
    if found.get("user", request.user.pk) != request.user.pk:
        raise Refused(409, "wrong_user", user=request.user.pk)
    said = send_visit(row, read_number(found.get("rev")), by=request.user)
    return answer(said, 409 if "error" in said else 200)


def note(request: HttpRequest, device: UUID, user: User, told: Any) -> None:
    """The device was here. Its mark belongs to one person's database on one browser."""
    held = told if isinstance(told, dict) else None
    oldest = read_moment(held.get("oldest")) if held else None
    if not note_device(device, user, request.headers.get("User-Agent", ""), held, oldest):
        raise Refused(409, "device_clash")


@require_http_methods(["POST"])
@spoken
def rescue(request: SignedInRequest) -> HttpResponse:
    """A rescue file, as the office's page takes it; by a programme."""
    try:
        rows = import_rescue(read_file(request.body), by=request.user)
    except RequestDataTooBig:
        raise Refused(413, "too_big") from None
    except ValidationError as refusal:
        raise Refused(400, "malformed", why=refusal.messages) from None
    results = [
        {"visit": str(row.visit.public_id), "key": row.key, "status": row.status, "code": row.code}
        for row in rows
    ]
    return answer({"results": results})


def own_batch(request: SignedInRequest) -> Batch:
    """The message, if the one who is signed in is the one who wrote it."""
    batch = read_batch(document(request.body))
    if batch.user != request.user.pk:
        raise Refused(409, "wrong_user", user=request.user.pk)
    return batch


def own_visit(request: SignedInRequest, public_id: UUID) -> Visit:
    visit = own_visits(request.user).filter(public_id=public_id).first()
    if visit is None:
        raise Refused(404, "no_visit")
    return visit
