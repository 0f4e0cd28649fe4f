"""A value that makes no sense stops the start with one line that names the variable."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

HTTPS = {"JOURNEYAUDIT_BASE_URL": "https://audits.example.com"}
KEY = "JOURNEYAUDIT_SECRET_KEY"


def start(tmp_path, *command, **environment):
    """manage.py in a machine of its own: only these variables, an empty folder."""
    clean = {"PATH": os.environ["PATH"], "JOURNEYAUDIT_VAR": str(tmp_path), **environment}
    run = [sys.executable, settings.BASE_DIR / "manage.py", *command]
    return subprocess.run(run, env=clean, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("environment", "line"),
    [
        pytest.param({"JOURNEYAUDIT_DEBUG": "yes"}, "must be 0 or 1", id="debug is no number"),
        pytest.param({**HTTPS, "JOURNEYAUDIT_DEBUG": "1"}, "must be 0", id="debug on the net"),
        pytest.param({"JOURNEYAUDIT_HOSTS": "a.example,*"}, "'*' is not", id="any host"),
        pytest.param({"JOURNEYAUDIT_HOSTS": "*.example"}, "'*' is not", id="wildcard host"),
        pytest.param({KEY: "x9" * 10}, "at least 50 characters", id="short key"),
        pytest.param({KEY: "ab" * 30}, "5 of them different", id="poor key"),
        pytest.param({"JOURNEYAUDIT_BASE_URL": "audits.example.com"}, "like https", id="no scheme"),
        pytest.param({"JOURNEYAUDIT_BASE_URL": "https://a.example/x"}, "like https", id="a path"),
        pytest.param({"JOURNEYAUDIT_BASE_URL": "http://a.example"}, "https", id="no encryption"),
        pytest.param({"JOURNEYAUDIT_DB_SYNC": "off"}, "one of normal, full", id="no such sync"),
        pytest.param({"DATABASE_URL": "mysql://x/y"}, "must start with", id="another database"),
        pytest.param({"DATABASE_URL": "postgresql://x:y@z:w/v"}, "cannot be read", id="bad URL"),
        pytest.param({"JOURNEYAUDIT_VAR": "/dev/null"}, "must be a folder", id="no folder"),
    ],
)
def test_nonsense_stops_the_start_with_one_line(tmp_path, environment, line):
    ended = start(tmp_path, "check", **environment)
    name = list(environment)[-1]
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.count("\n") == 1
    assert ended.stderr.startswith(name)
    assert line in ended.stderr


def test_production_passes_the_deployment_check(tmp_path):
    ended = start(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **HTTPS)
    assert (ended.returncode, ended.stderr) == (0, "")


def setting(tmp_path, name, **environment):
    code = f"from django.conf import settings; print(settings.{name})"
    return start(tmp_path, "shell", "-v0", "-c", code, **environment).stdout.strip()


def test_key_is_made_once_and_kept_for_its_owner(tmp_path):
    key = setting(tmp_path, "SECRET_KEY")
    assert len(key) > 50
    assert setting(tmp_path, "SECRET_KEY") == key
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_host_of_the_base_url_is_answered(tmp_path):
    assert "'audits.example.com'" in setting(tmp_path, "ALLOWED_HOSTS", **HTTPS)


@pytest.mark.parametrize(("sync", "number"), [("full", 2), ("normal", 1)])
def test_sqlite_is_set_up_for_many_at_once(tmp_path, sync, number):
    names = ("journal_mode", "synchronous", "foreign_keys")
    code = (
        "from django.db import connection\n"
        f"print([connection.cursor().execute('PRAGMA ' + n).fetchone()[0] for n in {names}])"
    )
    ended = start(tmp_path, "shell", "-v0", "-c", code, JOURNEYAUDIT_DB_SYNC=sync)
    assert ended.stdout.strip() == str(["wal", number, 1])
