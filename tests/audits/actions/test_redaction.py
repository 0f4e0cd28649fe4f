"""What the editor hides is nowhere any more."""

import io
import itertools
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from audits.actions.evidence import add_photo
from audits.actions.redaction import hide_in_photo, put_in_place
from audits.models import Evidence, Status, Trail, Visit
from audits.photos import Part, clean_photo
from tests.audits.visits import started_visit
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
RED, TEAL = (220, 20, 20), (20, 120, 120)
FACE = Part(0.25, 0.25, 0.5, 0.5)


def picture():
    """Teal, with a red face in the middle that has black eyes."""
    image = Image.new("RGB", (400, 300), TEAL)
    paper = ImageDraw.Draw(image)
    paper.rectangle((100, 75, 299, 224), fill=RED)
    for x in range(110, 290, 12):
        paper.rectangle((x, 90, x + 3, 210), fill="black")
    out = io.BytesIO()
    image.save(out, "JPEG", quality=95)
    return out.getvalue()


@pytest.fixture
def photo():
    visit = started_visit()
    upload = SimpleUploadedFile("a.jpg", picture(), "image/jpeg")
    row = add_photo(visit, "S3-01", upload, by=visit.auditor)
    Visit.objects.update(status=Status.SUBMITTED)
    return row


def stripes(data):
    """How many times light turns to dark along the middle of the face."""
    image = Image.open(io.BytesIO(data)).convert("L")
    row = [image.getpixel((x, image.height // 2)) < 40 for x in range(100, 300)]
    return sum(a != b for a, b in itertools.pairwise(row))


def test_pixels_are_worked_out_anew_and_the_rest_stays():
    before, after = clean_photo(picture()), clean_photo(picture(), [FACE])
    assert stripes(before.jpeg) > 20
    assert stripes(after.jpeg) == 0
    image = Image.open(io.BytesIO(after.jpeg))
    assert max(abs(a - b) for a, b in zip(image.getpixel((20, 20)), TEAL, strict=True)) < 8


def test_black_is_black():
    image = Image.open(io.BytesIO(clean_photo(picture(), [Part(0, 0, 1, 1, black=True)]).jpeg))
    assert image.convert("L").getextrema() == (0, 0)


def test_a_part_outside_changes_nothing():
    assert clean_photo(picture(), [Part(1, 0, 0.5, 0.5)]).sha256 == clean_photo(picture()).sha256


def test_the_old_photo_is_nowhere(photo):
    editor = UserFactory()
    old = {photo.photo.name, photo.thumb.name}
    new = hide_in_photo(photo, FACE, by=editor)
    assert Evidence.objects.get() == new
    assert (new.criterion, new.stage) == ("S3-01", 3)
    media = Path(settings.MEDIA_ROOT)
    files = {str(path.relative_to(media)) for path in media.rglob("*.jpg")}
    assert files == {new.photo.name, new.thumb.name}
    assert not files & old
    assert stripes((media / new.photo.name).read_bytes()) == 0
    assert Trail.objects.get(deed="photo_part_hidden").detail["criterion"] == "S3-01"


def test_of_two_editors_at_once_one_is_told(photo):
    editor = UserFactory()
    clean = clean_photo(picture(), [FACE])
    hide_in_photo(photo, FACE, by=editor)
    with pytest.raises(ValidationError, match="replaced meanwhile"):
        put_in_place(photo, clean, by=editor)
    assert Evidence.objects.count() == 1


@pytest.mark.parametrize("status", [Status.ACCEPTED, Status.SENT_BACK, Status.RELEASED])
def test_only_while_the_visit_is_at_the_desk(photo, status):
    Visit.objects.update(status=status)
    with pytest.raises(ValidationError, match="at the desk"):
        hide_in_photo(photo, FACE, by=UserFactory())
    assert Evidence.objects.get() == photo
