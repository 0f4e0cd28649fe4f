"""Every section, from a full report to an empty one: it renders, reads well and asks nothing."""

import re
from dataclasses import replace
from html import escape
from html.parser import HTMLParser

import pytest

from audits.bundle import bundle_of
from reports.document import Look, Wishes, build_document
from reports.sections import SECTIONS, parts, rendered
from reports.templatetags.report import span
from tests.reports import material

DOCUMENTS = {
    "empty": lambda: material.document(0),
    "one visit": lambda: material.document(1),
    "five visits": lambda: material.document(5),
    "thirty visits": lambda: material.document(30),
    "swedish": lambda: material.document(5, "sv"),
    "english": lambda: material.document(5, "en"),
    "web shop": lambda: material.document(5, "fi", "webshop"),
    "five minutes": lambda: build_document(material.bundle(5), Wishes(look=Look(edition="owner"))),
    "one site": lambda: build_document(material.bundle(5), Wishes(site="kuopio")),
    "nothing scored": lambda: build_document(bundle_of(bare(2))),
    "own words": lambda: build_document(
        material.bundle(5), Wishes(title="Oma otsikko", summary="Hyvä **alku**.\n\n- yksi")
    ),
}
URLS = {sha256: f"/photos/{sha256}" for sha256 in material.PHOTOS}
VOID = {"meta", "link", "img", "br", "col"}


def bare(visits):
    """Visits with nothing but their site and time."""
    document = material.bundle_document(visits)
    keep = ("key", "site", "started_at", "ended_at")
    document["visits"] = [{key: one[key] for key in keep} for one in document["visits"]]
    return document


class Tree(HTMLParser):
    """The open elements at every tag, and the faults that a checker of PDF/UA would find."""

    def __init__(self):
        super().__init__()
        self.open, self.faults = [], []

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if "a" in self.open:
            self.faults.append(f"<{tag}> inside a link")
        if tag == "img" and not given.get("alt"):
            self.faults.append("picture without words")
        if tag == "th" and "colspan" in given:
            self.faults.append("header cell over several columns")
        if "style" in given:
            self.faults.append("style attribute")
        if self.open and self.open[-1] == "svg" and not self.named:
            if tag != "title":
                self.faults.append("chart without title")
            self.named = True
        if tag == "svg":
            self.named = False
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes something else")


