import re
from pathlib import Path

import pytest
from django.conf import settings

from audits.actions.audit import delete_visit
from audits.models import Status, Trail
from audits.queries.trail import DEEDS, audit_steps, visit_steps
from tests.factories import UserFactory, VisitFactory

CALL = r"(?:note_visit|note_audit|note|_trail)"
WRITTEN = re.compile(CALL + r"\(\s*[\w.]+,\s*(?:[\w.]+,\s*)?\"(\w+)\"")


def test_every_deed_has_its_words():
    sources = [
        path.read_text()
        for app in ("audits", "reports")
        for path in Path(settings.BASE_DIR, app).rglob("*.py")
        if "actions" in path.as_posix()
    ]
    deeds = {deed for source in sources for deed in WRITTEN.findall(source)}
    assert len(deeds) > 15
    assert deeds - set(DEEDS) == set()


@pytest.mark.django_db
def test_a_deleted_visit_stays_in_the_trail_of_its_audit():
    visit, consultant = VisitFactory(key="v1", status=Status.ACCEPTED), UserFactory()
    audit = visit.audit
    delete_visit(visit, "The site was closed.", by=consultant)
    [step] = audit_steps(audit)
    assert (step.name, step.reason) == ("Visit deleted", "The site was closed.")
    assert step.what == f"v1 · {visit.site.key}"
    assert step.row.user == consultant


@pytest.mark.django_db
def test_a_deed_without_words_is_told_by_its_key():
    visit = VisitFactory()
    Trail.objects.create(audit=visit.audit, visit=visit, deed="visit_painted")
    assert [step.name for step in visit_steps(visit)] == ["visit_painted"]
