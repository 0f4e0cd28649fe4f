"""Every kind of key: which value it takes, when it may be written, and the row it ends in.

All go through the same deeds as the forms. A kind that refuses raises ``Rejected``; one that finds
the thing done already raises ``Overtaken``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import ValidationError

from audits.actions.answers import Change, agreed
from audits.actions.evidence import MOST_PHOTOS, change_photo, delete_photo
from audits.actions.moments import Moment, delete_moment, save_moment
from audits.actions.sheet import Noted
from audits.actions.stamps import put_stamp, stamp_fault
from audits.actions.visit import end_visit, start_visit
from audits.models import Event, Incident, Promise
from audits.queries.visit import digest, is_blank
from audits.sync.messages import iso, read_moment, read_uuid, storable
from audits.sync.moments import filled, moment_document
from audits.sync.values import Overtaken, Rejected, clean_field

if TYPE_CHECKING:
    from audits.sync.exchange import Exchange

DELETED = {"deleted": True}
# A clock that is off by less is right: what a person typed is not moved by the network's delay.
CLOCK_SLACK = timedelta(minutes=1)


def is_deleted(value: Any) -> bool:
    return is_blank(value) or value == DELETED


class Kind:
    # Whether ``write`` asks the database at once, so that a refusal must take it back.
    writes_rows = True

    def clean(self, x: Exchange, key: str, value: Any) -> Any:
        """The value as it is stored."""
        raise NotImplementedError

    def check(self, x: Exchange, key: str, value: Any) -> None:
        """Refuse what may not be written now."""

    def write(self, x: Exchange, event: Event, value: Any, *, is_clash: bool) -> None:
        """The rows. A ``ValidationError`` of the deed becomes a rejection."""


class Field(Kind):
    """An answer, an impression, an expectation, a closing question, a check."""

    writes_rows = False

    def clean(self, x: Exchange, key: str, value: Any) -> Any:
        return clean_field(x.sheet, key, value)

    def check(self, x: Exchange, key: str, value: Any) -> None:
        if digest(x.sheet.values.get(key)) != digest(value):
            x.sheet.check_is_open(key)

    def write(self, x: Exchange, event: Event, value: Any, *, is_clash: bool) -> None:
        noted = Noted(event.effective_at, event.observed_at)
        for key, after in agreed({event.key: value}).items():
            before = x.sheet.values.get(key)
            if digest(before) != digest(after):
                x.changes.append(Change(key, before, after, is_clash=is_clash))
                x.sheet.take(key, after, noted)


class Timer(Kind):
    """A stopwatch: its times stay on the device's clock, as only their distance counts."""

    writes_rows = False

    def clean(self, x: Exchange, key: str, value: Any) -> Any:
        if key.partition(".")[2] not in x.sheet.criteria:
            raise Rejected("unknown_key")
        if is_deleted(value):
            return None
        if not isinstance(value, dict) or set(value) - {"start", "stop"}:
            raise Rejected("bad_value")
        if any(time is not None and read_moment(time) is None for time in value.values()):
            raise Rejected("bad_value")
        return value


class Named(Kind):
    """One item of a collection: its key carries the name that its device gave it."""

    def clean(self, x: Exchange, key: str, value: Any) -> Any:
        if str(name_of(key)) != key.partition(".")[2]:
            raise Rejected("unknown_key")
        if is_deleted(value):
            return DELETED
        if not isinstance(value, dict) or not storable(value):
            raise Rejected("bad_value")
        return self.clean_item(x, key, value)

    def clean_item(self, x: Exchange, key: str, value: dict[str, Any]) -> Any:
        raise NotImplementedError


def name_of(key: str) -> UUID:
    name = read_uuid(key.partition(".")[2])
    if name is None:
        raise Rejected("unknown_key")
    return name


class MomentKind(Named):
    def __init__(self, model: type[Moment]) -> None:
        self.model = model

    def clean_item(self, x: Exchange, key: str, value: dict[str, Any]) -> Any:
        value = in_our_time(x, key, value, "happened_at")
        return moment_document(filled(self.row(x, key), value, x.sheet.stages), x.sheet.stages)

    def row(self, x: Exchange, key: str) -> Moment:
        found = self.model.objects.filter(public_id=name_of(key)).first()
        if found is not None and found.visit_id != x.visit.pk:
            raise Rejected("unknown_key")
        return found or self.model(public_id=name_of(key), visit=x.visit)

    def write(self, x: Exchange, event: Event, value: Any, *, is_clash: bool) -> None:
        row = self.row(x, event.key)
        if value != DELETED:
            save_moment(filled(row, value, x.sheet.stages), by=x.by)
        elif row.pk is not None:
            delete_moment(row, by=x.by)


