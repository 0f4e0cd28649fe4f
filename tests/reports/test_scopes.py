"""What a report covers: a visit, a site, a region, a round, the whole client."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import Role
from reports import actions, queries
from reports.models import Report
from tests.factories import (
    AuditFactory,
    MembershipFactory,
    SiteFactory,
    UserFactory,
    approved_visit,
)

pytestmark = pytest.mark.django_db
LOW, HIGH = (0, 0, 0, 0, 0), (100, 100, 100, 100, 100)


@pytest.fixture
def round_one():
    """Two regions, three sites, four visits; only the first site failed."""
    audit = AuditFactory(target=None)
    north = [SiteFactory(client=audit.client, region="North") for _ in range(2)]
    south = SiteFactory(client=audit.client, region="South")
    visits = [
        approved_visit(audit, north[0], points=LOW, key="low"),
        approved_visit(audit, north[0], points=HIGH, key="high"),
        approved_visit(audit, north[1], points=HIGH, key="second"),
        approved_visit(audit, south, points=HIGH, key="south"),
    ]
    return audit, visits


def document(audit, **scope):
    report = actions.start_report(audit, UserFactory(), language="en", scope=actions.Scope(**scope))
    return queries.document_of(report)


def test_round_is_everything(round_one):
    audit, _visits = round_one
    found = document(audit)
    assert (found.scope, len(found.visits), len(found.sites)) == ("audit", 4, 3)


def test_region_holds_its_sites(round_one):
    audit, _visits = round_one
    found = document(audit, region="North")
    assert (found.scope, found.region, len(found.visits)) == ("region", "North", 3)
    assert found.total.both.shown == "75"


def test_visit_holds_itself_and_names_its_site(round_one):
    audit, visits = round_one
    found = document(audit, visit=visits[0])
    assert (found.scope, len(found.visits), found.total.both.shown) == ("visit", 1, "0")
    assert found.site == visits[0].site.name


def test_site_is_its_visits(round_one):
    audit, visits = round_one
    found = document(audit, site=visits[0].site)
    assert (found.scope, found.site, found.total.both.shown) == ("site", visits[0].site.name, "50")


def later_round(audit, site):
    later = AuditFactory(
        client=audit.client, checklist_version=audit.checklist_version, starts_on="2030-01-01"
    )
    approved_visit(later, site, points=HIGH, key="low")
    return later


def test_whole_client_takes_the_newest_round_of_each_site(round_one):
    audit, visits = round_one
    later_round(audit, visits[0].site)
    found = document(audit, is_whole_client=True)
    assert (found.scope, len(found.visits), len(found.sites)) == ("client", 3, 3)
    assert found.total.both.shown == "100"


def test_nothing_to_report_of_a_region_without_visits(round_one):
    audit, _visits = round_one
    with pytest.raises(ValidationError):
        document(audit, region="Nowhere")


@pytest.fixture
def readers(round_one):
    audit, visits = round_one
    people = {}
    for role in (Role.CLIENT_MANAGER, Role.SITE_MANAGER):
        membership = MembershipFactory(client=audit.client, role=role)
        membership.sites.set([visits[0].site])
        people[role] = membership.user
    return people


def issued(audit, **scope):
    user = UserFactory()
    report = actions.start_report(audit, user, language="en", scope=actions.Scope(**scope))
    actions.save_texts(report, user, title="", summary="Told.")
    actions.issue_report(report, user)
    return report


@pytest.mark.parametrize("scope", ["audit", "region", "client", "site", "visit"])
def test_site_manager_reads_of_the_own_site_alone(round_one, readers, scope):
    audit, visits = round_one
    wanted = {
        "audit": {},
        "region": {"region": "North"},
        "client": {"is_whole_client": True},
        "site": {"site": visits[0].site},
        "visit": {"visit": visits[0]},
    }[scope]
    report = issued(audit, **wanted)
    seen = {role: Report.objects.visible_to(user) for role, user in readers.items()}
    assert report in seen[Role.CLIENT_MANAGER]
    assert (report in seen[Role.SITE_MANAGER]) == (scope in ("site", "visit"))


def test_only_the_visits_of_the_scope_are_released(round_one):
    audit, visits = round_one
    issued(audit, visit=visits[0])
    released = audit.visits.filter(status="released")
    assert list(released) == [visits[0]]


@pytest.mark.parametrize("covers", ["", "client", "region:South", "site", "visit"])
def test_desk_starts_a_report_of_each_scope(round_one, client, covers):
    audit, visits = round_one
    client.force_login(MembershipFactory(client=None, role=Role.CONSULTANT).user)
    chosen = {"site": f"site:{visits[3].site.pk}", "visit": f"visit:{visits[3].pk}"}
    data = {"language": "en", "covers": chosen.get(covers, covers), "paper": "letter"}
    client.post(reverse("reports:audit-reports", args=[audit.key]), data)
    report = Report.objects.get()
    assert (report.paper, report.edition) == ("letter", "full")
    assert queries.document_of(report).scope == (covers.partition(":")[0] or "audit")


def test_site_of_another_client_is_no_choice(round_one, client):
    audit, _visits = round_one
    client.force_login(MembershipFactory(client=None, role=Role.CONSULTANT).user)
    data = {"language": "en", "covers": f"site:{SiteFactory().pk}"}
    response = client.post(reverse("reports:audit-reports", args=[audit.key]), data)
    assert response.context["form"].errors["covers"]
    assert not Report.objects.exists()
