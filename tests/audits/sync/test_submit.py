"""Sending from a tablet: never with something missing, here or on its way."""

import json
from uuid import uuid4

import pytest

from audits.models import Status, Visit
from tests.audits.sync.test_api import error
from tests.audits.sync.test_photos import told
from tests.audits.visits import fill

pytestmark = pytest.mark.django_db


def send(tablet, rev=None, **more):
    body = json.dumps({"protocol": 1, "rev": tablet.since if rev is None else rev} | more)
    path = f"/api/v1/visits/{tablet.visit.public_id}/submit"
    return tablet.browser.post(path, body, content_type="application/json")


@pytest.fixture
def full(tablet, visit):
    fill(visit)
    tablet.send()
    return tablet


def test_a_full_visit_is_sent_once(full, visit):
    full.write("c.S1-01.comment", "Well.", base=full.since)
    first, again = send(full), send(full)
    assert (first.status_code, first.json()["status"]) == (200, "submitted")
    assert (again.status_code, again.json()["status"]) == (200, "duplicate")
    assert Visit.objects.get().status == Status.SUBMITTED


def test_what_is_missing_is_named(tablet, visit):
    response = send(tablet)
    assert error(response) == (409, "incomplete")
    assert "c.S1-01.value" in response.json()["missing"]


def test_what_the_tablet_has_not_seen_holds_it_back(full, tablet_of):
    tablet_of().write("c.S1-01.comment", "From the other tablet.", base=full.since)
    response = send(full)
    assert error(response) == (409, "incomplete")
    full.send()
    assert send(full).status_code == 200


def test_a_photo_on_its_way_holds_it_back(full):
    name = str(uuid4())
    full.write(f"photo.{name}", told())
    assert send(full).json()["photos"] == [name]


def test_an_open_conflict_holds_it_back(full, tablet_of):
    other = tablet_of()
    other.write("c.S3-01.value", "no")
    full.send()
    assert send(full).json()["conflicts"] == 1


def test_another_user_and_another_protocol_are_refused(full):
    assert error(send(full, user=0)) == (409, "wrong_user")
    assert error(send(full, protocol=9)) == (426, "protocol")


def test_a_visit_only_offered_is_not_open(full):
    Visit.objects.update(status=Status.OFFERED)
    assert error(send(full)) == (409, "not_open")
