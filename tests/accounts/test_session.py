"""A session lives for thirty days after its last use, and is written once a day."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories import UserFactory

PAGE, PING = reverse("accounts:account"), reverse("audits:api-ping")
COOKIE = "sessionid"
MONTH = 30 * 24 * 3600


@pytest.fixture
def signed_in(client, db):
    client.force_login(UserFactory())
    return client


def age(client, *, days):
    """As if the session had been used last some days ago."""
    session = client.session
    session["day"] = (timezone.now() - timedelta(days=days)).date().isoformat()
    session.save()
    left = timezone.now() + timedelta(days=30 - days)
    Session.objects.filter(pk=session.session_key).update(expire_date=left)


def writes(client, page):
    with CaptureQueriesContext(connection) as queries:
        client.get(page)
    return [
        one["sql"]
        for one in queries
        if "django_session" in one["sql"] and "SELECT" not in one["sql"]
    ]


@pytest.mark.parametrize("days", [1, 29])
@pytest.mark.parametrize("page", [PAGE, PING])
def test_a_session_that_is_used_lives_on(signed_in, days, page):
    age(signed_in, days=days)
    response = signed_in.get(page)
    left = Session.objects.get(pk=signed_in.session.session_key).expire_date - timezone.now()
    assert left > timedelta(days=29, hours=23)
    assert response.cookies[COOKIE]["max-age"] == MONTH


def test_a_session_used_every_day_for_a_hundred_days_is_signed_in(signed_in):
    for _ in range(100):
        age(signed_in, days=1)
        assert signed_in.get(PING).json()["user"] is not None


def test_on_the_same_day_nothing_is_written(signed_in):
    assert len(writes(signed_in, PING)) == 1
    assert writes(signed_in, PING) == writes(signed_in, PAGE) == []


def test_a_session_that_was_not_used_for_thirty_days_is_over(signed_in):
    age(signed_in, days=30)
    assert signed_in.get(PING).json()["user"] is None


def test_nobody_signed_in_has_no_session(client, db):
    assert COOKIE not in client.get(PING).cookies
    assert not Session.objects.exists()


def test_signing_out_ends_the_session_at_once(signed_in):
    signed_in.get(PAGE)
    key = signed_in.session.session_key
    signed_in.post(reverse("accounts:logout"))
    assert not Session.objects.filter(pk=key).exists()
