import socket

import pytest
from django.apps import apps
from django.conf import settings
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests.personas import world  # noqa: F401  # the fixture of the access tests

# A busy machine is no failure, nor is an unlucky draw: examples are not measured by the clock,
# and whole bundles often outgrow what hypothesis draws at once.
hypothesis_settings.register_profile(
    "house",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
hypothesis_settings.load_profile("house")


@pytest.fixture(autouse=True)
def fast_and_contained(settings, tmp_path):
    """Weak, quick password hashes; files of a test stay in its own folder."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def english_outside_of_requests():
    """Tests quote the English of the code; a page speaks its reader's language all the same."""
    with translation.override("en"):
        yield


@pytest.fixture(scope="session", autouse=True)
def static_root(tmp_path_factory):
    """WhiteNoise warns about a folder that nobody has collected into yet."""
    settings.STATIC_ROOT = tmp_path_factory.mktemp("static")


@pytest.fixture(autouse=True)
def loopback_only(monkeypatch):
    """A test that reaches for the network fails instead."""
    connect = socket.socket.connect

    def connect_nearby(self, address):
        is_far = self.family != socket.AF_UNIX and address[0] not in ("127.0.0.1", "::1")
        assert not is_far, f"a test must not open a connection to {address}"
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect_nearby)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request, django_db_modify_db_settings, tmp_path_factory):
    """The browser's server answers from several threads: give it a file, not shared memory.
    So do tests of threads, when they are asked for alone."""
    database = settings.DATABASES["default"]
    items = request.session.items
    drives_browser = any(item.get_closest_marker("e2e") for item in items)
    has_threads = all(item.get_closest_marker("threads") for item in items)
    if (drives_browser or has_threads) and database["ENGINE"].endswith("sqlite3"):
        database.setdefault("TEST", {})["NAME"] = tmp_path_factory.mktemp("db") / "test.sqlite3"


@pytest.fixture(autouse=True)
def seals_broken_before_the_flush(request):
    """After a test with real transactions all tables are emptied; a seal would refuse that."""
    marker = request.node.get_closest_marker("django_db")
    commits = {"transactional_db", "live_server"} & set(request.fixturenames)
    if not commits and not (marker and marker.kwargs.get("transaction")):
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    sealed = apps.get_model("audits.Visit").objects.exclude(sealed_at=None)
    sealed.update(sealed_at=None, started_at=None, status="planned")
