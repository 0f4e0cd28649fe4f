"""The plain form, the desk and the tablets write one log."""

import pytest
from django.urls import reverse

from audits.actions.review import correct_answer
from audits.models import Answer, Conflict, Event, Status, Visit
from tests.audits.pages import typed_into
from tests.audits.sync.test_exchange import changes
from tests.audits.visits import fill, values
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
KEY = "c.S3-01.value"


@pytest.fixture
def browser(tablet, visit):
    visit.auditor.language = "en"
    visit.auditor.save()
    return tablet.browser


def stage(visit):
    return reverse("audits:visit-stage", args=[visit.pk, "purchase"])


def review(browser, visit):
    return browser.get(reverse("audits:visit-review", args=[visit.pk])).content.decode()


def test_a_page_sent_twice_is_one_event_for_each_field(browser, visit):
    sent = typed_into(browser.get(stage(visit)), {KEY: "yes", "c.S3-01.comment": "Quick."})
    browser.post(stage(visit), sent)
    browser.post(stage(visit), sent)
    events = Event.objects.filter(key__startswith="c.")
    assert sorted(events.values_list("key", flat=True)) == ["c.S3-01.comment", KEY]


def test_a_page_sent_again_late_does_not_undo_what_came_after(browser, tablet, visit):
    sent = typed_into(browser.get(stage(visit)), {KEY: "yes"})
    browser.post(stage(visit), sent)
    tablet.send()
    tablet.write(KEY, "no", base=tablet.since)
    browser.post(stage(visit), sent)
    assert values(visit)[KEY] == "no"
    assert not Conflict.objects.exists()


def test_a_page_of_before_can_still_be_changed_and_sent(browser, visit):
    page = browser.get(stage(visit))
    for value in ("yes", "no", "yes"):
        browser.post(stage(visit), typed_into(page, {KEY: value}))
    assert values(visit)[KEY] == "yes"
    assert Event.objects.filter(key=KEY).count() == 3


def test_what_a_form_wrote_reaches_the_tablet(browser, tablet, visit):
    browser.post(stage(visit), typed_into(browser.get(stage(visit)), {KEY: "no"}))
    assert changes(tablet.send())[KEY] == "no"


def test_a_corrected_comment_reaches_the_tablet(tablet, visit):
    tablet.write("c.S3-01.comment", "teh queue")
    Visit.objects.update(status=Status.SUBMITTED)
    editor = UserFactory()
    correct_answer(Answer.objects.get(), comment="the queue", reason="", by=editor)
    assert changes(tablet.send()) == {"c.S3-01.comment": "the queue"}
    assert Event.objects.filter(user=editor).count() == 1


def torn_field(tablet, tablet_of, value="no"):
    tablet.write(KEY, "yes", age=9)
    tablet_of().write(KEY, value)
    return Conflict.objects.get()


@pytest.mark.parametrize(("choice", "value"), [("kept", "no"), ("other", "yes")])
def test_a_conflict_is_decided_without_javascript(browser, tablet, tablet_of, visit, choice, value):
    conflict = torn_field(tablet, tablet_of)
    page = review(browser, visit)
    assert "Keep “No”" in page
    assert "Use “Yes”" in page
    url = reverse("audits:visit-conflict", args=[visit.pk, conflict.event_id])
    browser.post(url, {"choice": choice})
    browser.post(url, {"choice": choice})
    assert values(visit)[KEY] == value
    assert not Conflict.objects.filter(resolved_by=None).exists()


@pytest.mark.parametrize("value", [None, "no"])
def test_pages_show_a_conflict_with_whatever_stands_in_it(browser, tablet, tablet_of, visit, value):
    torn_field(tablet, tablet_of, value)
    first, second = ({"start": f"2026-11-22T10:0{n}:00Z", "stop": None} for n in (0, 1))
    tablet.write("t.S3-01", first, age=9)
    tablet_of().write("t.S3-01", second)
    assert browser.get(stage(visit)).status_code == 200
    assert "…" in review(browser, visit)


def test_the_form_does_not_send_with_an_open_conflict(browser, tablet, tablet_of, visit):
    fill(visit)
    tablet_of().write("c.S5-01.value", "no")
    ended = Visit.objects.get().started_at.strftime("%Y-%m-%dT%H:%M")
    url = reverse("audits:visit-submit", args=[visit.pk])
    assert "answered differently" in browser.post(url, {"ended_at": ended}).content.decode()
    assert Visit.objects.get().status == Status.ACCEPTED
