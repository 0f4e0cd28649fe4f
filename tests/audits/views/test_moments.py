from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from audits.models import Incident, Promise, Status, Visit
from tests.audits.pages import typed_into
from tests.audits.visits import accepted_visit, started_visit

pytestmark = pytest.mark.django_db

FROM = "?from=stage:purchase:S3-01"


def url(name, visit, *args, back=FROM):
    return reverse(f"audits:visit-{name}", args=[visit.pk, *args]) + back


def back_at(visit):
    return reverse("audits:visit-stage", args=[visit.pk, "purchase"]) + "#q-S3-01"


PROMISE = {
    "wording": "Ready in ten minutes",
    "kind": "speed",
    "promised": "10",
    "delivered": "12,5",
    "unit": "min",
    "kept": "no",
}
FAILURE = {"polarity": "failure", "what": "Cold soup", "severity": "2", "apology": "on"}


def test_a_promise_is_logged_and_leads_back_to_the_question(enter):
    visit = started_visit()
    signed_in = enter(visit)
    page = signed_in.get(url("promise-add", visit))
    for _tap in range(2):
        answer = signed_in.post(url("promise-add", visit), typed_into(page, PROMISE))
        assert answer.url == back_at(visit)
    row = Promise.objects.get()
    assert (row.stage, row.promised, row.delivered, row.kept) == (3, 10, 12.5, "no")


def test_a_failure_is_logged_with_its_time_and_recovery(enter):
    visit = started_visit()
    signed_in = enter(visit)
    page = signed_in.get(url("incident-add", visit))
    answer = signed_in.post(url("incident-add", visit), typed_into(page, FAILURE))
    assert answer.url == back_at(visit)
    row = Incident.objects.get()
    assert (row.stage, row.severity, row.apology, row.fixed) == (3, 2, True, False)
    assert row.happened_at is not None


def test_a_moment_after_midnight_belongs_to_the_visit_of_yesterday(enter):
    visit = started_visit()
    start = timezone.localtime(visit.started_at)
    after = (start + timedelta(days=1)).replace(hour=0, minute=5, second=0, microsecond=0)
    typed = {**FAILURE, "happened_at": f"{after:%Y-%m-%dT%H:%M}"}
    page = enter(visit).get(url("incident-add", visit))
    enter(visit).post(url("incident-add", visit), typed_into(page, typed))
    assert Incident.objects.get().happened_at == after


def test_a_surprise_has_nothing_to_recover(enter):
    visit = started_visit()
    surprise = {**FAILURE, "polarity": "surprise", "stage": "4"}
    page = enter(visit).get(url("incident-add", visit))
    enter(visit).post(url("incident-add", visit), typed_into(page, surprise))
    row = Incident.objects.get()
    assert (row.polarity, row.severity, row.apology) == ("surprise", None, False)


def test_a_fault_keeps_what_was_typed(enter):
    visit = started_visit()
    page = enter(visit).post(url("promise-add", visit), {**PROMISE, "promised": "soon"})
    assert "Ready in ten minutes" in page.content.decode()
    assert not Promise.objects.exists()


def test_a_moment_is_changed_and_deleted_from_the_stage(enter):
    visit = started_visit()
    row = Incident.objects.create(visit=visit, stage=3, polarity="failure", what="Cold soup")
    signed_in = enter(visit)
    stage = signed_in.get(back_at(visit)).content.decode()
    assert f'value="incident-edit:{row.pk}"' in stage
    page = signed_in.get(url("incident-edit", visit, row.pk))
    changed = typed_into(page, {"what": "Cold soup, twice"})
    assert signed_in.post(url("incident-edit", visit, row.pk), changed).url == back_at(visit)
    assert Incident.objects.get().what == "Cold soup, twice"
    delete = url("incident-delete", visit, row.pk)
    assert "Cold soup, twice" in signed_in.get(delete).content.decode()
    assert signed_in.post(delete).url == back_at(visit)
    assert not Incident.objects.exists()


def test_before_the_start_only_the_desk_stages_can_be_chosen(enter):
    visit = accepted_visit()
    page = enter(visit).get(url("promise-add", visit, back="?from=stage:awareness"))
    assert 'value="2"' in page.content.decode()
    assert 'value="3"' not in page.content.decode()


def test_a_visit_that_was_sent_takes_no_more_moments(enter):
    visit = started_visit()
    signed_in = enter(visit)
    page = signed_in.get(url("incident-add", visit))
    Visit.objects.update(status=Status.SUBMITTED)
    answer = signed_in.post(url("incident-add", visit), typed_into(page, FAILURE))
    assert "not open for writing" in answer.content.decode()
    assert not Incident.objects.exists()


@pytest.mark.parametrize("place", ["https://example.com/", "stage:nowhere", "//x", "brief:'\"<"])
def test_the_way_back_stays_within_the_visit(enter, place):
    visit = started_visit()
    page = enter(visit).get(url("incident-add", visit, back=f"?from={place}"))
    changes = {**FAILURE, "stage": "3"}
    answer = enter(visit).post(url("incident-add", visit, back=""), typed_into(page, changes))
    assert answer.url.startswith(f"/visits/{visit.pk}/")
