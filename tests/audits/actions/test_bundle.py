"""Import: all or nothing, equal files change nothing, other files leave a trace."""

import copy

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings

from accounts.models import Client, Site
from audits.actions.bundle import import_bundle
from audits.actions.scores import check_scores
from audits.bundle import (
    BundleError,
    bundle_document,
    bundle_of,
    bundle_ranges,
    document_of_scores,
    scores_document,
    visit_inputs,
)
from audits.models import Answer, AnswerChange, Audit, BundleSpelling, ScoreCell, Status, Visit
from audits.queries.bundle import MixedVersionsError, stored_bundle
from audits.queries.scores import audit_scores, scored_visits
from journeys.actions import load_library
from tests.audits.bundle.documents import edited, full_bundle, full_visit, small_bundle
from tests.audits.bundle.strategies import bundles
from tests.factories import ChecklistVersionFactory, ClientFactory, UserFactory

pytestmark = pytest.mark.django_db


def imported(document):
    return import_bundle(bundle_of(document))


def exported(audit):
    return bundle_document(stored_bundle(Audit.objects.get(pk=audit.pk)))


def everything():
    """Every row of every table that an import could touch."""
    models = (Client, Site, Audit, Visit, Answer, ScoreCell)
    models += tuple(relation.related_model for relation in Visit._meta.related_objects)
    models += tuple(relation.related_model for relation in Audit._meta.related_objects)
    return {model: list(model.objects.order_by("pk").values()) for model in set(models)}


@settings(max_examples=60)
@given(document=bundles())
def test_import_then_export_gives_an_equal_document(document):
    with transaction.atomic():
        audit = imported(document).audit

        assert exported(audit) == document
        transaction.set_rollback(True)


@settings(max_examples=40)
@given(document=bundles())
def test_rows_and_file_give_the_same_scores(document):
    bundle = bundle_of(document)
    with transaction.atomic():
        audit = import_bundle(bundle).audit
        stored = stored_bundle(audit)

        assert scored_visits(audit) == visit_inputs(bundle) == visit_inputs(stored)
        assert scores_document(stored) == scores_document(bundle)
        figures = audit_scores(audit)
        ranges = bundle_ranges(bundle, figures)
        scores = document_of_scores(bundle.checklist, bundle.sites, figures, ranges)
        assert scores == scores_document(bundle)
        assert check_scores(audit) == []
        transaction.set_rollback(True)


@settings(max_examples=30)
@given(before=bundles(), after=bundles())
def test_changed_file_brings_what_is_stored_to_what_it_says(before, after):
    after = {**after, "client": before["client"], "audit": {**after["audit"]}}
    after["audit"]["key"] = before["audit"]["key"]
    keys = [visit["key"] for visit in after["visits"]]
    after["visits"] += [v for v in before["visits"] if v["key"] not in keys]
    after["sites"] += [
        site
        for site in before["sites"]
        if site["key"] not in {one["key"] for one in after["sites"]}
    ]
    for site in after["sites"]:
        site.setdefault("channel", "shop")
    with transaction.atomic():
        imported(before)
        audit = imported(after).audit

        assert exported(audit) == after
        assert check_scores(audit) == []
        transaction.set_rollback(True)


def test_another_target_is_judged_anew():
    imported(full_bundle())
    bundle = full_bundle()
    bundle["audit"]["target"] = 12

    audit = imported(bundle).audit

    assert audit.target == 12
    assert check_scores(audit) == []


def test_same_file_twice_changes_nothing():
    imported(full_bundle())
    before = everything()

    done = imported(full_bundle())

    assert (done.new, done.changed, done.equal) == (0, 0, 3)
    assert everything() == before


def test_imported_visits_are_approved_and_sealed():
    imported(full_bundle())

    visit = Visit.objects.get(key="v1")
    assert (visit.status, visit.sealed_at) == (Status.APPROVED, visit.started_at)
    assert (visit.auditor, visit.auditor_key) == (None, "a1")
    assert set(visit.trail.values_list("deed", flat=True)) == {"visit_imported"}


def test_library_checklist_is_named_and_shared():
    load_library()
    document = small_bundle(checklist="store", visits=[{"key": "v1", "site": "tampere"}])
    audit = imported(document).audit

    assert audit.checklist_version.origin == "library"
    assert exported(audit) == document


def test_library_checklist_is_written_out_when_the_library_has_moved_on():
    audit = imported(small_bundle(checklist="store", visits=[])).audit
    older = copy.deepcopy(audit.checklist_version.document)
    older["name"] = {"fi": "Vanha"}
    version = ChecklistVersionFactory(document=older, digest="0" * 64)
    Audit.objects.filter(pk=audit.pk).update(checklist_version=version)

    assert exported(audit)["checklist"] == older


def test_changed_answer_is_stored_with_a_trace():
    imported(full_bundle())
    changed = edited(full_bundle(), ("visits", 0, "answers", "yes-no"), "no")

    done = imported(changed)

    assert (done.new, done.changed, done.equal) == (0, 1, 2)
    assert exported(done.audit) == changed
    assert check_scores(done.audit) == []
    changes = AnswerChange.objects.values_list("visit__key", "key", "before", "after")
    assert list(changes) == [("v1", "c.yes-no.value", "yes", "no")]


