"""Keys that are no answer: moments, stamps, photos, stopwatches, the start and the end."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from audits.actions.evidence import add_photo, delete_photo
from audits.actions.moments import delete_moment, save_moment
from audits.models import Evidence, Incident, Promise, Stamp, Visit
from tests.audits.sync.test_exchange import changes, statuses
from tests.audits.visits import accepted_visit, photo_file, write
from tests.factories import STAGE_KEYS

pytestmark = pytest.mark.django_db

PROMISE = {
    "wording": "Ready in an hour.",
    "stage": "purchase",
    "kind": "speed",
    "channel": "",
    "promised": 60,
    "delivered": 90.5,
    "unit": "min",
    "kept": "no",
}
INCIDENT = {
    "polarity": "failure",
    "what": "The card reader was broken.",
    "stage": "service",
    "happened_at": "2026-11-22T10:00:00.000Z",
    "severity": 2,
    "noticed_by": "staff",
    "apology": True,
    "feeling_before": 1,
    "feeling_after": -2,
}
DELETED = {"deleted": True}
UPPER = "stamp.4EBED1FF-9131-4084-8A4D-FDFC75681766"


def key(kind):
    return f"{kind}.{uuid4()}"


def started(tablet):
    return tablet.mutation("visit.started", tablet.clock().isoformat())


def expect(visit):
    write(visit, **{f"e.{stage}": 3 for stage in STAGE_KEYS})


def test_a_promise_becomes_the_row_of_its_form(tablet, visit):
    name = key("promise")
    assert tablet.write(name, PROMISE)["status"] == "applied"
    row = Promise.objects.get()
    assert (f"promise.{row.public_id}", row.stage, row.kept) == (name, 3, "no")
    assert (row.promised, row.delivered) == (60, 90.5)


def test_a_moment_changed_and_deleted_keeps_its_traces(tablet, visit):
    name = key("promise")
    tablet.write(name, PROMISE)
    tablet.write(name, {**PROMISE, "kept": "yes"}, base=tablet.since)
    assert Promise.objects.get().kept == "yes"
    tablet.write(name, DELETED, base=tablet.since)
    assert not Promise.objects.exists()
    assert list(visit.changes.values_list("key", flat=True)) == [name, name]


def test_an_incident_keeps_its_time_and_its_recovery(tablet, visit):
    tablet.write(key("incident"), INCIDENT)
    row = Incident.objects.get()
    assert row.happened_at == parse_datetime("2026-11-22T10:00:00Z")
    assert (row.severity, row.apology, row.fixed, row.feeling_after) == (2, True, False, -2)


def test_a_surprise_has_nothing_to_recover_from(tablet, visit):
    name = key("incident")
    said = tablet.send(tablet.mutation(name, {**INCIDENT, "polarity": "surprise"}))
    assert Incident.objects.get().severity is None
    assert changes(said)[name]["apology"] is False


def test_a_moment_of_a_form_reaches_the_tablet_and_so_does_its_end(tablet, visit):
    row = Promise(visit=visit, stage=3, kind="speed", wording="Soon.")
    save_moment(row, by=visit.auditor)
    assert changes(tablet.send())[f"promise.{row.public_id}"]["wording"] == "Soon."
    tablet.write("c.S1-01.value", "yes")
    name = f"promise.{row.public_id}"
    delete_moment(row, by=visit.auditor)
    assert changes(tablet.send())[name] == DELETED


@pytest.mark.parametrize(
    "change",
    [
        {"stage": "nowhere"},
        {"stage": 3},
        {"kind": "magic"},
        {"wording": ""},
        {"wording": "a\x00"},
        {"promised": "soon"},
        {"promised": 1e30},
        {"promised": -1},
        {"colour": "red"},
        {"kept": ["no"]},
    ],
)
def test_a_moment_that_does_not_fit_is_rejected(tablet, visit, change):
    assert tablet.write(key("promise"), PROMISE | change)["code"] == "bad_value"
    assert not Promise.objects.exists()


@pytest.mark.parametrize(
    "change", [{"severity": 9}, {"feeling_after": 4}, {"apology": "yes"}, {"happened_at": "noon"}]
)
def test_an_incident_that_does_not_fit_is_rejected(tablet, visit, change):
    assert tablet.write(key("incident"), INCIDENT | change)["code"] == "bad_value"


def test_a_moment_of_another_visit_cannot_be_reached(tablet, visit):
    other = accepted_visit()
    row = Promise.objects.create(visit=other, stage=1, kind="speed", wording="Soon.")
    said = tablet.write(f"promise.{row.public_id}", PROMISE)
    assert said["code"] == "unknown_key"


@pytest.mark.parametrize("name", ["promise.", "promise.7", UPPER, "photo.x"])
def test_a_name_that_is_none_is_unknown(tablet, visit, name):
    assert tablet.write(name, DELETED)["code"] == "unknown_key"


def test_a_moment_before_the_start_waits_for_it(tablet_of):
    visit = accepted_visit()
    tablet = tablet_of(visit.auditor, visit)
    assert tablet.write(key("promise"), PROMISE)["code"] == "not_started"


def test_a_stamp_is_stored_in_our_time(tablet_of, visit):
    tablet = tablet_of(ahead=timedelta(hours=3))
    name, at = key("stamp"), tablet.clock() - timedelta(minutes=5)
    tablet.write(name, {"kind": "served", "at": at.isoformat(), "text": ""})
    row = Stamp.objects.get()
    assert timedelta(minutes=5) <= timezone.now() - row.at < timedelta(minutes=6)
    value = {"kind": "served", "at": changes(tablet.send(since=0))[name]["at"], "text": "Anna"}
    tablet.write(name, value, base=tablet.since)
    assert Stamp.objects.get().at.replace(microsecond=0) == row.at.replace(microsecond=0)


def test_a_stamp_that_does_not_fit_is_rejected(tablet, visit):
    assert tablet.write(key("stamp"), {"kind": "danced"})["code"] == "bad_value"


def test_a_stopwatch_keeps_its_times(tablet, visit):
    value = {"start": "2026-11-22T10:00:00Z", "stop": None}
    assert tablet.write("t.S3-01", value)["status"] == "applied"
    assert changes(tablet.send(since=0))["t.S3-01"] == value


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("t.nothing", None, "unknown_key"),
        ("t.S3-01", 7, "bad_value"),
        ("t.S3-01", {"start": "now"}, "bad_value"),
        ("visit.paused", "x", "unknown_key"),
        ("visit.ended", "soon", "bad_value"),
    ],
)
def test_other_keys_are_checked_too(tablet, visit, name, value, code):
    assert tablet.write(name, value)["code"] == code


# The start and the end


def test_the_start_seals_at_its_own_time(tablet_of):
    visit = accepted_visit()
    expect(visit)
    tablet = tablet_of(visit.auditor, visit, ahead=timedelta(hours=-4))
    at = (tablet.clock() - timedelta(minutes=30)).isoformat()
    said = tablet.send(
        tablet.mutation("visit.started", at), tablet.mutation("c.S3-01.value", "yes")
    )
    assert statuses(said) == [("applied", ""), ("applied", "")]
    started_at = Visit.objects.get(pk=visit.pk).started_at
    assert timedelta(minutes=30) <= timezone.now() - started_at < timedelta(minutes=31)


def test_the_expectation_and_the_start_may_come_in_one_message(tablet_of):
    visit = accepted_visit()
    tablet = tablet_of(visit.auditor, visit)
    wishes = [tablet.mutation(f"e.{stage}", 3) for stage in STAGE_KEYS]
    late = tablet.mutation("e.loyalty", 1)
    late["seq"] = 999
    said = tablet.send(*wishes, started(tablet), late)
    assert statuses(said) == [("applied", "")] * 6 + [("rejected", "sealed")]


def test_a_start_without_expectations_is_incomplete(tablet_of):
    visit = accepted_visit()
    tablet = tablet_of(visit.auditor, visit)
    assert statuses(tablet.send(started(tablet))) == [("rejected", "incomplete")]


def test_a_second_start_changes_nothing(tablet, visit):
    before = Visit.objects.get().started_at
    assert statuses(tablet.send(started(tablet))) == [("superseded", "already_started")]
    assert Visit.objects.get().started_at == before


def test_the_end_is_stored_and_may_be_put_right(tablet, visit):
    first = (tablet.clock() - timedelta(minutes=20)).isoformat()
    tablet.write("visit.ended", first)
    tablet.write("visit.ended", tablet.clock().isoformat(), base=tablet.since)
    assert timezone.now() - Visit.objects.get().ended_at < timedelta(minutes=1)


def test_an_end_before_the_start_is_rejected(tablet, visit):
    early = (tablet.clock() - timedelta(days=1)).isoformat()
    assert tablet.write("visit.ended", early)["code"] == "bad_value"


# Photos of forms


def test_a_photo_of_a_form_reaches_the_tablet_and_so_does_its_end(tablet, visit):
    row = add_photo(visit, "S3-01", photo_file(), by=visit.auditor)
    said = tablet.send()
    assert changes(said)[f"photo.{row.public_id}"]["criterion"] == "S3-01"
    assert said["photos"] == [str(row.public_id)]
    tablet.write("c.S1-01.value", "yes")
    delete_photo(Evidence.objects.get(), by=visit.auditor)
    assert changes(tablet.send())[f"photo.{row.public_id}"] == DELETED
