"""Two tablets, one visit, a network that drops, repeats and reorders, clocks that are wrong.

Whatever is drawn: the state is the fold of the log (written here once more, on its own), no key
counts twice, no value vanishes without a trace, and a repetition gets the same answer.
"""

import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from django.db import transaction
from hypothesis import example, given, settings
from hypothesis import strategies as st

from audits.models import Conflict, Event, FieldState
from audits.queries.visit import digest
from audits.sync.exchange import exchange
from audits.sync.messages import Batch, Clock, Mutation
from audits.sync.state import read_state
from tests.audits.visits import started_visit, values, write

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
VALUES = {
    "c.S1-01.value": ["yes", "no", None],
    "c.S1-01.state": ["not_applicable", "not_observed", None],
    "c.S1-01.comment": ["Warm.", "Cold.", None],
    "s.service.SC-EMO": [-3, 0, 3, None],
    "v.VC-NPS": [0, 10, None],
    "e.loyalty": [1],  # sealed: always refused
    "c.S1-01.colour": ["red"],  # unknown: always refused
}

TWINS = {"value": "state", "state": "value"}

keys = st.sampled_from(sorted(VALUES))
entries = st.builds(
    lambda key, pick, base: (key, VALUES[key][pick % len(VALUES[key])], base),
    keys,
    st.integers(0, 5),
    st.sampled_from(["seen", "seen", "blind"]),
)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("type"), st.integers(0, 1), entries),
        # Sent: in which order, and whether the answer comes back.
        st.tuples(st.just("send"), st.integers(0, 1), st.tuples(st.booleans(), st.booleans())),
        st.tuples(st.just("repeat"), st.integers(0, 1), st.integers(0, 50)),
        st.tuples(st.just("pull"), st.integers(0, 1), st.none()),
        st.tuples(st.just("form"), st.integers(0, 1), entries),
        st.tuples(st.just("resolve"), st.integers(0, 1), st.booleans()),
    ),
    max_size=25,
)
hours = st.tuples(st.integers(-5, 5), st.integers(-5, 5))


@dataclass
class Tablet:
    ahead: timedelta
    device: uuid.UUID = field(default_factory=uuid.uuid4)
    seq: int = 0
    since: int = 0
    known: dict = field(default_factory=dict)  # key: rev
    outbox: list = field(default_factory=list)
    sent: list = field(default_factory=list)
    conflicts: list = field(default_factory=list)

    def type(self, key, value, base, now, resolves=()):
        self.seq += 1
        seen = self.known.get(key, 0) if base == "seen" else 0
        at = now + self.ahead
        row = Mutation(uuid.uuid4(), self.seq, key, value, seen, at, None, tuple(resolves))
        self.outbox.append(row)


class World:
    """The visit on the server, both tablets, and every first answer by key."""

    def __init__(self, ahead):
        self.visit = started_visit()
        self.tablets = [Tablet(timedelta(hours=hour)) for hour in ahead]
        self.now, self.first = NOON, {}

    def run(self, step):
        name, who, what = step
        self.now += timedelta(seconds=7)
        getattr(self, name)(self.tablets[who], what)

    def type(self, tablet, what):
        tablet.type(*what, self.now)

    def send(self, tablet, what):
        is_reversed, is_heard = what
        rows = list(reversed(tablet.outbox)) if is_reversed else tablet.outbox
        # A message holds them in any order; singly they may also arrive in any order.
        for row in rows if is_reversed else [None]:
            self.deliver(tablet, [row] if row else rows, is_heard=is_heard)

    def deliver(self, tablet, rows, *, is_heard=True):
        clock = Clock(self.now, self.now + tablet.ahead)
        batch = Batch("r", tablet.device, 0, self.visit.public_id, 0, clock, list(rows), ())
        taken = exchange(batch, by=self.visit.auditor)
        tablet.sent += [row for row in rows if row not in tablet.sent]
        for result in taken.results:
            told = {name: result[name] for name in ("status", "rev", "code")}
            assert self.first.setdefault(result["id"], told) == told
        if is_heard:
            answered = {result["id"] for result in taken.results}
            tablet.outbox = [row for row in tablet.outbox if str(row.id) not in answered]
            self.pull(tablet, None)

    def pull(self, tablet, _what):
        said = read_state(
            self.visit, since=tablet.since, by=self.visit.auditor, device=tablet.device
        )
        tablet.since, tablet.conflicts = said["rev"], said["conflicts"]
        tablet.known |= {change["key"]: change["rev"] for change in said["changes"]}

    def repeat(self, tablet, which):
        if tablet.sent:
            self.deliver(tablet, [tablet.sent[which % len(tablet.sent)]])

    def form(self, _tablet, what):
        key, value, _base = what
        if key not in ("e.loyalty", "c.S1-01.colour"):
            write(self.visit, **{key: value})

    def resolve(self, tablet, is_kept):
        for conflict in tablet.conflicts[:1]:
            side = conflict["kept" if is_kept else "other"]
            named = [uuid.UUID(conflict[name]["id"]) for name in ("kept", "other")]
            tablet.type(side["key"], side["value"], "seen", self.now, named)


def fold(events):
    """The state of every field, from the log alone: whatever got a revision led from then on."""
    state = {}
    for event in sorted((row for row in events if row.rev), key=lambda row: row.rev):
        state[event.key] = event.value
        if twin(event.key) and event.value is not None:
            state[twin(event.key)] = None
    return state


