"""Who gets in where: every URL name × every persona × own and other client × GET and POST."""

import pytest
from django.apps import apps
from django.conf import settings
from django.core import mail
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.test import Client as Browser
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.permissions import ACCESS
from accounts.permissions import PUBLIC as PUBLIC_RULE
from tests.access_table import DEBUG_ONLY, SIGNED_IN, TABLE, WAITING
from tests.personas import SPANNING, STRANGERS, Persona, forbidden_marks

OURS = ("accounts", "journeys", "audits", "reports")
RULES = set(ACCESS) - DEBUG_ONLY - WAITING


@pytest.fixture(autouse=True)
def quick_and_quiet(settings, caplog):
    """Thousands of requests: sessions without the database, and nobody reads the refusals."""
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
    settings.SESSION_SAVE_EVERY_REQUEST = False
    caplog.set_level("CRITICAL", "django")


def url_names(patterns, prefix=""):
    """Every URL name below; the admin's are one group with its own permission check."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            if inner != "admin:":
                yield from url_names(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}"


def path_of(name, side):
    row = TABLE[name]
    return reverse(name, args=row.args(side) if row.args else [])


def sides(name, world):
    return [world.own, world.other] if TABLE[name].of_client else [world.own]


def browser_of(world, persona, **options):
    browser = Browser(raise_request_exception=False, **options)
    if persona is not Persona.ANONYMOUS:
        browser.force_login(world.people[persona])
    return browser


def read(response):
    """A file as a response with a body, and the file closed."""
    body = b"".join(response.streaming_content)
    response.close()
    return HttpResponse(body, status=response.status_code, headers=response.headers)


def ask(browser, method, path, body=None):
    """One request whose writes are undone, so that the next persona meets the same world.

    The answer, and after an answered GET the state of the database.
    """
    with transaction.atomic():
        response = browser.generic(method, path) if method != "POST" else browser.post(path, body)
        if getattr(response, "streaming", False):
            response = read(response)
        after = fingerprint() if method == "GET" and response.status_code < 400 else None
        transaction.set_rollback(True)
    return response, after


def leaks(response, persona):
    """Markers in an answer that this reader must never meet."""
    if persona in STRANGERS or response.status_code >= 300:
        return []
    body = response.content.decode(errors="replace").lower()
    return sorted(marker for marker in forbidden_marks(persona) if marker.lower() in body)


def outcome(response):
    """What the answer means to who knocked: in, sign in, 403, 404, 405 or 5xx."""
    if response.status_code == 302 and response["Location"].startswith(
        resolve_url(settings.LOGIN_URL)
    ):
        return "sign in"
    if response.status_code in (403, 404, 405) or response.status_code >= 500:
        return response.status_code
    return "in"


def expected(row, persona, method, *, is_own):
    if persona in STRANGERS and not row.is_public:
        return "sign in"
    if row.is_of_house and persona not in row.may:
        return 403
    if method not in row.methods.split():
        return 405
    if persona in row.may and (is_own or not row.of_client or row.is_public or persona in SPANNING):
        return "in"
    is_inside = persona in row.door and (is_own or persona in SPANNING)
    return 403 if is_inside or not row.of_client else 404


def fingerprint():
    """Every row of our own tables."""
    models = [model for label in OURS for model in apps.get_app_config(label).get_models()]
    return {model: list(model.objects.order_by("pk").values_list()) for model in models}


def test_every_url_name_has_a_rule_and_none_is_stale():
    assert set(url_names(get_resolver().url_patterns)) - DEBUG_ONLY == RULES


def test_every_url_name_has_a_row_in_the_access_table():
    assert set(TABLE) == RULES


def test_rule_and_table_agree_on_what_is_public():
    public = {name for name in RULES if ACCESS[name] == PUBLIC_RULE}
    assert public == {name for name, row in TABLE.items() if row.is_public}


@pytest.mark.parametrize("name", TABLE)
def test_everybody_gets_what_the_table_says(name, world):
    """…reads nothing that is not for him, and changes nothing by reading."""
    row, found, wanted = TABLE[name], {}, {}
    browsers = {persona: browser_of(world, persona) for persona in Persona}
    before = fingerprint()
    for persona, browser in browsers.items():
        for side in sides(name, world):
            for method in ("GET", "POST"):
                key = (persona.value, side.label, method)
                response, after = ask(browser, method, path_of(name, side), row.post(side))
                found[key] = [outcome(response), *leaks(response, persona)]
                if after not in (None, before) or (method == "GET" and mail.outbox):
                    found[key].append("a GET that changes something")
                wanted[key] = [expected(row, persona, method, is_own=side is world.own)]
    assert found == wanted


@pytest.mark.parametrize("name", [name for name in TABLE if "POST" in TABLE[name].methods])
def test_post_without_a_token_is_refused(name, world):
    row = TABLE[name]
    persona = min(row.may - STRANGERS)
    browser = browser_of(world, persona, enforce_csrf_checks=True)
    response, after = ask(browser, "POST", path_of(name, world.own), row.post(world.own))
    assert (response.status_code, after) == (403, None)


@pytest.mark.parametrize("persona", sorted(SIGNED_IN - SPANNING))
def test_there_is_something_to_leak(persona, world):
    texts = {str(value) for rows in fingerprint().values() for row in rows for value in row}
    missing = {
        marker
        for marker in forbidden_marks(persona)
        if not any(marker.lower() in text.lower() for text in texts)
    }
    assert missing == set()
