"""The log of a visit: every field written, by whom, on which device; and what follows from it.

Whoever writes into a locked visit opens its log, lets events lead or stand beside, and stores it.
The values of fields are the fold of the log. What rows say and the log does not, after an import
for instance, is booked as written by the house before anything else is decided.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID, uuid4

from accounts.models import User
from audits.models import Conflict, Event, EventStatus, FieldState, Visit
from audits.queries.visit import FieldName, digest, is_blank

Row = TypeVar("Row", FieldState, Conflict)

# The device of what was written without one.
HOUSE = UUID(int=0)


def event_digest(key: str, value: Any) -> str:
    text = json.dumps([key, value], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def sibling(key: str) -> str:
    """Of an answer its “does not apply”, and the other way round: one takes the other away."""
    other = {"value": "state", "state": "value"}
    name = FieldName.of(key)
    if name.part != "c" or name.field not in other:
        return ""
    return f"c.{name.owner}.{other[name.field]}"


@dataclass(slots=True)
class Log:
    """The fields of one locked visit with the events behind them, and what is to be stored."""

    visit: Visit
    fields: dict[str, FieldState]
    open: list[Conflict]
    rev: int
    events: list[Event] = field(default_factory=list)
    changed: set[str] = field(default_factory=set)
    resolved: list[Conflict] = field(default_factory=list)

    @classmethod
    def of(cls, visit: Visit) -> Log:
        states = FieldState.objects.filter(visit=visit).select_related("event")
        conflicts = Conflict.objects.filter(visit=visit, resolved_by=None)
        return cls(
            visit=visit,
            fields={row.key: row for row in states},
            open=list(conflicts.select_related("event")),
            rev=visit.revision,
        )

    def value(self, key: str) -> Any:
        state = self.fields.get(key)
        return state.value if state else None

    def advance(self) -> None:
        """What is written from here on belongs to the next revision."""
        self.rev += 1

    def settle(
        self,
        stored: Mapping[str, Any],
        keys: Iterable[str],
        now: datetime,
        by: User | None = None,
    ) -> bool:
        """Book what rows hold and the log does not know. Whether there was anything."""
        drifted = [key for key in keys if digest(self.value(key)) != digest(stored.get(key))]
        for key in drifted:
            event = Event(
                id=uuid4(),
                visit=self.visit,
                key=key,
                value=stored.get(key),
                device=HOUSE,
                seq=0,
                user=by,
                effective_at=now,
                received_at=now,
                digest=event_digest(key, stored.get(key)),
                status=EventStatus.APPLIED,
            )
            self.lead(event, stored.get(key))
        return bool(drifted)

    def lead(self, event: Event, value: Any) -> None:
        """The event's value is the field's value from now on."""
        self.note(event)
        event.rev = self.rev
        self.set(event.key, value, event)
        if sibling(event.key) and not is_blank(value):
            self.set(sibling(event.key), None, event)
        self.resolve(
            (
                conflict
                for conflict in self.open
                if conflict.key == event.key and digest(conflict.before) == digest(value)
            ),
            event,
        )

    def note(self, event: Event) -> None:
        self.events.append(event)

    def set(self, key: str, value: Any, event: Event) -> None:
        state = self.fields.setdefault(key, FieldState(visit=self.visit, key=key))
        state.value, state.event, state.rev = value, event, self.rev
        self.changed.add(key)

    def clash(self, loser: Event) -> None:
        """Keep the value that does not lead, to be shown beside the one that does."""
        if all(conflict.event_id != loser.pk for conflict in self.open):
            self.open.append(Conflict(visit=self.visit, event=loser))

    def named(self, ids: Collection[UUID]) -> list[Conflict]:
        """The open conflicts that a writer decides who names these events, from either side."""
        return [
            conflict
            for conflict in self.open
            if conflict.event_id in ids
            or (conflict.key in self.fields and self.fields[conflict.key].event_id in ids)
        ]

    def resolve(self, conflicts: Iterable[Conflict], event: Event) -> None:
        for conflict in list(conflicts):
            conflict.resolved_by = event
            self.open.remove(conflict)
            self.resolved.append(conflict)

    def store(self) -> None:
        Event.objects.bulk_create(self.events)
        states = [self.fields[key] for key in self.changed]
        new, old = of_two_ages(states)
        FieldState.objects.bulk_create(new)
        FieldState.objects.bulk_update(old, ["value", "event", "rev"])
        new_conflicts, _known = of_two_ages([*self.open, *self.resolved])
        _new, decided = of_two_ages(self.resolved)
        Conflict.objects.bulk_create(new_conflicts)
        Conflict.objects.bulk_update(decided, ["resolved_by"])


def of_two_ages(rows: Iterable[Row]) -> tuple[list[Row], list[Row]]:
    """Those that are to be stored for the first time, and the others."""
    rows = list(rows)
    return [row for row in rows if row.pk is None], [row for row in rows if row.pk is not None]
