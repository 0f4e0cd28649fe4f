"""Late facts are told to the auditor, the editor and the reader of the report."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from audits.models import Answer, Visit
from reports import queries
from reports.document import codec
from reports.models import Report
from reports.sections import method
from tests.audits.visits import full_visit
from tests.factories import ChecklistVersionFactory, checklist_document

pytestmark = pytest.mark.django_db


@pytest.fixture
def late():
    """Everything is written down; the critical fact two hours after it was seen."""
    document = checklist_document()
    document["criteria"][2]["critical"] = {"effect": "zero_visit"}
    visit = full_visit(audit__checklist_version=ChecklistVersionFactory(document=document))
    seen = timezone.now() - timedelta(hours=2)
    Answer.objects.filter(criterion="S3-01").update(observed_at=seen)
    return visit


def test_the_auditor_is_asked_for_a_proof(enter, late):
    url = reverse("audits:visit-review", args=[late.pk])
    page = enter(late).get(url).content.decode()
    assert "Is there a proof?" in page
    assert f"/visits/{late.pk}/stages/purchase/#q-S3-01" in page


def test_a_tablet_asks_for_what_came_late(enter, late):
    found = enter(late).get(reverse("audits:visit-late", args=[late.pk])).json()["late"]
    url = f"/visits/{late.pk}/stages/purchase/#q-S3-01"
    assert found == [{"url": url, "number": "3.1", "text": "Q 3?"}]


def test_the_editor_sees_what_came_late(desk, late):
    Visit.objects.update(status="submitted")
    page = " ".join(desk.get(late.get_absolute_url()).content.decode().split())
    assert "Written down within a day after it was seen." in page
    assert "80 % of the facts" in page
    assert "(at once 4, within a day 1)" in page


def test_the_report_states_the_share(late):
    Visit.objects.update(status="approved", ended_at=timezone.now())
    document = queries.document_of(Report(audit=late.audit, language="en"))
    assert "80 % of the facts were noted on the spot" in method.noted(document)
    assert codec.from_json(codec.to_json(document)) == document


def test_an_older_snapshot_says_nothing_about_it(late):
    document = codec.to_json(queries.document_of(Report(audit=late.audit, language="en")))
    del document["method"]["recall"]
    assert method.noted(codec.from_json(document)) == ""
