import uuid
from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError

from audits.actions.stamps import put_stamp, stamp_fault
from audits.models import Stamp, Status
from tests.audits.visits import accepted_visit
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
NOON = "2026-11-23T12:00:00.000Z"
ARRIVED = {"kind": "arrived", "at": NOON, "text": ""}
NAME = uuid.UUID("01900000-0000-7000-8000-000000000001")


def put(visit, value, **more):
    put_stamp(visit, NAME, value, by=visit.auditor, **more)


def test_a_stamp_that_comes_twice_is_one():
    visit = accepted_visit()
    put(visit, ARRIVED)
    put(visit, ARRIVED)
    stamp = Stamp.objects.get()
    assert (stamp.kind, stamp.at) == ("arrived", datetime(2026, 11, 23, 12, tzinfo=UTC))
    assert not visit.changes.exists()


def test_the_corrected_time_counts():
    visit, corrected = accepted_visit(), datetime(2026, 11, 23, 15, tzinfo=UTC)
    put(visit, ARRIVED, at=corrected)
    assert Stamp.objects.get().at == corrected


def test_a_stamp_taken_back_leaves_its_trace():
    visit = accepted_visit()
    put(visit, ARRIVED)
    put(visit, {"deleted": True})
    put(visit, {"deleted": True})
    assert not Stamp.objects.exists()
    change = visit.changes.get()
    assert (change.key, change.before["kind"], change.after) == (f"stamp.{NAME}", "arrived", None)


@pytest.mark.parametrize(
    "value",
    [
        None,
        {"kind": "arrived"},
        {**ARRIVED, "kind": "slept"},
        {**ARRIVED, "at": "2026-11-23T12:00:00"},
        {**ARRIVED, "at": "noon"},
        {**ARRIVED, "at": "2026-13-23T12:00:00Z"},
        {**ARRIVED, "text": "x" * 501},
        {**ARRIVED, "text": 5},
        {**ARRIVED, "colour": "red"},
    ],
)
def test_what_is_no_stamp_is_refused(value):
    visit = accepted_visit()
    assert stamp_fault(value)
    with pytest.raises(ValidationError):
        put(visit, value)


def test_nobody_stamps_another_visit():
    visit, other = accepted_visit(), accepted_visit()
    put(visit, ARRIVED)
    with pytest.raises(ValidationError, match="another visit"):
        put_stamp(other, NAME, ARRIVED, by=other.auditor)
    with pytest.raises(ValidationError):
        put_stamp(visit, NAME, ARRIVED, by=UserFactory())


def test_a_sent_visit_takes_no_stamp():
    with pytest.raises(ValidationError):
        put(accepted_visit(status=Status.SUBMITTED), ARRIVED)
