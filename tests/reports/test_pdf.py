"""The PDF, read back: text, order, names, fonts, boxes, bytes."""

import re
import zlib
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO

import pikepdf
import pytest
from pypdf import PdfReader

from audits.bundle import bundle_of
from reports.document import Wishes, build_document
from reports.pdf import make_pdf, report_page
from reports.pdf.child import laid_out
from reports.sections import parts
from tests.reports import material

OURS = {
    "JA-Sans",
    "JA-Sans-Semi-Bold",
    "JA-Sans-Bold",
    "JA-Serif",
    "JA-Serif-Italic",
    "JA-Serif-Semi-Bold",
}
COMPOUND = "asiakaspalvelukokemuskehittämissuunnitelmatyöryhmäraportointi" * 4


class Read:
    """A PDF with what the tests ask of it."""

    def __init__(self, rendered):
        self.rendered = rendered
        self.reader = PdfReader(BytesIO(rendered.pdf))
        self.pages = [page.extract_text() for page in self.reader.pages]
        self.text = "\n".join(self.pages)

    @property
    def flat(self):
        return re.sub(r"\s+", " ", re.sub(r"[‐-]\n", "", self.text))

    @property
    def outline(self):
        return {
            entry.title: self.reader.get_destination_page_number(entry)
            for entry in self.reader.outline
            if not isinstance(entry, list)
        }

    @property
    def fonts(self):
        """The name of every font in the file, wherever it is used; each one is embedded."""
        found = set()
        with pikepdf.open(BytesIO(self.rendered.pdf)) as pdf:
            for one in pdf.objects:
                if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor":
                    assert "/FontFile2" in one or "/FontFile3" in one
                    found.add(str(one.FontName).partition("+")[2])
        return found


def read(document, photos=material.PHOTOS):
    return Read(make_pdf(document, photos))


@cache
def five_visits():
    """Five visits, photos, and as many words of the consultant's as the form takes."""
    words = "Polku kantaa ostohetkeen saakka, mutta jälkihoito puuttuu. " * 15
    return build_document(material.bundle(5), replace(material.photo_wishes(), summary=words))


@pytest.fixture(scope="module")
def report():
    return read(five_visits())


def one_visit():
    """The report of one visit, by an auditor with a name that is easy to find."""
    raw = material.bundle_document(1)
    raw["visits"][0]["auditor"] = "sipi-kettunen"
    return build_document(bundle_of(raw))


@pytest.fixture(scope="module")
def single():
    return read(one_visit())


def headings(document):
    listed = [part for part in parts(document) if part.section.key != "cover"]
    return [heading for part in listed for heading in part.headings]


def test_typesetter_has_nothing_to_complain_of(report, single):
    assert (report.rendered.messages, single.rendered.messages) == ((), ())


def test_bookmarks_are_the_headings_in_order(report):
    expected = [heading.name for heading in headings(five_visits())]
    assert list(report.outline) == expected
    places = list(report.outline.values())
    assert places == sorted(places)


def test_contents_give_the_real_page_numbers(report):
    contents = report.pages[1]
    for heading in headings(five_visits())[1:]:
        number = report.outline[heading.name] + 1
        assert re.search(rf"\b{number}\b", contents), heading.name


def test_titles_are_read_in_page_order(report):
    at = -1
    for heading in headings(five_visits())[1:]:
        page = re.sub(r"\s+", "", report.pages[report.outline[heading.name]])
        assert re.sub(r"\s+", "", heading.title) in page
        assert report.outline[heading.name] >= at
        at = report.outline[heading.name]


def test_summary_is_one_page(report):
    names = [heading.name for heading in headings(five_visits())]
    summary, after = names[1], names[2]
    assert report.outline[after] == report.outline[summary] + 1


def test_running_heads_and_page_numbers(report):
    last = len(report.pages)
    for number, page in enumerate(report.pages[1:], 2):
        assert f"{number} / {last}" in page
        assert "Asiakaspolun auditointi 2026" in page
        assert "Havu & Hirsi Oy" in page
    assert "/ " + str(last) not in report.pages[0]


def test_pdf_is_tagged_and_named(report):
    root = report.reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] is True or bool(root["/MarkInfo"]["/Marked"])
    assert root["/Lang"] == "fi"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "/StructTreeRoot" in root
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_data()


