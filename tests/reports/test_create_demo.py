import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from audits.models import Evidence, Status, Visit
from reports.management.demo.people import PEOPLE
from reports.models import Report

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo():
    call_command("create_demo")


def test_demo_has_a_visit_in_every_state_that_wants_somebody(demo):
    states = dict.fromkeys(Visit.objects.values_list("status", flat=True))
    assert set(states) == {
        Status.RELEASED,
        Status.SUBMITTED,
        Status.SENT_BACK,
        Status.ACCEPTED,
        Status.OFFERED,
    }


def test_demo_people_can_sign_in(demo, client):
    for person in PEOPLE:
        assert client.login(email=person.email, password="kahvia-satamassa")
    assert User.objects.count() == len(PEOPLE)


def test_demo_report_tells_of_the_approved_visits_and_shows_their_photos(demo):
    snapshot = Report.objects.get().snapshot
    assert (len(snapshot["visits"]), snapshot["total"]["both"]["visits"]) == (5, 5)
    assert len(snapshot["photos"]) == Evidence.objects.count()


def test_demo_is_made_once_and_adds_up(demo):
    call_command("recompute_scores")  # ends with an error where a stored score is not the computed
    with pytest.raises(CommandError, match="empty database"):
        call_command("create_demo")
    call_command("create_demo", "--if-empty")
    assert Report.objects.count() == 1
