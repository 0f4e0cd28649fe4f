"""One file keeps two standards, PDF/UA-1 and PDF/A-3a; veraPDF is the judge."""

from io import BytesIO

import pikepdf
import pytest

from reports.document import Wishes, build_document
from reports.pdf import Renderer, make_pdf
from tests.reports import edges, material, verapdf
from tests.reports.test_pdf import five_visits

pytestmark = pytest.mark.skipif(not verapdf.is_here(), reason="veraPDF needs Java and JAXB")
FLAVOURS = tuple(verapdf.FLAVOURS)


@pytest.fixture(scope="session")
def validator():
    return verapdf.VeraPdf()


@pytest.fixture(scope="module")
def full():
    return make_pdf(five_visits(), material.PHOTOS).pdf


@pytest.fixture(scope="module")
def minimal():
    return make_pdf(build_document(material.bundle(0), Wishes(language="sv")), {}).pdf


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_full_report_keeps_the_standard(validator, full, flavour):
    assert validator.faults(full, flavour) == set()


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_report_of_nothing_keeps_the_standard(validator, minimal, flavour):
    assert validator.faults(minimal, flavour) == set()


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_contact_sheet_keeps_the_standard(validator, flavour):
    made = make_pdf(edges.with_many_photos(2, 24), edges.pictures(24))
    assert made.messages == ()
    assert validator.faults(made.pdf, flavour) == set()


def test_both_standards_are_named_in_the_metadata(full):
    with pikepdf.open(BytesIO(full)) as pdf, pdf.open_metadata() as metadata:
        assert metadata.pdfa_status == "3A"
        assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"


BROKEN = (
    ("<img src='asset:x.jpg'>", "7.3-1"),
    ("<h3>skips</h3>", "7.4.2-1"),
    ("<p><a href='#x'><b id='x'>element in a link</b></a></p>", "7.18.5-1"),
)


@pytest.mark.parametrize(("body", "rule"), BROKEN)
def test_validator_sees_what_is_wrong(validator, body, rule):
    """The judge is awake: known faults of PDF/UA are found."""
    from reports.pdf import Asset

    html = f"<html lang=en><title>T</title><h1>One</h1>{body}"
    with Renderer() as renderer:
        asset = {"asset:x.jpg": Asset("image/jpeg", material.jpeg())}
        pdf = renderer.render(html, asset).pdf
    faults = validator.faults(pdf, "PDF/UA-1")
    assert [one.partition(":")[0] for one in faults] == [rule] or rule in " ".join(faults)
