import pytest
from django.utils import translation

from audits.forms.cards import DRAWN, Skeleton, gap
from audits.forms.visit import ClosingSheet, ExpectationSheet, StageSheet
from audits.queries.visit import visit_record
from journeys.queries import library_codes, library_document
from tests.audits.visits import started_visit, write
from tests.factories import VisitFactory, checklist_document

pytestmark = pytest.mark.django_db


def sheets(visit):
    record = visit_record(visit)
    stages = [StageSheet(record, stage) for stage in record.checklist.stages]
    return [*stages, ExpectationSheet(record), ClosingSheet(record)]


def test_a_skeleton_is_filled_where_its_gaps_are():
    skeleton = Skeleton.of(f"<b{gap('c.A.value=yes')}>{gap('c.A.comment')}</b>")
    assert skeleton.fill({}) == "<b></b>"
    assert skeleton.fill({"c.A.value=yes": " checked", "other": "x"}) == "<b checked></b>"


def test_a_page_is_drawn_once_for_a_checklist_and_language():
    visit = started_visit()
    DRAWN.pages.clear()
    for _time in range(2):
        StageSheet(visit_record(visit), visit.checklist_version.definition.stages[2]).html()
    write(visit, **{"c.S3-01.value": "yes"})
    html = StageSheet(visit_record(visit), visit.checklist_version.definition.stages[2]).html()
    assert len(DRAWN.pages) == 1
    assert html.count(" checked") == 1


def test_the_drawn_pages_do_not_grow_for_ever(monkeypatch):
    monkeypatch.setattr("audits.forms.cards.MOST_PAGES", 3)
    DRAWN.pages.clear()
    for sheet in sheets(started_visit()):
        sheet.html()
    assert len(DRAWN.pages) == 3


def test_what_was_typed_is_escaped():
    visit = started_visit()
    write(visit, **{"c.S3-01.comment": '</textarea><script>alert("x")</script>'})
    html = StageSheet(visit_record(visit), visit.checklist_version.definition.stages[2]).html()
    assert "<script" not in html
    assert "&lt;/textarea&gt;&lt;script&gt;" in html


def test_a_checklist_with_markup_in_its_texts_is_escaped():
    document = checklist_document()
    document["criteria"][2]["text"] = document["criteria"][2]["help"] = {"fi": "<img src=x>"}
    visit = started_visit(audit__checklist_version__document=document)
    html = StageSheet(visit_record(visit), visit.checklist_version.definition.stages[2]).html()
    assert "<img src=x>" not in html


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("code", library_codes())
def test_every_question_of_the_library_has_its_field_on_its_page(code, language):
    visit = VisitFactory(audit__checklist_version__document=dict(library_document(code)))
    with translation.override(language):
        for sheet in sheets(visit):
            html = sheet.html()
            assert "\ue000" not in html
            for name in sheet.page().fields:
                assert f'name="{name}"' in html, name
