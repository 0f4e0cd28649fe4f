import json

import pytest
from django.core.management import CommandError, call_command
from pypdf import PdfReader

from tests.factories import AuditFactory, SiteFactory, add_photo, approved_visit
from tests.reports.material import bundle_document


def run(source, output, **options):
    call_command("audit_report", str(source), output=str(output), verbosity=0, **options)


def text_of(path):
    return " ".join(page.extract_text() for page in PdfReader(path).pages)


@pytest.fixture
def bundle_file(tmp_path):
    path = tmp_path / "audit.json"
    path.write_text(json.dumps(bundle_document(2)))
    return path


@pytest.mark.parametrize(
    ("language", "word"), [("fi", "Tietoisuus"), ("sv", "Medvetenhet"), ("en", "Awareness")]
)
def test_bundle_becomes_a_pdf_without_a_database(bundle_file, tmp_path, language, word):
    run(bundle_file, tmp_path / "out.pdf", language=language)
    assert word in text_of(tmp_path / "out.pdf")


def test_broken_bundle_names_its_faults_and_writes_nothing(bundle_file, tmp_path, capsys):
    document = json.loads(bundle_file.read_text())
    document["visits"][0]["site"] = "nowhere"
    bundle_file.write_text(json.dumps(document))
    with pytest.raises((CommandError, SystemExit)):
        run(bundle_file, tmp_path / "out.pdf")
    assert "visits[0].site" in capsys.readouterr().err
    assert not (tmp_path / "out.pdf").exists()


@pytest.mark.django_db
def test_stored_audit_becomes_a_pdf_with_its_photos(tmp_path):
    audit = AuditFactory()
    visit = approved_visit(audit, SiteFactory(client=audit.client), points=(0, 100))
    add_photo(visit, "S1-01")
    run(audit.key, tmp_path / "out.pdf")
    assert any(page.images for page in PdfReader(tmp_path / "out.pdf").pages)


@pytest.mark.django_db
def test_unknown_key_is_said(tmp_path, capsys):
    with pytest.raises((CommandError, SystemExit)):
        run("nothing-here", tmp_path / "out.pdf")
    assert "nothing-here" in capsys.readouterr().err
