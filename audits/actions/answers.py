"""The auditor writes: answers, impressions, expectations and closings, one field at a time.

A field comes with the mark of what its writer had before the eyes (``seen``). A field that was
left as it was seen is not written, so a page opened yesterday blanks out nothing. One that was
changed here *and* meanwhile elsewhere is a clash: the later entry leads, and what it replaced
stays in the trail of changes, marked, to be shown beside the question.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audits.actions.log import Log, event_digest, sibling
from audits.actions.sheet import Noted, Sheet
from audits.models import AnswerChange, AnswerState, Event, EventStatus, Visit
from audits.queries.visit import FieldName, digest, is_blank, is_on_team
from audits.queries.visit_progress import WRITABLE_STATUSES
from journeys.definition import stage_criteria


@dataclass(frozen=True, slots=True)
class Entry:
    """One field as its writer left it: a clean value, and the mark of the value that was seen."""

    key: str
    value: Any
    seen: str | None = None  # None: not known, the value is simply written


@dataclass(frozen=True, slots=True)
class Clash:
    key: str
    replaced: Any


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save did: the fields written, and those that replaced something unseen."""

    keys: tuple[str, ...]
    clashes: tuple[Clash, ...]


@transaction.atomic
def save_answers(
    visit: Visit,
    entries: Iterable[Entry],
    *,
    by: User,
    at: datetime | None = None,
    form: UUID | None = None,
) -> Saved:
    """Write the fields that were changed. ``at``: when it was observed, now if not said;
    ``form``: the mark of the page they were typed on, so that a page sent twice counts once."""
    visit = locked_for_writing(visit, by)
    sheet, log = Sheet.of(visit), Log.of(visit)
    page = FormPage(log, form or uuid4(), by)
    changes = list(changes_of(sheet, page.unrepeated(entries)))
    if not changes:
        return Saved((), ())
    now = timezone.now()
    page.book(changes, sheet.values, now)
    for change in changes:
        sheet.take(change.key, change.after, Noted(now, at))
    sheet.flush()
    note_changes(visit, changes, by, now)
    log.store()
    visit.revision, visit.written_at = log.rev, now
    visit.save(update_fields=["revision", "written_at", "closing"])
    return Saved(
        tuple(change.key for change in changes),
        tuple(Clash(change.key, change.before) for change in changes if change.is_clash),
    )


def mark_unseen(visit: Visit, stage: str, *, by: User) -> Saved:
    """Nothing could be observed in a stage: each of its questions says so."""
    criteria = stage_criteria(visit.checklist_version.definition, stage)
    unseen = AnswerState.NOT_OBSERVED.value
    return save_answers(
        visit, [Entry(f"c.{criterion.code}.state", unseen) for criterion in criteria], by=by
    )


def locked_for_writing(visit: Visit, by: User) -> Visit:
    """The visit, locked, if this user may write into it now."""
    rows = Visit.objects.select_for_update(of=("self",)).select_related("checklist_version")
    row = rows.defer("checklist_version__document").get(pk=visit.pk)
    if not is_on_team(row, by):
        raise ValidationError(_("Only the auditor of this visit may write into it."))
    if row.status not in WRITABLE_STATUSES:
        raise ValidationError(
            _("The visit is not open for writing: it has been sent, or not accepted yet.")
        )
    return row


def touch(visit: Visit) -> None:
    """Something else of the visit was written: a moment, a photo."""
    rows = Visit.objects.filter(pk=visit.pk)
    rows.update(revision=F("revision") + 1, written_at=timezone.now())


@dataclass(frozen=True, slots=True)
class Change:
    key: str
    before: Any
    after: Any
    is_clash: bool = False