def in_our_time(x: Exchange, key: str, value: dict[str, Any], name: str) -> dict[str, Any]:
    """A time told by a clock that is wrong, put right once: one that we told stays as it is."""
    moment, known = read_moment(value.get(name)), x.log.value(key)
    if moment is None or abs(x.clock.ours - x.clock.theirs) < CLOCK_SLACK:
        return value
    if isinstance(known, dict) and known.get(name) == value[name]:
        return value
    return {**value, name: iso(x.clock.effective(moment))}


class Stamp(Named):
    def clean_item(self, x: Exchange, key: str, value: dict[str, Any]) -> Any:
        if stamp_fault(value):
            raise Rejected("bad_value")
        return in_our_time(x, key, value, "at")

    def write(self, x: Exchange, event: Event, value: Any, *, is_clash: bool) -> None:
        put_stamp(x.visit, name_of(event.key), value, by=x.by)


class Photo(Named):
    """What a photo shows and where it belongs. The picture itself comes on its own."""

    def clean_item(self, x: Exchange, key: str, value: dict[str, Any]) -> Any:
        if set(value) - {"criterion", "stage", "caption", "sha256", "taken_at"}:
            raise Rejected("bad_value")
        criterion, stage = value.get("criterion") or "", value.get("stage") or ""
        texts = (criterion, stage, value.get("caption") or "", value.get("sha256") or "")
        if not all(isinstance(text, str) for text in texts):
            raise Rejected("bad_value")
        if (criterion and criterion not in x.sheet.criteria) or len(texts[2]) > 200:
            raise Rejected("bad_value")
        if stage and stage not in x.sheet.stages:
            raise Rejected("bad_value")
        return value

    def check(self, x: Exchange, key: str, value: Any) -> None:
        if value == DELETED:
            return
        if value.get("criterion"):
            x.sheet.check_is_open(f"c.{value['criterion']}.value")
        known = sum(name.startswith("photo.") for name in x.log.fields)
        if key not in x.log.fields and known >= MOST_PHOTOS:
            raise Rejected("too_many")

    def write(self, x: Exchange, event: Event, value: Any, *, is_clash: bool) -> None:
        row = x.visit.evidence.filter(public_id=name_of(event.key)).first()
        if row is None:
            return
        if value == DELETED:
            delete_photo(row, by=x.by)
        else:
            stage = photo_stage(x, value)
            criterion, caption = value.get("criterion") or "", value.get("caption") or ""
            change_photo(row, criterion=criterion, stage=stage, caption=caption, by=x.by)


def photo_stage(x: Exchange, value: Mapping[str, Any]) -> int | None:
    criterion = x.sheet.criteria.get(value.get("criterion") or "")
    key = criterion.stage if criterion else value.get("stage") or ""
    return x.sheet.stages[key].order if key in x.sheet.stages else None


class Start(Kind):
    """The visit has started: what was expected is sealed."""

    def clean(self, x: Exchange, key: str, value: Any) -> Any:
        return iso(time_of(x, value))

    def check(self, x: Exchange, key: str, value: Any) -> None:
        if x.visit.sealed_at:
            raise Overtaken("already_started")

    def write(self, x: Exchange, event: Event, value: Any, *, is_clash: bool) -> None:
        x.sheet.flush()
        start_visit(x.visit, by=x.by, at=read_moment(value))
        x.visit.refresh_from_db(fields=["sealed_at", "started_at"])


class End(Kind):
    def clean(self, x: Exchange, key: str, value: Any) -> Any:
        return iso(time_of(x, value))

    def write(self, x: Exchange, event: Event, value: Any, *, is_clash: bool) -> None:
        if moment := read_moment(value):
            end_visit(x.visit, by=x.by, at=moment)


def time_of(x: Exchange, value: Any) -> datetime:
    moment = read_moment(value)
    if moment is None:
        raise Rejected("bad_value")
    known = x.visit.ended_at  # told by us before
    return moment if known and iso(known) == iso(moment) else x.clock.effective(moment)


FIELD = Field()
KINDS: Mapping[str, Kind] = {
    "c": FIELD,
    "s": FIELD,
    "e": FIELD,
    "v": FIELD,
    "k": FIELD,
    "t": Timer(),
    "promise": MomentKind(Promise),
    "incident": MomentKind(Incident),
    "stamp": Stamp(),
    "photo": Photo(),
}
DEEDS: Mapping[str, Kind] = {"visit.started": Start(), "visit.ended": End()}


def kind_of(key: str) -> Kind:
    kind = DEEDS.get(key) or KINDS.get(key.partition(".")[0])
    if kind is None:
        raise Rejected("unknown_key")
    return kind


def refusal_of(refused: ValidationError) -> str:
    """The code of a deed's refusal; one without says only that it may not be now."""
    return refused.code if hasattr(refused, "code") and refused.code else "closed"
