"""Checks from the last round: who is asked, where the answer goes, who sees it."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from audits.models import Finding, SiteCheck, Visit
from audits.queries.visit import visit_record
from tests.audits.sync.tablets import Tablet
from tests.audits.visits import accepted_visit, full_visit, started_visit, values, write
from tests.factories import AuditFactory, MembershipFactory, SiteFactory, UserFactory

pytestmark = pytest.mark.django_db

TEXT = {"fi": "Tervehtikää", "sv": "Hälsa", "en": "Greet"}


def check_at(visit, **fields):
    """What the round before recommended at the site of the visit."""
    before = fields.pop("audit", None) or AuditFactory(
        client=visit.audit.client,
        checklist_version=visit.checklist_version,
        starts_on=date(2026, 1, 1),
    )
    told = {"code": "S1-01", "stage": 1, "text": TEXT, "public_id": uuid4(), **fields}
    made = {"made_at": timezone.now() - timedelta(days=9)}
    return SiteCheck.objects.create(site=visit.site, audit=before, **{**made, **told})


def this_round(visit):
    visit.audit.starts_on = date(2026, 6, 1)
    visit.audit.save()
    return visit


@pytest.fixture
def visit():
    return this_round(started_visit())


def asked(visit):
    return [check.code for check in visit_record(Visit.objects.get(pk=visit.pk)).checks]


def test_visit_is_asked_about_the_round_before_only(visit):
    oldest = AuditFactory(client=visit.audit.client, starts_on=date(2025, 1, 1))
    later = AuditFactory(client=visit.audit.client, starts_on=date(2026, 12, 1))
    check_at(visit, audit=oldest, code="old")
    check_at(visit, audit=later, code="later")
    check_at(visit, code="S1-01")
    assert asked(visit) == ["S1-01"]


@pytest.mark.parametrize("gone", ["withdrawn_at", "closed_at"])
def test_what_is_withdrawn_or_closed_is_not_asked(visit, gone):
    check_at(visit, **{gone: timezone.now()})
    assert asked(visit) == []


def test_what_was_recommended_after_the_start_waits_for_the_next_visit(visit):
    check_at(visit, made_at=timezone.now())
    assert asked(visit) == []


def test_another_site_is_not_asked(visit):
    check = check_at(visit)
    check.site = SiteFactory(client=visit.audit.client)
    check.save()
    assert asked(visit) == []


def test_answer_is_stored_and_its_change_leaves_a_trace(visit):
    check = check_at(visit)
    key = f"k.{check.public_id}"
    write(visit, **{key: "not_yet", f"{key}.comment": "Nobody looked up."})
    write(visit, **{key: "fixed"})
    row = Finding.objects.get(visit=visit, check_of=check)
    assert (row.outcome, row.comment) == ("fixed", "Nobody looked up.")
    assert visit.changes.get().before == "not_yet"
    write(visit, **{key: None, f"{key}.comment": None})
    assert not Finding.objects.exists()


def test_answer_survives_the_withdrawal_of_its_report(visit):
    check = check_at(visit)
    write(visit, **{f"k.{check.public_id}": "fixed"})
    SiteCheck.objects.update(withdrawn_at=timezone.now())
    assert values(visit)[f"k.{check.public_id}"] == "fixed"
    assert asked(visit) == []


def test_later_stage_waits_for_the_start():
    visit = this_round(accepted_visit())
    check = check_at(visit, stage=3)
    with pytest.raises(ValidationError, match="start the visit"):
        write(visit, **{f"k.{check.public_id}": "fixed"})


def test_visit_is_not_sent_before_its_checks_are_answered():
    from audits.actions.visit import submit_visit

    visit = this_round(full_visit())
    check = check_at(visit)
    with pytest.raises(ValidationError, match="still missing"):
        submit_visit(visit, by=visit.auditor)
    write(visit, **{f"k.{check.public_id}": "unknown"})
    assert submit_visit(visit, by=visit.auditor)


@pytest.fixture
def tablet(client, visit):
    client.force_login(visit.auditor)
    return Tablet(client, visit.auditor, visit)


def test_tablet_sends_it_like_an_answer(visit, tablet):
    check = check_at(visit)
    key = f"k.{check.public_id}"
    assert tablet.write(key, "fixed")["status"] == "applied"
    assert tablet.write(f"{key}.comment", "All three greeted.")["status"] == "applied"
    assert values(visit)[key] == "fixed"


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("k.{}", "perhaps", "bad_value"),
        ("k.{}.state", "fixed", "unknown_key"),
        ("k.00000000-0000-4000-8000-000000000001", "fixed", "unknown_key"),
    ],
)
def test_tablet_cannot_send_nonsense(visit, tablet, key, value, code):
    check = check_at(visit)
    assert tablet.write(key.format(check.public_id), value)["code"] == code


def test_check_of_another_client_is_no_key_here(tablet):
    check = check_at(started_visit())
    assert tablet.write(f"k.{check.public_id}", "fixed")["code"] == "unknown_key"


def test_form_and_brief_show_it_in_the_auditors_language(client, visit):
    check_at(visit)
    visit.auditor.language = "sv"
    visit.auditor.save()
    client.force_login(visit.auditor)
    for name, args in (("visit-brief", [visit.pk]), ("visit-stage", [visit.pk, "awareness"])):
        assert "Hälsa" in client.get(reverse(f"audits:{name}", args=args)).content.decode()
    kept = client.get(reverse("audits:visit-stage", args=[visit.pk, "awareness"]) + "?tablet=1")
    assert "Hälsa" in kept.content.decode()


def test_two_sites_do_not_share_a_drawn_page(client, visit):
    check_at(visit)
    other = this_round(started_visit(audit=visit.audit, auditor=visit.auditor))
    check_at(other, text={"en": "Smile"}, audit=SiteCheck.objects.get().audit)
    client.force_login(visit.auditor)
    pages = [
        client.get(reverse("audits:visit-stage", args=[one.pk, "awareness"])).content.decode()
        for one in (visit, other)
    ]
    assert ["Smile" in page for page in pages] == [False, True]


def test_form_saves_it(client, visit):
    check = check_at(visit)
    client.force_login(visit.auditor)
    url = reverse("audits:visit-stage", args=[visit.pk, "awareness"])
    client.post(url, {f"k.{check.public_id}": "not_yet", "go": "save", "seen": "{}"})
    assert values(visit)[f"k.{check.public_id}"] == "not_yet"


def test_checks_are_seen_by_the_desk_of_the_client_and_the_own_auditor(visit):
    check_at(visit)
    desk = MembershipFactory(client=visit.audit.client, role=Role.EDITOR).user
    reader = MembershipFactory(client=visit.audit.client, role=Role.CLIENT_MANAGER).user
    other = MembershipFactory(role=Role.CONSULTANT).user
    people = (desk, visit.auditor, reader, other, UserFactory())
    seen = [SiteCheck.objects.visible_to(user).exists() for user in people]
    assert seen == [True, True, False, False, False]
