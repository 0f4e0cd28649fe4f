"""The editor's page: the visit as a whole, and what can be done with it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from audits.actions.visit import submit_visit
from audits.models import Incident, Promise, ReviewPoint, Status, Visit, VisitScore
from tests.audits.visits import full_visit, started_visit, write
from tests.factories import SiteFactory, UserFactory, VisitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def submitted():
    visit = full_visit(scenario="You buy coffee for two.")
    write(visit, **{"c.S1-01.comment": "The door was open.", "c.S2-01.value": "no"})
    write(visit, **{"c.S3-01.state": "not_applicable", "c.S3-01.reason": "There is no till."})
    submit_visit(visit, by=visit.auditor)
    return Visit.objects.get(pk=visit.pk)


def url_of(visit, name="detail", *more):
    return reverse(f"audits:visit-{name}", args=[visit.audit.key, visit.pk, *more])


def text_of(response):
    return response.content.decode()


def test_everything_the_auditor_wrote_is_on_the_page(desk, submitted):
    Promise.objects.create(visit=submitted, stage=3, kind="speed", wording="In ten minutes.")
    Incident.objects.create(visit=submitted, stage=4, polarity="failure", what="Wrong soup.")
    Incident.objects.create(visit=submitted, stage=5, polarity="surprise", what="A free bun.")
    page = text_of(desk.get(url_of(submitted)))
    for words in (
        "You buy coffee for two.",
        "The door was open.",
        "There is no till.",
        "Not applicable",
        "In ten minutes.",
        "Wrong soup.",
        "A free bun.",
        "The greeting.",
        submitted.auditor.name,
        "Provisional: it does not count before approval.",
    ):
        assert words in page


def test_score_is_the_score_of_record(desk, submitted):
    sheet = desk.get(url_of(submitted)).context["sheet"]
    assert [stage.score.shown for stage in sheet.stages] == ["100", "0", "–", "100", "100"]
    assert sheet.total.shown == "75"
    assert (sheet.completeness, sheet.applicability) == ("100", "80")


def test_a_visit_nobody_has_started_says_so(desk):
    page = text_of(desk.get(url_of(started_visit(status=Status.OFFERED, sealed_at=None))))
    assert "Approve" not in page


def test_approving_from_the_page(desk, submitted):
    revision = desk.get(url_of(submitted)).context["approve"].initial["revision"]
    response = desk.post(url_of(submitted, "approve"), {"revision": revision}, follow=True)
    assert "it counts in the scores now" in text_of(response)
    assert Visit.objects.get().status == Status.APPROVED


def test_approving_an_old_page_is_refused(desk, submitted):
    body = {"revision": submitted.revision - 1}
    response = desk.post(url_of(submitted, "approve"), body, follow=True)
    assert "The visit has changed since this page was opened." in text_of(response)
    assert Visit.objects.get().status == Status.SUBMITTED


def test_sending_back_with_reasons_at_questions(desk, submitted):
    day = timezone.localdate() + timedelta(days=3)
    body = {"point-S2-01": "Which shelf?", "reason": "", "answer_by": day}
    desk.post(url_of(submitted, "send-back"), body)
    point = ReviewPoint.objects.get()
    assert (point.criterion, point.reason, point.review.answer_by) == ("S2-01", "Which shelf?", day)
    page = text_of(desk.get(url_of(submitted)))
    assert "Sent back to the auditor." in page
    assert "Which shelf?" in page


def test_what_was_asked_stays_on_the_page_when_something_is_wrong(desk, submitted):
    body = {"point-S2-01": "Which shelf?", "reason": "Thank you!", "answer_by": "2020-01-01"}
    page = text_of(desk.post(url_of(submitted, "send-back"), body))
    assert "The deadline cannot be in the past." in page
    assert "Which shelf?" in page
    assert "Thank you!" in page
    assert Visit.objects.get().status == Status.SUBMITTED


def test_language_is_corrected_on_a_page_of_its_own(desk, submitted):
    url = reverse("audits:answer-edit", args=[submitted.audit.key, submitted.pk, "S1-01"])
    assert "The door was open." in text_of(desk.get(url))
    response = desk.post(url, {"comment": "The door stood open.", "reason": ""})
    assert response["Location"] == f"{submitted.get_absolute_url()}#S1-01"
    page = text_of(desk.get(url_of(submitted)))
    assert "<del>The door was open.</del> → <ins>The door stood open.</ins>" in page


def test_answer_cannot_be_changed_by_the_editor(desk, submitted):
    url = reverse("audits:answer-edit", args=[submitted.audit.key, submitted.pk, "S1-01"])
    body = {"comment": "x", "reason": "", "value": "no", "state": "not_applicable", "micro": 0}
    desk.post(url, body)
    answer = submitted.answers.get(criterion="S1-01")
    assert (answer.value, answer.state, answer.micro) == ("yes", "answered", 100_000_000)


def test_reopening_needs_a_reason(desk, submitted):
    Visit.objects.update(status=Status.APPROVED)
    page = text_of(desk.post(url_of(submitted, "reopen"), {"reason": " "}))
    assert "This field is required." in page
    desk.post(url_of(submitted, "reopen"), {"reason": "The receipt was of another day."})
    assert Visit.objects.get().status == Status.SUBMITTED
    assert "The receipt was of another day." in text_of(desk.get(url_of(submitted)))


@pytest.mark.parametrize("count", [1, 3])
def test_page_asks_a_fixed_number_of_times(count, desk, submitted, django_assert_num_queries):
    for n in range(count):
        Promise.objects.create(visit=submitted, stage=1 + n, kind="speed", wording="Soon.")
        Incident.objects.create(visit=submitted, stage=1 + n, polarity="failure", what="Cold.")
    address = url_of(submitted)
    desk.get(address)  # reads the checklist once for ever
    with django_assert_num_queries(20):
        desk.get(address)


def test_an_editor_in_a_hurry_finds_what_to_look_at(desk, submitted):
    lines = desk.get(url_of(submitted)).context["sheet"].lines
    noteworthy = [line.code for line in lines if line.is_noteworthy]
    assert noteworthy == ["S1-01", "S2-01", "S3-01"]


def test_a_second_look_is_asked_for_where_something_is_unusual(desk, submitted):
    other = VisitFactory(audit=submitted.audit, site=submitted.site, auditor=submitted.auditor)
    start = timezone.now() - timedelta(hours=2)
    for visit in (submitted, other):
        visit.started_at, visit.ended_at = start, start + timedelta(minutes=30)
        visit.save()
    assert f"The auditor was at {submitted.site} at the same time." in text_of(
        desk.get(url_of(submitted))
    )


def test_an_auditor_who_lies_apart_from_the_others_is_told(desk, submitted):
    for _number in range(8):
        site = SiteFactory(client=submitted.audit.client)
        for auditor, micro in ((submitted.auditor, 95), (UserFactory(), 40)):
            visit = VisitFactory(audit=submitted.audit, site=site, auditor=auditor)
            VisitScore.objects.create(visit=visit, stage=0, nature=0, micro=micro * 1_000_000)
    flags = desk.get(url_of(submitted)).context["sheet"].flags
    assert any("In 8 visits" in flag and "55 points apart" in flag for flag in flags)
