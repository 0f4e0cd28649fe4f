import re
from datetime import datetime, timedelta

import pytest
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import mail
from django.urls import reverse
from django.utils.http import urlsafe_base64_encode

from accounts.models import User
from tests.factories import UserFactory

RESET = reverse("accounts:password-reset")
NEW = "another long password"
HUGE = urlsafe_base64_encode(b"9" * 30)
BOTH = {"new_password1": NEW, "new_password2": NEW}


@pytest.fixture
def aino(db):
    user = UserFactory(email="aino@example.com", name="Aino", language="en")
    user.set_password("a long enough password")
    user.save()
    return user


def ask(visitor, email="aino@example.com", **extra):
    return visitor.post(RESET, {"email": email}, **extra)


def mailed_path(settings):
    [url] = re.findall(r"https?://\S+", mail.outbox[-1].body)
    assert url.startswith(settings.BASE_URL + "/")
    return url.removeprefix(settings.BASE_URL)


def test_mailed_link_sets_a_new_password_once(visitor, aino, settings):
    ask(visitor)
    path = mailed_path(settings)
    response = visitor.post(path, BOTH)
    aino.refresh_from_db()
    assert response["Location"] == reverse("accounts:password-reset-complete")
    assert aino.check_password(NEW)
    assert visitor.post(path, BOTH).status_code == 410


def test_answer_is_the_same_for_an_unknown_address(visitor, aino):
    known, unknown = ask(visitor), ask(visitor, "nobody@example.com")
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [message.to for message in mail.outbox] == [["aino@example.com"]]


def test_link_is_never_built_from_the_request(visitor, aino, settings):
    settings.ALLOWED_HOSTS = ["evil.example"]
    ask(visitor, headers={"host": "evil.example"})
    assert "evil.example" not in mail.outbox[0].body
    assert mailed_path(settings).startswith("/accounts/password/")


def test_mail_is_in_the_language_of_its_reader(visitor, aino):
    ask(visitor)
    assert mail.outbox[0].subject == "A new password for Journeyaudit"
    assert "Hello Aino," in mail.outbox[0].body
    assert "within 4 hours" in mail.outbox[0].body


def test_old_link_is_refused(visitor, aino, settings, monkeypatch):
    ask(visitor)
    later = datetime.now() + timedelta(hours=4, minutes=1)  # noqa: DTZ005  # as Django counts
    monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda self: later)
    assert visitor.get(mailed_path(settings)).status_code == 410


@pytest.mark.parametrize("uid", ["MQ", "%F0%9F%92%A9", "AAAA", "9" * 40, HUGE])
def test_nonsense_links_are_refused(visitor, aino, uid):
    assert visitor.get(f"/accounts/password/{uid}/x-y/").status_code == 410


def test_weak_password_is_refused(visitor, aino, settings):
    ask(visitor)
    response = visitor.post(
        mailed_path(settings), {"new_password1": "short", "new_password2": "short"}
    )
    assert "new_password2" in response.context["form"].errors


def test_page_with_the_secret_in_its_address_tells_no_other_page(visitor, aino, settings):
    ask(visitor)
    assert visitor.get(mailed_path(settings))["Referrer-Policy"] == "no-referrer"


def test_change_signs_other_devices_out_and_is_told_by_mail(visitor, aino, settings):
    visitor.force_login(aino)
    ask(visitor)
    visitor.post(mailed_path(settings), BOTH)
    assert visitor.get(reverse("accounts:account")).status_code == 302
    assert mail.outbox[-1].subject == "Your password was changed"


def test_mailbox_is_not_flooded(visitor, aino, clock):
    for _ in range(7):
        ask(visitor)
    assert len(mail.outbox) == 5
    clock(hours=1, seconds=1)
    ask(visitor)
    assert len(mail.outbox) == 6


def test_person_who_never_accepted_has_nothing_to_reset(visitor, db):
    User.objects.create_user("new@example.com", name="New")
    ask(visitor, "new@example.com")
    assert mail.outbox == []
