"""A rescue file: what a device could not send, carried to the office by hand (docs/sync.md).

It means the same as if the device had sent it, and may be imported any number of times. All of a
file goes in or nothing; what becomes of each entry is told.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Deed, may
from audits.actions.trail import note_visit
from audits.models import Visit
from audits.photos import CleanPhoto
from audits.queries.visit import is_on_team
from audits.sync.exchange import Exchange
from audits.sync.messages import (
    PROTOCOL,
    Clock,
    Mutation,
    Refused,
    not_json,
    read_moment,
    read_mutation,
    read_number,
    read_uuid,
)
from audits.sync.photos import cleaned, put_clean

KIND = "journeyaudit-rescue"
MOST_BYTES = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one entry of the file."""

    visit: Visit
    key: str
    value: Any
    status: str
    code: str = ""

    @property
    def words(self) -> str:
        """The result, for a person; the code as the protocol names it."""
        name = {
            "applied": _("Taken in"),
            "stored": _("Taken in"),
            "known": _("Was here already"),
            "duplicate": _("Was here already"),
            "superseded": _("A newer entry was here already"),
            "conflict": _("In conflict with another entry: both are kept"),
        }.get(self.status, _("Refused"))
        return f"{name} ({self.code})" if self.code else name


@dataclass(frozen=True, slots=True)
class Picture:
    name: UUID
    sha256: str
    photo: CleanPhoto
    told: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class File:
    author: User
    device: UUID
    clock: Clock
    visits: Mapping[UUID, list[Mutation]]
    pictures: Mapping[UUID, list[Picture]]


def fault(words: str) -> ValidationError:
    return ValidationError(words, code="malformed")


def read_file(body: bytes) -> File:
    """The file, checked as a whole; raises ``ValidationError`` in words."""
    try:
        found = json.loads(body, parse_constant=not_json)
    except (ValueError, RecursionError):
        raise fault(_("This is no rescue file: it cannot be read.")) from None
    if not isinstance(found, dict) or found.get("kind") != KIND:
        raise fault(_("This is no rescue file."))
    if found.get("protocol") != PROTOCOL:
        raise fault(_("The rescue file was made by another version of the programme."))
    device, theirs = read_uuid(found.get("device")), read_moment(found.get("now"))
    author = User.objects.filter(pk=read_number(found.get("user"), default=0)).first()
    if device is None or theirs is None or author is None:
        raise fault(_("The rescue file does not say who made it, on which device and when."))
    # The way to the office took its time, so that ages say nothing here: the clock is believed.
    clock = Clock(min(theirs, timezone.now()), theirs)
    pictures = read_pictures(listed(found, "photos"))
    return File(author, device, clock, dict(read_visits(listed(found, "visits"))), pictures)


def listed(found: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    rows = found.get(name) or []
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise fault(_("The rescue file is damaged: “%(name)s” is no list.") % {"name": name})
    return rows


def read_visits(rows: Iterable[Mapping[str, Any]]) -> Iterator[tuple[UUID, list[Mutation]]]:
    for row in rows:
        visit = read_uuid(row.get("visit"))
        sent = [read_mutation(item) for item in listed(row, "mutations")]
        aside = [read_mutation(item) for item in listed(row, "set_aside")]
        entries = [*sent, *(again(item) for item in aside if item)]
        if visit is None or any(item is None for item in [*sent, *aside]):
            raise fault(_("The rescue file is damaged: an entry of it cannot be read."))
        yield visit, sorted((item for item in entries if item), key=lambda item: item.seq)


def again(mutation: Mutation) -> Mutation:
    """One that was refused before, to be decided once more; each import decides it the same."""
    return replace(mutation, id=uuid5(mutation.id, KIND))


def read_pictures(rows: Iterable[Mapping[str, Any]]) -> dict[UUID, list[Picture]]:
    found: dict[UUID, list[Picture]] = {}
    for row in rows:
        name, visit = read_uuid(row.get("id")), read_uuid(row.get("visit"))
        try:
            body = base64.b64decode(str(row.get("bytes") or ""), validate=True)
            if name is None or visit is None or not body:
                raise fault(_("The rescue file is damaged: a photo of it cannot be read."))
            photo = cleaned(body)
        except (binascii.Error, ValueError, Refused):
            raise fault(_("The rescue file is damaged: a photo of it cannot be read.")) from None
        sha256 = hashlib.sha256(body).hexdigest()
        found.setdefault(visit, []).append(Picture(name, sha256, photo, row))
    return found


@transaction.atomic
def import_rescue(file: File, *, by: User) -> list[Row]:
    """Everything of the file, as its author's own writing, brought in by somebody of the desk."""
    rows: list[Row] = []
    for public_id in dict.fromkeys([*file.visits, *file.pictures]):
        visit = open_visit(public_id, file.author, by)
        taken = Exchange.of(visit, file.device, file.clock, file.author)
        mutations = file.visits.get(public_id, [])
        pictures = file.pictures.get(public_id, [])
        mutations = [*mutations, *untold(taken, mutations, pictures, file.clock.theirs)]
        taken.take(mutations)
        for mutation, result in zip(mutations, taken.results, strict=True):
            status = "known" if result.get("replay") else result["status"]
            rows.append(Row(visit, mutation.key, mutation.value, status, result["code"]))
        rows += [store(visit, picture, file.author) for picture in pictures]
        note_visit(visit, "rescue_imported", by, entries=len(mutations), photos=len(pictures))
    return rows


def open_visit(public_id: UUID, author: User, by: User) -> Visit:
    visits = Visit.objects.visible_to(by).select_for_update(of=("self",))
    visit = visits.select_related("audit__client").filter(public_id=public_id).first()
    if visit is None or not may(by, Deed.CHECK_VISIT, visit.audit.client):
        raise fault(_("A visit of the file is not known here, or is not yours to see."))
    if not is_on_team(visit, author):
        raise fault(
            _("%(name)s does not make the visit %(visit)s any more.")
            % {"name": author, "visit": visit}
        )
    return visit


def untold(
    taken: Exchange, mutations: Iterable[Mutation], pictures: Iterable[Picture], at: datetime
) -> Iterator[Mutation]:
    """What photos show of which the device had not told yet: they were being made smaller."""
    told = {mutation.key for mutation in mutations} | taken.log.fields.keys()
    for picture in pictures:
        key = f"photo.{picture.name}"
        if key not in told:
            names = ("criterion", "stage", "caption", "taken_at")
            value = {name: picture.told.get(name) for name in names}
            yield Mutation(uuid5(picture.name, KIND), 0, key, value, 0, at)


def store(visit: Visit, picture: Picture, author: User) -> Row:
    key = f"photo.{picture.name}"
    try:
        status = put_clean(visit, picture.name, picture.photo, picture.sha256, by=author)
    except Refused as refused:
        return Row(visit, key, None, "rejected", refused.code)
    return Row(visit, key, None, status)
