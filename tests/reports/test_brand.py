"""The brand: logos, colours and names of files; and the page that verifies a report."""

import hashlib
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from accounts.models import Role
from reports import actions, queries
from reports.models import Brand, contrast_on_white, file_name_of
from reports.pdf import make_pdf, report_page
from tests.factories import (
    AuditFactory,
    MembershipFactory,
    SiteFactory,
    UserFactory,
    approved_visit,
)
from tests.reports.test_verify import pdf as proven_pdf

pytestmark = pytest.mark.django_db
PATTERN = "{client}-{audit}-{scope}"


@pytest.fixture
def desk(client):
    client.force_login(
        MembershipFactory(client=None, role=Role.CONSULTANT, user__language="en").user
    )
    return client


@pytest.fixture
def audit():
    audit = AuditFactory(client__name="Café Satama", title="Syksy 2026")
    approved_visit(audit, SiteFactory(client=audit.client))
    return audit


def picture(kind="PNG", size=(600, 200)):
    out = BytesIO()
    Image.new("RGB", size, "#225588").save(out, kind)
    return out.getvalue()


def saved(desk, url, **data):
    defaults = {"name": "", "colour": "", "accent": "", "file_name": PATTERN}
    return desk.post(url, {**defaults, **data})


def test_contrast_is_that_of_wcag():
    assert contrast_on_white("#000000") == pytest.approx(21)
    assert contrast_on_white("#767676") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize(("colour", "words"), [("#ffcc00", "1.5 : 1"), ("green", "six digits")])
def test_colour_that_cannot_be_read_is_refused_with_its_ratio(desk, audit, colour, words):
    url = reverse("reports:client-brand", args=[audit.client.key])
    response = saved(desk, url, accent=colour)
    assert words in str(response.context["form"].errors["accent"])
    assert not Brand.objects.exists()


@pytest.mark.parametrize(
    ("pattern", "words"),
    [("{client.key}", "no placeholder"), ("{nobody}", "no placeholder"), ("{", "between")],
)
def test_pattern_of_unknown_placeholders_is_refused(desk, audit, pattern, words):
    url = reverse("reports:client-brand", args=[audit.client.key])
    response = saved(desk, url, file_name=pattern)
    assert words in str(response.context["form"].errors["file_name"])


def test_file_name_is_plain_whatever_the_client_is_called():
    assert file_name_of(PATTERN, {"client": "Å/B ../", "audit": "1", "scope": ""}) == "ab-1.pdf"
    assert file_name_of(PATTERN, {"client": "שלום"}) == "report.pdf"


def test_logo_is_made_anew_and_shown_on_the_cover(desk, audit):
    url = reverse("reports:client-brand", args=[audit.client.key])
    logo = SimpleUploadedFile("logo.png", picture(), "image/png")
    saved(desk, url, logo_file=logo, colour="#225588")
    report = actions.start_report(audit, UserFactory(), language="en")
    document = queries.document_of(report)
    page = report_page(document, queries.photo_bytes(audit, document))
    sha256 = document.look.client_logo
    assert page.assets[f"asset:photo/{sha256}"].body[:2] == b"\xff\xd8"
    assert f'src="asset:photo/{sha256}" alt="Café Satama"' in page.html
    assert b"#225588" in page.assets["asset:report.css"].body


@pytest.mark.parametrize("body", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a", b""])
def test_what_is_no_picture_is_refused(desk, audit, body):
    url = reverse("reports:client-brand", args=[audit.client.key])
    logo = SimpleUploadedFile("logo.svg", body, "image/svg+xml")
    response = saved(desk, url, logo_file=logo)
    assert response.context["form"].errors["logo_file"]


def test_logo_of_an_issued_report_outlives_the_brand(desk, audit):
    url = reverse("reports:client-brand", args=[audit.client.key])
    saved(desk, url, logo_file=SimpleUploadedFile("logo.png", picture(), "image/png"))
    report = actions.start_report(audit, UserFactory(), language="en")
    look = queries.document_of(report).look
    saved(desk, url, remove_logo="on")
    assert Brand.objects.get().logo_sha256 == ""
    assert list(queries.logo_bytes(look)) == [look.client_logo]


def test_client_stands_before_the_house(desk, audit):
    saved(desk, reverse("reports:house-brand"), name="The house", colour="#113355")
    report = actions.start_report(audit, UserFactory(), language="en")
    look = queries.look_of(report)
    assert (look.house, look.colour) == ("The house", "#113355")
    Brand.objects.create(client=audit.client, colour="#331155")
    assert queries.look_of(report).colour == "#331155"


def test_download_is_called_as_the_pattern_says(desk, audit):
    Brand.objects.create(client=audit.client, file_name="{date}_{client}_{scope}")
    report = actions.start_report(audit, UserFactory(), language="en")
    assert queries.pdf_name(report, queries.document_of(report)) == "cafe-satama.pdf"


def test_page_verifies_a_file(desk):
    upload = SimpleUploadedFile("r.pdf", proven_pdf(), "application/pdf")
    response = desk.post(reverse("reports:report-verify"), {"file": upload})
    assert response.context["proof"].is_sound


def test_page_refuses_what_is_no_report(desk):
    upload = SimpleUploadedFile("r.pdf", b"%PDF-1.7 no", "application/pdf")
    response = desk.post(reverse("reports:report-verify"), {"file": upload})
    assert response.context["form"].errors["file"]


def test_page_knows_a_file_of_this_house(desk, audit):
    report = actions.start_report(audit, UserFactory(), language="en")
    document = queries.document_of(report)
    made = make_pdf(document, {}, queries.enclosed_bundle(report)).pdf
    type(report).objects.update(pdf_sha256=hashlib.sha256(made).hexdigest())
    upload = SimpleUploadedFile("r.pdf", made, "application/pdf")
    response = desk.post(reverse("reports:report-verify"), {"file": upload})
    assert response.context["report"] == report
