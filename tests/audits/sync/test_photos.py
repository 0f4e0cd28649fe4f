"""Pictures: known by their name, checked by their sum, made anew."""

import hashlib
import io
from uuid import uuid4

import pytest
from PIL import Image

from audits.models import Evidence, PhotoUpload, Status, Visit
from tests.audits.sync.test_api import error
from tests.audits.visits import photo_file, started_visit

pytestmark = pytest.mark.django_db
PICTURE = photo_file().read()


def told(body=PICTURE, **more):
    value = {"criterion": "S3-01", "stage": "purchase", "caption": "The queue."}
    return value | {"sha256": hashlib.sha256(body).hexdigest()} | more


@pytest.fixture
def name(tablet, visit):
    """Of a photo that the tablet has told of."""
    name = str(uuid4())
    assert tablet.write(f"photo.{name}", told())["status"] == "applied"
    return name


def put(tablet, name, body=PICTURE, **headers):
    return tablet.browser.put(
        f"/api/v1/photos/{name}",
        body,
        content_type="image/jpeg",
        headers={
            "X-Visit": str(tablet.visit.public_id),
            "X-Content-SHA256": hashlib.sha256(body).hexdigest(),
        }
        | headers,
    )


def test_a_picture_is_stored_under_its_name(tablet, name):
    response = put(tablet, name)
    assert (response.status_code, response.json()["status"]) == (201, "stored")
    row = Evidence.objects.get()
    assert (str(row.public_id), row.criterion, row.stage, row.caption) == (
        name,
        "S3-01",
        3,
        "The queue.",
    )
    assert PhotoUpload.objects.get().sha256 == hashlib.sha256(PICTURE).hexdigest()


def test_the_same_picture_again_is_a_duplicate(tablet, name):
    put(tablet, name)
    again = put(tablet, name)
    assert (again.status_code, again.json()["status"]) == (200, "duplicate")
    assert Evidence.objects.count() == 1


def test_two_names_with_one_picture_are_two_photos(tablet, name):
    other = str(uuid4())
    tablet.write(f"photo.{other}", told())
    assert [put(tablet, one).status_code for one in (name, other)] == [201, 201]


def test_head_and_get_find_it(tablet, name):
    path = f"/api/v1/photos/{name}"
    assert tablet.browser.head(path).status_code == 404
    put(tablet, name)
    assert tablet.browser.head(path).status_code == 200
    with Image.open(io.BytesIO(tablet.browser.get(path).content)) as picture:
        assert picture.size == (60, 40)


def test_damaged_on_the_way_is_422(tablet, name):
    assert error(put(tablet, name, **{"X-Content-SHA256": "0" * 64})) == (422, "damaged")
    assert error(put(tablet, name, **{"X-Content-SHA256": ""})) == (422, "damaged")


def test_another_picture_under_a_used_name_is_409(tablet, name):
    put(tablet, name)
    assert error(put(tablet, name, photo_file("red").read())) == (409, "id_reuse")


def test_another_picture_than_was_told_of_is_409(tablet, name):
    assert error(put(tablet, name, photo_file("red").read())) == (409, "id_reuse")


def test_what_is_no_picture_is_415(tablet, visit):
    name, body = str(uuid4()), b"%PDF-1.7"
    tablet.write(f"photo.{name}", told(body))
    assert error(put(tablet, name, body)) == (415, "not_an_image")


def test_too_many_bytes_are_413(tablet, name, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    assert error(put(tablet, name)) == (413, "too_big")


def test_a_picture_nobody_told_of_is_409(tablet, visit):
    assert error(put(tablet, str(uuid4()))) == (409, "no_metadata")


def test_a_picture_that_was_taken_back_is_409(tablet, name):
    tablet.write(f"photo.{name}", {"deleted": True}, base=tablet.since)
    assert error(put(tablet, name)) == (409, "deleted")


def test_taking_it_back_removes_row_and_files(tablet, name, django_capture_on_commit_callbacks):
    put(tablet, name)
    file = Evidence.objects.get().photo
    with django_capture_on_commit_callbacks(execute=True):
        tablet.write(f"photo.{name}", {"deleted": True}, base=tablet.since)
    assert not Evidence.objects.exists()
    assert not file.storage.exists(file.name)


def test_other_words_reach_the_row(tablet, name):
    put(tablet, name)
    tablet.write(f"photo.{name}", told(caption="Nobody.", criterion="S4-01"), base=tablet.since)
    row = Evidence.objects.get()
    assert (row.caption, row.criterion, row.stage) == ("Nobody.", "S4-01", 4)


def test_without_its_visit_a_picture_is_malformed(tablet, name):
    assert error(put(tablet, name, **{"X-Visit": ""})) == (400, "malformed")


def test_the_visit_of_another_does_not_exist(tablet, name):
    other = started_visit()
    assert error(put(tablet, name, **{"X-Visit": str(other.public_id)})) == (404, "no_visit")


def test_after_sending_no_picture_is_taken(tablet, name):
    Visit.objects.update(status=Status.SUBMITTED)
    assert error(put(tablet, name)) == (409, "submitted")


@pytest.mark.parametrize("change", [{"criterion": "X"}, {"caption": "x" * 201}, {"colour": 1}])
def test_words_that_do_not_fit_are_rejected(tablet, visit, change):
    assert tablet.write(f"photo.{uuid4()}", told(**change))["code"] == "bad_value"
