"""The picture of a photo, sent on its own: known by its name, checked by its sum, made anew."""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from accounts.models import User
from audits.actions.evidence import Sent, store_photo
from audits.models import FieldState, PhotoUpload, Visit
from audits.photos import MAX_BYTES, CleanPhoto, PhotoError, clean_photo
from audits.sync.kinds import DELETED, refusal_of
from audits.sync.messages import Refused


def put_photo(visit: Visit, name: UUID, body: bytes, sha256: str, *, by: User) -> str:
    """Store it: ``stored``, or ``duplicate`` when it was here. Decoding comes before any lock."""
    if len(body) > MAX_BYTES:
        raise Refused(413, "too_big")
    if not body or hashlib.sha256(body).hexdigest() != sha256.lower():
        raise Refused(422, "damaged")
    if is_here(visit, name, sha256):
        return "duplicate"
    metadata(visit, name, sha256)
    return put_clean(visit, name, cleaned(body), sha256, by=by)


def put_clean(visit: Visit, name: UUID, photo: CleanPhoto, sha256: str, *, by: User) -> str:
    if is_here(visit, name, sha256):
        return "duplicate"
    told = metadata(visit, name, sha256)
    criterion, stage = told.get("criterion") or "", stage_order(visit, told)
    sent = Sent(name, sha256.lower(), stage, told.get("caption") or "")
    try:
        stored = store_photo(visit, criterion, photo, by=by, sent=sent)
    except ValidationError as refusal:
        code = refusal_of(refusal)
        raise Refused(409, "submitted" if code == "closed" else code) from None
    return "stored" if stored or not is_here(visit, name, sha256) else "duplicate"


def is_here(visit: Visit, name: UUID, sha256: str) -> bool:
    upload = PhotoUpload.objects.filter(pk=name).first()
    if upload is None:
        return False
    if upload.visit_id != visit.pk or upload.sha256 != sha256.lower():
        raise Refused(409, "id_reuse")
    return True


def metadata(visit: Visit, name: UUID, sha256: str) -> dict[str, Any]:
    """What the photo's mutation said. It comes first, so that a picture on its way is known of."""
    state = FieldState.objects.filter(visit=visit, key=f"photo.{name}").first()
    if state is None:
        raise Refused(409, "no_metadata")
    if state.value == DELETED or not isinstance(state.value, dict):
        raise Refused(409, "deleted")
    expected = state.value.get("sha256") or sha256
    if expected.lower() != sha256.lower():
        raise Refused(409, "id_reuse")
    return state.value


def cleaned(body: bytes) -> CleanPhoto:
    try:
        return clean_photo(body)
    except PhotoError as refused:
        code = "not_an_image" if refused.code == "not_a_photo" else refused.code
        raise Refused(415, code) from None


def stage_order(visit: Visit, told: dict[str, Any]) -> int | None:
    stages = visit.checklist_version.definition.stages
    return next((stage.order for stage in stages if stage.key == told.get("stage")), None)
