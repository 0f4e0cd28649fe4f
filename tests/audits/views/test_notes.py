"""Covert mode without JavaScript, and the notes at the desk."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from audits.models import Incident, Stamp, Status, Visit
from tests.audits.visits import accepted_visit, started_visit
from tests.factories import ChecklistVersionFactory, VisitFactory, checklist_document

pytestmark = pytest.mark.django_db
NOTES = reverse("audits:notes")
NOON = timezone.now().replace(hour=10, minute=0, second=0, microsecond=0)


def put(client, visit, kind, text="", name=None):
    body = {"visit": visit.pk, "kind": kind, "text": text, "name": name or uuid.uuid4()}
    return client.post(NOTES, body)


def stamp(visit, kind, minute, text=""):
    at = NOON + timedelta(minutes=minute)
    return Stamp.objects.create(visit=visit, kind=kind, at=at, text=text)


def test_the_page_names_nothing_of_ours(enter):
    visit = accepted_visit()
    page = enter(visit).get(NOTES).content.decode()
    assert "<title>Notes</title>" in page
    for word in ("Journeyaudit", "mark.svg", visit.audit.client.name, visit.audit.title):
        assert word not in page


def test_the_home_screen_says_nothing_either(enter):
    manifest = enter(accepted_visit()).get(reverse("audits:notes-manifest")).json()
    assert (manifest["name"], manifest["start_url"]) == ("Notes", "/notes/")
    assert "journey" not in str(manifest).lower()


def test_a_tap_without_javascript_is_one_stamp(enter):
    visit, name = accepted_visit(), uuid.uuid4()
    client = enter(visit)
    for _again in range(2):
        assert put(client, visit, "noticed", name=name).status_code == 302
    put(client, visit, "note", "  Two at the till. ")
    put(client, visit, "note", " ")
    assert [(row.kind, row.text) for row in Stamp.objects.all()] == [
        ("noticed", ""),
        ("note", "Two at the till."),
    ]
    assert "Two at the till." in client.get(NOTES).content.decode()


def test_a_stamp_is_taken_back(enter):
    visit = accepted_visit()
    row = stamp(visit, "paid", 0)
    put(enter(visit), visit, "undo", name=row.public_id)
    assert not Stamp.objects.exists()


def test_the_visit_of_this_moment_comes_first(enter):
    later = accepted_visit(due_on=timezone.localdate() + timedelta(days=3))
    same = {"auditor": later.auditor, "audit": later.audit, "status": Status.ACCEPTED}
    today = VisitFactory(due_on=timezone.localdate(), **same)
    VisitFactory(**{**same, "status": Status.SUBMITTED})
    client = enter(later)
    assert client.get(NOTES).context["current"] == today
    Visit.objects.filter(pk=later.pk).update(started_at=timezone.now(), sealed_at=timezone.now())
    assert client.get(NOTES).context["visits"] == [later, today]
    assert client.get(NOTES, {"visit": today.pk}).context["current"] == today


def test_nobody_stamps_what_is_not_theirs(enter):
    visit, other = accepted_visit(), accepted_visit()
    assert put(enter(visit), other, "paid").status_code == 404
    assert not Stamp.objects.exists()


def test_the_kept_page_holds_nothing_that_was_written(enter):
    visit = accepted_visit()
    stamp(visit, "note", 0, "Two at the till.")
    response = enter(visit).get(NOTES, {"tablet": "keep"})
    assert "Two at the till." not in response.content.decode()
    assert response.headers["X-JA-Page"] == "notes"


# At the desk


@pytest.fixture
def waited():
    """A visit that asks for minutes, with notes four and a half minutes apart."""
    document = checklist_document()
    document["criteria"][2] |= {
        "type": "number",
        "unit": {"fi": "minuuttia", "sv": "minuter", "en": "minutes"},
        "scoring": {"steps": [[5, 100]], "better": "lower", "else": 0},
    }
    visit = started_visit(audit__checklist_version=ChecklistVersionFactory(document=document))
    visit.first = stamp(visit, "arrived", 0)
    visit.second = stamp(visit, "noticed", 4.5, "Nobody looked up.")
    return visit


def lay(client, visit, deed, question, *stamps):
    body = {"deed": deed, "question": question, "stamps": [row.public_id for row in stamps]}
    return client.post(reverse("audits:visit-stamps", args=[visit.pk]), body)


def test_the_time_between_two_stamps_answers_a_question(enter, waited):
    response = lay(enter(waited), waited, "waiting", "S3-01", waited.first, waited.second)
    assert response.status_code == 302
    answer = waited.answers.get()
    assert (answer.criterion, answer.value, answer.micro) == ("S3-01", 4.5, 100_000_000)
    assert answer.observed_at == waited.second.at


def test_a_stamp_becomes_a_line_of_a_comment(enter, waited):
    client = enter(waited)
    lay(client, waited, "comment", "S4-01", waited.second)
    lay(client, waited, "comment", "S4-01", waited.first)
    first, second = waited.answers.get().comment.splitlines()
    assert first.endswith(" Noticed: Nobody looked up.")
    assert second.endswith(" Arrived")


def test_a_bad_moment_fills_the_sheet_of_failures(enter, waited):
    bad = stamp(waited, "bad", 9, "Cold soup.")
    client = enter(waited)
    page = client.get(lay(client, waited, "moment", "", bad).url)
    initial = page.context["form"].initial
    assert (initial["polarity"], initial["what"]) == ("failure", "Cold soup.")
    assert initial["happened_at"] == bad.at
    assert not Incident.objects.exists()


@pytest.mark.parametrize(
    ("deed", "question", "count", "words"),
    [
        ("comment", "S3-01", 0, "Choose a note first."),
        ("comment", "", 1, "Choose the question too."),
        ("waiting", "S3-01", 1, "Choose two notes"),
        ("waiting", "S4-01", 2, "does not ask for a time"),
    ],
)
def test_what_is_missing_is_said(enter, waited, deed, question, count, words):
    chosen = [waited.first, waited.second][:count]
    page = lay(enter(waited), waited, deed, question, *chosen)
    assert words in page.content.decode()
    assert not waited.answers.exists()