def check(world):
    events = list(Event.objects.filter(visit=world.visit))
    state = fold(events)
    fields = {row.key: row.value for row in FieldState.objects.filter(visit=world.visit)}
    assert fields == state
    rows = values(world.visit)
    assert {key: value for key, value in state.items() if value is not None} == {
        **rows,
        "visit.started": state["visit.started"],
    }
    check_counts(world, events)
    check_leads(world, events)
    check_traces(world, events, fields)


def check_counts(world, events):
    """Each mutation that arrived is there once, and nothing else but the forms' and the house's."""
    told = [event for event in events if event.device in {t.device for t in world.tablets}]
    sent = [row for tablet in world.tablets for row in tablet.sent]
    assert sorted(event.pk for event in told) == sorted(row.id for row in sent)
    by_id = {row.id: row for row in sent}
    assert all(event.value == by_id[event.pk].value for event in told)
    assert {str(event.pk): event.status for event in told} == {
        pk: answer["status"] for pk, answer in world.first.items()
    }


def twin(key):
    """An answer and the reason for none take each other away."""
    head, _dot, name = key.rpartition(".")
    return f"{head}.{TWINS[name]}" if key.startswith("c.") and name in TWINS else None


def check_leads(world, events):
    """Of one device the later entry leads, of two that did not know of each other the later one."""
    for key in VALUES:
        rows = [event for event in events if event.key == key]
        led = sorted((row for row in rows if row.rev), key=lambda row: row.rev)
        for tablet in world.tablets:
            numbers = [row.seq for row in led if row.device == tablet.device]
            assert numbers == sorted(numbers), key
        for before, after in pairwise(led):
            assert after.status != "conflict" or after.effective_at >= before.effective_at, key
        rivals = [row for row in events if row.rev and row.key in (key, twin(key))]
        for lost in (row for row in rows if row.status == "conflict" and not row.rev):
            assert any(row.effective_at > lost.effective_at for row in rivals), key


def check_traces(world, events, fields):
    """Each value is current, was overtaken by its own device or refused, was replaced by one who
    had seen it, or stands in a conflict, open or decided."""
    conflicts = {row.event_id: row for row in Conflict.objects.filter(visit=world.visit)}
    leaders = {row.event_id for row in FieldState.objects.filter(visit=world.visit)}
    for event in events:
        if event.pk in leaders or event.status in ("superseded", "rejected"):
            assert event.code or event.status != "rejected"
            continue
        later = [row for row in events if row.rev and row.rev > (event.rev or 0)]
        if event.status == "conflict" and event.rev is None:
            assert event.pk in conflicts
        assert event.pk in conflicts or any(is_replaced(event, row, world) for row in later)
    for pk, conflict in conflicts.items():
        assert conflict.resolved_by_id or conflict.key in fields, pk


def is_replaced(event, later, world):
    """By a field that takes it away or holds the same, written knowingly, equally, or by itself."""
    same_owner = event.key.rpartition(".")[0] == later.key.rpartition(".")[0]
    knows = later.base >= (event.rev or 0) or later.device == event.device
    is_form = later.device not in {tablet.device for tablet in world.tablets}
    left = None if event.key == twin(later.key) else later.value
    return same_owner and (knows or is_form or digest(left) == digest(event.value))


# Two entries of one field on their way in the wrong order: rarely drawn.
COLD, WARM = (("type", 0, ("c.S1-01.comment", words, "seen")) for words in ("Cold.", "Warm."))


# A reason loses to an answer; a blank reason and an answer leave the same.
REASON, BLANK = (("type", 0, ("c.S1-01.state", why, "seen")) for why in ("not_observed", None))
ANSWER = ("c.S1-01.value", "yes", "seen")


@example(plan=[COLD, WARM, ("send", 0, (True, True))], ahead=(0, 0))
@example(plan=[REASON, ("form", 0, ANSWER)], ahead=(0, 0))
@example(plan=[BLANK, ("type", 1, ANSWER)], ahead=(0, 0))
@settings(max_examples=100)
@given(plan=steps, ahead=hours)
def test_nothing_is_lost_doubled_or_vanishes(plan, ahead):
    with transaction.atomic():
        world = World(ahead)
        for step in plan:
            world.run(step)
        for tablet in world.tablets:
            world.deliver(tablet, tablet.outbox)
        check(world)
        transaction.set_rollback(True)


@settings(max_examples=20)
@given(plan=steps, ahead=hours)
def test_everything_sent_again_changes_nothing(plan, ahead):
    with transaction.atomic():
        world = World(ahead)
        for step in plan:
            world.run(step)
        world.deliver(world.tablets[0], [])  # the log catches up with what forms wrote
        before = snapshot(world)
        for tablet in world.tablets:
            world.deliver(tablet, tablet.sent)
        assert snapshot(world) == before
        transaction.set_rollback(True)


def snapshot(world):
    fields = FieldState.objects.filter(visit=world.visit).order_by("key")
    return [
        *fields.values_list("key", "value", "rev", "event"),
        *sorted(values(world.visit).items()),
    ]


def test_the_fold_itself_knows_which_of_two_leads():
    rows = [Event(key="c.a.value", value="yes", rev=1), Event(key="c.a.state", value="x", rev=2)]
    assert fold(rows) == {"c.a.value": None, "c.a.state": "x"}
