"""Photos on the tablet: kept raw, made small, drawn on, hidden in part, sent."""

import hashlib
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import ExifTags, Image, ImageDraw
from playwright.sync_api import expect

from audits.actions.redaction import hide_in_photo
from audits.models import Evidence, PhotoUpload, Status, Visit
from audits.photos import Part
from tests.audits.visits import started_visit
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
CARD = "#q-S3-01"
PLACE = "Maijan kahvila 60.1699N"


def camera_bytes(size=(2400, 1800)):
    """As a camera gives it: large, lying on its side, with the place where it was taken."""
    image = Image.new("RGB", size, (20, 120, 120))
    paper = ImageDraw.Draw(image)
    paper.rectangle(
        (size[0] * 0.4, size[1] * 0.4, size[0] * 0.6, size[1] * 0.6), fill=(220, 20, 20)
    )
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.ImageDescription] = PLACE
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "N"
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif, quality=90)
    return out.getvalue()


def camera_file():
    return SimpleUploadedFile("IMG_1.jpg", camera_bytes(), "image/jpeg")


@pytest.fixture
def visit(transactional_db):
    return started_visit(auditor=UserFactory(language="en"))


def cut_off(page):
    """Without a network from now on; what the page needs is on the tablet."""
    page.wait_for_selector("html[data-offline=ready]")
    page.context.set_offline(True)


@pytest.fixture
def stage(page, live_server, sign_in, visit, forgiving):
    sign_in(visit.auditor)
    page.goto(f"{live_server.url}/visits/{visit.pk}/stages/purchase/")
    page.wait_for_selector("html[data-ready=on]")
    return page


def take(page, *bodies):
    page.locator(f"{CARD} details.photo summary").click()
    files = [
        {"name": f"IMG_{number}.jpg", "mimeType": "image/jpeg", "buffer": body}
        for number, body in enumerate(bodies)
    ]
    page.locator(CARD).get_by_label("Choose pictures").set_input_files(files)


SETTLED = """async () => {
  for (let i = 0; i < 100; i++) {
    const rows = await ja.store.photos(ja.visit.id);
    if (rows.length && rows.every(({state}) => state !== "raw")) return rows.length;
    await new Promise((done) => setTimeout(done, 100));
  }
}"""

# Looked at in the page: waiting for a function takes a promise for an answer.
IS_REPLACED = """async (old) => {
  for (let tries = 0; tries < 300; tries++) {
    const rows = await ja.store.photos(ja.visit.id);
    if (rows.length === 1 && rows[0].id !== old) return true;
    await new Promise((next) => setTimeout(next, 50));
  }
  return false;
}"""


def settle(page):
    """Until every photo has been made small."""
    assert page.evaluate(SETTLED)


ADD = """(bytes) => ja.store.addPhoto(
  ja.visit.id,
  {criterion: "S3-01", stage: "purchase"},
  new Blob([new Uint8Array(bytes)], {type: "image/jpeg"}),
)"""
STORED = """async () => {
  const [row] = await ja.store.photos(ja.visit.id);
  const {bytes} = await ja.store.photoBytes(row.id);
  return {...row, bytes: [...new Uint8Array(bytes)]};
}"""


def test_a_photo_is_kept_small_and_without_its_place(stage):
    cut_off(stage)
    take(stage, camera_bytes())
    expect(stage.locator(f"{CARD} .photo-state")).to_have_text("On this tablet")
    settle(stage)
    row = stage.evaluate(STORED)
    body = bytes(row["bytes"])
    image = Image.open(io.BytesIO(body))
    assert (image.format, image.size) == ("JPEG", (1200, 1600))
    assert not image.getexif()
    assert PLACE.encode() not in body
    assert row["sha256"] == hashlib.sha256(body).hexdigest()
    assert (row["criterion"], row["stage"], row["state"]) == ("S3-01", "purchase", "ready")
    stage.context.set_offline(False)


def test_what_cannot_be_decoded_is_sent_as_it_is(stage):
    cut_off(stage)
    take(stage, b"no picture at all")
    settle(stage)
    assert bytes(stage.evaluate(STORED)["bytes"]) == b"no picture at all"


def test_a_killed_browser_finishes_its_photos(stage):
    cut_off(stage)
    stage.evaluate(ADD, list(camera_bytes((800, 600))))
    assert stage.evaluate("ja.store.photosIn('raw').then((ids) => ids.length)") == 1
    stage.reload()
    stage.wait_for_selector("html[data-ready=on]")
    settle(stage)
    assert Image.open(io.BytesIO(bytes(stage.evaluate(STORED)["bytes"]))).size == (600, 800)


def test_a_full_tablet_refuses_one_by_one_in_words(stage):
    cut_off(stage)
    stage.evaluate(
        """() => {
          const add = ja.store.addPhoto;
          ja.store.addPhoto = async (visit, about, file) => {
            if (file.name === "IMG_1.jpg") throw new DOMException("full", "QuotaExceededError");
            return add(visit, about, file);
          };
        }"""
    )
    take(stage, *(camera_bytes((80 + number, 60)) for number in range(3)))
    alarm = stage.locator(f"{CARD} [role=alert]")
    expect(alarm).to_contain_text("The tablet is full: “IMG_1.jpg” was not kept.")
    expect(stage.locator(f"{CARD} .photo-item")).to_have_count(2)


