"""What is known before a site is visited: all rounds of the same client, and nobody else's."""

import pytest

from audits.models import Status
from reports import actions, queries
from reports.queries.history import client_records
from reports.queries.report import wishes_of
from reports.recommendations import Decided, Record
from tests.factories import (
    AuditFactory,
    ChecklistVersionFactory,
    SiteFactory,
    UserFactory,
    VisitFactory,
    approved_visit,
    checklist_document,
)

pytestmark = pytest.mark.django_db


def made_round(client=None, *, passed, short, sites=2, version=None):
    """A round of visits in which the first question passed so often and fell short so often."""
    same = {name: one for name, one in (("client", client), ("checklist_version", version)) if one}
    audit = AuditFactory(**same)
    known = list(audit.client.sites.order_by("pk"))
    places = known or SiteFactory.create_batch(sites, client=audit.client)
    for number in range(passed + short):
        points = (100 if number < passed else 0, 100, 100, 100, 100)
        approved_visit(audit, places[number % len(places)], key=f"k{number}", points=points)
    return audit


@pytest.fixture
def earlier():
    return made_round(passed=6, short=20)


@pytest.fixture
def now(earlier):
    return made_round(earlier.client, passed=3, short=3, version=earlier.checklist_version)


def first(audit, decisions=()):
    return client_records(audit, decisions)["S1-01"]


def test_all_rounds_of_the_client_are_counted(now):
    assert first(now) == Record(passed=9, visits=32, earned=900_000_000, answers=32, sites=2)


def test_another_client_is_never_counted(now):
    other = made_round(passed=40, short=0, version=now.checklist_version)
    assert first(now).visits == 32
    assert first(other) == Record(40, 40, 4_000_000_000, 40, 2)


def test_visits_that_nobody_approved_are_not_counted(now):
    now.visits.filter(key="k0").update(status=Status.SUBMITTED)
    assert first(now).visits == 31


def test_prior_of_a_site_stands_at_the_rate_of_all_rounds(now):
    now.visits.filter(key__in=["k4", "k5"]).delete()  # 30 visits are left
    site = now.visits.get(key="k3").site
    report = actions.start_report(now, UserFactory(), site=site, language="en")
    found = queries.live_document(report).recommendations[0]
    assert (found.code, found.prior) == ("S1-01", 99)


def test_fewer_than_thirty_answers_leave_the_default(now):
    now.visits.filter(key__in=["k2", "k4", "k5"]).delete()  # 29 visits are left
    site = now.visits.get(key="k3").site
    report = actions.start_report(now, UserFactory(), site=site, language="en")
    assert queries.live_document(report).recommendations[0].prior == 43


def version_two(version, **changes):
    document = checklist_document(version=version.version + 1)
    document["criteria"][0] |= changes
    return ChecklistVersionFactory(checklist=version.checklist, document=document)


@pytest.mark.parametrize(("changes", "visits"), [({"weight": 3}, 32), ({"invert": True}, 6)])
def test_question_counts_from_versions_that_ask_the_same(earlier, changes, visits):
    version = version_two(earlier.checklist_version, **changes)
    later = made_round(earlier.client, passed=3, short=3, version=version)
    assert first(later).visits == visits


def test_rule_of_the_consultant_falls_short_with_any_of_its_questions(now):
    own = Decided("own-1", 0, "Greet", "Greet.", criteria=("S1-01", "S2-01"))
    record = client_records(now, [own])["own-1"]
    assert (record.passed, record.visits, record.answers) == (9, 32, 64)


def test_unanswered_question_is_no_visit(now):
    VisitFactory(audit=now, status=Status.APPROVED)
    assert first(now).visits == 32


@pytest.mark.parametrize("criteria", [1, 5])
def test_criteria_cost_no_queries(now, criteria, django_assert_num_queries):
    version = now.checklist_version
    version.document["criteria"] = version.document["criteria"][:criteria]
    with django_assert_num_queries(2):
        client_records(now, [])


def test_document_reads_what_the_rows_say(now):
    report = actions.start_report(now, UserFactory(), language="en")
    assert wishes_of(report).known["S1-01"] == first(now)
