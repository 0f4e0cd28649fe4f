"""A rescue file means the same as if the device had sent it."""

import base64
import hashlib
import json
from io import BytesIO
from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.models import Role
from audits.models import Event, Evidence, Visit
from tests.audits.sync.test_photos import PICTURE, told
from tests.audits.visits import started_visit, values
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
KEY = "c.S3-01.value"


@pytest.fixture
def desk(client):
    user = UserFactory(language="en")
    MembershipFactory(user=user, client=None, role=Role.EDITOR)
    client.force_login(user)
    return client


def rescue_file(tablet, mutations=(), *, set_aside=(), photos=(), **more):
    now = tablet.clock().isoformat()
    visit = {
        "visit": str(tablet.visit.public_id),
        "mutations": list(mutations),
        "set_aside": list(set_aside),
    }
    return {
        "protocol": 1,
        "kind": "journeyaudit-rescue",
        "made": now,
        "now": now,
        "user": tablet.user.pk,
        "name": "Anna",
        "device": tablet.device,
        "visits": [visit],
        "photos": list(photos),
    } | more


def photo_of(tablet, name, body=PICTURE, **more):
    picture = base64.b64encode(body).decode()
    return {"id": name, "visit": str(tablet.visit.public_id), "bytes": picture} | more


def bring(desk, content):
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    file = BytesIO(body)
    file.name = "rescue.json"
    return desk.post(reverse("audits:rescue"), {"file": file}).content.decode()


def test_what_was_not_sent_goes_in_and_again_changes_nothing(desk, tablet, visit):
    name = str(uuid4())
    rows = [tablet.mutation(KEY, "yes"), tablet.mutation(f"photo.{name}", told())]
    content = rescue_file(tablet, rows, photos=[photo_of(tablet, name)])
    assert "3 entries were in the file" in bring(desk, content)
    assert values(visit)[KEY] == "yes"
    assert Evidence.objects.count() == 1
    events = Event.objects.count()
    assert "Was here already" in bring(desk, content)
    assert Event.objects.count() == events
    assert tablet.send(rows[0])["results"][0]["replay"] is True


def test_a_photo_not_told_of_yet_comes_with_its_words(desk, tablet, visit):
    name = str(uuid4())
    photo = photo_of(tablet, name, criterion="S3-01", caption="The queue.", state="raw")
    bring(desk, rescue_file(tablet, photos=[photo]))
    row = Evidence.objects.get()
    assert (str(row.public_id), row.criterion, row.caption) == (name, "S3-01", "The queue.")
    sent = hashlib.sha256(PICTURE).hexdigest()
    assert visit.uploads.get().sha256 == sent


def test_what_was_refused_is_decided_once_more(desk, tablet, visit):
    Visit.objects.update(status="submitted")
    row = tablet.mutation(KEY, "yes")
    assert tablet.send(row)["results"][0]["code"] == "submitted"
    Visit.objects.update(status="sent_back")
    bring(desk, rescue_file(tablet, set_aside=[row | {"code": "submitted"}]))
    assert values(visit)[KEY] == "yes"


def test_an_entry_that_is_refused_is_told_and_the_others_go_in(desk, tablet, visit):
    rows = [tablet.mutation("c.nothing.value", "yes"), tablet.mutation(KEY, "yes")]
    page = bring(desk, rescue_file(tablet, rows))
    assert "unknown_key" in page
    assert "1 entry was refused" in page
    assert values(visit)[KEY] == "yes"


def test_nothing_goes_in_when_one_visit_is_not_known(desk, tablet, visit):
    content = rescue_file(tablet, [tablet.mutation(KEY, "yes")])
    content["visits"].append({"visit": str(uuid4()), "mutations": []})
    assert "is not known here" in bring(desk, content)
    assert not Event.objects.filter(key=KEY).exists()


def test_who_does_not_make_the_visit_brings_nothing(desk, tablet, visit):
    content = rescue_file(tablet, [tablet.mutation(KEY, "yes")], user=UserFactory().pk)
    assert "does not make the visit" in bring(desk, content)


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "x"},
        {"protocol": 2},
        {"user": None},
        {"device": 7},
        {"now": ""},
        {"visits": {"a": 1}},
        {"visits": [7]},
        {"visits": [{"visit": "x"}]},
        {"photos": [{"bytes": "%"}]},
    ],
)
def test_a_damaged_file_is_refused_in_words(desk, tablet, visit, change):
    page = bring(desk, rescue_file(tablet) | change)
    assert "rescue file" in page
    assert "entries were in the file" not in page


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff"])
def test_what_is_no_json_is_refused(desk, body):
    page = bring(desk, body or b" ")
    assert "no rescue file" in page


def test_an_editor_of_another_client_cannot_bring_it(client, tablet, visit):
    other = started_visit()
    user = UserFactory(language="en")
    MembershipFactory(user=user, client=other.audit.client, role=Role.EDITOR)
    client.force_login(user)
    assert "is not known here" in bring(client, rescue_file(tablet))


def test_a_programme_brings_it_too(desk, tablet, visit):
    body = json.dumps(rescue_file(tablet, [tablet.mutation(KEY, "yes")]))
    response = desk.post("/api/v1/rescue", body, content_type="application/json")
    assert response.json()["results"][0]["status"] == "applied"
    bad = desk.post("/api/v1/rescue", "{}", content_type="application/json")
    assert (bad.status_code, bad.json()["error"]) == (400, "malformed")
