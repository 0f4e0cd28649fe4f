"""Contradictions reach the editor and the consultant, and never the client."""

import pytest
from django.urls import reverse

from accounts.models import Role
from audits.models import Status
from reports import actions, queries
from tests.factories import (
    AuditFactory,
    ChecklistVersionFactory,
    MembershipFactory,
    SiteFactory,
    UserFactory,
    approved_visit,
    checklist_document,
)

pytestmark = pytest.mark.django_db

WORDS = "It was found at once, yet nobody could pay."
DECLARED = {
    "when": {"all": [{"criterion": "S1-01", "is": "yes"}, {"criterion": "S3-01", "is": "no"}]},
    "text": {"fi": "Ristiriita.", "sv": "Motsägelse.", "en": WORDS},
}


@pytest.fixture
def audit():
    document = checklist_document(contradictions=[DECLARED])
    return AuditFactory(checklist_version=ChecklistVersionFactory(document=document))


@pytest.fixture
def visit(audit):
    site = SiteFactory(client=audit.client, name="Kuopio")
    approved_visit(audit, site, key="even")
    return approved_visit(audit, site, key="odd", points=(100, 100, 0, 100, 100))


@pytest.fixture
def desk(audit, visit, client):
    user = UserFactory(language="en")
    MembershipFactory(user=user, client=audit.client, role=Role.CONSULTANT)
    client.force_login(user)
    return client


@pytest.fixture
def report(audit, visit):
    return actions.start_report(audit, UserFactory(), language="en")


def test_editor_finds_it_with_both_answers(desk, visit):
    body = desk.get(visit.get_absolute_url()).content.decode()
    assert WORDS in body
    assert '<a class="nowrap" href="#S3-01">S3-01: No</a>' in body


def test_visit_without_one_says_nothing(desk, audit):
    body = desk.get(audit.visits.get(key="even").get_absolute_url()).content.decode()
    assert "Contradiction:" not in body


@pytest.mark.parametrize("page", ["report-write", "report-issue"])
def test_consultant_is_led_to_the_visit(desk, report, visit, page):
    body = desk.get(reverse(f"reports:{page}", args=[report.public_id])).content.decode()
    assert WORDS in body
    assert f'href="{visit.get_absolute_url()}#flags"' in body


def test_client_never_reads_it(desk, report):
    page = desk.get(report.get_absolute_url()).content.decode()
    assert WORDS not in page
    assert WORDS not in str(queries.live_document(report))


def test_visit_that_does_not_count_is_not_named(report, visit):
    visit.status = Status.SUBMITTED
    visit.save()
    assert queries.contradictory_visits(report, queries.material_of(report), "en") == ()


def test_whole_client_finds_the_visit_of_its_round(audit, visit):
    scope = actions.Scope(is_whole_client=True)
    report = actions.start_report(audit, UserFactory(), language="en", scope=scope)
    found = queries.contradictory_visits(report, queries.material_of(report), "en")
    assert [one.visit for one in found] == [visit]
