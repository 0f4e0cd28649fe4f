"""Theme and text size, chosen on the device; and everything without JavaScript."""

import pytest
from django.urls import reverse

from tests.factories import UserFactory

LOGIN = reverse("accounts:login")
PASSWORD = "a long enough password"


@pytest.fixture
def menu(page, live_server):
    page.goto(live_server.url + LOGIN)
    page.locator("details.menu > summary").click()
    return page.locator("details.menu")


@pytest.fixture
def aino(transactional_db):
    user = UserFactory(email="aino@example.com", name="Aino", language="en")
    user.set_password(PASSWORD)
    user.save()
    return user


def chosen(page):
    return page.evaluate("({...document.documentElement.dataset})")


def test_choice_holds_on_the_next_page_before_it_is_painted(page, menu, live_server):
    menu.locator("[data-choose-theme=dim]").click()
    menu.locator("[data-choose-text=xl]").click()
    page.goto(live_server.url + reverse("accounts:password-reset"))
    assert chosen(page) == {"theme": "dim", "text": "xl"}
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 18, 14)"


def test_auto_gives_the_choice_back_to_the_device(page, menu):
    menu.locator("[data-choose-theme=light]").click()
    menu.locator("[data-choose-theme='']").click()
    page.emulate_media(color_scheme="dark")
    page.reload()
    assert chosen(page) == {}
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(23, 35, 37)"


def test_menu_closes_with_escape_and_gives_the_focus_back(page, menu):
    page.keyboard.press("Escape")
    assert menu.get_attribute("open") is None
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


@pytest.mark.parametrize("theme", ["light", "dark", "dim"])
def test_sign_in_can_be_read_in_every_theme(page, live_server, axe, theme):
    page.add_init_script(f"localStorage.setItem('ja-theme', '{theme}')")
    page.goto(live_server.url + LOGIN)
    page.locator("details.menu > summary").click()
    assert axe(page) == []


def test_person_signs_in_and_out_without_javascript(browser, live_server, aino):
    page = browser.new_context(java_script_enabled=False, locale="en").new_page()
    page.goto(live_server.url + LOGIN)
    page.get_by_label("E-mail address").fill(aino.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.locator("details.menu > summary", has_text="Aino").click()
    assert page.locator("[data-choose-theme=dim]").is_hidden()
    page.get_by_role("button", name="Sign out").click()
    assert page.locator(".message-success").is_visible()
    page.context.close()


def test_faults_come_first_and_lead_to_their_field(page, live_server):
    page.goto(live_server.url + LOGIN)
    page.locator("#submit-id-save").click()
    page.locator(".error-summary a").first.click()
    assert page.evaluate("document.activeElement.id") == "id_email"
