"""Every answer of the endpoints that is not about a single mutation."""

import pytest
from django.test import Client as Browser

from accounts.models import Role
from audits.models import Event
from tests.audits.sync.tablets import SYNC
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
KEY = "c.S3-01.value"


def error(response):
    return response.status_code, response.json()["error"]


def test_ping_tells_who_is_signed_in(tablet, visit):
    said = tablet.browser.get("/api/v1/ping").json()
    assert (said["user"], said["protocol"]) == (visit.auditor.pk, 1)
    assert said["csrf"]
    assert said["server_now"].endswith("Z")


def test_ping_answers_a_stranger_too():
    response = Browser().get("/api/v1/ping")
    assert (response.status_code, response.json()["user"]) == (200, None)
    assert response["Cache-Control"] == "no-store"


def test_the_request_is_echoed(tablet, visit):
    message = tablet.message([])
    said = tablet.post(message).json()
    assert (said["request"], said["protocol"]) == (message["request"], 1)


def test_who_is_not_signed_in_gets_401_and_never_a_redirect(tablet, visit):
    tablet.browser = Browser()
    assert error(tablet.post(tablet.message([]))) == (401, "auth")
    assert error(tablet.browser.get(f"/api/v1/visits/{visit.public_id}/state")) == (401, "auth")


def test_a_post_without_a_token_gets_403_csrf(tablet, visit):
    browser = Browser(enforce_csrf_checks=True)
    browser.force_login(visit.auditor)
    tablet.browser = browser
    assert error(tablet.post(tablet.message([]))) == (403, "csrf")


def test_the_token_of_ping_is_good_for_a_post(tablet, visit):
    browser = Browser(enforce_csrf_checks=True)
    browser.force_login(visit.auditor)
    token = browser.get("/api/v1/ping").json()["csrf"]
    response = browser.post(
        SYNC, tablet.message([]), content_type="application/json", headers={"X-CSRFToken": token}
    )
    assert response.status_code == 200


def test_another_user_sends_nothing(tablet, visit):
    message = tablet.message([tablet.mutation(KEY, "yes")], user=visit.auditor.pk + 1)
    response = tablet.post(message)
    assert error(response) == (409, "wrong_user")
    assert not Event.objects.exists()


def test_another_auditor_is_told_that_there_is_no_such_visit(tablet_of, visit):
    stranger = UserFactory()
    MembershipFactory(user=stranger, client=visit.audit.client, role=Role.AUDITOR)
    tablet = tablet_of(stranger)
    assert error(tablet.post(tablet.message([]))) == (404, "no_visit")
    assert error(tablet.browser.get(f"/api/v1/visits/{visit.public_id}/state")) == (404, "no_visit")


def test_a_client_gets_403_without_a_word(tablet_of, visit):
    manager = UserFactory()
    MembershipFactory(user=manager, client=visit.audit.client, role=Role.CLIENT_MANAGER)
    tablet = tablet_of(manager)
    assert error(tablet.post(tablet.message([]))) == (403, "forbidden")


def test_an_auditor_whose_role_was_taken_gets_403(tablet, visit):
    visit.auditor.memberships.all().delete()
    MembershipFactory(user=visit.auditor, role=Role.AUDITOR)
    assert error(tablet.post(tablet.message([]))) == (403, "forbidden")


@pytest.mark.parametrize(
    "change",
    [{"device": "x"}, {"visit": 7}, {"now": "soon"}, {"request": None}, {"mutations": {}}],
)
def test_a_message_without_shape_is_malformed(tablet, visit, change):
    assert error(tablet.post(tablet.message([]) | change)) == (400, "malformed")


@pytest.mark.parametrize("body", ["", "[]", "{", '{"now": NaN}', "[" * 100_000, b"\xff\xfe"])
def test_what_is_not_json_is_malformed(tablet, visit, body):
    assert error(tablet.post(body)) == (400, "malformed")


def test_too_many_mutations_are_413(tablet, visit):
    rows = [tablet.mutation(KEY, "yes") for _ in range(201)]
    assert error(tablet.post(tablet.message(rows))) == (413, "too_many")


def test_too_many_bytes_are_413(tablet, visit):
    rows = [tablet.mutation("c.S3-01.comment", "x" * 1_100_000)]
    assert error(tablet.post(tablet.message(rows))) == (413, "too_many")


@pytest.mark.parametrize("protocol", [0, 2, None, "1"])
def test_another_protocol_is_426(tablet, visit, protocol):
    assert error(tablet.post(tablet.message([], protocol=protocol))) == (426, "protocol")


def test_a_copied_tablet_is_told(tablet, tablet_of, visit):
    tablet.write(KEY, "yes")
    copy = tablet_of()
    copy.device = tablet.device
    assert error(copy.post(copy.message([copy.mutation(KEY, "no")]))) == (409, "device_clash")


def test_state_reads_and_writes_nothing(tablet, visit):
    tablet.write(KEY, "yes")
    events = Event.objects.count()
    said = tablet.browser.get(f"/api/v1/visits/{visit.public_id}/state?since=1").json()
    assert [(row["key"], row["value"]) for row in said["changes"]] == [
        ("c.S3-01.state", None),
        (KEY, "yes"),
    ]
    assert Event.objects.count() == events


def test_state_from_the_future_is_told_whole(tablet, visit):
    tablet.write(KEY, "yes")
    said = tablet.browser.get(f"/api/v1/visits/{visit.public_id}/state?since=999").json()
    assert len(said["changes"]) == 8  # five expectations, the start, the answer and its state
