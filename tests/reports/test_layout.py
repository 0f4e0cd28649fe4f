"""The pages as they lie: where words stand, what a page says, where a link leads."""

from dataclasses import replace
from functools import cache
from io import BytesIO

import pytest
from django.utils import translation
from PIL import Image

from reports.document import Look, Measure
from reports.pdf import report_page
from reports.pdf.child import laid_out
from reports.sections import journey, parts, summary
from reports.templatetags.report import signed
from tests.reports import edges, material
from tests.reports.test_pdf import five_visits, long_words
from tests.reports.test_stress import foreign_words

# Millimetres of the margin that must stay free of words, in CSS pixels.
EDGE = 15 * 96 / 25.4
EDGES = {
    "five visits": five_visits,
    "nothing": lambda: material.document(0),
    "almost nothing": edges.bare,
    "an empty stage": edges.empty_stage,
    "nothing applied": lambda: edges.unanswered(2, "not_applicable"),
    "long compounds": long_words,
    "foreign letters": foreign_words,
    "after a round before": edges.second_round,
}


@cache
def pages(name, paper="a4"):
    document = EDGES[name]()
    page = report_page(replace(document, look=Look(paper=paper)), material.PHOTOS)
    assets = {address: (asset.kind, asset.body) for address, asset in page.assets.items()}
    return tuple(laid_out(page.html, assets).pages)


def text_boxes(box):
    return [one for one in box.descendants() if type(one).__name__ == "TextBox"]


def words(page):
    """The words of a page without its running heads and feet."""
    body = [one for one in page._page_box.children if type(one).__name__ != "MarginBox"]
    return [one for box in body for one in text_boxes(box)]


def near_the_edge(page):
    """The words that stand in the outer margin, or leave the paper."""
    width, height = page.width, page.height
    for one in text_boxes(page._page_box):
        right, bottom = one.position_x + one.width, one.position_y + one.height
        is_out = one.position_x < EDGE or right > width - EDGE
        if is_out or one.position_y < 10 or bottom > height - 10:
            yield one.text


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("name", EDGES)
def test_every_word_stands_inside_the_margins(name, paper):
    assert [text for page in pages(name, paper) for text in near_the_edge(page)] == []


@pytest.mark.parametrize("name", EDGES)
def test_no_page_says_none_or_nothing(name):
    for page in pages(name)[1:]:
        said = " ".join(one.text for one in words(page))
        assert "None" not in said
        assert len(said) > 60, said


def heads(page):
    """What stands at the top left of a page."""
    margins = [one for one in page._page_box.children if type(one).__name__ == "MarginBox"]
    (head,) = [box for box in margins if box.at_keyword == "@top-left"] or [None]
    return "".join(one.text for one in text_boxes(head)) if head else ""


def titles(page):
    boxes = page._page_box.descendants()
    return [one for one in boxes if one.element_tag == "h2" and type(one).__name__ == "BlockBox"]


@pytest.mark.parametrize("name", ["five visits", "an empty stage", "almost nothing"])
def test_every_page_has_its_title_or_says_it_again(name):
    last = ""
    for page in pages(name)[1:]:
        found = titles(page)
        assert found or heads(page) == last
        last = found[-1].element.get("data-title") if found else last


@pytest.mark.parametrize("name", EDGES)
def test_a_page_has_one_message(name):
    assert [number for number, page in enumerate(pages(name), 1) if len(titles(page)) > 1] == []


@pytest.mark.parametrize("name", EDGES)
def test_titles_are_two_lines(name):
    for page in pages(name)[1:]:
        for title in titles(page):
            if len(title.element.get("data-title")) < 80:
                assert len(title.children) <= 2, title.element.get("data-title")


def width(line):
    return sum(one.width for one in text_boxes(line))


@pytest.mark.parametrize("name", ["five visits", "almost nothing", "after a round before"])
def test_lines_of_a_title_are_alike(name):
    """No word of a title stands on a line by itself."""
    for page in pages(name)[1:]:
        for title in titles(page):
            widths = [width(line) for line in title.children]
            assert min(widths) > 0.55 * max(widths), title.element.get("data-title")


@pytest.mark.parametrize("name", EDGES)
def test_each_link_has_its_place_on_some_page(name):
    places, links = set(), set()
    for page in pages(name):
        places |= set(page.anchors)
        links |= {target for kind, target, _box, *_ in page.links if kind == "internal"}
    assert links
    assert links <= places


