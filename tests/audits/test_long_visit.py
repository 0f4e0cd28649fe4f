"""The visit that lives for days: a stage that opens by itself, and one that nobody could see."""

import re
from datetime import date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from audits.actions.answers import mark_unseen
from audits.actions.moments import save_moment
from audits.actions.visit import submit_visit
from audits.models import Incident, StagePlan, Status
from audits.queries.scores import scheme_for, scored_answers
from audits.queries.visit import visit_list
from audits.scoring import visit_score
from tests.audits.sync.tablets import Tablet
from tests.audits.visits import accepted_visit, fill, started_visit, values, write
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db

HOME = ZoneInfo("Europe/Helsinki")
START = datetime(2026, 9, 7, 10, 0, tzinfo=HOME)
OPENS = date(2026, 9, 21)
LAST = datetime(2026, 9, 20, 23, 59, tzinfo=HOME)
FIRST = datetime(2026, 9, 21, 0, 0, tzinfo=HOME)


@pytest.fixture
def at(monkeypatch):
    """Stops the clock of the server."""

    def at(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return at


@pytest.fixture
def visit(at):
    """Begun on the 7th; its last stage opens fourteen days later."""
    at(START)
    visit = started_visit()
    StagePlan.objects.create(visit=visit, stage=5, after_days=14)
    return visit


def page(client, visit, stage="loyalty", query=""):
    client.force_login(visit.auditor)
    url = reverse("audits:visit-stage", args=[visit.pk, stage])
    return client.get(url + query).content.decode()


@pytest.mark.parametrize(("moment", "is_open"), [(START, False), (LAST, False), (FIRST, True)])
def test_stage_opens_at_midnight_of_its_day(visit, at, moment, is_open):
    at(moment)
    if is_open:
        write(visit, **{"c__S5-01__value": "yes"})
        assert values(visit)["c.S5-01.value"] == "yes"
    else:
        with pytest.raises(ValidationError, match="opens on"):
            write(visit, **{"c__S5-01__value": "yes"})


def test_other_stages_and_the_closing_do_not_wait(visit):
    write(visit, **{"c__S4-01__value": "yes", "v__VC-NPS": 9})
    assert values(visit)["v.VC-NPS"] == 9


def test_page_says_plainly_when_it_opens(client, visit, at):
    visit.auditor.language = "en"
    visit.auditor.save()
    body = page(client, visit)
    assert re.search(r"This stage opens on [\d/]*2026\.", body)
    assert 'name="c.S5-01.value"' not in body
    at(FIRST)
    assert 'name="c.S5-01.value"' in page(client, visit)


def test_kept_page_carries_the_days_for_the_browser_to_decide(client, visit):
    body = page(client, visit, query="?tablet=1")
    assert 'data-opens="14"' in body
    assert '"after": 14' in body
    assert 'name="c.S5-01.value"' in body


def test_tablet_is_told_that_it_is_not_open_yet(client, visit, at):
    client.force_login(visit.auditor)
    tablet = Tablet(client, visit.auditor, visit)
    assert tablet.write("c.S5-01.value", "yes")["code"] == "not_open"
    at(FIRST)
    client.force_login(visit.auditor)
    assert tablet.write("c.S5-01.value", "yes")["status"] == "applied"


FAILURE = {"polarity": "failure", "what": "Nobody called."}


def test_no_moment_is_filed_in_a_stage_that_is_shut(visit, at):
    moment = Incident(visit=visit, stage=5, **FAILURE)
    with pytest.raises(ValidationError, match="opens on"):
        save_moment(moment, by=visit.auditor)
    at(FIRST)
    save_moment(moment, by=visit.auditor)
    at(LAST)
    moment.what = "Nobody called or wrote."
    save_moment(moment, by=visit.auditor)
    assert visit.incidents.get().what == "Nobody called or wrote."


@pytest.mark.parametrize("kind", ["promise", "incident"])
def test_form_of_a_moment_offers_no_stage_that_is_shut(client, visit, at, kind):
    client.force_login(visit.auditor)
    url = reverse(f"audits:visit-{kind}-add", args=[visit.pk])
    assert stages_offered(client, url) == ["1", "2", "3", "4"]
    at(FIRST)
    client.force_login(visit.auditor)
    assert stages_offered(client, url) == ["1", "2", "3", "4", "5"]


def stages_offered(client, url):
    return re.findall(r'name="stage"[^>]*value="(\d)"', client.get(url).content.decode())


def test_tablet_is_told_that_a_moment_came_too_early(client, visit):
    client.force_login(visit.auditor)
    tablet = Tablet(client, visit.auditor, visit)
    told = tablet.write(f"incident.{uuid4()}", {**FAILURE, "stage": "loyalty"})
    assert (told["status"], told["code"]) == ("rejected", "not_open")


def fill_all_but_the_last(visit, at):
    at(FIRST)
    fill(visit)
    for row in visit.answers.filter(stage=5):
        row.delete()
    visit.impressions.filter(stage=5).update(experience={}, closed_at=None)


def test_visit_is_not_sent_before_the_stage_was_open_and_answered(visit, at):
    fill_all_but_the_last(visit, at)
    at(LAST)
    with pytest.raises(ValidationError, match="can be sent when it is answered"):
        submit_visit(visit, by=visit.auditor)
    at(FIRST + timedelta(hours=9))
    with pytest.raises(ValidationError, match="still missing"):
        submit_visit(visit, by=visit.auditor)
    fill(visit)
    assert submit_visit(visit, by=visit.auditor)


def test_stage_that_nobody_saw_lets_the_visit_be_sent_and_is_no_zero(visit, at):
    fill_all_but_the_last(visit, at)
    mark_unseen(visit, "loyalty", by=visit.auditor)
    assert submit_visit(visit, by=visit.auditor)
    answers = list(visit.answers.all())
    assert {row.state for row in answers if row.stage == 5} == {"not_observed"}
    score = visit_score(scheme_for(visit.checklist_version_id), scored_answers(answers, ()))
    assert score.stages["loyalty"] is None
    assert score.total == score.stages["service"] == 100_000_000


def test_one_question_seen_asks_for_the_feeling_again(visit, at):
    fill_all_but_the_last(visit, at)
    mark_unseen(visit, "loyalty", by=visit.auditor)
    write(visit, **{"c__S5-01__value": "yes"})
    with pytest.raises(ValidationError, match="still missing"):
        submit_visit(visit, by=visit.auditor)


def test_button_on_the_form_marks_the_stage(client, visit, at):
    at(FIRST)
    client.force_login(visit.auditor)
    url = reverse("audits:visit-stage", args=[visit.pk, "loyalty"])
    client.post(url, {"go": "unseen", "seen": "{}"})
    assert values(visit) == {**values(visit), "c.S5-01.state": "not_observed"}


def test_button_cannot_be_pressed_before_its_day(client, visit):
    client.force_login(visit.auditor)
    url = reverse("audits:visit-stage", args=[visit.pk, "loyalty"])
    client.post(url, {"go": "unseen", "seen": "{}"})
    assert "c.S5-01.state" not in values(visit)


def test_list_says_when_the_next_stage_opens(visit, at):
    (row,) = visit_list(visit.auditor).today
    assert row.opens_on == OPENS
    at(FIRST)
    (row,) = visit_list(visit.auditor).today
    assert row.opens_on is None


def test_day_is_unknown_before_the_visit_has_begun(at):
    at(START)
    visit = accepted_visit(due_on=START.date())
    StagePlan.objects.create(visit=visit, stage=5, after_days=7)
    (row,) = visit_list(visit.auditor).today
    assert (row.opens_on, row.visit.status) == (None, Status.ACCEPTED)


def test_consultant_sets_the_days(client, visit):
    boss = MembershipFactory(client=visit.audit.client, role=Role.CONSULTANT).user
    client.force_login(boss)
    url = reverse("audits:visit-edit", args=[visit.audit.key, visit.pk])
    assert b'name="stage5_after_days" value="14"' in client.get(url).content
    assert b"stage2_after_days" not in client.get(url).content
    client.post(url, {"auditor": visit.auditor_id, "stage5_after_days": "7"})
    assert visit.stage_plans.get().after_days == 7
