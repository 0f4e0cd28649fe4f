from datetime import date

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from audits.actions.audit import (
    Plan,
    assign_visits,
    change_site,
    delete_visit,
    edit_audit,
    edit_visit,
    offer_planned,
    offer_visit,
)
from audits.actions.evidence import add_photo
from audits.actions.scores import refresh_scores
from audits.models import Evidence, Scope, ScoreCell, Status, Trail, Visit
from tests.audits.audit_rows import audit_with_sites, visit_with_answers
from tests.audits.visits import full_visit, photo_file
from tests.factories import (
    AuditFactory,
    ChecklistVersionFactory,
    SiteFactory,
    UserFactory,
    VisitFactory,
)

pytestmark = pytest.mark.django_db
PLAN = Plan(scenario="Buy coffee.", due_on=date(2026, 9, 30))


def deeds():
    return list(Trail.objects.order_by("pk").values_list("deed", flat=True))


def test_one_visit_is_planned_to_each_site_numbered_on(consultant):
    audit = AuditFactory()
    VisitFactory(audit=audit, key="v7")
    sites = SiteFactory.create_batch(2, client=audit.client)
    auditor = UserFactory()
    visits = assign_visits(audit, sites, auditor, PLAN, by=consultant)
    assert [(v.key, v.site, v.scenario, v.due_on) for v in visits] == [
        ("v8", sites[0], "Buy coffee.", date(2026, 9, 30)),
        ("v9", sites[1], "Buy coffee.", date(2026, 9, 30)),
    ]
    assert {visit.checklist_version for visit in visits} == {audit.checklist_version}
    assert deeds() == ["visit_planned", "visit_planned"]


def test_pseudonym_is_kept_across_the_audits_of_a_client(consultant):
    site = SiteFactory()
    first, second = AuditFactory.create_batch(2, client=site.client)
    aino, ville = UserFactory.create_batch(2)
    order = [(first, aino), (first, ville), (second, ville), (second, aino)]
    visits = [assign_visits(a, [site], who, PLAN, by=consultant)[0] for a, who in order]
    assert [visit.auditor_key for visit in visits] == ["a1", "a2", "a2", "a1"]
    elsewhere = SiteFactory()
    audit = AuditFactory(client=elsewhere.client)
    assert assign_visits(audit, [elsewhere], ville, PLAN, by=consultant)[0].auditor_key == "a1"


def test_an_offer_reaches_the_auditor_by_mail(consultant, mail_at_once):
    auditor = UserFactory(language="en", name="Aino")
    visit = VisitFactory(auditor=auditor, site__name="Tampere", due_on=date(2026, 9, 30))
    offer_visit(visit, by=consultant)
    assert Visit.objects.get().status == Status.OFFERED
    assert mail.outbox[0].to == [auditor.email]
    assert "Please make the visit by 09/30/2026." in mail.outbox[0].body
    assert f"http://localhost:8000/visits/{visit.pk}/" in mail.outbox[0].body


def test_a_visit_is_offered_once_and_to_somebody(consultant):
    with pytest.raises(ValidationError, match="offered already"):
        offer_visit(VisitFactory(status=Status.OFFERED), by=consultant)
    with pytest.raises(ValidationError, match="Choose an auditor"):
        offer_visit(VisitFactory(auditor=None), by=consultant)


def test_planned_visits_with_an_auditor_are_offered_together(consultant):
    audit = VisitFactory().audit
    VisitFactory(audit=audit, auditor=None)
    VisitFactory(audit=audit, status=Status.ACCEPTED)
    assert offer_planned(audit, by=consultant) == 1
    assert sorted(audit.visits.values_list("status", flat=True)) == [
        "accepted",
        "offered",
        "planned",
    ]


def test_another_auditor_gets_a_pseudonym_and_a_new_offer(consultant):
    visit = VisitFactory(status=Status.OFFERED)
    changed = edit_visit(visit, UserFactory(), PLAN, by=consultant)
    assert (changed.auditor_key, changed.status) == ("a2", Status.PLANNED)


def test_an_accepted_visit_keeps_its_auditor(consultant):
    visit = VisitFactory(status=Status.ACCEPTED)
    with pytest.raises(ValidationError, match="nobody else"):
        edit_visit(visit, UserFactory(), PLAN, by=consultant)
    assert edit_visit(visit, visit.auditor, PLAN, by=consultant).scenario == "Buy coffee."


def test_a_planned_visit_is_deleted_without_a_word(consultant):
    delete_visit(VisitFactory(key="v1"), "", by=consultant)
    assert not Visit.objects.exists()
    assert Trail.objects.get().detail["visit"] == "v1"


def test_a_visit_with_work_in_it_is_deleted_with_a_reason_only(consultant):
    visit = full_visit()
    add_photo(visit, "S1-01", photo_file(), by=visit.auditor)
    with pytest.raises(ValidationError, match="Say why"):
        delete_visit(visit, "", by=consultant)
    assert Visit.objects.get().sealed_at
    delete_visit(visit, "The site was closed.", by=consultant)
    assert not Visit.objects.exists()
    assert not Evidence.objects.exists()
    assert Trail.objects.first().detail["reason"] == "The site was closed."


def test_files_go_with_the_visit(consultant, django_capture_on_commit_callbacks):
    visit = full_visit()
    row = add_photo(visit, "S1-01", photo_file(), by=visit.auditor)
    with django_capture_on_commit_callbacks(execute=True):
        delete_visit(visit, "The site was closed.", by=consultant)
    assert not row.photo.storage.exists(row.photo.name)


def test_a_counted_visit_leaves_the_figures_when_deleted(consultant):
    audit, sites = audit_with_sites()
    visits = [visit_with_answers(audit, sites[0], {"awareness-0": value}) for value in (1, 3)]
    for visit in visits:
        refresh_scores(visit)
    delete_visit(visits[0], "Made by mistake.", by=consultant)
    cell = ScoreCell.objects.get(audit=audit, scope=Scope.AUDIT, stage=0, nature=0)
    assert (cell.visits, cell.micro) == (1, 75_000_000)


def test_a_visit_the_client_has_read_about_is_not_deleted(consultant):
    with pytest.raises(ValidationError, match="part of a report"):
        delete_visit(VisitFactory(status=Status.RELEASED), "Why not.", by=consultant)


def test_checklist_stays_once_there_are_visits(consultant):
    audit = VisitFactory().audit
    audit.checklist_version = ChecklistVersionFactory()
    with pytest.raises(ValidationError, match="cannot change"):
        edit_audit(audit, by=consultant)


def test_figures_of_regions_follow_a_site_that_moves(consultant):
    audit, sites = audit_with_sites(regions=("Häme",))
    refresh_scores(visit_with_answers(audit, sites[0], {"awareness-0": 4}))
    sites[0].region = "Savo"
    change_site(sites[0])
    regions = ScoreCell.objects.filter(audit=audit, scope=Scope.REGION).values_list("place")
    assert set(regions) == {("Savo",)}
