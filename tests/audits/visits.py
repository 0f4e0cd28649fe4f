"""Visits in the states that tests of the auditor's work begin with."""

import io
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from accounts.models import Membership, Role
from audits.actions.answers import Entry, save_answers
from audits.models import StageImpression, Status, Visit
from audits.queries.visit import visit_record
from audits.queries.visit_progress import close_questions, closing_questions, criterion_questions
from tests.factories import STAGE_KEYS, VisitFactory


def accepted_visit(**fields):
    """A visit whose auditor has the role with the client; the checklist is the small one."""
    visit = VisitFactory(**{"status": Status.ACCEPTED, **fields})
    Membership.objects.get_or_create(
        user=visit.auditor, client=visit.audit.client, role=Role.AUDITOR
    )
    return visit


def started_visit(**fields):
    """Sealed an hour ago, with an expectation of 3 in every stage."""
    visit = accepted_visit(**fields)
    for stage in range(1, 6):
        StageImpression.objects.create(visit=visit, stage=stage, expectation=3)
    then = timezone.now() - timedelta(hours=1)
    Visit.objects.filter(pk=visit.pk).update(sealed_at=then, started_at=then)
    visit.refresh_from_db()
    return visit


def write(visit, **seen_of):
    """Save fields as their auditor; dots are written as two underscores: ``c__S1-01__value``."""
    entries = [Entry(key.replace("__", "."), value) for key, value in seen_of.items()]
    return save_answers(visit, entries, by=visit.auditor)


def fill(visit):
    """Answer everything that a visit needs before it can be sent."""
    checklist = visit.checklist_version.definition
    entries = [Entry(f"s.{key}.SC-WHY", "The greeting.") for key in STAGE_KEYS]
    for stage in checklist.stages:
        entries += [Entry(item.key, "yes") for item in criterion_questions(checklist, stage)]
        entries += [Entry(item.key, 2) for item in close_questions(stage)[:-1]]
    for item in closing_questions():
        entries += [Entry(item.key, "better" if item.key == "v.VC-KAN" else 4)]
    save_answers(visit, entries, by=visit.auditor)


def full_visit(**fields):
    visit = started_visit(**fields)
    fill(visit)
    return visit


def values(visit):
    return dict(visit_record(Visit.objects.get(pk=visit.pk)).values)


def photo_file(colour="teal", name="shop.jpg"):
    out = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")
