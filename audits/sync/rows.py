"""What the rows of a visit say, key by key, beside the fields of its questions: with it the log
catches up with whatever was written by forms, by the desk or by an import."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from audits.actions.log import HOUSE, Log
from audits.actions.sheet import Sheet
from audits.models import Evidence, PhotoUpload, Visit
from audits.sync.kinds import DELETED
from audits.sync.messages import iso, read_moment
from audits.sync.moments import moment_document, moment_key

COLLECTIONS = ("promise.", "incident.", "photo.", "stamp.")
FIELDS = ("c.", "s.", "e.", "v.", "k.", "visit.")


def stored(sheet: Sheet, log: Log) -> dict[str, Any]:
    """Every key that a row knows of, with its value."""
    visit = sheet.visit
    return {
        **{key: None for key in log.fields if key.startswith(FIELDS)},
        **{key: DELETED for key in log.fields if key.startswith(COLLECTIONS)},
        **sheet.values,
        **dict(times(visit)),
        **dict(moments(sheet)),
        **photos(sheet, log),
        **dict(stamps(visit, log)),
    }


def times(visit: Visit) -> Iterator[tuple[str, Any]]:
    if visit.sealed_at:
        yield "visit.started", iso(visit.started_at or visit.sealed_at)
    if visit.ended_at:
        yield "visit.ended", iso(visit.ended_at)


def moments(sheet: Sheet) -> Iterator[tuple[str, Any]]:
    for promise in sheet.visit.promises.all():
        yield moment_key(promise), moment_document(promise, sheet.stages)
    for incident in sheet.visit.incidents.all():
        yield moment_key(incident), moment_document(incident, sheet.stages)


def stamps(visit: Visit, log: Log) -> Iterator[tuple[str, Any]]:
    """As a device sent them, while the rows say the same."""
    for stamp in visit.stamps.all():
        key = f"stamp.{stamp.public_id}"
        found = {"kind": stamp.kind, "at": iso(stamp.at), "text": stamp.text}
        known = log.fields[key].value if key in log.fields else None
        if isinstance(known, dict) and "at" in known:
            same = {"text": "", **known, "at": iso(read_moment(known["at"]) or stamp.at)}
            found = known if same == found else found
        yield key, found


def photos(sheet: Sheet, log: Log) -> dict[str, Any]:
    """Photos that are here, and those still on their way from a tablet."""
    known = {key: state for key, state in log.fields.items() if key.startswith("photo.")}
    here = PhotoUpload.objects.filter(visit=sheet.visit).values_list("pk", flat=True)
    arrived = {f"photo.{pk}" for pk in here}
    found = {
        key: state.value
        for key, state in known.items()
        if key not in arrived and state.event.device != HOUSE
    }
    for row in sheet.visit.evidence.all():
        key = f"photo.{row.public_id}"
        found[key] = photo_document(row, known[key].value if key in known else None)
    return found


def photo_document(row: Evidence, known: Any) -> dict[str, Any]:
    """As a device sent it, while the row says the same."""
    told = {"criterion": row.criterion, "caption": row.caption}
    if not isinstance(known, dict) or known == DELETED:
        return {**told, "stage": None, "sha256": row.sha256, "taken_at": iso(row.created_at)}
    is_same = all((known.get(name) or "") == text for name, text in told.items())
    return known if is_same else {**known, **told}
