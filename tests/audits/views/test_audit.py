"""The desk's pages of audits and their visits."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from audits.actions.scores import refresh_audit, refresh_scores
from audits.models import Audit, Review, ScoreCell, Status, Visit
from tests.audits.audit_rows import audit_with_sites, visit_with_answers
from tests.factories import (
    AuditFactory,
    ChecklistFactory,
    ChecklistVersionFactory,
    ClientFactory,
    MembershipFactory,
    SiteFactory,
    VisitFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def library():
    checklist = ChecklistFactory(is_library=True)
    return ChecklistVersionFactory.create_batch(2, checklist=checklist)


@pytest.fixture
def auditor():
    return MembershipFactory(client=None, role=Role.AUDITOR, user__name="Aino Aalto").user


def text_of(response):
    return response.content.decode()


def test_audit_starts_on_the_newest_version_of_the_library(desk, library):
    company = ClientFactory(key="satama")
    url = reverse("audits:audit-create", args=["satama"])
    page = text_of(desk.get(url))
    assert f'value="{library[1].pk}"' in page
    assert f'value="{library[0].pk}"' not in page
    body = {"title": "Syksy 2026", "checklist_version": library[1].pk, "target": 80}
    assert desk.post(url, body)["Location"] == "/audits/satama-syksy-2026/"
    audit = Audit.objects.get()
    assert (audit.client, audit.checklist_version, audit.target) == (company, library[1], 80)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("ends_on", "2026-08-01", "The last day cannot be before the first."),
        ("target", "101", "The target is a number from 0 to 100."),
        ("checklist_version", "999999", "Select a valid choice."),
    ],
)
def test_a_wrong_field_is_named_and_nothing_typed_is_lost(field, value, words, desk, library):
    url = reverse("audits:audit-create", args=[ClientFactory().key])
    body = {"title": "Syksy", "checklist_version": library[1].pk, "starts_on": "2026-09-01"}
    page = text_of(desk.post(url, {**body, field: value}))
    assert words in page
    assert 'value="Syksy"' in page
    assert not Audit.objects.exists()


def test_checklist_is_fixed_once_visits_are_planned(desk, library):
    audit = VisitFactory(audit__checklist_version=library[0]).audit
    url = reverse("audits:audit-edit", args=[audit.key])
    body = {"title": "Uusi nimi", "checklist_version": library[1].pk}
    assert desk.post(url, body)["Location"] == audit.get_absolute_url()
    audit.refresh_from_db()
    assert (audit.title, audit.checklist_version) == ("Uusi nimi", library[0])


def test_visits_are_planned_and_offered_in_one_go(desk, auditor, mail_at_once):
    audit = AuditFactory()
    sites = SiteFactory.create_batch(2, client=audit.client)
    url = reverse("audits:visits-assign", args=[audit.key])
    body = {"sites": [site.pk for site in sites], "auditor": auditor.pk, "offer": ""}
    page = text_of(desk.post(url, body, follow=True))
    assert "2 visits have been planned." in page
    assert "Aino Aalto" in page
    assert {visit.status for visit in Visit.objects.all()} == {Status.OFFERED}
    assert [message.to for message in mail.outbox] == [[auditor.email]] * 2


def test_rotation_is_warned_about_and_can_be_confirmed(desk, auditor):
    site = SiteFactory(name="Tampere")
    audit = AuditFactory(client=site.client)
    VisitFactory(audit__client=site.client, site=site, auditor=auditor, due_on=date(2026, 9, 1))
    url = reverse("audits:visits-assign", args=[audit.key])
    body = {"sites": [site.pk], "auditor": auditor.pk, "due_on": "2026-11-29"}
    page = text_of(desk.post(url, body))
    assert "Aino Aalto is too soon at a site again (Tampere 09/01/2026)." in page
    assert not audit.visits.exists()
    desk.post(url, {**body, "confirm_rotation": "on"})
    assert audit.visits.count() == 1


def test_ninety_days_later_nobody_is_warned(desk, auditor):
    site = SiteFactory()
    audit = AuditFactory(client=site.client)
    VisitFactory(audit__client=site.client, site=site, auditor=auditor, due_on=date(2026, 9, 1))
    url = reverse("audits:visits-assign", args=[audit.key])
    desk.post(url, {"sites": [site.pk], "auditor": auditor.pk, "due_on": "2026-11-30"})
    assert audit.visits.count() == 1


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ({"starts_on": "2026-09-10"}, "The visit cannot be due before it may start."),
        ({"submit_by": "2026-08-30"}, "The answers cannot be due before the visit."),
    ],
)
def test_days_of_a_visit_follow_each_other(days, words, desk):
    visit = VisitFactory()
    url = reverse("audits:visit-edit", args=[visit.audit.key, visit.pk])
    assert words in text_of(desk.post(url, {"due_on": "2026-09-01", **days}))


def test_audit_page_shows_states_scores_and_names(desk):
    audit, sites = audit_with_sites()
    visit = visit_with_answers(audit, sites[0], {"awareness-0": 3})
    refresh_scores(visit)
    VisitFactory(audit=audit, site=sites[1], status=Status.OFFERED, auditor__name="Ville")
    page = text_of(desk.get(audit.get_absolute_url()))
    assert "1 visit · indicative" in page
    assert "One visit tells of itself, not of the place." in page
    assert 'aria-label="Score of the audit: 75 of 100"' in page
    assert "Ville" in page
    only = text_of(desk.get(audit.get_absolute_url(), {"state": "approved"}))
    assert "Ville" not in only


def test_sites_stand_in_tiers_with_ranges(desk):
    audit, sites = audit_with_sites()
    for site, value in ((0, 4), (1, 1)):
        for _visit in range(5):
            visit_with_answers(audit, sites[site], {"awareness-0": value, "service-2": value})
    refresh_audit(audit)
    page = text_of(desk.get(audit.get_absolute_url()))
    assert "5 visits · " in page
    assert "87–100" in page
    tiers = [site.tier for site in ScoreCell.objects.filter(scope="site", stage=0, nature=0)]
    assert sorted(tiers) == [1, 2]


@pytest.mark.parametrize("count", [1, 3])
def test_stages_facts_and_perceptions_carry_visits_and_ranges(count, desk):
    audit, sites = audit_with_sites()
    for _visit in range(count):
        visit_with_answers(audit, sites[0], {"awareness-0": 3})
    refresh_audit(audit)
    page = desk.get(audit.get_absolute_url())
    stage = page.context["page"].stages[0]
    assert stage.fact.range or stage.perception.range
    found = text_of(page)
    for score in (stage.fact, stage.perception):
        assert score.range in found
    assert found.count(f"{count} visit") >= 2  # of the total and of the stage


def test_overview_says_what_waits(desk):
    today = timezone.localdate()
    checked = VisitFactory(status=Status.SUBMITTED, submitted_at=timezone.now())
    late = VisitFactory(status=Status.ACCEPTED, submit_by=today - timedelta(days=1))
    back = VisitFactory(status=Status.SENT_BACK)
    Review.objects.create(visit=back, answer_by=today - timedelta(days=2))
    planned = VisitFactory(starts_on=today + timedelta(days=3))
    VisitFactory(starts_on=today + timedelta(days=30))
    VisitFactory(status=Status.ACCEPTED, submit_by=today)
    page = desk.get(reverse("audits:audit-list"))
    to_do = page.context["to_do"]
    assert (to_do.to_check.visits, to_do.overdue.visits) == ([checked], [late])
    assert to_do.unanswered.visits == [back]
    assert [(row.audit, row.visits) for row in to_do.to_offer] == [(planned.audit, 1)]


def test_of_many_waiting_the_first_are_shown(desk):
    VisitFactory.create_batch(21, status=Status.SUBMITTED, audit=AuditFactory())
    waiting = desk.get(reverse("audits:audit-list")).context["to_do"].to_check
    assert (len(waiting.first), len(waiting.rest), waiting.shown_count) == (3, 17, "20+")


def test_empty_desk_says_what_to_do_first(desk):
    page = text_of(desk.get(reverse("audits:audit-list")))
    assert "No audits yet" in page
    assert "Waiting for you" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_audit_list_asks_a_fixed_number_of_times(count, desk, django_assert_num_queries):
    version = ChecklistVersionFactory()
    for audit in AuditFactory.create_batch(count, checklist_version=version):
        VisitFactory.create_batch(count, audit=audit, status=Status.SUBMITTED)
    with django_assert_num_queries(16):
        desk.get(reverse("audits:audit-list"))


@pytest.mark.parametrize("count", [1, 3])
def test_audit_page_asks_a_fixed_number_of_times(count, desk, django_assert_num_queries):
    audit = AuditFactory()
    VisitFactory.create_batch(count, audit=audit)
    with django_assert_num_queries(14):
        desk.get(audit.get_absolute_url())


@pytest.mark.parametrize("count", [1, 3])
def test_assigning_asks_a_fixed_number_of_times(count, desk, django_assert_num_queries):
    audit = AuditFactory()
    SiteFactory.create_batch(count, client=audit.client)
    MembershipFactory.create_batch(count, client=audit.client, role=Role.AUDITOR)
    with django_assert_num_queries(11):
        desk.get(reverse("audits:visits-assign", args=[audit.key]))


def test_sites_tell_how_many_visits_they_have_already(desk):
    visit = VisitFactory(site__name="Tampere")
    SiteFactory(client=visit.audit.client, name="Turku")
    VisitFactory(audit__client=visit.audit.client, site=visit.site)
    page = text_of(desk.get(reverse("audits:visits-assign", args=[visit.audit.key])))
    assert "Tampere (1 visit)" in page
    assert "Turku (" not in page
