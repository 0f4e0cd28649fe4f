"""The commands that speak the bundle: files and streams, faults and exit statuses."""

import io
import json
import subprocess
import sys

import pytest
from django.core.management import call_command

from audits.bundle import bundle_of, scores_document
from audits.models import Audit, Visit
from journeyaudit.settings import BASE_DIR
from tests.audits.bundle.documents import as_bytes, edited, full_bundle, small_bundle


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "audit.json"
    path.write_bytes(as_bytes(full_bundle()))
    return path


@pytest.fixture
def bad_file(tmp_path):
    document = edited(full_bundle(), ("visits", 0, "site"), "turku")
    path = tmp_path / "bad.json"
    path.write_bytes(as_bytes(edited(document, ("visits", 0, "answers", "minutes"), "soon")))
    return path


def run(*arguments):
    """Standard output and standard error of a command that ends well."""
    out, err = io.StringIO(), io.StringIO()
    call_command(*map(str, arguments), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_score_audit_asks_no_database(file):
    # Without the mark django_db any query of this test would be an error.
    out, _err = run("score_audit", file)

    assert json.loads(out) == scores_document(bundle_of(full_bundle()))


def test_score_audit_gives_the_same_bytes(file, tmp_path):
    first, again = tmp_path / "first.json", tmp_path / "again.json"
    run("score_audit", file, "--output", first)
    run("score_audit", file, "--output", again)

    assert first.read_bytes() == again.read_bytes()
    assert first.read_text(encoding="utf-8") == run("score_audit", file)[0]


def test_dash_is_standard_input_and_output():
    done = subprocess.run(
        [sys.executable, "manage.py", "score_audit", "-", "--output", "-"],
        input=as_bytes(small_bundle()),
        cwd=BASE_DIR,
        env={"PATH": "", "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing", "LC_ALL": "C"},
        capture_output=True,
        check=True,
    )

    assert json.loads(done.stdout) == scores_document(bundle_of(small_bundle()))
    assert done.stderr == b""


def refused(capsys, *arguments):
    """The lines on standard error of a command that ends with status 1 and prints nothing."""
    with pytest.raises(SystemExit) as caught:
        call_command(*map(str, arguments))
    captured = capsys.readouterr()
    assert (caught.value.code, captured.out) == (1, "")
    return captured.err.splitlines()


FAULTS = [
    'visits[0].site: the key of a site of this bundle is expected, not "turku"',
    'visits[0].answers.minutes.value: a number of minutes is expected, not "soon"',
]


def test_bad_file_is_not_scored(capsys, bad_file):
    assert refused(capsys, "score_audit", bad_file, "-v0") == FAULTS


@pytest.mark.django_db
def test_bad_file_is_not_stored(capsys, bad_file):
    assert refused(capsys, "import_audit", bad_file, "-v0") == FAULTS
    assert Audit.objects.count() == 0


@pytest.mark.django_db
def test_fault_that_only_the_database_knows_is_named_too(capsys, file):
    run("import_audit", file)
    Visit.objects.filter(key="v1").update(status="submitted")

    assert refused(capsys, "import_audit", file, "-v0") == [
        'visits[0].key: "v1" is the key of a stored visit that is not approved yet'
    ]


def test_file_that_is_not_there_is_named(capsys, tmp_path):
    path = tmp_path / "none.json"

    assert refused(capsys, "score_audit", path) == [f"{path}: No such file or directory"]


def test_output_that_cannot_be_written_is_named(capsys, file, tmp_path):
    output = tmp_path / "no" / "scores.json"

    lines = refused(capsys, "score_audit", file, "-v0", "--output", output)

    assert lines == [f"{output}: No such file or directory"]


@pytest.mark.django_db
def test_import_then_export(file, tmp_path):
    output = tmp_path / "out.json"
    _out, err = run("import_audit", file)
    run("export_audit", "satama-2026-1", "--output", output)

    assert err == "satama-2026-1: 3 visits new, 0 changed, 0 as they were.\n"
    assert json.loads(output.read_bytes()) == full_bundle()
    assert json.loads(run("export_audit", "satama-2026-1")[0]) == full_bundle()


@pytest.mark.django_db
def test_import_says_which_stored_visits_stay(file):
    run("import_audit", file)
    fewer = full_bundle(visits=full_bundle()["visits"][:1])
    file.write_bytes(as_bytes(fewer))

    assert run("import_audit", file)[1].splitlines() == [
        "satama-2026-1: 0 visits new, 0 changed, 1 as they were.",
        "Stored visits that are not in the file stay: v2, v3.",
    ]


@pytest.mark.django_db
def test_export_says_how_many_visits_are_left_out(file):
    run("import_audit", file)
    Visit.objects.filter(key="v1").update(status="submitted")

    out, err = run("export_audit", "satama-2026-1")

    assert [visit["key"] for visit in json.loads(out)["visits"]] == ["v2", "v3"]
    assert err == "Visits that are not approved yet are left out: 1.\n"


@pytest.mark.django_db
def test_export_of_an_unknown_key_is_refused(capsys):
    assert refused(capsys, "export_audit", "nothing") == ["There is no audit with the key nothing."]
