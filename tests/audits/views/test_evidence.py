import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from accounts.models import Membership, Role
from audits.actions.evidence import add_photo
from audits.models import Evidence, Status, Visit
from tests.audits.pages import read
from tests.audits.visits import photo_file, started_visit
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def stage_url(visit):
    return reverse("audits:visit-stage", args=[visit.pk, "purchase"])


@pytest.fixture
def photo():
    visit = started_visit()
    return add_photo(visit, "S3-01", photo_file(), by=visit.auditor)


def test_photos_come_with_the_answers_and_are_shown_at_their_question(enter):
    visit = started_visit()
    signed_in = enter(visit)
    sent = {"c.S3-01.value": "yes", "p.S3-01": [photo_file(), photo_file("red")], "go": "save"}
    assert signed_in.post(stage_url(visit), sent).status_code == 302
    page = signed_in.get(stage_url(visit))
    ids = Evidence.objects.values_list("public_id", flat=True)
    assert {f"photo:{public_id}" for public_id in ids} <= read(page).buttons
    assert len(ids) == 2


def test_a_bad_photo_is_named_and_everything_else_is_saved(enter):
    visit = started_visit()
    bad = SimpleUploadedFile("x.jpg", b"GIF89a<script>", "image/jpeg")
    sent = {"c.S3-01.value": "yes", "p.S3-01": [bad, photo_file()], "go": "next"}
    page = enter(visit).post(stage_url(visit), sent)
    assert "could not be read as a photo" in page.content.decode()
    assert visit.answers.get().value == "yes"
    assert visit.evidence.count() == 1


def test_too_many_photos_at_once_are_named_and_the_others_stored(enter, monkeypatch):
    monkeypatch.setattr("audits.views.visit.MOST_PHOTOS_AT_ONCE", 1)
    visit = started_visit()
    sent = {"p.S3-01": [photo_file(), photo_file("red", name="second.jpg")], "go": "next"}
    page = enter(visit).post(stage_url(visit), sent)
    assert "second.jpg: 1 photos are stored at a time." in page.content.decode()
    assert visit.evidence.count() == 1


@pytest.mark.parametrize("name", ["photo", "thumb"])
def test_a_photo_is_served_as_nothing_but_a_picture(client, photo, name):
    client.force_login(photo.visit.auditor)
    answer = client.get(reverse(f"audits:evidence-{name}", args=[photo.public_id]))
    assert Image.open(io.BytesIO(answer.content)).format == "JPEG"
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Disposition"].startswith("inline; filename=")


READERS = [
    pytest.param(Role.CONSULTANT, 200, id="consultant"),
    pytest.param(Role.EDITOR, 200, id="editor"),
    pytest.param(Role.AUDITOR, 404, id="another auditor"),
    pytest.param(Role.CLIENT_MANAGER, 404, id="client"),
]


@pytest.mark.parametrize(("role", "status"), READERS)
def test_a_photo_is_shown_to_who_may_see_its_visit(client, photo, role, status):
    user = UserFactory()
    Membership.objects.create(user=user, client=photo.visit.audit.client, role=role)
    client.force_login(user)
    answer = client.get(reverse("audits:evidence-photo", args=[photo.public_id]))
    assert answer.status_code == status


def test_a_photo_whose_file_is_gone_is_not_found(client, photo):
    photo.photo.storage.delete(photo.photo.name)
    client.force_login(photo.visit.auditor)
    answer = client.get(reverse("audits:evidence-photo", args=[photo.public_id]))
    assert answer.status_code == 404


def test_a_photo_is_deleted_after_asking(enter, photo):
    signed_in = enter(photo.visit)
    delete = reverse("audits:evidence-delete", args=[photo.public_id]) + "?from=stage:purchase"
    assert "Delete the photo" in signed_in.get(delete).content.decode()
    assert Evidence.objects.exists()
    assert signed_in.post(delete).url == stage_url(photo.visit)
    assert not Evidence.objects.exists()


def test_a_photo_of_a_visit_that_was_sent_stays(enter, photo):
    Visit.objects.update(status=Status.SUBMITTED)
    delete = reverse("audits:evidence-delete", args=[photo.public_id])
    assert "not open for writing" in enter(photo.visit).post(delete).content.decode()
    assert Evidence.objects.exists()
