"""Who gets in where: every URL name × every persona × own and other client × GET and POST."""

import io
import re
from dataclasses import dataclass, replace
from http.cookies import SimpleCookie
from itertools import product

import pytest
from django.apps import apps
from django.conf import settings
from django.core import mail
from django.db import connection, transaction
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.test import Client as Browser
from django.test import override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pypdf import PdfReader

from accounts.permissions import ACCESS
from accounts.permissions import PUBLIC as PUBLIC_RULE
from tests.access_table import DEBUG_ONLY, SIGNED_IN, TABLE, WAITING
from tests.personas import SPANNING, STRANGERS, Persona, World, build_world, forbidden_marks

OURS = ("accounts", "journeys", "audits", "reports")
pytestmark = pytest.mark.django_db
# A page for everybody is a decision: it is counted.
PUBLIC_COUNT = 12
RULES = set(ACCESS) - DEBUG_ONLY - WAITING


@dataclass
class House:
    """The world once for all tests here, and everybody's cookies: each request is undone."""

    world: World
    cookies: dict[Persona, SimpleCookie]
    media: str
    browser: Browser

    def ask(self, persona, path, body=None):
        """The answer, to a POST when there is a body, and the tables written to on the way."""
        self.browser.cookies = SimpleCookie(self.cookies[persona].output(header="", sep=";"))
        writes = Writes()
        with transaction.atomic():
            with connection.execute_wrapper(writes):
                response = (
                    self.browser.post(path, body) if body is not None else self.browser.get(path)
                )
            response = read(response) if response.streaming else response
            transaction.set_rollback(True)
        return response, writes.tables


class Writes:
    def __init__(self):
        self.tables = []

    def __call__(self, execute, sql, params, many, context):
        if found := re.match(r"\s*(INSERT INTO|UPDATE|DELETE FROM)\s+\"?(\w+)", sql):
            self.tables.append(found[2])
        return execute(sql, params, many, context)


@pytest.fixture(scope="module")
def house(django_db_setup, django_db_blocker, tmp_path_factory):
    options = {
        "MEDIA_ROOT": str(tmp_path_factory.mktemp("media")),
        "SESSION_ENGINE": "django.contrib.sessions.backends.signed_cookies",
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
    }
    with override_settings(**options), django_db_blocker.unblock(), transaction.atomic():
        world = build_world()
        cookies = {persona: cookies_of(world, persona) for persona in Persona}
        yield House(world, cookies, options["MEDIA_ROOT"], Browser(raise_request_exception=False))
        transaction.set_rollback(True)


def cookies_of(world, persona):
    browser = Browser()
    if persona is not Persona.ANONYMOUS:
        browser.force_login(world.people[persona])
    return browser.cookies


@pytest.fixture(autouse=True)
def quiet(house, settings, caplog):
    """Thousands of refusals are wanted here; nobody needs to read them."""
    settings.MEDIA_ROOT = house.media
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


def read(response):
    """A file as a response with a body. Reading it to its end closes it: the test client sees to
    that, and leaves the connection of the test open."""
    body = b"".join(response.streaming_content)
    return HttpResponse(body, status=response.status_code, headers=response.headers)


def leaks(response, persona):
    """Markers in an answer that this reader must never meet, its file name included."""
    if persona in STRANGERS or response.status_code >= 300:
        return []
    text = f"{words(response)} {response.get('Content-Disposition', '')}".lower()
    return sorted(marker for marker in forbidden_marks(persona) if marker.lower() in text)


def words(response):
    if response.get("Content-Type") != "application/pdf":
        return response.content.decode(errors="replace")
    document = PdfReader(io.BytesIO(response.content))
    return " ".join([str(document.metadata), *(page.extract_text() for page in document.pages)])


def outcome(response, method):
    """What the answer means to who knocked: in, sign in, or the status of a refusal."""
    if response.status_code == 401:
        return "sign in"  # as a programme is told
    login = resolve_url(settings.LOGIN_URL)
    if response.status_code == 302 and response["Location"].startswith(login):
        return "sign in"
    # A form that is sent empty may be found wanting (400, 409 …): its sender got in.
    refused = method == "GET" or response.status_code in (401, 403, 404, 405)
    if response.status_code >= 400 and (refused or response.status_code >= 500):
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


def test_every_url_name_has_a_rule_and_none_is_stale():
    assert set(url_names(get_resolver().url_patterns)) - DEBUG_ONLY == RULES


def test_every_url_name_has_a_row_in_the_access_table():
    assert set(TABLE) == RULES


def test_rule_and_table_agree_on_what_is_public():
    public = {name for name in RULES if ACCESS[name] == PUBLIC_RULE}
    assert public == {name for name, row in TABLE.items() if row.is_public}


@pytest.mark.parametrize("name", TABLE)
def test_everybody_gets_what_the_table_says(name, house):
    """…reads nothing that is not for him, and changes nothing by reading."""
    row, found, wanted = TABLE[name], {}, {}
    for persona, side, method in product(Persona, sides(name, house.world), ("GET", "POST")):
        key = (persona.value, side.label, method)
        response, writes = house.ask(
            persona, path_of(name, side), row.post(side) if method == "POST" else None
        )
        found[key] = [outcome(response, method), *leaks(response, persona)]
        if method == "GET":
            found[key] += [*writes, *mail.outbox]
        is_own = side is house.world.own
        wanted[key] = [expected(row, persona, method, is_own=is_own)]
    assert found == wanted


@pytest.mark.parametrize("name", [name for name in TABLE if "POST" in TABLE[name].methods])
def test_post_without_a_token_is_refused(name, house):
    row, own = TABLE[name], house.world.own
    strict = replace(house, browser=Browser(enforce_csrf_checks=True))
    persona = min(row.may - STRANGERS)
    response, writes = strict.ask(persona, path_of(name, own), row.post(own))
    assert (response.status_code, writes) == (403, [])


@pytest.mark.parametrize("persona", sorted(SIGNED_IN - SPANNING))
def test_there_is_something_to_leak(persona, house):
    models = [model for label in OURS for model in apps.get_app_config(label).get_models()]
    texts = str([list(model.objects.values_list()) for model in models]).lower()
    assert [marker for marker in forbidden_marks(persona) if marker.lower() not in texts] == []


def test_few_routes_are_public():
    assert len([name for name, row in TABLE.items() if row.is_public]) == PUBLIC_COUNT
