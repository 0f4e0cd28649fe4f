"""What the consultant left out or corrected is in no file of the client's, and the figures that
the files hold can still be worked out again."""

import json
from io import BytesIO

import pikepdf
import pytest

from accounts.models import Language
from audits.actions.bundle import import_bundle
from audits.bundle import bundle_of
from reports import actions, pdf, queries
from reports.document.proof import proven
from reports.export import FORMATS, Material, exported
from reports.models import ChoiceKind, Edition, Report
from reports.pdf import enclosed, report_page, verified
from reports.sections import rendered
from reports.sections.printed import folded, words_of
from tests.factories import UserFactory
from tests.reports import material
from tests.reports.export.test_complete import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def typed():
    return material.Typed()


@pytest.fixture
def audit(typed):
    """Three visits; every word that somebody typed is a word of its own."""
    raw = material.bundle_document(3)
    material.fill(raw, typed)
    return import_bundle(bundle_of(raw)).audit


@pytest.fixture
def report(audit):
    return actions.start_report(audit, UserFactory(), language=Language.FI)


def leave_out(report, kind, *refs):
    wanted = [actions.Wanted(ref, is_in=False) for ref in refs]
    if kind == ChoiceKind.SECTION:
        wanted.append(actions.Wanted("summary", is_in=True))
    actions.choose(report, UserFactory(), kind, wanted)


def files_of(report):
    """The answers and the document as the PDF encloses them."""
    document = queries.document_of(report)
    page = report_page(document, {}, queries.enclosed_bundle(report))
    bodies = [page.assets[f"asset:{name}"].body for name in ("audit.json", "report.json")]
    return document, [json.loads(body) for body in bodies]


def found_in(words, files):
    return [word for word in words if word in json.dumps(files, ensure_ascii=False)]


def is_sound(files):
    bundle, document = files
    return [one for one in proven(document, bundle) if not one.is_equal] == []


def test_enclosed_data_holds_the_words_that_the_pages_show_and_no_others(report, typed):
    document, files = files_of(report)
    shown = words_of(rendered(document))
    assert set(found_in(typed.words, files)) == {word for word in typed.words if word in shown}
    assert is_sound(files)


def words_of_criterion(document, code):
    criteria = [one for stage in document.stages for one in stage.criteria]
    answers = next(one for one in criteria if one.code == code).answers
    return [answer.comment for answer in answers if answer.comment]


def test_left_out_finding_takes_its_words_along(report, typed):
    code = queries.document_of(report).needs[0]
    words = words_of_criterion(queries.document_of(report), code)
    assert words
    leave_out(report, ChoiceKind.FINDING, code)
    document, files = files_of(report)
    assert found_in(words, files) == []
    assert [word for word in words if word in words_of(rendered(document))] == []
    assert is_sound(files)


def test_left_out_quotes_and_another_order_of_them_still_verify(report):
    stage = queries.document_of(report).stages[2]
    gone, *rest = [f"{stage.key}.{quote.visit}" for quote in stage.quotes]
    wanted = [actions.Wanted(gone, is_in=False), *(actions.Wanted(r, True) for r in rest[::-1])]
    actions.choose(report, UserFactory(), ChoiceKind.QUOTE, wanted)
    document, files = files_of(report)
    assert len(document.stages[2].quotes) == len(rest)
    assert found_in([stage.quotes[0].text], files) == []
    assert is_sound(files)


SECTIONS = {
    "answers": ("huomio", "syy"),
    "stages": ("lainaus",),
    "promises": ("lupaus",),
    "failures": ("tapaus",),
    "surprises": ("tapaus", "loppu"),
}


@pytest.mark.parametrize("key", SECTIONS)
def test_left_out_section_takes_its_words_along(key, report, typed):
    # A failure is told as the evidence of a recommendation too.
    leave_out(report, ChoiceKind.SECTION, key, "recommendations")
    document, files = files_of(report)
    shown = words_of(rendered(document))
    hidden = [word for word in typed.words if word not in shown]
    assert [word for word in hidden if word.startswith(SECTIONS[key])]
    assert found_in(hidden, files) == []
    assert is_sound(files)


def test_owners_edition_holds_no_more_than_its_page(report, typed):
    report.edition = Edition.OWNER
    report.save()
    _document, files = files_of(report)
    assert found_in(typed.words, files) == []
    assert is_sound(files)


@pytest.mark.parametrize("key", FORMATS)
@pytest.mark.parametrize("section", ["answers", "promises"])
def test_other_formats_hold_nothing_of_a_left_out_section(key, section, report, typed):
    leave_out(report, ChoiceKind.SECTION, section)
    document = queries.document_of(report)
    shown = words_of(rendered(document))
    kinds = SECTIONS[section]
    hidden = [word for word in typed.words if word.startswith(kinds) and word not in shown]
    text = folded(text_of(key, exported(document, key, Material({}, pdf.chart_fonts()))))
    assert hidden
    assert [word for word in hidden if word in text] == []


def write(report, section, body, language="fi"):
    place = actions.Place(report, section, language)
    standing = queries.standing(report, queries.live_document(report))
    row = queries.narratives_of(report, language).get(section)
    revision = row.revision if row else 0
    actions.save_narrative(place, UserFactory(), body, revision=revision, standing=standing)


def test_text_that_was_corrected_is_nowhere(report):
    actions.save_texts(report, UserFactory(), title="", summary="Ensin kirjoitettu väärinq.")
    write(report, "summary", "Nyt oikein.")
    fresh = Report.objects.get(pk=report.pk)
    document, files = files_of(fresh)
    assert found_in(["väärinq"], files) == []
    assert found_in(["Nyt oikein."], files) == ["Nyt oikein."]
    assert "väärinq" not in exported(document, "json", Material({})).decode()


def test_text_of_a_left_out_section_is_not_enclosed(report):
    write(report, "promises", "Lupauksista sanottiin sanaq.")
    leave_out(report, ChoiceKind.SECTION, "promises")
    document, files = files_of(report)
    assert found_in(["sanaq"], files) == []
    assert "sanaq" not in exported(document, "json", Material({})).decode()


def test_issued_pdf_holds_no_word_that_was_left_out_and_verifies(report, typed):
    document = queries.document_of(report)
    code = document.needs[0]
    words = words_of_criterion(document, code)
    leave_out(report, ChoiceKind.FINDING, code)
    leave_out(report, ChoiceKind.SECTION, "promises")
    made = pdf.make_pdf(queries.document_of(report), {}, queries.enclosed_bundle(report)).pdf
    files = b"".join(enclosed.read_enclosed(made).values()).decode()
    kept = [word for word in typed.words if word.startswith("lupaus") and word in files]
    assert [word for word in words if word in files] == []
    assert len(kept) < sum(word.startswith("lupaus") for word in typed.words)
    assert verified(made).is_sound
    with pikepdf.open(BytesIO(made)) as opened:
        assert len(opened.attachments) == 3
