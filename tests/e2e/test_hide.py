"""The editor hides a part of a photo: with the mouse, with the keyboard, without JavaScript."""

import io

import pytest
from django.conf import settings
from PIL import Image
from playwright.sync_api import expect

from audits.actions.evidence import add_photo
from audits.actions.visit import submit_visit
from audits.models import Evidence
from tests.audits.visits import full_visit
from tests.e2e.test_photos import camera_file
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def hiding(page, live_server, sign_in):
    visit = full_visit()
    add_photo(visit, "S3-01", camera_file(), by=visit.auditor)
    submit_visit(visit, by=visit.auditor)
    editor = UserFactory(language="en")
    MembershipFactory(user=editor, client=None)
    sign_in(editor)
    page.goto(live_server.url + visit.get_absolute_url())
    page.get_by_role("link", name="Hide a part").click()
    return page


def middle():
    with Evidence.objects.get().photo.open("rb") as file:
        image = Image.open(io.BytesIO(file.read())).convert("RGB")
    return image.getpixel((image.width // 2, image.height // 2))


def test_a_frame_is_drawn_with_the_mouse(hiding, axe):
    old = Evidence.objects.get()
    box = hiding.locator("#picture").bounding_box()
    hiding.mouse.move(box["x"] + box["width"] * 0.4, box["y"] + box["height"] * 0.4)
    hiding.mouse.down()
    hiding.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.6)
    hiding.mouse.up()
    assert float(hiding.get_by_label("From the left, %").input_value()) == pytest.approx(40, abs=1)
    hiding.get_by_label("Black").check()
    assert axe(hiding) == []
    hiding.get_by_role("button", name="Hide this part").click()
    expect(hiding.get_by_text("The part is hidden for good")).to_be_visible()
    assert max(middle()) < 12
    assert not (settings.MEDIA_ROOT / old.photo.name).exists()
    assert not (settings.MEDIA_ROOT / old.thumb.name).exists()


def test_the_frame_follows_the_arrows(hiding):
    frame = hiding.get_by_role("button", name="The part to hide")
    frame.focus()
    for key in ("ArrowLeft", "ArrowUp", "Shift+ArrowRight", "Shift+ArrowDown"):
        hiding.keyboard.press(key)
    values = [
        hiding.locator(f"#id_{name}").input_value() for name in ("left", "top", "width", "height")
    ]
    assert values == ["24", "24", "51", "51"]


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_numbers_do_without_javascript(hiding):
    for name in ("From the left, %", "From the top, %"):
        hiding.get_by_label(name).fill("0")
    for name in ("Width, %", "Height, %"):
        hiding.get_by_label(name).fill("100")
    hiding.get_by_label("Black").check()
    hiding.get_by_role("button", name="Hide this part").click()
    expect(hiding.get_by_text("The part is hidden for good")).to_be_visible()
    assert max(middle()) < 12
