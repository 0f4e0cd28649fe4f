import pytest
from django.contrib.auth import get_user
from django.urls import reverse

from accounts.models import Attempt
from tests.factories import UserFactory

LOGIN = reverse("accounts:login")
PASSWORD = "a long enough password"
REFUSED = "E-mail address and password do not match. Check both and try again."


@pytest.fixture
def aino(db):
    user = UserFactory(email="aino@example.com", name="Aino", language="en")
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(visitor, email="aino@example.com", password=PASSWORD, **extra):
    return visitor.post(LOGIN, {"email": email, "password": password, **extra})


def test_right_password_opens_the_home_page(visitor, aino):
    response = sign_in(visitor, email="Aino@Example.com")
    assert (response.status_code, response["Location"]) == (302, "/")
    assert get_user(visitor) == aino


def test_page_wanted_before_comes_next(visitor, aino):
    page = visitor.get(reverse("accounts:account"))
    assert page["Location"] == f"{LOGIN}?next=/accounts/me/"
    response = visitor.post(page["Location"], {"email": aino.email, "password": PASSWORD})
    assert response["Location"] == "/accounts/me/"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:x"])
def test_nobody_is_led_elsewhere(visitor, aino, elsewhere):
    assert sign_in(visitor, next=elsewhere)["Location"] == "/"


@pytest.mark.parametrize(
    "credentials",
    [
        pytest.param({"password": "wrong"}, id="wrong password"),
        pytest.param({"email": "nobody@example.com"}, id="unknown address"),
    ],
)
def test_refusal_is_the_same_whatever_is_wrong(visitor, aino, credentials):
    response = sign_in(visitor, **credentials)
    assert response.context["form"].non_field_errors() == [REFUSED]
    assert not get_user(visitor).is_authenticated


def test_closed_account_is_refused_alike(visitor, aino):
    aino.is_active = False
    aino.save()
    assert sign_in(visitor).context["form"].non_field_errors() == [REFUSED]


def test_password_is_never_sent_back(visitor, aino):
    assert "wrong one" not in sign_in(visitor, password="wrong one").content.decode()


def test_sixth_wrong_guess_must_wait(visitor, aino, clock):
    codes = [sign_in(visitor, password="wrong").status_code for _ in range(6)]
    assert codes == [200] * 5 + [429]
    clock(minutes=2)
    response = sign_in(visitor)
    assert (response.status_code, response["Retry-After"]) == (429, "180")
    assert "Too many attempts. Please wait 3 minutes and try again." in response.content.decode()


def test_refusal_is_logged_without_a_name(visitor, aino, caplog):
    for _ in range(6):
        sign_in(visitor, password="wrong")
    [line] = [r.getMessage() for r in caplog.records if r.name == "accounts.actions.sign_in"]
    assert line.startswith("Too many attempts (sign_in): ")
    assert "aino" not in line


def test_after_five_minutes_the_right_password_works(visitor, aino, clock):
    for _ in range(6):
        sign_in(visitor, password="wrong")
    clock(minutes=5, seconds=1)
    assert sign_in(visitor).status_code == 302


def test_guesses_elsewhere_do_not_lock_the_owner_out(visitor, aino):
    for _ in range(6):
        visitor.post(LOGIN, {"email": aino.email, "password": "wrong"}, REMOTE_ADDR="203.0.113.9")
    assert sign_in(visitor).status_code == 302


def test_claimed_address_is_not_believed_without_a_proxy(visitor, aino):
    body = {"email": aino.email, "password": "wrong"}
    codes = [
        visitor.post(LOGIN, body, HTTP_X_FORWARDED_FOR=f"10.0.0.{n}").status_code for n in range(6)
    ]
    assert codes[-1] == 429


def test_behind_a_proxy_its_word_counts_and_the_sender_cannot_add_to_it(visitor, aino, settings):
    settings.BEHIND_PROXY = True
    body = {"email": aino.email, "password": "wrong"}
    codes = [
        visitor.post(LOGIN, body, HTTP_X_FORWARDED_FOR=f"10.0.0.{n}, 203.0.113.9").status_code
        for n in range(6)
    ]
    assert codes[-1] == 429


def test_success_forgets_the_failures_and_an_hour_forgets_the_rest(visitor, aino, clock):
    sign_in(visitor, password="wrong")
    sign_in(visitor, email="other@example.com")
    sign_in(visitor)
    assert Attempt.objects.count() == 1
    clock(hours=1)
    visitor.logout()
    sign_in(visitor)
    assert Attempt.objects.count() == 0


def test_signing_out_takes_a_post_and_says_so(visitor, aino):
    visitor.force_login(aino)
    assert visitor.get(reverse("accounts:logout")).status_code == 405
    response = visitor.post(reverse("accounts:logout"), follow=True)
    assert not get_user(visitor).is_authenticated
    assert response.redirect_chain[-1][0] == f"{LOGIN}?next=/"
    assert [str(message) for message in response.context["messages"]] == ["You have signed out."]


def test_signed_in_person_is_not_asked_again(visitor, aino):
    visitor.force_login(aino)
    assert visitor.get(LOGIN)["Location"] == "/"


def test_language_is_kept_for_the_stranger_and_the_user(client, aino):
    url = reverse("accounts:language")
    response = client.post(url, {"language": "sv", "next": LOGIN})
    assert response["Location"] == LOGIN
    assert client.get(LOGIN)["Content-Language"] == "sv"
    client.force_login(aino)
    client.post(url, {"language": "fi"})
    aino.refresh_from_db()
    assert aino.language == "fi"


def test_unknown_language_changes_nothing(client, aino):
    client.force_login(aino)
    client.post(reverse("accounts:language"), {"language": "tlh"})
    aino.refresh_from_db()
    assert aino.language == "en"