def test_claims_of_the_summary_lead_to_their_evidence():
    number = [part.section.key for part in parts(five_visits())].index("summary")
    found = {target for kind, target, *_ in pages("five visits")[number].links}
    assert any(target.startswith("answer-") for target in found)
    assert any(target.startswith("recommendation-") for target in found)


def test_findings_fill_their_pages():
    """A page of findings that goes on is full to three quarters; none is left with one finding."""
    found = [page for page in pages("five visits") if proofs(page)]
    assert all(len(proofs(page)) >= 2 for page in found)
    for page in found[:-1]:
        bottom = max(one.position_y + one.height for one in words(page))
        assert bottom > page.height * 0.7


def test_findings_of_two_pages_stand_half_on_each():
    found = [len(proofs(page)) for page in laid_out_pages(edges.with_many_photos(30, 60), 60)]
    assert [count for count in found if count] == [3, 3]


def proofs(page):
    boxes = page._page_box.descendants()
    return {one.element.get("id") for one in boxes if is_proof(one)}


def is_proof(box):
    return box.element is not None and (box.element.get("id") or "").startswith("finding-")


def stage_pages(page):
    boxes = page._page_box.descendants()
    found = (one.element for one in boxes if one.element_tag == "article")
    return {one for one in found if one.get("class") == "stage"}


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("visits", [5, 8])
def test_a_stage_with_photos_is_one_page(visits, paper):
    document = replace(edges.with_many_photos(visits, 60), look=Look(paper=paper))
    found = [stage for page in laid_out_pages(document, 60) for stage in stage_pages(page)]
    assert (len(found), len(set(found))) == (5, 5)


def laid_out_pages(document, photos):
    page = report_page(document, edges.pictures(photos))
    assets = {address: (asset.kind, asset.body) for address, asset in page.assets.items()}
    return laid_out(page.html, assets).pages


def test_every_photo_is_seen_on_the_contact_sheet():
    document = edges.with_many_photos(30, 60)
    found = laid_out_pages(document, 60)
    sheets = [page for page in found if "photo-1" in page.anchors or "photo-60" in page.anchors]
    boxes = [box for page in sheets for box in page._page_box.descendants()]
    drawn = [box.element.get("src") for box in boxes if box.element_tag == "img"]
    assert drawn == [f"asset:thumb/{photo.sha256}" for photo in document.photos]
    assert len(sheets) == 2
    numbers = {to for page in found for kind, to, *_ in page.links if kind == "internal"}
    assert {f"photo-{number}" for number in (1, 2, 3)} <= numbers


def test_pictures_of_the_contact_sheet_are_small():
    page = report_page(edges.with_many_photos(30, 60), edges.pictures(60))
    bodies = {address: asset.body for address, asset in page.assets.items()}
    small = [body for address, body in bodies.items() if address.startswith("asset:thumb/")]
    large = [body for address, body in bodies.items() if address.startswith("asset:photo/")]
    assert (len(small), len(large) < 30) == (60, True)
    assert max(Image.open(BytesIO(body)).size for body in small) == (364, 273)


def test_no_contact_sheet_when_all_photos_are_shown_elsewhere():
    assert "photos" not in {part.section.key for part in parts(five_visits())}


def gaps(document, micros):
    stages = [
        replace(stage, gap=replace(stage.gap, gap=Measure(micro, f"{micro / 1_000_000:.1f}")))
        for stage, micro in zip(document.stages, micros, strict=True)
    ]
    return replace(document, stages=tuple(stages))


@pytest.mark.parametrize("visits", [1, 5])
def test_equal_gaps_are_named_together(visits):
    document = gaps(material.document(visits, "en"), (-800_000, 0, -300_000, 0, -800_000))
    with translation.override("en"):
        title = journey.title(document)
    assert "Awareness and " in title
    assert "equally far" in title


def test_one_scored_stage_is_no_even_journey():
    with translation.override("en"):
        assert summary.headline(edges.bare()).startswith("Only ")
        assert "even" not in summary.headline(edges.empty_stage())


@pytest.mark.parametrize(
    ("shown", "written"), [("+4.1", "+4.1"), ("4.1", "+4.1"), ("-3", "−3"), ("+0.0", "0.0")]
)
def test_a_difference_has_one_sign(shown, written):
    with translation.override("en"):
        assert signed(shown) == written


def test_only_words_of_a_line_are_hyphenated_in_titles():
    lines = [line_words(line) for page in pages("five visits") for line in title_lines(page)]
    assert lines
    assert not [line for line in lines if line.endswith(("-", "‐"))]


def title_lines(page):
    return [line for title in titles(page) for line in title.children]


def line_words(line):
    return "".join(one.text for one in text_boxes(line)).strip()
