"""One message of a device: its mutations decided one after another, then everything stored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import DataError, transaction
from django.db.models import Max

from accounts.models import User
from audits.actions.answers import Change, note_changes
from audits.actions.log import Log, event_digest
from audits.actions.sheet import Sheet
from audits.models import Event, EventStatus, FieldState, Status, Visit
from audits.queries.visit import digest, own_visits
from audits.queries.visit_progress import WRITABLE_STATUSES
from audits.sync.kinds import Kind, kind_of, refusal_of
from audits.sync.messages import Batch, Clock, Mutation, Refused, storable
from audits.sync.rows import stored
from audits.sync.values import Overtaken, Rejected

# A rejected value is kept in the log as it came, up to this length of its text.
KEPT_LENGTH = 20_000


@transaction.atomic
def exchange(batch: Batch, *, by: User) -> Exchange:
    """Take in what the device sends. Devices of one visit wait for each other here."""
    visit = own_visits(by).select_for_update(of=("self",)).filter(public_id=batch.visit).first()
    if visit is None:
        raise Refused(404, "no_visit")
    refuse_copied_device(batch)
    taken = Exchange.of(visit, batch.device, batch.clock, by)
    taken.take(batch.mutations, batch.malformed)
    return taken


def refuse_copied_device(batch: Batch) -> None:
    """Two devices of one mark would overtake each other's entries unseen."""
    numbers = {mutation.seq: mutation.id for mutation in batch.mutations}
    if len(numbers) < len({mutation.id for mutation in batch.mutations}):
        raise Refused(409, "device_clash")
    others = Event.objects.filter(device=batch.device, seq__in=numbers)
    if others.exclude(pk__in=numbers.values()).exists():
        raise Refused(409, "device_clash")


