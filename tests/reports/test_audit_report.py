import json
from io import StringIO

import pytest
from django.core.management import call_command
from pypdf import PdfReader

from reports import actions
from reports.queries import client_document
from tests.factories import AuditFactory, SiteFactory, UserFactory, add_photo, approved_visit
from tests.reports import material


@pytest.fixture
def bundle_file(tmp_path):
    path = tmp_path / "bundle.json"
    path.write_text(json.dumps(material.bundle_document(1)))
    return path


def run(*arguments):
    """The command's words on standard error."""
    errors = StringIO()
    call_command("audit_report", *map(str, arguments), stderr=errors)
    return errors.getvalue()


def refused(*arguments):
    errors = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("audit_report", *map(str, arguments), stderr=errors)
    assert ended.value.code == 1
    return errors.getvalue()


def test_bundle_becomes_a_pdf_without_a_database(bundle_file, tmp_path):
    output = tmp_path / "report.pdf"
    said = run(bundle_file, "--output", output, "--language", "en")
    pages = PdfReader(output).pages
    assert f"{output}: {len(pages)} pages" in said
    assert "Havu & Hirsi Oy, visits: 1." in said
    assert "In this visit" in pages[0].extract_text()


def test_the_end_of_the_name_says_which_format(bundle_file, tmp_path):
    output = tmp_path / "report.json"
    assert f"{output}: " in run(bundle_file, "--output", output, "--language", "en")
    assert json.loads(output.read_text())["client"] == "Havu & Hirsi Oy"


def test_every_fault_of_a_bundle_is_named_and_nothing_written(bundle_file, tmp_path):
    document = material.bundle_document(1)
    document["visits"][0]["site"] = "nowhere"
    document["visits"][0]["answers"]["A1-01"] = "maybe"
    bundle_file.write_text(json.dumps(document))
    output = tmp_path / "report.pdf"
    said = refused(bundle_file, "--output", output)
    assert [line.split(":")[0] for line in said.splitlines()] == [
        "visits[0].site",
        'visits[0].answers["A1-01"].value',
    ]
    assert not output.exists()


def test_unwritable_output_is_a_fault(bundle_file, tmp_path):
    said = refused(bundle_file, "--output", tmp_path / "nowhere" / "report.pdf")
    assert "No such file or directory" in said


def test_source_that_is_nothing_is_a_fault(db):
    assert refused("no-such-audit") == "no-such-audit is neither a file nor the key of an audit.\n"


def test_stored_audit_shows_its_photos(db, tmp_path):
    audit = AuditFactory()
    visit = approved_visit(audit, SiteFactory(client=audit.client), points=(0, 100))
    add_photo(visit, "S1-01")
    output = tmp_path / "report.pdf"
    run(audit.key, "--output", output)
    assert any(page.images for page in PdfReader(output).pages)


def test_stored_audit_tells_the_consultants_words_when_there_is_a_report(db):
    audit = AuditFactory()
    audit.reports.create(language="fi", title="Luonnos")
    assert client_document(audit, "fi").title == "Luonnos"
    assert client_document(audit, "sv").title == ""


@pytest.fixture
def issued(db):
    audit = AuditFactory()
    approved_visit(audit, SiteFactory(client=audit.client), points=(0, 100))
    user = UserFactory()
    report = actions.start_report(audit, user, language="fi")
    actions.save_texts(report, user, title="", summary="Good.")
    actions.issue_report(report, user)
    actions.make_report_pdf.call(report.pk)
    report.refresh_from_db()
    return report


def stored_bytes(report):
    with report.pdf.open("rb") as file:
        return file.read()


def test_unchanged_report_is_not_typeset_again(issued, tmp_path, settings):
    settings.PDF_SECONDS = 0  # whatever is typeset now is given up
    output = tmp_path / "report.pdf"
    assert "made already" in run(issued.audit.key, "--output", output)
    assert output.read_bytes() == stored_bytes(issued)
    assert actions.make_report_pdf.call(issued.pk) == issued.digest


def test_damaged_pdf_is_made_anew_to_the_byte(issued, tmp_path):
    right, output = stored_bytes(issued), tmp_path / "report.pdf"
    with issued.pdf.storage.open(issued.pdf.name, "wb") as file:
        file.write(right[:-9])
    assert "pages" in run(issued.audit.key, "--output", output)
    assert output.read_bytes() == right
