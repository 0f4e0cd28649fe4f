"""Which devices there are and what each still holds."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from audits.models import Device
from tests.audits.sync.test_api import error
from tests.audits.sync.test_photos import told
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
IPAD = (
    "Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/605.1"
)


@pytest.fixture
def desk(client):
    user = UserFactory(language="en")
    MembershipFactory(user=user, client=None, role=Role.EDITOR)
    client.force_login(user)
    return client


def page(browser, name):
    return browser.get(reverse(f"audits:{name}")).content.decode()


def held(**more):
    return {"answers": 3, "photos": 1, "dead": 0, "oldest": timezone.now().isoformat()} | more


def test_a_device_is_known_by_its_browser_and_what_it_holds(tablet, visit):
    tablet.browser.defaults["HTTP_USER_AGENT"] = IPAD
    tablet.send(held=held())
    device = Device.objects.get()
    assert (device.user, device.name) == (visit.auditor, "Safari · iPad")
    assert (device.answers, device.photos, device.oldest_at is None) == (3, 1, False)
    tablet.send(held=held(answers=0, photos=0, oldest=None))
    device.refresh_from_db()
    assert (device.answers, device.oldest_at) == (0, None)


def test_nonsense_is_no_count(tablet, visit):
    tablet.send(held={"answers": "many", "photos": -1, "dead": True, "oldest": "noon"})
    device = Device.objects.get()
    assert (device.answers, device.photos, device.dead, device.oldest_at) == (0, 0, 0, None)


def test_ping_posted_tells_it_too(tablet, visit):
    body = json.dumps({"device": tablet.device, "held": held(answers=7)})
    response = tablet.browser.post("/api/v1/ping", body, content_type="application/json")
    assert response.json()["user"] == visit.auditor.pk
    assert Device.objects.get().answers == 7


def test_the_mark_of_somebody_else_is_a_clash(tablet, tablet_of, visit):
    tablet.send()
    Device.objects.update(user=UserFactory())
    assert error(tablet.post(tablet.message([]))) == (409, "device_clash")


def test_the_owner_sees_what_is_unsent_and_lets_go(tablet, visit):
    visit.auditor.language = "en"
    visit.auditor.save()
    tablet.send(tablet.mutation(f"photo.{visit.public_id}", told()), held=held())
    text = page(tablet.browser, "device-list")
    assert "3 answers not sent" in text
    assert "1 photo told of whose picture has not come" in text
    assert "Unsent for more than two days" not in text
    tablet.browser.post(reverse("audits:device-forget", args=[tablet.device]))
    assert not Device.objects.exists()


def test_the_office_is_alarmed_after_two_days(tablet, visit, desk):
    tablet.send(held=held(oldest=(timezone.now() - timedelta(days=3)).isoformat()))
    text = page(desk, "device-watch")
    assert "Unsent for more than two days" in text
    assert visit.auditor.name in text


def test_an_editor_of_another_client_sees_nothing(tablet, client):
    tablet.send(held=held())
    user = UserFactory(language="en")
    MembershipFactory(user=user, role=Role.EDITOR)
    client.force_login(user)
    assert "No devices yet" in page(client, "device-watch")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_for_one_and_three(tablet, visit, count, django_assert_num_queries):
    for number in range(count):
        Device.objects.create(pk=f"{number:032x}", user=visit.auditor, photos=1)
    with django_assert_num_queries(9):
        page(tablet.browser, "device-list")
