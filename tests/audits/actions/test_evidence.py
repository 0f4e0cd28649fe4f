import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from audits.actions import evidence
from audits.actions.evidence import add_photo, delete_photo
from audits.models import Evidence, Status
from tests.audits.visits import accepted_visit, photo_file, started_visit
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_a_photo_is_stored_under_a_name_of_its_own():
    visit = started_visit()
    row = add_photo(visit, "S3-01", photo_file(name="maija_receipt.jpg"), by=visit.auditor)
    assert row.photo.name == f"evidence/{visit.pk}/{row.public_id}.jpg"
    assert row.thumb.name == f"evidence/{visit.pk}/{row.public_id}-small.jpg"
    assert (row.criterion, row.stage, row.width, row.height) == ("S3-01", 3, 60, 40)


def test_the_same_photo_twice_is_one():
    visit = started_visit()
    assert add_photo(visit, "S3-01", photo_file(), by=visit.auditor)
    assert add_photo(visit, "S3-01", photo_file(), by=visit.auditor) is None
    assert add_photo(visit, "S4-01", photo_file(), by=visit.auditor)
    assert Evidence.objects.count() == 2


def test_what_is_no_photo_is_refused_in_words():
    visit = started_visit()
    text = SimpleUploadedFile("shop.jpg", b"<script>", "image/jpeg")
    with pytest.raises(ValidationError, match="could not be read"):
        add_photo(visit, "S3-01", text, by=visit.auditor)
    assert not Evidence.objects.exists()


def test_a_visit_holds_so_many_photos_and_no_more(monkeypatch):
    monkeypatch.setattr(evidence, "MOST_PHOTOS", 1)
    visit = started_visit()
    add_photo(visit, "S3-01", photo_file(), by=visit.auditor)
    with pytest.raises(ValidationError, match="at most 1"):
        add_photo(visit, "S3-01", photo_file("red"), by=visit.auditor)


def test_photos_wait_for_the_start_like_answers():
    visit = accepted_visit()
    add_photo(visit, "S1-01", photo_file(), by=visit.auditor)
    with pytest.raises(ValidationError, match="start the visit"):
        add_photo(visit, "S3-01", photo_file(), by=visit.auditor)


def test_only_the_auditor_adds_and_deletes_and_only_while_the_visit_is_open():
    visit = started_visit()
    row = add_photo(visit, "S3-01", photo_file(), by=visit.auditor)
    with pytest.raises(ValidationError, match="Only the auditor"):
        delete_photo(row, by=UserFactory())
    type(visit).objects.update(status=Status.SUBMITTED)
    with pytest.raises(ValidationError, match="not open"):
        delete_photo(row, by=visit.auditor)


@pytest.mark.django_db(transaction=True)
def test_a_deleted_photo_leaves_a_trace_and_no_files():
    visit = started_visit()
    row = add_photo(visit, "S3-01", photo_file(), by=visit.auditor)
    names = [row.photo.name, row.thumb.name]
    delete_photo(row, by=visit.auditor)
    delete_photo(row, by=visit.auditor)
    assert [default_storage.exists(name) for name in names] == [False, False]
    change = visit.changes.get()
    assert (change.key, change.before["sha256"]) == ("p.S3-01", row.sha256)
