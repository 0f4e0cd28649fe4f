"""The paper at its edges: letters of everywhere, thirty visits, sixty photos, and nothing."""

from dataclasses import replace

import pytest

from audits.bundle import bundle_of
from reports.document import Look, Wishes, build_document
from reports.pdf import make_pdf, report_page
from reports.pdf.child import laid_out
from reports.pdf.signs import in_words
from tests.reports import edges, material, verapdf
from tests.reports.test_pdf import Read, long_words, outside
from tests.reports.test_standards import validator

__all__ = ["validator"]
WORDS = "Ravintola שלום مقهى palveli 🙂 漢字 → ≥"


def foreign_words():
    raw = material.bundle_document(1)
    raw["client"]["name"] = WORDS
    raw["sites"] = [{**site, "name": WORDS} for site in raw["sites"]]
    raw["visits"][0]["closing"] = {"VC-ONE": WORDS}
    return build_document(bundle_of(raw), Wishes(title=WORDS, summary=WORDS))


@pytest.mark.skipif(not verapdf.is_here(), reason="veraPDF needs Java and JAXB")
def test_letters_of_everywhere_keep_both_standards(validator):
    made = make_pdf(foreign_words(), {})
    assert made.messages == ()
    assert [validator.faults(made.pdf, name) for name in verapdf.FLAVOURS] == [set(), set()]


@pytest.mark.parametrize(
    ("sign", "words"),
    [("👩‍🚀", "[woman][rocket]"), ("🙂", "[smile]"), ("👍🏽", "[thumb up]"), ("ä–€", "ä–€")],
)
def test_signs_without_a_letter_are_told_in_words(sign, words):
    assert in_words(sign) == words


def pages_of(document, photos=material.PHOTOS):
    page = report_page(document, photos)
    assets = {address: (asset.kind, asset.body) for address, asset in page.assets.items()}
    return laid_out(page.html, assets).pages


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("edition", ["full", "owner"])
def test_nothing_leaves_the_paper(paper, edition):
    look = Look(edition=edition, paper=paper)
    pages = pages_of(replace(long_words(), look=look), {})
    assert [text for page in pages for text in outside(page)] == []


def bottoms(page):
    """The text boxes that end below the margin, where the running foot stands."""
    box = page._page_box
    foot = box.position_y + box.margin_height() - box.margin_bottom + 1
    for child in box.children:
        if type(child).__name__ != "MarginBox":
            for one in child.descendants():
                if type(one).__name__ == "TextBox" and one.position_y + one.height > foot + 8:
                    yield one.text


def test_owner_edition_is_one_page_on_both_papers():
    for paper in ("a4", "letter"):
        document = build_document(
            material.bundle(5),
            replace(material.photo_wishes(), look=Look(edition="owner", paper=paper)),
        )
        (page,) = pages_of(document)
        assert list(bottoms(page)) == []


@pytest.mark.slow
def test_thirty_visits_with_sixty_photos_look_meant():
    made = Read(make_pdf(edges.with_many_photos(30, 60), edges.pictures(60)))
    assert made.rendered.messages == ()
    assert len(made.pages) <= 70
    assert "None" not in made.text


def test_empty_stage_says_so_and_nothing_else():
    made = Read(make_pdf(edges.empty_stage(), {}))
    assert made.rendered.messages == ()
    assert "None" not in made.text
    title = "Palvelu ja käyttö: pisteitä ei voitu laskea"
    contents, page = [page for page in made.pages if title in page]
    assert "0 käyntiä" in page
    assert "0 käyntiä" not in contents


def test_nothing_applied_and_the_report_says_so():
    made = Read(make_pdf(edges.unanswered(2, "not_applicable"), {}))
    assert made.rendered.messages == ()
    assert "None" not in made.text


def test_every_page_has_words_of_its_own():
    """No page is left with a running head and nothing below it."""
    made = Read(make_pdf(edges.with_many_photos(5, 12), edges.pictures(12)))
    assert [number for number, text in enumerate(made.pages, 1) if len(text) < 120] == []