def test_metadata_names_the_report_and_nobody(report):
    metadata = report.reader.metadata
    assert metadata.title == "Asiakaspolun auditointi 2026 – Havu & Hirsi Oy"
    assert metadata.author is None
    assert metadata.creation_date is None


def test_creation_date_is_the_day_of_issue():
    document = build_document(material.bundle(0), Wishes(issued_on=date(2026, 10, 12)))
    created = read(document).reader.metadata.creation_date
    assert (created.year, created.month, created.day) == (2026, 10, 12)


def test_exactly_our_fonts_are_embedded(report, single):
    assert report.fonts == OURS
    assert single.fonts <= OURS


def test_letters_beyond_latin_have_fonts_of_their_own():
    words = "Łódź, Šiauliai, Привет, Ωμέγα"
    pdf = read(build_document(material.bundle(0), Wishes(title=words)))
    assert words in pdf.flat
    assert pdf.fonts >= {"JA-Sans-Ext", "JA-Sans-Greek", "JA-Sans-Cyrillic"}
    assert all(font.startswith("JA-") for font in pdf.fonts)


def test_finnish_words_are_hyphenated(report):
    broken = re.findall(r"(\w+)[‐-]\n(\w+)", report.text)
    assert len(broken) > 10


def test_nothing_says_none(report, single):
    assert "None" not in report.text
    assert "None" not in single.text


def test_auditor_is_nowhere_in_the_file(single):
    pdf = single.rendered.pdf
    assert b"kettunen" not in pdf + b"".join(streams(pdf))
    assert "kettunen" not in single.text


def streams(pdf):
    for match in re.finditer(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            yield zlib.decompress(match[1])
        except zlib.error:
            yield match[1]


def test_photos_and_their_words_are_printed(report):
    images = {image.name for page in report.reader.pages for image in page.images}
    assert len(images) == 2
    assert "Aukioloajat ovessa" in report.flat


def test_second_rendering_is_the_same_file(single):
    assert make_pdf(one_visit(), material.PHOTOS).pdf == single.rendered.pdf


def test_thirty_visits_fit_on_few_pages():
    pdf = read(material.document(30))
    assert pdf.rendered.messages == ()
    assert len(pdf.pages) <= 60
    labels = [visit.label for visit in material.document(30).visits]
    assert all(label in pdf.flat for label in labels)


def test_report_without_visits_says_so():
    pdf = read(material.document(0))
    assert len(pdf.pages) <= 12
    assert "None" not in pdf.text


def long_words():
    raw = material.bundle_document(1)
    raw["client"]["name"] = COMPOUND[:190]
    raw["audit"]["title"] = COMPOUND[:190]
    raw["sites"] = [{**site, "name": COMPOUND[:190]} for site in raw["sites"]]
    for visit in raw["visits"]:
        for code in list(visit["answers"])[:8]:
            visit["answers"][code] = {"value": visit["answers"][code], "comment": COMPOUND}
        visit["answers"]["A1-01"] = {"value": "no", "comment": "w" * 300}
        visit["answers"]["A1-02"] = {"value": "no", "comment": COMPOUND}
        visit["promises"] = [
            {"stage": "purchase", "kind": "price", "wording": COMPOUND, "kept": "no"}
        ]
        visit["closing"] = {"VC-ONE": COMPOUND}
    clean = bundle_document_without_pairs(raw)
    return build_document(bundle_of(clean), Wishes(title=COMPOUND, summary=COMPOUND))


def bundle_document_without_pairs(raw):
    """Comments were laid over answers that already had a comment or a state: keep the value."""
    for visit in raw["visits"]:
        for code, answer in visit["answers"].items():
            if isinstance(answer, dict) and isinstance(answer.get("value"), dict):
                visit["answers"][code] = answer["value"]
    return raw


def outside(page):
    """The text boxes that leave the paper's margin on the right."""
    box = page._page_box
    right = box.position_x + box.margin_width() - 30
    for one in box.descendants():
        if type(one).__name__ == "TextBox" and one.position_x + one.width > right:
            yield one.text


def test_compounds_of_two_hundred_letters_stay_on_the_paper():
    page = report_page(long_words(), {})
    assets = {address: (asset.kind, asset.body) for address, asset in page.assets.items()}
    pages = laid_out(page.html, assets).pages
    assert [text for page in pages for text in outside(page)] == []