def test_a_part_is_hidden_by_the_keyboard_alone(stage, axe):
    cut_off(stage)
    take(stage, camera_bytes((800, 600)))
    stage.get_by_role("button", name="Draw or hide").click()
    assert axe(stage) == []
    stage.get_by_role("radio", name="Black out").check()
    stage.get_by_role("application", name="The photo").focus()
    stage.keyboard.press("ArrowLeft")
    stage.keyboard.press("ArrowRight")
    stage.keyboard.press("Shift+ArrowDown")
    stage.keyboard.press("Enter")
    before = stage.evaluate("ja.store.photos(ja.visit.id).then(([row]) => row.id)")
    stage.get_by_role("button", name="Use this picture").click()
    assert stage.evaluate(IS_REPLACED, before)
    settle(stage)
    row = stage.evaluate(STORED)
    image = Image.open(io.BytesIO(bytes(row["bytes"]))).convert("RGB")
    assert row["id"] != before
    assert max(image.getpixel((300, 400))) < 12
    assert image.getpixel((10, 10))[1] > 80
    assert stage.evaluate("(id) => ja.store.photoBytes(id)", before) is None


def test_drawing_with_the_finger_and_undoing(stage):
    cut_off(stage)
    take(stage, camera_bytes((800, 600)))
    stage.get_by_role("button", name="Draw or hide").click()
    canvas = stage.get_by_role("application", name="The photo")
    box = canvas.bounding_box()
    for tool in ("Hide", "Pen", "Arrow", "Box"):
        stage.get_by_role("radio", name=tool, exact=True).check()
        stage.mouse.move(box["x"] + 40, box["y"] + 40)
        stage.mouse.down()
        stage.mouse.move(box["x"] + 160, box["y"] + 120, steps=4)
        stage.mouse.up()
    undo = stage.get_by_role("button", name="Undo")
    for _stroke in range(4):
        expect(undo).to_be_enabled()
        undo.click()
    expect(undo).to_be_disabled()
    stage.get_by_role("button", name="Cancel").click()
    expect(stage.locator("dialog.annotate")).to_have_count(0)


def test_a_photo_is_deleted_when_it_is_meant(stage):
    cut_off(stage)
    take(stage, camera_bytes((80, 60)))
    delete = stage.locator(f"{CARD} .photo-item").get_by_role("button", name="Delete")
    delete.click()
    stage.get_by_role("button", name="Really delete?").click()
    expect(stage.locator(f"{CARD} .photo-item")).to_have_count(0)


@pytest.mark.parametrize("theme", ["light", "dark", "dim"])
def test_a_card_with_photos_is_for_everybody(stage, axe, theme):
    cut_off(stage)
    stage.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
    take(stage, camera_bytes((80, 60)))
    expect(stage.locator(f"{CARD} .photo-item")).to_have_count(1)
    assert axe(stage) == []
    small = stage.evaluate(
        "[...document.querySelectorAll('.photo-item :is(button, input)')]"
        ".filter((one) => one.getBoundingClientRect().height < 44).length"
    )
    assert small == 0


# On the way to the server


def sent(page):
    expect(page.locator(f"{CARD} .photo-state.done")).to_have_text("On the server", timeout=20_000)


def test_the_server_gets_what_the_tablet_made(stage, visit):
    take(stage, camera_bytes())
    sent(stage)
    row = stage.evaluate(STORED)
    stored = Evidence.objects.get()
    upload = PhotoUpload.objects.get()
    assert (str(stored.public_id), str(upload.pk)) == (row["id"], row["id"])
    assert upload.sha256 == row["sha256"]
    with stored.photo.open("rb") as file:
        body = file.read()
    image = Image.open(io.BytesIO(body))
    assert max(image.size) == 1600
    assert not image.getexif()
    assert PLACE.encode() not in body
    assert (stored.criterion, stored.stage, stored.visit) == ("S3-01", 3, visit)


def replaced(page, old):
    """The one photo that the server has instead."""
    for _try in range(80):
        rows = list(Evidence.objects.all())
        if len(rows) == 1 and rows[0].public_id != old.public_id:
            return rows[0]
        page.wait_for_timeout(250)
    raise AssertionError(f"the server still has {rows}")


def test_what_was_sent_and_then_hidden_is_nowhere(stage, settings):
    take(stage, camera_bytes((800, 600)))
    sent(stage)
    old = Evidence.objects.get()
    stage.get_by_role("button", name="Draw or hide").click()
    stage.get_by_role("radio", name="Black out").check()
    stage.get_by_role("application", name="The photo").focus()
    stage.keyboard.press("Enter")
    stage.get_by_role("button", name="Use this picture").click()
    new = replaced(stage, old)
    files = {path.name for path in settings.MEDIA_ROOT.rglob("*.jpg")}
    assert files == {f"{new.public_id}.jpg", f"{new.public_id}-small.jpg"}
    with new.photo.open("rb") as file:
        assert max(Image.open(file).convert("RGB").getpixel((300, 400))) < 12


def test_what_the_desk_hides_leaves_the_tablet_too(stage, visit):
    take(stage, camera_bytes((800, 600)))
    sent(stage)
    old = Evidence.objects.get()
    Visit.objects.update(status=Status.SUBMITTED)
    new = hide_in_photo(old, Part(0.4, 0.4, 0.2, 0.2), by=UserFactory())
    Visit.objects.update(status=Status.SENT_BACK)
    stage.evaluate("ja.sync.now([ja.visit.id])")
    expect(stage.locator(f'{CARD} img[src*="{new.public_id}"]')).to_be_visible()
    expect(stage.locator(f"{CARD} .photo-item")).to_have_count(1)
    assert stage.evaluate("(id) => ja.store.photoBytes(id)", str(old.public_id)) is None
