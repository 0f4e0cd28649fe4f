"""Who gets in where: every URL name × every persona × own and other client × GET and POST."""

import pytest
from django.apps import apps
from django.conf import settings
from django.core import mail
from django.db import transaction
from django.shortcuts import resolve_url
from django.test import Client as Browser
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.permissions import ACCESS
from accounts.permissions import PUBLIC as PUBLIC_RULE
from tests.access_table import DEBUG_ONLY, TABLE, WAITING
from tests.personas import SPANNING, STRANGERS, Persona, forbidden_marks

OURS = ("accounts", "journeys", "audits", "reports")
RULES = set(ACCESS) - DEBUG_ONLY - WAITING
ROUTES = [pytest.param(name, id=name) for name in TABLE]


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
    return [world.own, world.other] if TABLE[name].args else [world.own]


def browser_of(world, persona, **options):
    browser = Browser(raise_request_exception=False, **options)
    if persona is not Persona.ANONYMOUS:
        browser.force_login(world.people[persona])
    return browser


def ask(browser, method, path, body=None):
    """One request whose writes are undone, so that the next persona meets the same world."""
    with transaction.atomic():
        response = browser.generic(method, path) if method != "POST" else browser.post(path, body)
        if getattr(response, "streaming", False):
            response.content = b"".join(response.streaming_content)
        transaction.set_rollback(True)
    return response


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
    is_own = is_own or row.is_of_house
    if row.is_of_house and persona not in row.may:
        return 403
    if method not in row.methods.split():
        return 405
    if persona in row.may and (is_own or not row.args or row.is_public or persona in SPANNING):
        return "in"
    is_inside = persona in row.door and (is_own or persona in SPANNING)
    return 403 if is_inside or not row.args else 404


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


@pytest.mark.parametrize("name", ROUTES)
def test_everybody_gets_what_the_table_says(name, world):
    row, found, wanted = TABLE[name], {}, {}
    for persona in Persona:
        browser = browser_of(world, persona)
        for side in sides(name, world):
            for method in ("GET", "POST"):
                key = (persona.value, side.label, method)
                response = ask(browser, method, path_of(name, side), row.post(side))
                found[key] = outcome(response)
                wanted[key] = expected(row, persona, method, is_own=side is world.own)
    assert found == wanted


@pytest.mark.parametrize("name", ROUTES)
def test_reading_changes_nothing(name, world):
    if "GET" not in TABLE[name].methods.split():
        pytest.skip("answers no GET")
    for persona in TABLE[name].may:
        with transaction.atomic():
            browser = browser_of(world, persona)
            before = fingerprint()
            browser.get(path_of(name, world.own))
            after = fingerprint()
            transaction.set_rollback(True)
        assert after == before, persona
    assert mail.outbox == []


@pytest.mark.parametrize("name", ROUTES)
def test_post_without_a_token_is_refused(name, world):
    if "POST" not in TABLE[name].methods.split():
        pytest.skip("answers no POST")
    for persona in TABLE[name].may:
        browser = browser_of(world, persona, enforce_csrf_checks=True)
        response = ask(browser, "POST", path_of(name, world.own), TABLE[name].post(world.own))
        assert response.status_code == 403, persona


@pytest.mark.parametrize("name", ROUTES)
def test_nobody_reads_what_is_not_for_him(name, world):
    row = TABLE[name]
    for persona in row.may - STRANGERS:
        response = ask(browser_of(world, persona), "GET", path_of(name, world.own))
        body = response.content.decode(errors="replace").lower()
        leaks = {marker for marker in forbidden_marks(persona) if marker.lower() in body}
        assert response.status_code >= 300 or leaks == set(), persona


def test_the_markers_are_there_to_leak(world):
    assert world.people[Persona.AUDITOR].name == "Zqauditor-own"
    assert world.people[Persona.AUDITOR].email == "zqauditor-own@example.com"
    assert forbidden_marks(Persona.SUPERUSER) == set()