def test_sealed_expectation_of_an_imported_visit_follows_the_file():
    imported(full_bundle())
    changed = edited(full_bundle(), ("visits", 0, "expectations", "service"), 1)

    audit = imported(changed).audit

    assert exported(audit) == changed
    assert Visit.objects.filter(sealed_at=None).count() == 0
    assert AnswerChange.objects.get().key == "e.service"


def test_visit_that_the_file_lacks_stays():
    imported(full_bundle())

    done = imported(full_bundle(visits=[full_visit("v9")]))

    assert (done.new, done.left) == (1, ("v1", "v2", "v3"))
    assert [visit["key"] for visit in exported(done.audit)["visits"]] == ["v9", "v1", "v2", "v3"]


def test_new_visit_in_the_middle_keeps_the_order_of_the_file():
    document = full_bundle()
    imported({**document, "visits": [document["visits"][0], document["visits"][2]]})

    assert exported(imported(document).audit) == document


def test_moved_site_moves_in_the_other_audits_too():
    imported(full_bundle())
    other = imported(full_bundle(audit={"key": "other", "title": "Toinen"})).audit

    imported(edited(full_bundle(), ("sites", 0, "region"), "Uusimaa"))

    assert check_scores(other) == []
    regions = ScoreCell.objects.filter(audit=other, scope="region").values_list("place", flat=True)
    assert set(regions) == {"Uusimaa"}


@pytest.mark.parametrize(
    ("key", "value", "stored"),
    [
        pytest.param("channel", None, "webshop", id="not said"),
        pytest.param("channel", "phone", "phone", id="said"),
    ],
)
def test_channel_that_the_file_does_not_say_stays(key, value, stored):
    imported(full_bundle())
    document = full_bundle()
    document["sites"][1] = {"key": "verkko", "name": "Verkko"} | ({key: value} if value else {})

    imported(document)

    site = Site.objects.get(key="verkko")
    assert (site.name, site.channel) == ("Verkko", stored)


def refused(document):
    with pytest.raises(BundleError) as caught, transaction.atomic():
        imported(document)
    return [str(fault) for fault in caught.value.faults]


def test_audit_of_another_client_is_refused():
    imported(small_bundle())
    other = edited(small_bundle(), ("client", "key"), "other")

    assert refused(other) == ['audit.key: "satama-1" is the key of an audit of another client']


def test_visit_that_is_not_approved_yet_is_refused():
    imported(full_bundle())
    Visit.objects.filter(key__in=["v1", "v3"]).update(status=Status.SENT_BACK)

    assert refused(full_bundle()) == [
        'visits[0].key: "v1" is the key of a stored visit that is not approved yet',
        'visits[2].key: "v3" is the key of a stored visit that is not approved yet',
    ]


def test_visit_that_was_filled_in_here_is_not_overwritten():
    imported(full_bundle())
    Visit.objects.update(auditor=UserFactory())
    before = everything()

    assert imported(full_bundle()).equal == 3
    assert refused(edited(full_bundle(), ("visits", 0, "answers", "scale"), 3)) == [
        "visits[0]: no difference is expected from the stored visit, which was filled in here"
    ]
    assert everything() == before


def test_other_checklist_needs_every_visit():
    imported(full_bundle())
    other = edited(full_bundle(), ("checklist", "criteria", 0, "weight"), 3)

    assert refused({**other, "visits": other["visits"][:1]}) == [
        "checklist: the stored audit has another version, and visits that are not in the file: "
        "v2, v3"
    ]
    audit = imported(other).audit
    assert exported(audit) == other
    assert check_scores(audit) == []


def test_nothing_is_stored_of_a_refused_file():
    imported(small_bundle())
    before = everything()
    refused(full_bundle(client={"key": "new", "name": "New"}, audit=small_bundle()["audit"]))

    assert everything() == before


def test_audit_with_visits_of_two_versions_is_no_bundle():
    audit = imported(full_bundle()).audit
    Visit.objects.filter(key="v2").update(checklist_version=ChecklistVersionFactory())

    with pytest.raises(MixedVersionsError, match="v2"):
        stored_bundle(audit)


def test_only_counted_visits_are_exported():
    audit = imported(full_bundle()).audit
    Visit.objects.filter(key="v1").update(status=Status.SUBMITTED)

    assert [visit["key"] for visit in exported(audit)["visits"]] == ["v2", "v3"]


def test_audit_made_here_is_exported_in_the_normal_form():
    """An audit that never was a file has no spelling; the sites of its visits are its sites."""
    audit = imported(full_bundle()).audit
    BundleSpelling.objects.all().delete()

    document = full_bundle()
    del document["sites"][2]
    assert exported(audit) == document


def queries_of_import(count):
    client = ClientFactory(key=f"client-of-{count}")
    document = full_bundle(
        client={"key": client.key, "name": client.name},
        audit={"key": f"audit-of-{count}", "title": "A"},
        visits=[full_visit(f"v{number}") for number in range(count)],
    )
    with CaptureQueriesContext(
        connection,
    ) as queries:
        imported(document)
    return len(queries)


def test_queries_do_not_grow_with_the_visits():
    imported(full_bundle())

    assert queries_of_import(3) == queries_of_import(1)
