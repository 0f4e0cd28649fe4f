"""What visits found about the round before travels in the bundle, and is stored from it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from audits.actions.bundle import import_bundle
from audits.bundle import BundleError, bundle_document, bundle_of
from audits.models import AnswerChange, Audit, Finding, SiteCheck, Visit
from audits.queries.bundle import stored_bundle
from tests.audits.bundle.documents import small_bundle
from tests.factories import AuditFactory, ClientFactory

pytestmark = pytest.mark.django_db

NAME = "6f1f5a3e-0b52-5d0e-9a40-7c1f4c1d2e00"
CHECK = {
    "audit": "spring",
    "site": "tampere",
    "code": "S1-01",
    "stage": "awareness",
    "text": {"fi": "Aukiolot täsmäävät", "en": "Equal opening hours"},
    "wish": {"fi": "Samat ajat kaikkialla"},
    "criteria": ["S1-01"],
    "made_at": "2026-05-02T10:00:00+03:00",
}


@pytest.fixture
def spring():
    client = ClientFactory(key="satama")
    return AuditFactory(client=client, key="spring", starts_on=date(2026, 3, 1))


def bundle(**finding):
    found = finding or {"outcome": "fixed", "comment": "The sign is new."}
    return small_bundle(
        client={"key": "satama", "name": "Satama", "language": "fi"},
        sites=[{"key": "tampere", "name": "Tampere"}],
        checks={NAME: CHECK},
        visits=[{"key": "v1", "site": "tampere", "findings": {NAME: found}}],
    )


def imported(document):
    return import_bundle(bundle_of(document))


def exported(audit):
    return bundle_document(stored_bundle(Audit.objects.get(pk=audit.pk)))


def test_findings_come_back_from_a_backup(spring):
    document = bundle()
    assert exported(imported(document).audit) == document
    backup = exported(Audit.objects.exclude(pk=spring.pk).get())
    Finding.objects.all().delete()
    SiteCheck.objects.all().delete()
    Visit.objects.filter(key="v1").delete()
    assert exported(imported(backup).audit) == document
    finding = Finding.objects.get()
    assert (finding.outcome, finding.comment) == ("fixed", "The sign is new.")
    assert (finding.check_of.audit, finding.check_of.stage) == (spring, 1)


def test_the_same_file_twice_changes_nothing(spring):
    imported(bundle())
    again = imported(bundle())
    assert (again.new, again.changed, again.equal) == (0, 0, 1)


def test_another_finding_leaves_the_former_in_the_trail(spring):
    imported(bundle())
    imported(bundle(outcome="not_yet"))
    assert Finding.objects.get().outcome == "not_yet"
    former = AnswerChange.objects.filter(key__startswith="k.").values_list("key", "before")
    assert dict(former) == {f"k.{NAME}": "fixed", f"k.{NAME}.comment": "The sign is new."}


def test_a_check_that_is_stored_stays_as_its_report_said(spring):
    site = spring.client.sites.create(key="tampere", name="Tampere")
    made = timezone.now() - timedelta(days=9)
    fields = {"audit": spring, "site": site, "code": "S1-01", "stage": 1, "made_at": made}
    SiteCheck.objects.create(public_id=NAME, text={"fi": "Uudet sanat"}, **fields)
    imported(bundle())
    assert SiteCheck.objects.get().text == {"fi": "Uudet sanat"}
    assert Finding.objects.get().check_of.made_at == made


def faults(document):
    with pytest.raises(BundleError) as error:
        imported(document)
    return [f"{fault.place}: {fault.message}" for fault in error.value.faults]


def test_the_round_that_recommended_must_be_stored():
    assert faults(bundle()) == [
        f'checks["{NAME}"].audit: the key of another stored audit of the client is expected,'
        ' not "spring"'
    ]
    assert not Visit.objects.exists()


def test_a_name_stands_for_one_check(spring):
    imported(bundle())
    other = {**bundle(), "checks": {NAME: {**CHECK, "code": "S2-01"}}}
    assert faults(other) == [f'checks["{NAME}"]: this is the name of another check']


def test_a_finding_needs_its_check_at_the_site_of_the_visit(spring):
    document = bundle()
    del document["checks"]
    assert len(faults(document)) == 1
    assert "at the site of the visit is expected" in faults(document)[0]


def test_a_finding_says_something(spring):
    document = bundle()
    document["visits"][0]["findings"] = {NAME: {"comment": ""}}
    assert faults(document) == [
        f'visits[0].findings["{NAME}"]: an outcome or a comment is expected'
    ]