def changes_of(sheet: Sheet, entries: Sequence[Entry]) -> Iterator[Change]:
    """The fields that this writer changed, answers first made one with their states."""
    seen = {entry.key: entry.seen for entry in entries}
    typed = {entry.key: entry.value for entry in entries if is_changed(sheet, entry)}
    for key, value in agreed(typed).items():
        before = sheet.values.get(key)
        mark = seen.get(key)
        if digest(before) != digest(value):
            sheet.check_is_open(key)
            is_unseen = mark is not None and digest(before) != mark
            yield Change(key, before, value, is_unseen and not is_blank(before))
        elif digest(value) != digest(typed.get(key, value)):
            # Typed together with “not applicable”, and so set aside before it was ever stored.
            yield Change(key, typed[key], value)


def is_changed(sheet: Sheet, entry: Entry) -> bool:
    """Changed against what was seen; where that is not known, against what is stored."""
    seen = digest(sheet.values.get(entry.key)) if entry.seen is None else entry.seen
    return digest(entry.value) != seen


def agreed(typed: Mapping[str, Any]) -> dict[str, Any]:
    """A question is answered or it is not: “not applicable” takes the answer away, and an answer
    given where “not applicable” stood before takes that away."""
    values = dict(typed)
    for key, value in typed.items():
        name = FieldName.of(key)
        state = f"c.{name.owner}.state"
        if name.part != "c" or is_blank(value):
            continue
        if name.field == "state":
            values[f"c.{name.owner}.value"] = None
        elif name.field == "value":
            values.setdefault(state, None)
    return values


@dataclass(slots=True)
class FormPage:
    """A page that was sent, in the log of its visit. Its mark is to it what a tablet's own is:
    a field sent again by it with the same content is a repetition, wherever things are by now."""

    log: Log
    mark: UUID
    by: User
    known: set[UUID] = field(default_factory=set)

    def unrepeated(self, entries: Iterable[Entry]) -> list[Entry]:
        """Without what this page has sent before and another has changed since."""
        marks = {self.event_id(entry.key, entry.value): entry for entry in entries}
        self.known = set(Event.objects.filter(pk__in=marks).values_list("pk", flat=True))
        return [
            entry for pk, entry in marks.items() if pk not in self.known or self.leads(entry.key)
        ]

    def leads(self, key: str) -> bool:
        state = self.log.fields.get(key)
        return state is not None and state.event.device == self.mark

    def event_id(self, key: str, value: Any) -> UUID:
        return uuid5(self.mark, event_digest(key, value))

    def book(self, changes: Sequence[Change], stored: Mapping[str, Any], now: datetime) -> None:
        """All of one page belongs to one revision."""
        self.log.advance()
        self.log.settle(stored, [change.key for change in changes], now)
        fields = self.log.fields
        replaced = [fields[change.key].event for change in changes if change.is_clash]
        answered = {change.key for change in changes if not is_blank(change.after)}
        for change in changes:
            if is_blank(change.after) and sibling(change.key) in answered:
                continue  # taken away by the other field, whose event says so
            self.write(change, now)
        for event in replaced:
            self.log.clash(event)

    def write(self, change: Change, now: datetime) -> None:
        before = self.log.fields.get(change.key)
        mark = self.event_id(change.key, change.after)
        event = Event(
            id=uuid4() if mark in self.known else mark,  # typed again on this very page
            visit=self.log.visit,
            key=change.key,
            value=change.after,
            base=0 if change.is_clash or before is None else before.rev,
            device=self.mark,
            seq=self.log.rev,
            user=self.by,
            client_at=now,
            effective_at=now,
            received_at=now,
            digest=event_digest(change.key, change.after),
            status=EventStatus.CONFLICT if change.is_clash else EventStatus.APPLIED,
        )
        decided = [conflict for conflict in self.log.open if conflict.key == change.key]
        self.log.resolve(decided, event)
        self.log.lead(event, change.after)


def note_changes(visit: Visit, changes: Iterable[Change], by: User, at: datetime) -> None:
    """Keep what was replaced. The first thing written into a blank field replaces nothing."""
    AnswerChange.objects.bulk_create(
        AnswerChange(
            visit=visit,
            key=change.key,
            before=change.before,
            after=change.after,
            is_clash=change.is_clash,
            user=by,
            at=at,
        )
        for change in changes
        if not is_blank(change.before)
    )
