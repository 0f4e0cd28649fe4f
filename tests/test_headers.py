"""What every response carries, the ones about failures too."""

import pytest
from django.conf import settings

from tests.failing_urls import FAULTS

POLICY = "content-security-policy"
WANTED = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


def found(response):
    return {name: response.headers.get(name) for name in WANTED}


def policy(response):
    parts = (part.split() for part in response.headers[POLICY].split(";"))
    return {name: set(sources) for name, *sources in parts}


@pytest.fixture
def stranger(client):
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize("path", ["/healthz", "/nowhere", "/admin/", "/static/nothing.css"])
def test_every_answer_has_the_headers(stranger, db, path):
    response = stranger.get(path)
    assert found(response) == WANTED
    assert "camera=(self)" in response.headers["permissions-policy"]


@pytest.mark.parametrize("path", ["/healthz", "/nowhere", "/admin/login/"])
def test_policy_lets_nothing_in_from_outside_or_inline(stranger, db, path):
    directives = policy(stranger.get(path))
    assert directives["default-src"] == {"'none'"}
    sources = set().union(*directives.values())
    assert sources <= {"'none'", "'self'", "data:", "blob:"} | nonces(sources)


def nonces(sources):
    return {source for source in sources if source.startswith("'nonce-")}


@pytest.mark.urls("tests.failing_urls")
@pytest.mark.parametrize("status", FAULTS)
def test_failure_has_the_headers_and_a_page_of_our_own(stranger, status):
    response = stranger.get(f"/{status}")
    assert response.status_code == status
    assert found(response) == WANTED
    assert policy(response)["default-src"] == {"'none'"}
    assert "· Journeyaudit</title>" in response.text
    assert "secret" not in response.text


def test_unknown_host_is_refused_with_the_headers(stranger, settings):
    settings.SECURE_SSL_REDIRECT = True
    response = stranger.get("/healthz", headers={"host": "elsewhere.example"})
    assert response.status_code == 400
    assert found(response) == WANTED
    assert POLICY in response.headers


def test_form_without_its_token_gets_a_page_of_our_own(client):
    client.handler.enforce_csrf_checks = True
    response = client.post("/healthz")
    assert response.status_code == 403
    assert "· Journeyaudit</title>" in response.text


def test_camera_is_the_only_device_a_page_may_ask_for():
    parts = settings.RESPONSE_HEADERS["Permissions-Policy"].split(", ")
    assert [part for part in parts if not part.endswith("=()")] == ["camera=(self)"]


def test_healthz_answers_without_tls_too(client, db, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/healthz").status_code == 200
    assert client.get("/nowhere").status_code == 301
