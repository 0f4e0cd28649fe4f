"""What a device sends, read with suspicion: a batch of mutations, and the moments in it by age."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.dateparse import parse_datetime

PROTOCOL = settings.API_PROTOCOL
MOST_MUTATIONS = 200
MOST_BYTES = 1024 * 1024
MOST_NUMBER = 2**53  # the largest whole number that every browser tells exactly
KEY_LENGTH = 120
# Older than this nothing is: a clock that says so is believed no further.
OLDEST = timedelta(days=3650)


class Refused(Exception):  # noqa: N818 - an answer, not a fault
    """The whole request gets an answer that is not 200."""

    def __init__(self, status: int, code: str, **more: Any) -> None:
        super().__init__(code)
        self.status, self.code, self.more = status, code, more


@dataclass(frozen=True, slots=True)
class Clock:
    """The device's clock against ours. Ages are believed, times of day are not."""

    ours: datetime
    theirs: datetime

    def effective(self, moment: datetime) -> datetime:
        age = max(self.theirs - moment, timedelta(0))
        return self.ours - min(age, OLDEST)


@dataclass(frozen=True, slots=True)
class Mutation:
    """One field written once, as it was sent."""

    id: UUID
    seq: int
    key: str
    value: Any
    base: int
    at: datetime
    observed: datetime | None = None
    resolves: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Batch:
    request: str
    device: UUID
    user: int
    visit: UUID
    since: int
    clock: Clock
    mutations: Sequence[Mutation]
    malformed: Sequence[Any]  # ids of rows that cannot be read, as they were sent
    held: Mapping[str, Any] | None = None


def document(body: bytes) -> dict[str, Any]:
    """The body as an object of JSON."""
    if len(body) > MOST_BYTES:
        raise Refused(413, "too_many")
    try:
        found = json.loads(body, parse_constant=not_json)
    except (ValueError, RecursionError):
        raise Refused(400, "malformed") from None
    if not isinstance(found, dict):
        raise Refused(400, "malformed")
    return found


def not_json(text: str) -> Any:
    raise ValueError(text)


def read_batch(found: Mapping[str, Any]) -> Batch:
    if found.get("protocol") != PROTOCOL:
        raise Refused(426, "protocol", newest=PROTOCOL)
    rows = found.get("mutations", [])
    if not isinstance(rows, list):
        raise Refused(400, "malformed")
    if len(rows) > MOST_MUTATIONS:
        raise Refused(413, "too_many")
    device, visit = read_uuid(found.get("device")), read_uuid(found.get("visit"))
    theirs, request = read_moment(found.get("now")), read_uuid(found.get("request"))
    if not (device and visit and theirs and request):
        raise Refused(400, "malformed")
    mutations = [(row, read_mutation(row)) for row in rows]
    held = found.get("held")
    return Batch(
        request=str(found["request"]),
        device=device,
        user=read_number(found.get("user"), default=-1),
        visit=visit,
        since=read_number(found.get("since", 0), default=0),
        clock=Clock(timezone.now(), theirs),
        mutations=sorted((m for _row, m in mutations if m), key=lambda m: m.seq),
        malformed=[
            row.get("id") if isinstance(row, dict) else None for row, m in mutations if not m
        ],
        held=held if isinstance(held, dict) else None,
    )


def read_mutation(row: Any) -> Mutation | None:
    """None for what has not even the shape of a mutation."""
    if not isinstance(row, dict):
        return None
    pk, at = read_uuid(row.get("id")), read_moment(row.get("at"))
    seq, base = read_number(row.get("seq")), read_number(row.get("base", 0))
    key, resolves = row.get("key"), row.get("resolves") or []
    is_key = isinstance(key, str) and 0 < len(key) <= KEY_LENGTH and storable(key)
    if not (pk and at and is_key) or seq < 0 or base < 0 or not isinstance(resolves, list):
        return None
    decided = [read_uuid(item) for item in resolves[:MOST_MUTATIONS]]
    return Mutation(
        id=pk,
        seq=seq,
        key=str(key),
        value=row.get("value"),
        base=base,
        at=at,
        observed=read_moment(row.get("observed")),
        resolves=tuple(item for item in decided if item),
    )


def read_uuid(value: Any) -> UUID | None:
    try:
        return UUID(value) if isinstance(value, str) and len(value) == 36 else None
    except ValueError:
        return None


def read_number(value: Any, default: int = -1) -> int:
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    return value if is_whole and 0 <= value <= MOST_NUMBER else default


def read_moment(value: Any) -> datetime | None:
    """A moment with its zone, from the years in which tablets exist."""
    try:
        found = parse_datetime(value) if isinstance(value, str) and len(value) <= 40 else None
    except ValueError:
        return None
    if found is None or found.tzinfo is None or not 1970 < found.year < 9990:
        return None
    return found


def iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def storable(value: Any) -> bool:
    """Whether the databases can keep it: no NUL, no half of a character, no infinite number."""
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False)
        text.encode()
    except (ValueError, UnicodeEncodeError):
        return False
    escaped_backslash = "\\\\"
    return "\\u0000" not in text.replace(escaped_backslash, "")
