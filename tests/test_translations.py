"""Finnish and Swedish are complete: no text of the programme is missing, empty or fuzzy."""

import os
import shutil
import subprocess
import sys

import pytest
from django.conf import settings

ROOT = settings.BASE_DIR
SOURCES = ("accounts", "journeys", "audits", "reports", "journeyaudit", "templates", "manage.py")
CATALOGUES = sorted((ROOT / "locale").glob("*/LC_MESSAGES/django.po"))
pytestmark = pytest.mark.skipif(not CATALOGUES, reason="there are no catalogues at all yet")


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """The texts of the programme as it is now, collected from a copy of it."""
    copy = tmp_path_factory.mktemp("programme")
    for name in SOURCES:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, copy / name)
    (copy / "locale").mkdir()
    command = [sys.executable, "manage.py", "makemessages", "-l", "fi", "--keep-pot", "-v0"]
    environment = {"PATH": os.environ["PATH"], "JOURNEYAUDIT_VAR": str(copy / "var")}
    subprocess.run(command, cwd=copy, env=environment, check=True)
    return copy / "locale" / "django.pot"


def gettext(tool, *words):
    ended = subprocess.run([tool, *words], capture_output=True, text=True, check=False)
    return ended.stdout + ended.stderr


def test_both_languages_have_their_catalogue():
    assert [path.parts[-3] for path in CATALOGUES] == ["fi", "sv"]


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda path: path.parts[-3])
def test_every_text_is_translated(catalogue, collected):
    assert gettext("msgcmp", str(catalogue), str(collected)) == ""


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda path: path.parts[-3])
def test_nothing_is_fuzzy_obsolete_or_malformed(catalogue):
    assert gettext("msgattrib", "--only-fuzzy", "--no-obsolete", str(catalogue)) == ""
    assert gettext("msgattrib", "--only-obsolete", str(catalogue)) == ""
    assert gettext("msgfmt", "--check", "--output-file=/dev/null", str(catalogue)) == ""