@dataclass(slots=True)
class Exchange:
    """A locked visit with its fields and its log, while the mutations of one device go in."""

    visit: Visit
    sheet: Sheet
    log: Log
    device: UUID
    clock: Clock
    by: User
    changes: list[Change] = field(default_factory=list)
    results: list[dict[str, Any]] = field(default_factory=list)
    last: dict[str, int] = field(default_factory=dict)  # this device's latest entry of a field

    @classmethod
    def of(cls, visit: Visit, device: UUID, clock: Clock, by: User) -> Exchange:
        return cls(visit, Sheet.of(visit), Log.of(visit), device, clock, by)

    @property
    def now(self) -> datetime:
        return self.clock.ours

    def take(self, mutations: Sequence[Mutation], malformed: Iterable[Any] = ()) -> None:
        before = self.log.rev
        known = {row.pk: row for row in Event.objects.filter(pk__in=[m.id for m in mutations])}
        self.read_last({mutation.key for mutation in mutations})
        self.log.advance()
        if not self.settle():
            self.log.rev -= 1
        for mutation in mutations:
            event = known.get(mutation.id)
            if event is None:
                known[mutation.id] = self.add(mutation)
                self.results.append(told(known[mutation.id]))
            else:
                self.results.append(replay(event, self.visit, mutation))
        for pk in malformed:
            self.results.append({"id": pk, "status": "rejected", "rev": None, "code": "malformed"})
        self.store(is_changed=self.log.rev > before)

    def read_last(self, keys: Iterable[str]) -> None:
        rows = Event.objects.filter(visit=self.visit, device=self.device, key__in=keys)
        counted = rows.exclude(status=EventStatus.REJECTED).order_by()
        self.last = dict(counted.values_list("key").annotate(last=Max("seq")))

    def settle(self) -> bool:
        """Catch up with rows that were written past the log. Whether there were any."""
        values = stored(self.sheet, self.log)
        return self.log.settle(values, sorted(values), self.now)

    def add(self, mutation: Mutation) -> Event:
        """Decide on a mutation that has not been here before."""
        event = self.event(mutation)
        try:
            self.decide(mutation, event)
        except Overtaken as overtaken:
            event.status, event.code = EventStatus.SUPERSEDED, overtaken.code
        except Rejected as refusal:
            self.reject(event, refusal.code)
        except ValidationError as refusal:
            self.reject(event, refusal_of(refusal))
        except DataError:
            self.reject(event, "bad_value")
        if event not in self.log.events:
            self.log.note(event)
        return event

    def reject(self, event: Event, code: str) -> None:
        event.status, event.code, event.value = EventStatus.REJECTED, code, keepable(event.value)

    def event(self, mutation: Mutation) -> Event:
        observed = mutation.observed
        return Event(
            id=mutation.id,
            visit=self.visit,
            key=mutation.key,
            value=mutation.value,
            base=mutation.base,
            device=self.device,
            seq=mutation.seq,
            user=self.by,
            client_at=mutation.at,
            effective_at=self.clock.effective(mutation.at),
            observed_at=self.clock.effective(observed) if observed else None,
            received_at=self.now,
            digest=event_digest(mutation.key, mutation.value),
        )

    def decide(self, mutation: Mutation, event: Event) -> None:
        kind = kind_of(mutation.key)
        self.refuse_closed()
        value = kind.clean(self, mutation.key, mutation.value)
        current = self.log.fields.get(mutation.key)
        if self.is_overtaken(mutation, current):
            raise Overtaken("")
        kind.check(self, mutation.key, value)
        if current is None or not self.is_unseen(mutation, current, value):
            event.status = EventStatus.APPLIED
            self.lead(kind, event, value, decided=mutation.resolves)
        elif event.effective_at >= current.event.effective_at:
            event.status, loser = EventStatus.CONFLICT, current.event
            self.lead(kind, event, value, is_clash=True)
            self.log.clash(loser)
        else:
            event.status = EventStatus.CONFLICT
            self.log.note(event)
            self.log.clash(event)
        self.last[mutation.key] = max(mutation.seq, self.last.get(mutation.key, 0))

    def refuse_closed(self) -> None:
        if self.visit.status in (Status.PLANNED, Status.OFFERED):
            raise Rejected("not_open")
        if self.visit.status not in WRITABLE_STATUSES:
            raise Rejected("submitted")

    def is_overtaken(self, mutation: Mutation, current: FieldState | None) -> bool:
        """Whether a later entry of the same device is here already."""
        if self.last.get(mutation.key, -1) > mutation.seq:
            return True
        is_own = current is not None and current.event.device == self.device
        return is_own and current is not None and current.event.seq > mutation.seq

    def is_unseen(self, mutation: Mutation, current: FieldState, value: Any) -> bool:
        return (
            current.event.device != self.device
            and current.rev > mutation.base
            and digest(current.value) != digest(value)
        )

    def lead(
        self,
        kind: Kind,
        event: Event,
        value: Any,
        *,
        is_clash: bool = False,
        decided: Sequence[UUID] = (),
    ) -> None:
        with transaction.atomic() if kind.writes_rows else nullcontext():
            kind.write(self, event, value, is_clash=is_clash)
        named = self.log.named(decided)
        self.log.advance()
        self.log.lead(event, value)
        self.log.resolve((one for one in named if one in self.log.open), event)

    def store(self, *, is_changed: bool) -> None:
        self.sheet.flush()
        note_changes(self.visit, self.changes, self.by, self.now)
        self.log.store()
        if is_changed:
            self.visit.revision, self.visit.written_at = self.log.rev, self.now
            self.visit.save(update_fields=["revision", "written_at", "closing"])


def replay(event: Event, visit: Visit, mutation: Mutation) -> dict[str, Any]:
    """The same answer as the first time; another content under a used key is refused."""
    is_same = event.digest == event_digest(mutation.key, mutation.value)
    if event.visit_id != visit.pk or not is_same:
        code = "id_reuse"
        return {"id": str(mutation.id), "status": "rejected", "rev": None, "code": code}
    return {**told(event), "replay": True}


def told(event: Event) -> dict[str, Any]:
    return {"id": str(event.pk), "status": event.status, "rev": event.rev, "code": event.code}


def keepable(value: Any) -> Any:
    """A rejected value as the log can hold it."""
    if storable(value) and len(str(value)) <= KEPT_LENGTH:
        return value
    return {"unreadable": ascii(value)[:KEPT_LENGTH]}