def visible(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


@pytest.fixture(params=DOCUMENTS, scope="module")
def document(request):
    return DOCUMENTS[request.param]()


@pytest.fixture(scope="module")
def pieces(document):
    return rendered(document, photo_urls=URLS)


def test_each_section_is_sound_html_on_paper(document):
    """On screen a photo is a link to itself; on paper a checker of PDF/UA would object."""
    for part in rendered(document, photo_urls=URLS, is_paper=True):
        tree = Tree()
        tree.feed(part.html)
        assert (part.section.key, tree.faults, tree.open) == (part.section.key, [], [])


def test_no_text_says_none(pieces):
    for part in pieces:
        assert "None" not in visible(part.html), part.section.key


def test_each_heading_stands_once_under_its_anchor(pieces):
    anchors = [heading.anchor for part in pieces for heading in part.headings]
    assert len(set(anchors)) == len(anchors)
    for part in pieces:
        if part.section.key not in ("cover", "owner"):
            assert part.html.count("<h2") == len(part.headings)


def test_titles_are_sentences_of_two_lines(pieces):
    for part in pieces:
        for heading in part.headings:
            assert 3 < len(heading.title) <= 130
            assert "%" not in heading.title
            assert heading.name


def test_listed_sections_are_numbered_in_order(document):
    numbers = [part.number for part in parts(document) if part.section.is_listed]
    plain = [number for number in numbers if number.isdigit()]
    letters = [number for number in numbers if not number.isdigit()]
    assert plain == [str(number) for number in range(1, len(plain) + 1)]
    assert letters == ["A", "B", "C"][: len(letters)]


def test_empty_report_says_so_and_leaves_the_rest_out():
    pieces = rendered(material.document(0))
    keys = [part.section.key for part in pieces]
    assert keys == ["cover", "contents", "summary", "method", "stages", "rules"]


def test_keys_are_unique_and_templates_exist():
    from django.template.loader import get_template

    assert len({section.key for section in SECTIONS}) == len(SECTIONS)
    for section in SECTIONS:
        get_template(section.template)


def test_rendering_asks_the_database_nothing(django_assert_num_queries, db):
    document = material.document(5)
    with django_assert_num_queries(0):
        rendered(document, photo_urls=URLS)


def test_comments_stay_text():
    raw = material.bundle_document(1)
    hostile = '<img src="https://example.com/x.png" onerror=alert(1)><script>alert(2)</script>&'
    raw["visits"][0]["answers"]["A1-02"] = {"value": "no", "comment": hostile}
    html = "".join(part.html for part in rendered(build_document(bundle_of(raw))))
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;alert(2)&lt;/script&gt;&amp;" in html


@pytest.mark.parametrize(
    ("summary", "kept"),
    [
        pytest.param("Hyvä **alku**", "<strong>alku</strong>", id="stress"),
        pytest.param("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;", id="script"),
        pytest.param("[a](javascript:alert(1))", "[a](javascript:alert(1))", id="script address"),
        pytest.param("![x](https://e.fi/x.png)", "<p></p>", id="picture"),
        pytest.param("# Otsikko", "Otsikko", id="heading"),
    ],
)
def test_summary_is_harmless_markdown(summary, kept):
    document = build_document(material.bundle(1), Wishes(summary=summary))
    html = next(part.html for part in rendered(document) if part.section.key == "summary")
    told = html.split('<div class="told">')[1].split("</div>")[0]
    assert kept in told
    assert not re.search(r"<(script|img|h1)|href", told)


def test_one_visit_makes_no_claim_about_the_site():
    english = build_document(material.bundle(1), Wishes(language="en"))
    pieces = {part.section.key: part for part in rendered(english)}
    assert "sites" not in pieces
    assert "In this visit" in pieces["summary"].headings[0].title
    assert "it cannot say how the service usually is" in visible(pieces["method"].html)
    titles = [heading.title for heading in pieces["stages"].headings]
    assert not any(" works;" in title or "needs work" in title for title in titles)


def test_few_visits_rank_no_sites():
    english = material.document(5, "en")
    title = next(p for p in parts(english) if p.section.key == "sites").headings[0].title
    assert title == "There are too few visits to say which site is better"


def test_photos_without_an_address_are_left_out():
    html = "".join(part.html for part in rendered(material.document(5)))
    assert "<img" not in html


def test_photos_on_screen_have_their_size_and_words():
    html = "".join(part.html for part in rendered(material.document(5, "en"), photo_urls=URLS))
    assert 'alt="Photo: Kuitti" loading="lazy" width="320" height="240"' in html


def test_many_visits_are_told_in_shares():
    html = next(p.html for p in rendered(material.document(30)) if p.section.key == "stages")
    assert re.search(r'<td class="num">\d+/\d+</td>', html)


def test_pictures_of_the_findings_stand_nowhere_else():
    document = material.document(5)
    urls = {photo.sha256: f"x:{photo.sha256}" for photo in document.photos}
    html = "".join(part.html for part in rendered(document, photo_urls=urls))
    assert all(html.count(f'src="x:{sha256}"') == 1 for sha256 in urls)


def test_owner_edition_is_one_part_with_a_decision_for_each_stage():
    document = replace(material.document(5), look=Look(edition="owner"))
    (part,) = rendered(document)
    assert part.section.key == "owner"
    first = {}
    for one in document.recommendations:
        first.setdefault(one.stage, one.title)
    assert all(escape(words) in part.html for words in first.values())


@pytest.mark.parametrize(("count", "language"), [(5, "en"), (30, "en"), (30, "fi"), (30, "sv")])
def test_recommending_is_counted_and_an_index_from_ten_answers(count, language):
    made = material.document(count, language)
    counts = next(one.figures for one in made.closing if one.code == "VC-NPS")
    [found] = [visible(part.html) for part in rendered(made) if part.section.key == "surprises"]
    assert re.search(rf"{counts.promoters}, \w+ {counts.passives}, \w+ {counts.detractors}", found)
    assert bool(re.search(r"NPS [+−]?\d+,", found)) == (count >= 10)


def test_the_mean_of_a_closing_question_has_its_answers_and_its_range():
    raw = bare(3)
    for one, number in zip(raw["visits"], (7, 6, 7), strict=True):
        one["closing"] = {"VC-CES": number}
    raw["client"]["language"] = "en"
    pieces = rendered(build_document(bundle_of(raw)))
    [found] = [visible(part.html) for part in pieces if part.section.key == "surprises"]
    assert "mean 6.7, range 5.2–7.0, 3 answers" in found


@pytest.mark.parametrize("key", ["profile", "sites", "owner"])
def test_every_figure_of_a_stage_has_its_range(key):
    look = Look(edition="owner") if key == "owner" else Look()
    made = build_document(material.bundle(30), Wishes(language="en", look=look))
    [found] = [visible(part.html) for part in rendered(made) if part.section.key == key]
    scores = [stage.scores for stage in made.stages]
    wanted = [one.both for one in scores] if key != "profile" else [one.fact for one in scores]
    if key == "sites":
        wanted = [score for site in made.sites for score in site.stages]
    for score in wanted:
        assert not score.low_shown or span(score) in found


def test_kinds_of_questions_of_a_stage_tell_their_ranges():
    made = material.document(30, "en")
    [found] = [visible(part.html) for part in rendered(made) if part.section.key == "stages"]
    assert f"Facts · range {span(made.stages[0].scores.fact)}" in found
